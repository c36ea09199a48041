// What a function without effects has made is kept, for as long as there is room: making it costs far more than finding it again.

/** @param max how many are kept; then the oldest goes. */
export function kept<Value extends object | string>(max: number, make: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = make(key);
    for (const oldest of known.keys()) {
      if (known.size < max) break;
      known.delete(oldest);
    }
    known.set(key, value);
    return value;
  };
}

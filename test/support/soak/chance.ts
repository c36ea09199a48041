// Chance that repeats itself: the same seed draws the same history.

export interface Chance {
  /** A whole number from 0 to below `below`. */
  whole(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of the names, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
}

/** Mulberry32: small, quick, and good enough to draw histories with. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e37_79b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    whole,
    pick<T>(from: readonly T[]): T {
      const picked = from[whole(from.length)];
      if (picked === undefined) throw new RangeError("nothing to pick from");
      return picked;
    },
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const names = Object.keys(weights) as K[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      const found = names.find((name) => {
        left -= weights[name];
        return left < 0;
      });
      return found ?? (names.at(-1) as K);
    },
  };
}

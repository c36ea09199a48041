// Which settings differ from what is stored: what an audit row says of a saved form.

/** @param before a row that has at least the fields of `after`. */
export function changedFields<T extends object>(before: T, after: T): readonly string[] {
  const fields = Object.keys(after) as (keyof T & string)[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

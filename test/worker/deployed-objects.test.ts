// The Durable Objects that are deployed: each tag of their migrations has been applied somewhere, and is never edited.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const config = readFileSync(join(import.meta.dirname, "../../wrangler.toml"), "utf8");
const tags = config
  .split("[[migrations]]\n")
  .slice(1)
  .map((table) => table.slice(0, table.indexOf("\n\n")).split("\n"));

test("the tags are those that were deployed, in their order; a new one comes after them", () => {
  expect(tags.slice(0, 2)).toEqual([
    [`tag = "v1"`, `new_sqlite_classes = ["Sender", "Room"]`],
    [`tag = "v2"`, `renamed_classes = [{ from = "Sender", to = "Line" }]`],
  ]);
  expect(tags.map(([tag]) => tag)).toEqual(tags.map((_, i) => `tag = "v${i + 1}"`));
});

test("the classes that they leave are those that are bound, and that the Worker exports", () => {
  const classes = new Set<string>();
  for (const line of tags.flat()) {
    if (line.startsWith("new_sqlite_classes")) for (const [, name = ""] of line.matchAll(/"(\w+)"/g)) classes.add(name);
    for (const [, from = "", to = ""] of line.matchAll(/from = "(\w+)", to = "(\w+)"/g)) {
      expect(classes.delete(from)).toBe(true);
      classes.add(to);
    }
  }
  const bound = Array.from(config.matchAll(/class_name = "(\w+)"/g), ([, name]) => name);
  expect(bound.sort()).toEqual([...classes].sort());
  const exported = readFileSync(join(import.meta.dirname, "../../worker/index.ts"), "utf8");
  for (const name of classes) expect(exported).toContain(`export { ${name} } from`);
});

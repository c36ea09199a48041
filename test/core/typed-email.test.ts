// An e-mail typed in a number's place: how it is read, and what a screen says of it.

import { expect, test } from "vitest";
import { maskEmail } from "../../src/loyalty/masked-email.ts";
import { readEmail } from "../../src/loyalty/typed-email.ts";
import { err, ok } from "../../src/result.ts";

test.each([
  [" Camille@Example.COM ", ok("camille@example.com")],
  ["camille@example", err("not_an_address")],
  ["514 555-0100", err("not_an_address")],
  [`${"a".repeat(250)}@example.com`, err("not_an_address")],
  ["", err("not_an_address")],
])("%j", (typed, read) => {
  expect(readEmail(typed)).toEqual(read);
});

test.each([
  ["Camille@example.com", "c…@example.com"],
  ["c@example.com", "c…@example.com"],
  ["é@exemple.fr", "é…@exemple.fr"],
])("of %s a screen says %s", (typed, masked) => {
  expect(maskEmail(typed)).toBe(masked);
});

// Which numbers carriers want registered before they carry more than answers.

import { expect, test } from "vitest";
import { lacksRegistration } from "../../src/consent/registration.ts";

test.each([
  ["a long number in Canada", "+15145550100", "CA", "no", true],
  ["one whose registration is on its way", "+12125550100", "US", "pending", true],
  ["one that is registered", "+12125550100", "US", "yes", false],
  ["a toll-free number of a French shop", "+18005550100", "FR", "no", true],
  ["a number in France", "+33612345678", "FR", "no", false],
  ["a French number of a shop in Canada", "+33612345678", "CA", "no", false],
  ["a short code in the States", "12345", "US", "no", true],
  ["a short code in France", "36179", "FR", "no", false],
  ["a short code of no known country", "12345", null, "no", true],
] as const)("%s", (_, number, country, registered, lacks) => {
  expect(lacksRegistration({ number, registered }, country, false)).toBe(lacks);
  expect(lacksRegistration({ number, registered }, country, true)).toBe(false);
});

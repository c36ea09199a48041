// May a short link be opened? Each row of the table mends one fault of the row before.

import { expect, test } from "vitest";
import { type LinkTerms, mayOpen } from "../../src/links/link.ts";

const NOW = 1_790_000_000_000;

const ladder: readonly (readonly [string, LinkTerms | null])[] = [
  ["unknown", null],
  ["revoked", { revokedAt: NOW, expiresAt: NOW, usesLeft: 0 }],
  ["expired", { revokedAt: null, expiresAt: NOW, usesLeft: 0 }],
  ["used_up", { revokedAt: null, expiresAt: NOW + 1, usesLeft: 0 }],
];

test.each(ladder)("%s", (refusal, link) => {
  expect(mayOpen(link, NOW)).toEqual({ ok: false, error: refusal });
});

test.each([1, null])("with %s uses left it opens, to its last millisecond", (usesLeft) => {
  expect(mayOpen({ revokedAt: null, expiresAt: NOW + 1, usesLeft }, NOW)).toEqual({ ok: true, value: undefined });
});

test("a link that will be withdrawn opens until then", () => {
  expect(mayOpen({ revokedAt: NOW + 1, expiresAt: NOW + 2, usesLeft: null }, NOW).ok).toBe(true);
});

// When a text counts from: what the carrier says, within the bounds of what can be true.

import { expect, test } from "vitest";
import { writtenAt } from "../../src/carriers/written-at.ts";

const NOW = Date.UTC(2026, 10, 23, 15);
const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

test.each<[string, { sentAt: number | null; issuedAt: number | null }, number]>([
  ["as the carrier says", { sentAt: NOW - 3 * SECOND, issuedAt: NOW }, NOW - 3 * SECOND],
  ["twenty hours late", { sentAt: NOW - 20 * HOUR, issuedAt: NOW }, NOW - 20 * HOUR],
  ["at the last retry", { sentAt: NOW - 25 * HOUR, issuedAt: NOW }, NOW - 25 * HOUR],
  ["by a clock that is ahead", { sentAt: NOW + 2 * HOUR, issuedAt: NOW }, NOW],
  ["by a clock of another year, just signed", { sentAt: 0, issuedAt: NOW }, NOW],
  ["by a clock of another year, signed long ago", { sentAt: 0, issuedAt: NOW - 2 * HOUR }, NOW - 2 * HOUR],
  ["with no time, just signed", { sentAt: null, issuedAt: NOW - MINUTE }, NOW],
  ["with no time, signed by a clock that is ahead", { sentAt: null, issuedAt: NOW + 4 * MINUTE }, NOW],
  ["with no time, signed a while ago", { sentAt: null, issuedAt: NOW - MINUTE - 1 }, NOW - MINUTE - 1],
  ["with no time and no carrier", { sentAt: null, issuedAt: null }, NOW],
])("%s", (_, told, at) => {
  expect(writtenAt(told, NOW)).toBe(at);
});

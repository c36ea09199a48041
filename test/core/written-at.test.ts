// When a text counts from: what the carrier says, within the bounds of what can be true.

import { expect, test } from "vitest";
import { readInstant, writtenAt } from "../../src/carriers/written-at.ts";

const NOW = Date.UTC(2026, 10, 23, 15);
const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

test.each<[string, { sentAt: number | null; issuedAt: number | null }, number]>([
  ["as the carrier says", { sentAt: NOW - 3 * SECOND, issuedAt: NOW }, NOW - 3 * SECOND],
  ["twenty hours late", { sentAt: NOW - 20 * HOUR, issuedAt: NOW }, NOW - 20 * HOUR],
  ["at the last retry", { sentAt: NOW - 25 * HOUR, issuedAt: NOW }, NOW - 25 * HOUR],
  ["by a clock that is ahead", { sentAt: NOW + 2 * HOUR, issuedAt: NOW }, NOW],
  ["later than any retry, just signed", { sentAt: NOW - 26 * HOUR, issuedAt: NOW }, NOW - 26 * HOUR],
  ["a year late, signed a while ago", { sentAt: NOW - 8_760 * HOUR, issuedAt: NOW - 2 * HOUR }, NOW - 8_760 * HOUR],
  ["with no time, just signed", { sentAt: null, issuedAt: NOW - MINUTE }, NOW],
  ["with no time, signed by a clock that is ahead", { sentAt: null, issuedAt: NOW + 4 * MINUTE }, NOW],
  ["with no time, signed a while ago", { sentAt: null, issuedAt: NOW - MINUTE - 1 }, NOW - MINUTE - 1],
  ["with no time and no carrier", { sentAt: null, issuedAt: null }, NOW],
])("%s", (_, told, at) => {
  expect(writtenAt(told, NOW)).toBe(at);
});

test.each<[unknown, number | null]>([
  ["2026-11-23T15:00:00Z", NOW],
  ["2026-11-23T15:00:00.250Z", NOW + 250],
  ["2026-11-23t15:00z", NOW],
  ["2026-11-23 15:00:00 +0000", NOW],
  ["2026-11-23T10:00:00-05:00", NOW],
  ["2026-11-23T15:00:00", NOW],
  ["2026-11-23 15:00:00", NOW],
  ["2026-11-23 15:00:00 UTC", NOW],
  [" 2026-11-23 15:00:00.5 ", NOW + 500],
  [NOW, NOW],
  [String(NOW), NOW],
  [NOW / SECOND, NOW],
  [String(NOW / SECOND), NOW],
  [NOW / SECOND + 0.25, NOW + 250],
  ["Mon, 23 Nov 2026 15:00:00 GMT", NOW],
  ["23 Nov 2026 10:00:00 -0500", NOW],
  ["2026-11-23", null],
  ["2026-13-23T15:00:00Z", null],
  ["23/11/2026 15:00", null],
  ["soon", null],
  ["", null],
  [0, null],
  [12, null],
  [Number.NaN, null],
  [null, null],
  [{}, null],
])("%j is read as what it says", (told, at) => {
  expect(readInstant(told)).toBe(at);
});

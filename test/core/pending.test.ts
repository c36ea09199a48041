// Points for a number that has not confirmed: where they go, what counts towards the day, when they lapse.

import { describe, expect, test } from "vitest";
import type { Consent } from "../../src/consent/consent.ts";
import { dayStart, lapsesAt, type Standing, standingOf, waitingHistory } from "../../src/loyalty/pending.ts";
import { DAY_MS, HOUR_MS } from "../../src/time.ts";

const MONTREAL = "America/Toronto";
const at = (iso: string): number => Date.parse(iso);

test.each<[Consent, boolean, Standing]>([
  ["subscribed", false, "member"],
  ["held", false, "member"],
  ["opted_out", false, "left"],
  ["none", false, "unconfirmed"],
  ["none", true, "left"],
  // What the number itself has said counts for more than a record that has not heard of it.
  ["subscribed", true, "left"],
])("consent %s, its number has stopped %s: %s", (consent, hasStopped, standing) => {
  expect(standingOf(consent, hasStopped)).toBe(standing);
});

describe("what waits counts towards the limits of the day", () => {
  test("nothing waits", () => {
    expect(waitingHistory([], MONTREAL)).toEqual({ lastAt: null, onLastDay: 0 });
  });

  test("in any order, only those of the last day", () => {
    const yesterday = at("2026-11-21T23:30:00-05:00");
    const morning = at("2026-11-22T00:30:00-05:00");
    const evening = at("2026-11-22T23:59:00-05:00");
    expect(waitingHistory([evening, yesterday, morning], MONTREAL)).toEqual({ lastAt: evening, onLastDay: 2 });
  });
});

test("they lapse after the days that the merchant has set", () => {
  expect(lapsesAt(at("2026-11-22T12:00:00Z"), 30)).toBe(at("2026-12-22T12:00:00Z"));
});

describe("the shop's day begins at its own midnight", () => {
  test.each([
    ["2026-11-22T03:00:00Z", "2026-11-21T05:00:00Z"],
    ["2026-11-22T05:00:00Z", "2026-11-22T05:00:00Z"],
  ])("%s is a moment of the day that began at %s", (now, start) => {
    expect(dayStart(at(now), MONTREAL)).toBe(at(start));
  });

  test("also on the day that has 25 hours", () => {
    const late = at("2026-11-02T04:59:00Z");
    expect(late - dayStart(late, MONTREAL)).toBeGreaterThan(DAY_MS);
    expect(late - dayStart(late, MONTREAL)).toBeLessThan(25 * HOUR_MS);
  });
});

// Whether somebody at the shop can be expected to answer, by the clock on the shop's wall.

import { describe, expect, test } from "vitest";
import { isOpen, type OpeningHours } from "../../src/conversation/opening-hours.ts";

const at = (time: string) => Date.parse(time);
const DAY = [9 * 60, 18 * 60] as const;
/** Monday to Friday nine to six, Saturday half past ten to a quarter past noon, closed on Sunday. */
const WEEK: OpeningHours = [DAY, DAY, DAY, DAY, DAY, [10 * 60 + 30, 12 * 60 + 15], null];

describe("a week in Montréal", () => {
  test.each([
    ["Monday, a minute before nine", "2026-11-23T08:59:00-05:00", false],
    ["Monday at nine", "2026-11-23T09:00:00-05:00", true],
    ["Monday, the last second", "2026-11-23T17:59:59.999-05:00", true],
    ["Monday at six", "2026-11-23T18:00:00-05:00", false],
    ["Friday evening, Saturday in Paris", "2026-11-27T17:30:00-05:00", true],
    ["Saturday at 10:29", "2026-11-28T10:29:00-05:00", false],
    ["Saturday at 10:30", "2026-11-28T10:30:00-05:00", true],
    ["Saturday at 12:14", "2026-11-28T12:14:00-05:00", true],
    ["Saturday at 12:15", "2026-11-28T12:15:00-05:00", false],
    ["Sunday at eleven", "2026-11-29T11:00:00-05:00", false],
    ["nine on the Monday after the clocks went forward", "2026-03-09T09:00:00-04:00", true],
    ["nine by the old time, on the same Monday", "2026-03-09T08:30:00-04:00", false],
  ])("%s: open %s", (_, time, open) => {
    expect(isOpen(WEEK, at(time), "America/Toronto")).toBe(open);
  });
});

test.each([
  ["Europe/Paris", true],
  ["America/St_Johns", true],
  ["America/Toronto", false],
  ["America/Los_Angeles", false],
  ["Pacific/Auckland", false],
])("Monday 13:00 UTC with the same hours in %s: open %s", (timeZone, open) => {
  expect(isOpen(WEEK, at("2026-11-23T13:00:00Z"), timeZone)).toBe(open);
});

test("who has said nothing of hours is always open", () => {
  expect(isOpen(null, at("2026-11-29T03:00:00-05:00"), "America/Toronto")).toBe(true);
});

test("open around the clock", () => {
  const always: OpeningHours = Array(7).fill([0, 24 * 60]);
  for (let hour = 0; hour < 48; hour++) {
    expect(isOpen(always, at("2026-11-22T00:00:00Z") + hour * 3_600_000, "America/Toronto")).toBe(true);
  }
});

test.each<[string, OpeningHours]>([
  ["no day listed", []],
  ["closed every day", Array(7).fill(null)],
  ["hours of no length", Array(7).fill([600, 600])],
])("%s: closed", (_, hours) => {
  expect(isOpen(hours, at("2026-11-23T10:00:00-05:00"), "America/Toronto")).toBe(false);
});

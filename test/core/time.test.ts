// Instants and the calendar on the shop's wall.

import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, localDate, MINUTE_MS, SECOND_MS, zoned } from "../../src/time.ts";

test("units", () => {
  expect([SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
});

test.each([
  ["Europe/Paris", "2026-11-22T22:59:59Z", "2026-11-22"],
  ["Europe/Paris", "2026-11-22T23:00:00Z", "2026-11-23"],
  ["America/Toronto", "2026-11-23T04:59:59Z", "2026-11-22"],
  ["America/Toronto", "2026-11-23T05:00:00Z", "2026-11-23"],
  ["America/Toronto", "2026-07-14T03:59:59Z", "2026-07-13"],
  ["America/Toronto", "2026-07-14T04:00:00Z", "2026-07-14"],
  ["America/St_Johns", "2026-01-01T03:29:00Z", "2025-12-31"],
  ["Pacific/Auckland", "2026-12-31T11:00:00Z", "2027-01-01"],
])("in %s at %s it is %s", (timeZone, at, day) => {
  expect(localDate(Date.parse(at), timeZone)).toBe(day);
});

test("the hour that comes twice is told apart by its offset", () => {
  const first = zoned(Date.parse("2026-11-01T05:30:00Z"), "America/Toronto");
  const second = zoned(Date.parse("2026-11-01T06:30:00Z"), "America/Toronto");
  expect([first.hour, second.hour]).toEqual([1, 1]);
  expect([first.offset, second.offset]).toEqual(["-04:00", "-05:00"]);
});

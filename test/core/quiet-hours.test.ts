// When a promotion may reach a phone: hours, Sundays, holidays and clock changes of each country.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextPromotionTime } from "../../src/consent/quiet-hours.ts";
import type { Country } from "../../src/phone.ts";
import { DAY_MS, MINUTE_MS } from "../../src/time.ts";

const PARIS = "Europe/Paris";
const NEW_YORK = "America/New_York";
const MONTREAL = "America/Toronto";

const next = (at: string, country: Country, timeZone: string): string =>
  new Date(nextPromotionTime(Date.parse(at), country, timeZone)).toISOString();

/** [what, now, when it may go], both with the offset that the local clock had. */
type Row = readonly [what: string, now: string, goes: string];

describe("France", () => {
  test.each<Row>([
    ["a Thursday afternoon: now", "2026-11-19T15:00:00+01:00", "2026-11-19T15:00:00+01:00"],
    ["just before eight: at eight", "2026-11-19T07:59:59.999+01:00", "2026-11-19T08:00:00+01:00"],
    ["at eight: now", "2026-11-19T08:00:00+01:00", "2026-11-19T08:00:00+01:00"],
    ["just before 20:00: now", "2026-11-19T19:59:59.999+01:00", "2026-11-19T19:59:59.999+01:00"],
    ["at 20:00: tomorrow", "2026-11-19T20:00:00+01:00", "2026-11-20T08:00:00+01:00"],
    ["after midnight: the same morning", "2026-11-20T00:00:00+01:00", "2026-11-20T08:00:00+01:00"],
    ["Saturday evening: Monday", "2026-11-21T20:00:00+01:00", "2026-11-23T08:00:00+01:00"],
    ["Sunday noon: Monday", "2026-11-22T12:00:00+01:00", "2026-11-23T08:00:00+01:00"],
    ["the eve of 14 July: the 15th", "2026-07-13T20:00:00+02:00", "2026-07-15T08:00:00+02:00"],
    ["14 July at noon: the 15th", "2026-07-14T12:00:00+02:00", "2026-07-15T08:00:00+02:00"],
    ["14 July before eight: the 15th", "2026-07-14T06:00:00+02:00", "2026-07-15T08:00:00+02:00"],
    ["Saturday before a Monday 14 July: Tuesday", "2025-07-12T20:30:00+02:00", "2025-07-15T08:00:00+02:00"],
    ["Easter Saturday evening: Tuesday", "2026-04-04T20:00:00+02:00", "2026-04-07T08:00:00+02:00"],
    ["Easter Monday: Tuesday", "2026-04-06T10:00:00+02:00", "2026-04-07T08:00:00+02:00"],
    ["Ascension, a Thursday: Friday", "2026-05-14T10:00:00+02:00", "2026-05-15T08:00:00+02:00"],
    ["31 December at 20:00: 2 January", "2026-12-31T20:00:00+01:00", "2027-01-02T08:00:00+01:00"],
    ["31 December in the day: now", "2026-12-31T19:00:00+01:00", "2026-12-31T19:00:00+01:00"],
    ["a New Year's Eve on Saturday: Monday", "2022-12-31T20:00:00+01:00", "2023-01-02T08:00:00+01:00"],
    [
      "the night the clocks go forward: Monday, on summer time",
      "2026-03-28T20:00:00+01:00",
      "2026-03-30T08:00:00+02:00",
    ],
    ["the night the clocks go back: Monday, on winter time", "2026-10-24T21:00:00+02:00", "2026-10-26T08:00:00+01:00"],
    ["29 February: a day like others", "2028-02-29T21:00:00+01:00", "2028-03-01T08:00:00+01:00"],
  ])("%s", (_, now, goes) => {
    expect(next(now, "FR", PARIS)).toBe(new Date(goes).toISOString());
  });

  test("Réunion keeps its own clock", () => {
    expect(next("2026-11-19T20:00:00+04:00", "FR", "Indian/Reunion")).toBe("2026-11-20T04:00:00.000Z");
  });
});

describe("United States", () => {
  test.each<Row>([
    ["a Sunday noon: now", "2026-11-22T12:00:00-05:00", "2026-11-22T12:00:00-05:00"],
    ["just before eight: at eight", "2026-11-22T07:59:59.999-05:00", "2026-11-22T08:00:00-05:00"],
    ["at eight: now", "2026-11-22T08:00:00-05:00", "2026-11-22T08:00:00-05:00"],
    ["just before 20:00: now", "2026-11-22T19:59:59.999-05:00", "2026-11-22T19:59:59.999-05:00"],
    ["at 20:00: tomorrow", "2026-11-22T20:00:00-05:00", "2026-11-23T08:00:00-05:00"],
    ["14 July: a day like others", "2026-07-14T12:00:00-04:00", "2026-07-14T12:00:00-04:00"],
    [
      "the night the clocks go forward: eight, on summer time",
      "2026-03-08T01:30:00-05:00",
      "2026-03-08T08:00:00-04:00",
    ],
    ["in the hour that comes twice, first: eight", "2026-11-01T01:30:00-04:00", "2026-11-01T08:00:00-05:00"],
    ["in the hour that comes twice, second: eight", "2026-11-01T01:30:00-05:00", "2026-11-01T08:00:00-05:00"],
    ["31 December at 20:00: 1 January", "2026-12-31T20:00:00-05:00", "2027-01-01T08:00:00-05:00"],
  ])("%s", (_, now, goes) => {
    expect(next(now, "US", NEW_YORK)).toBe(new Date(goes).toISOString());
  });

  test.each([
    ["America/Los_Angeles", "2026-11-22T16:00:00.000Z"],
    ["America/Phoenix", "2026-11-22T15:00:00.000Z"],
    ["America/Denver", "2026-11-22T15:00:00.000Z"],
    ["America/New_York", "2026-11-22T14:00:00.000Z"],
    ["Pacific/Honolulu", "2026-11-22T18:00:00.000Z"],
  ])("when it is nine in New York, %s gets it at %s", (timeZone, goes) => {
    expect(next("2026-11-22T14:00:00Z", "US", timeZone)).toBe(goes);
  });
});

describe("Canada", () => {
  test.each<Row>([
    ["a Sunday noon: now", "2026-11-22T12:00:00-05:00", "2026-11-22T12:00:00-05:00"],
    ["half past eight: at nine", "2026-11-22T08:30:00-05:00", "2026-11-22T09:00:00-05:00"],
    ["at nine: now", "2026-11-22T09:00:00-05:00", "2026-11-22T09:00:00-05:00"],
    ["just before 20:00: now", "2026-11-22T19:59:59.999-05:00", "2026-11-22T19:59:59.999-05:00"],
    ["at 20:00: tomorrow", "2026-11-22T20:00:00-05:00", "2026-11-23T09:00:00-05:00"],
    ["the evening before the clocks go forward", "2026-03-07T20:00:00-05:00", "2026-03-08T09:00:00-04:00"],
    ["the evening before the clocks go back", "2026-10-31T20:00:00-04:00", "2026-11-01T09:00:00-05:00"],
  ])("%s", (_, now, goes) => {
    expect(next(now, "CA", MONTREAL)).toBe(new Date(goes).toISOString());
  });

  test("Newfoundland is half an hour off", () => {
    expect(next("2026-11-22T08:59:00-03:30", "CA", "America/St_Johns")).toBe("2026-11-22T12:30:00.000Z");
  });
});

/** A second opinion, by the platform's own calendar; French holidays as the ministry publishes them. */
const FRENCH_HOLIDAYS = new Set(
  `2025-01-01 2025-04-21 2025-05-01 2025-05-08 2025-05-29 2025-06-09 2025-07-14 2025-08-15 2025-11-01 2025-11-11 2025-12-25
   2026-01-01 2026-04-06 2026-05-01 2026-05-08 2026-05-14 2026-05-25 2026-07-14 2026-08-15 2026-11-01 2026-11-11 2026-12-25
   2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-08 2027-05-17 2027-07-14 2027-08-15 2027-11-01 2027-11-11 2027-12-25
   2028-01-01`.split(/\s+/),
);
const OPENS: Readonly<Record<Country, number>> = { FR: 8, US: 8, CA: 9 };
const CLOSES = 20;
const formats = new Map<string, Intl.DateTimeFormat>();

function isAllowed(at: number, country: Country, timeZone: string): boolean {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "full", timeStyle: "short", hourCycle: "h23" });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const hour = Number(parts.hour);
  if (hour < OPENS[country] || hour >= CLOSES) return false;
  if (country !== "FR") return true;
  const day = new Date(`${parts.month} ${parts.day}, ${parts.year} UTC`).toISOString().slice(0, 10);
  return parts.weekday !== "Sunday" && !FRENCH_HOLIDAYS.has(day);
}

describe("at any moment, in any of the countries", () => {
  const place = fc.constantFrom<readonly [Country, string]>(
    ["FR", PARIS],
    ["FR", "America/Guadeloupe"],
    ["US", NEW_YORK],
    ["US", "America/Phoenix"],
    ["US", "Pacific/Honolulu"],
    ["CA", MONTREAL],
    ["CA", "America/St_Johns"],
    ["CA", "America/Vancouver"],
  );
  const moment = fc.integer({ min: Date.UTC(2025, 0, 1, 12), max: Date.UTC(2027, 11, 31) });

  test("never before now, always inside the hours, and asked again it says the same", () => {
    fc.assert(
      fc.property(place, moment, ([country, timeZone], now) => {
        const goes = nextPromotionTime(now, country, timeZone);
        expect(goes).toBeGreaterThanOrEqual(now);
        expect(isAllowed(goes, country, timeZone)).toBe(true);
        expect(nextPromotionTime(goes, country, timeZone)).toBe(goes);
      }),
      { numRuns: 1_000 },
    );
  });

  test("no allowed moment is let pass", () => {
    fc.assert(
      fc.property(place, moment, ([country, timeZone], now) => {
        const goes = nextPromotionTime(now, country, timeZone);
        expect(goes - now).toBeLessThan(4 * DAY_MS);
        for (let at = now; at < goes; at += 30 * MINUTE_MS) expect(isAllowed(at, country, timeZone)).toBe(false);
        if (goes > now) expect(isAllowed(goes - 1, country, timeZone)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

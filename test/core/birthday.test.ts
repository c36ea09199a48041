// Birthdays as people write them in two languages, and the days on which they are kept.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { birthdayDates, birthdaysOn, isBirthday, nextBirthdayHour, parseBirthday } from "../../src/loyalty/birthday.ts";
import { err, ok } from "../../src/result.ts";
import { DAY_MS, HOUR_MS, localDate, zoned } from "../../src/time.ts";

describe("day first, as in French", () => {
  test.each([
    ["12/05", "05-12"],
    ["12-5", "05-12"],
    ["12.05", "05-12"],
    ["12 05", "05-12"],
    ["1/1", "01-01"],
    ["31/12", "12-31"],
    ["29/02", "02-29"],
    ["12/05/1990", "05-12"],
    ["1990-05-12", "05-12"],
    ["1990/05/12", "05-12"],
    ["05/31", "05-31"],
    ["12 mai", "05-12"],
    ["12mai", "05-12"],
    ["le 12 mai 1990", "05-12"],
    ["1er août", "08-01"],
    ["1ER AOUT", "08-01"],
    ["29 févr.", "02-29"],
    ["mardi 12 mai", "05-12"],
    ["mardi 12/05", "05-12"],
    ["12/05 mais pas avant", "05-12"],
    ["12 mars", "03-12"],
    ["12 juin", "06-12"],
    ["12 juillet", "07-12"],
    ["12 juil", "07-12"],
    ["12 déc", "12-12"],
    ["May 12th", "05-12"],
    ["12th of May", "05-12"],
    ["the 1st of June", "06-01"],
    ["Feb 29", "02-29"],
    ["１２/０５", "05-12"],
    ["🎂 12/05 🎂", "05-12"],
  ])("%s", (typed, birthday) => {
    expect(parseBirthday(typed, false)).toEqual(ok(birthday));
  });
});

describe("month first, as in American English", () => {
  test.each([
    ["12/05", "12-05"],
    ["12-5", "12-05"],
    ["05/31", "05-31"],
    ["31/05", "05-31"],
    ["1990-05-12", "05-12"],
    ["12 May", "05-12"],
    ["May 12", "05-12"],
    ["Jul 4", "07-04"],
    ["July 4th", "07-04"],
    ["2/29", "02-29"],
  ])("%s", (typed, birthday) => {
    expect(parseBirthday(typed, true)).toEqual(ok(birthday));
  });
});

test.each([
  "",
  "12",
  "mai",
  "31/02",
  "30/2",
  "31 avril",
  "June 31",
  "0/5",
  "12/0",
  "32/01",
  "13/13",
  "99 mai",
  "120590",
  "demain",
  "😀",
  "<b>",
])("%s is no day, in either order", (typed) => {
  expect(parseBirthday(typed, false)).toEqual(err("not_a_day"));
  expect(parseBirthday(typed, true)).toEqual(err("not_a_day"));
});

test("each day of a leap year is read in every way of writing it, and nothing breaks the reader", () => {
  for (let day = Date.UTC(2028, 0, 1); day < Date.UTC(2029, 0, 1); day += DAY_MS) {
    const [, month, date] = new Date(day).toISOString().slice(0, 10).split("-");
    const birthday = ok(`${month}-${date}`);
    expect(parseBirthday(`${date}/${month}`, false)).toEqual(birthday);
    expect(parseBirthday(`${month}/${date}`, true)).toEqual(birthday);
    for (const locale of ["fr", "en-US", "en-GB", "fr-CA"]) {
      for (const style of ["long", "short"] as const) {
        const written = new Date(day).toLocaleDateString(locale, { day: "numeric", month: style, timeZone: "UTC" });
        expect(parseBirthday(written, false), written).toEqual(birthday);
      }
    }
  }
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.boolean(), (typed, monthFirst) => {
      const read = parseBirthday(typed, monthFirst);
      if (read.ok) expect(read.value).toMatch(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
    }),
  );
});

describe("29 February", () => {
  test.each([
    ["2028-02-29", true],
    ["2028-02-28", false],
    ["2027-02-28", true],
    ["2027-03-01", false],
    ["2100-02-28", true],
    ["2000-02-28", false],
  ])("on %s: %s", (date, kept) => {
    expect(isBirthday("02-29", date)).toBe(kept);
  });

  test.each([
    ["2027-02-28", ["02-28", "02-29"]],
    ["2028-02-28", ["02-28"]],
    ["2028-02-29", ["02-29"]],
    ["2027-05-12", ["05-12"]],
  ])("on %s the shop keeps %j", (date, birthdays) => {
    expect(birthdaysOn(date)).toEqual(birthdays);
  });
});

describe("when they are due", () => {
  const TORONTO = "America/Toronto";
  const NINE = Date.UTC(2026, 10, 22, 14);

  test.each([
    ["at night", NINE - 8 * HOUR_MS, NINE],
    ["a moment before nine", NINE - 1, NINE],
    ["at nine", NINE, NINE + DAY_MS],
    ["in the evening", NINE + 12 * HOUR_MS, NINE + DAY_MS],
  ])("%s, at nine at the shop", (_, now, due) => {
    expect(nextBirthdayHour(now, TORONTO)).toBe(due);
  });

  test.each([
    ["for the first time: today only", 0, NINE, ["2026-11-22"]],
    ["for the first time, in the night: not yet", 0, NINE - HOUR_MS, []],
    ["every day", NINE, NINE + 5_000, ["2026-11-22"]],
    ["after a night without service that ends before nine", NINE, NINE + DAY_MS - 1, ["2026-11-22"]],
    ["after two days without service", NINE, NINE + 2 * DAY_MS, ["2026-11-22", "2026-11-23", "2026-11-24"]],
  ])("%s", (_, due, now, dates) => {
    expect(birthdayDates(due, now, TORONTO)).toEqual(dates);
  });

  test("each day of a shop is due once, whenever it is looked at", () => {
    const zones = fc.constantFrom("America/Toronto", "Europe/Paris", "Pacific/Auckland", "America/St_Johns");
    const waits = fc.array(fc.integer({ min: 1, max: 6 * DAY_MS }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(zones, waits, (zone, waits) => {
        let now = NINE;
        let due = 0;
        const given: string[] = [];
        for (const wait of waits) {
          if (due <= now) {
            given.push(...birthdayDates(due, now, zone));
            due = nextBirthdayHour(now, zone);
            expect(zoned(due, zone).hour).toBe(9);
          }
          now += wait;
        }
        expect(new Set(given).size).toBe(given.length);
        expect(given).toEqual(given.toSorted());
        const days = given.map((date) => Date.parse(date));
        for (const [i, day] of days.entries()) if (i > 0) expect(day - (days[i - 1] ?? 0)).toBe(DAY_MS);
        if (given.length > 0) expect(given[0]).toBe(localDate(NINE, zone));
      }),
    );
  });
});

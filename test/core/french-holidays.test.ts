// French public holidays, year by year, against the dates as published.

import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { isFrenchHoliday } from "../../src/consent/french-holidays.ts";

function holidaysOf(year: number): string[] {
  const holidays: string[] = [];
  let day = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  for (; day.year === year; day = day.add({ days: 1 }))
    if (isFrenchHoliday(day)) holidays.push(day.toString().slice(5));
  return holidays;
}

const FIXED = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];

describe("the whole year", () => {
  test.each([
    [2024, ["04-01", "05-09", "05-20"]],
    [2025, ["04-21", "05-29", "06-09"]],
    [2026, ["04-06", "05-14", "05-25"]],
    [2027, ["03-29", "05-06", "05-17"]],
    [2028, ["04-17", "05-25", "06-05"]],
    [2029, ["04-02", "05-10", "05-21"]],
    [2030, ["04-22", "05-30", "06-10"]],
  ])("%i: Easter Monday, Ascension and Whit Monday on %s, and the eight fixed days", (year, movable) => {
    expect(holidaysOf(year)).toEqual([...FIXED, ...movable].sort());
  });

  test("when Ascension falls on Labour Day there is one day fewer", () => {
    expect(holidaysOf(2008)).toEqual([...FIXED, "03-24", "05-12"].sort());
  });
});

describe("Easter Monday where the calculation is hardest", () => {
  test.each([
    ["the earliest Easter there is", "1818-03-23"],
    ["the latest Easter there is", "1943-04-26"],
    ["the latest of this century", "2038-04-26"],
    ["the exception of the 29th epact", "1981-04-20"],
    ["the exception of the 28th epact", "1954-04-19"],
    ["a century that leaps", "2000-04-24"],
    ["a century that does not", "2100-03-29"],
  ])("%s: %s", (_, day) => {
    expect(isFrenchHoliday(Temporal.PlainDate.from(day))).toBe(true);
    expect(isFrenchHoliday(Temporal.PlainDate.from(day).add({ days: 1 }))).toBe(false);
  });
});

test.each([
  ["Good Friday", "2026-04-03"],
  ["26 December", "2026-12-26"],
  ["New Year's Eve", "2026-12-31"],
])("%s is a working day in most of France", (_, day) => {
  expect(isFrenchHoliday(Temporal.PlainDate.from(day))).toBe(false);
});

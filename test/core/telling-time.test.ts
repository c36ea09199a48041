// Times and days as a reply says them.

import { expect, test } from "vitest";
import { sayBirthday, sayDate, sayMoment, sayNext, sayTime } from "../../src/conversation/telling-time.ts";
import { segment } from "../../src/messaging/segments.ts";
import { DAY_MS } from "../../src/time.ts";

const EVENING = Date.UTC(2026, 10, 24, 4, 5);

test("are the shop's own", () => {
  expect(sayTime(EVENING, "America/Toronto")).toBe("23:05");
  expect(sayMoment(EVENING, "America/Toronto")).toBe("2026-11-23 23:05");
  expect(sayMoment(EVENING, "Europe/Paris")).toBe("2026-11-24 05:05");
});

test.each([
  [Date.UTC(2026, 10, 27, 4), "Nov 26, 2026", "26 nov. 2026"],
  [Date.UTC(2026, 7, 1, 12), "Aug 1, 2026", "1er aout 2026"],
])("a date has its year and a short month, on the shop's clock and in the cheap alphabet", (at, english, french) => {
  const said = [sayDate(at, "America/Toronto", "en"), sayDate(at, "America/Toronto", "fr")];
  expect(said).toEqual([english, french]);
  expect(segment(said.join()).encoding).toBe("GSM-7");
});

test("name the day when it is not today", () => {
  expect(sayNext(EVENING, EVENING - 60_000, "America/Toronto")).toBe("23:05");
  expect(sayNext(EVENING + DAY_MS, EVENING, "America/Toronto")).toBe("2026-11-24 23:05");
});

test.each([
  ["05-12", "May 12", "12 mai"],
  ["08-01", "August 1", "1er aout"],
  ["02-29", "February 29", "29 février"],
])("%s is %s, %s", (birthday, english, french) => {
  expect([sayBirthday(birthday, "en"), sayBirthday(birthday, "fr")]).toEqual([english, french]);
});

test("every month is in the cheap alphabet", () => {
  const months = Array.from({ length: 12 }, (_, i) => sayBirthday(`${String(i + 1).padStart(2, "0")}-02`, "fr"));
  expect(months.map((month) => segment(month).encoding)).toEqual(Array(12).fill("GSM-7"));
});

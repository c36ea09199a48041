// A birthday as people write it: a day and a month, never a year.

import { err, ok, type Result } from "../result.ts";

/** `05-12`: the month first, so that it sorts. */
export type Birthday = string;

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MONTHS: readonly RegExp[] = [
  /^jan/,
  /^(?:fev|feb)/,
  /^mar/,
  /^(?:avr|apr)/,
  /^ma[iy]/,
  /^(?:juin|june?$)/,
  /^jui?l/,
  /^(?:aou|aug)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
];

/** "12/05", "12-5", "12 mai", "May 12th". @param monthFirst how two bare figures are read, where both orders are possible. */
export function parseBirthday(typed: string, monthFirst: boolean): Result<Birthday, "not_a_day"> {
  const parts =
    fold(typed)
      .match(/[a-z]+|\d+/g)
      ?.filter((part) => !FILLERS.has(part)) ?? [];
  const named = parts.map((part) => MONTHS.findIndex((month) => month.test(part))).find((month) => month >= 0);
  const [first = 0, second = 0] = parts.filter((part) => /^\d{1,2}$/.test(part)).map(Number);
  if (named !== undefined) return birthday(named + 1, first);
  return monthFirst && first <= 12
    ? birthday(first, second)
    : second <= 12
      ? birthday(second, first)
      : birthday(first, second);
}

/** Who was born on 29 February has a birthday every year: on the 28th when there is no 29th. @param date `2027-02-28`. */
export function isBirthday(birthday: Birthday, date: string): boolean {
  const [year = 0] = date.split("-").map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return (birthday === "02-29" && !leap ? "02-28" : birthday) === date.slice(5);
}

const FILLERS = new Set(["le", "of", "the", "er", "st", "nd", "rd", "th", "e"]);

const fold = (text: string): string => text.slice(0, 60).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function birthday(month: number, day: number): Result<Birthday, "not_a_day"> {
  if (day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0)) return err("not_a_day");
  return ok(`${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);
}

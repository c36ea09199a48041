// A birthday as people write it: a day and a month, never a year; and the points that a shop gives for it.

import { err, ok, type Result } from "../result.ts";
import { DAY_MS, localDate, zoned } from "../time.ts";

/** `05-12`: the month first, so that it sorts. */
export type Birthday = string;

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MONTHS: readonly RegExp[] = [
  /^jan/,
  /^(?:fev|feb)/,
  /^mar(?:s|ch)?$/,
  /^(?:avr|apr(?!es))/,
  /^ma[iy]$/,
  /^(?:juin|june?)$/,
  /^jui?l(?!i)/,
  /^(?:aou|aug)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
];

/** "12/05", "12-5", "12 mai", "May 12th", "1990-05-12" without its year. @param monthFirst how two bare figures are read, where both orders are possible. */
export function parseBirthday(typed: string, monthFirst: boolean): Result<Birthday, "not_a_day"> {
  const parts =
    fold(typed)
      .match(/[a-z]+|\d+/g)
      ?.filter((part) => !FILLERS.has(part)) ?? [];
  const named = parts.map((part) => MONTHS.findIndex((month) => month.test(part))).find((month) => month >= 0);
  const [first = 0, second = 0] = parts.filter((part) => /^\d{1,2}$/.test(part)).map(Number);
  if (named !== undefined) return birthday(named + 1, first);
  // With the year first, the month is next everywhere: 1990-05-12.
  const isMonthFirst = monthFirst || /^\d{4}$/.test(parts[0] ?? "");
  return isMonthFirst && first <= 12
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

/** Points and text come when people are up. */
const HOUR = 9;
/** A service that was down makes up for the days it missed, so many of them. */
const DAYS_LATE_MAX = 7;

/** The next moment at which the birthdays of a shop's day are due. @param now Unix milliseconds. */
export function nextBirthdayHour(now: number, timeZone: string): number {
  const local = zoned(now, timeZone);
  const day = local.hour < HOUR ? local.toPlainDate() : local.toPlainDate().add({ days: 1 });
  return day.toZonedDateTime({ timeZone, plainTime: { hour: HOUR } }).epochMilliseconds;
}

/** The days whose birthdays are due, oldest first. @param dueAt what `nextBirthdayHour` said; 0 asks for today's alone. */
export function birthdayDates(dueAt: number, now: number, timeZone: string): string[] {
  const last = zoned(nextBirthdayHour(now, timeZone), timeZone).toPlainDate().subtract({ days: 1 });
  const first = localDate(dueAt === 0 ? now : Math.max(dueAt, now - DAYS_LATE_MAX * DAY_MS), timeZone);
  const dates = Array.from({ length: DAYS_LATE_MAX + 1 }, (_, daysAgo) => last.subtract({ days: daysAgo }).toString());
  return dates.filter((date) => date >= first).reverse();
}

/** The birthdays that are kept on a day: on 28 February two of them, in three years of four. */
export const birthdaysOn = (date: string): Birthday[] =>
  [date.slice(5), "02-29"].filter((birthday, i, all) => isBirthday(birthday, date) && all.indexOf(birthday) === i);

const FILLERS = new Set(["le", "of", "the", "er", "st", "nd", "rd", "th", "e"]);

const fold = (text: string): string => text.slice(0, 60).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function birthday(month: number, day: number): Result<Birthday, "not_a_day"> {
  if (day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0)) return err("not_a_day");
  return ok(`${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);
}

// Times and days as a reply says them, on the shop's clock.

import type { Birthday } from "../loyalty/birthday.ts";
import { localDate, zoned } from "../time.ts";
import type { Language } from "./language.ts";

const two = (figure: number): string => String(figure).padStart(2, "0");

/** `14:05`. */
export function sayTime(at: number, timeZone: string): string {
  const { hour, minute } = zoned(at, timeZone);
  return `${two(hour)}:${two(minute)}`;
}

/** `2026-11-23 14:05`. */
export const sayMoment = (at: number, timeZone: string): string =>
  `${localDate(at, timeZone)} ${sayTime(at, timeZone)}`;

/** The time, and the day where it is not today's. */
export const sayNext = (at: number, now: number, timeZone: string): string =>
  localDate(at, timeZone) === localDate(now, timeZone) ? sayTime(at, timeZone) : sayMoment(at, timeZone);

/** GSM-7 has no û: "aout" is how the spelling reform of 1990 writes it. */
const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: "January February March April May June July August September October November December".split(" "),
  fr: "janvier février mars avril mai juin juillet aout septembre octobre novembre décembre".split(" "),
};

const SHORT_MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "),
  fr: "janv. févr. mars avr. mai juin juill. aout sept. oct. nov. déc.".split(" "),
};

/** "Nov 26, 2026", "26 nov. 2026", "1er nov. 2026". */
export function sayDate(at: number, timeZone: string, language: Language): string {
  const { year, month, day } = zoned(at, timeZone);
  const name = SHORT_MONTHS[language][month - 1] ?? "";
  return language === "en" ? `${name} ${day}, ${year}` : `${day === 1 ? "1er" : day} ${name} ${year}`;
}

/** A day within a year from now, as a birthday is said. */
export const sayDay = (at: number, timeZone: string, language: Language): string =>
  sayBirthday(localDate(at, timeZone).slice("2026-".length), language);

/** "May 12", "12 mai", "1er mai". */
export function sayBirthday(birthday: Birthday, language: Language): string {
  const [month = 1, day = 1] = birthday.split("-").map(Number);
  const name = MONTHS[language][month - 1] ?? "";
  return language === "en" ? `${name} ${day}` : `${day === 1 ? "1er" : day} ${name}`;
}

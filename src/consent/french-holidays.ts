// Public holidays of metropolitan France (Code du travail, L3133-1).

import { Temporal } from "temporal-polyfill";

const fixed = new Set(["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"]);
const EASTER_MONDAY = 1;
const ASCENSION = 39;
const WHIT_MONDAY = 50;

export function isFrenchHoliday(day: Temporal.PlainDate): boolean {
  if (fixed.has(day.toString().slice(5))) return true;
  const sinceEaster = easter(day.year).until(day).days;
  return sinceEaster === EASTER_MONDAY || sinceEaster === ASCENSION || sinceEaster === WHIT_MONDAY;
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of Meeus, Jones and Butcher. */
function easter(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const dayOfMarch = epact + weekday - 7 * shift + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(dayOfMarch / 31), day: (dayOfMarch % 31) + 1 });
}

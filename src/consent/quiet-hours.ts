// When a promotion may reach a phone, by country. Outside those hours it waits; it is never dropped.

import { Temporal } from "temporal-polyfill";
import type { Country } from "../phone.ts";
import { zoned } from "../time.ts";
import { isFrenchHoliday } from "./french-holidays.ts";

interface Hours {
  readonly from: number;
  readonly to: number;
  readonly sundays: boolean;
  readonly isHoliday: (day: Temporal.PlainDate) => boolean;
}

/**
 * France: the law on prospecting by telephone and the sector's charter, at its strictest; US: the FCC's 08:00–21:00,
 * narrowed by state laws to 20:00; Canada: no federal rule for SMS, our own.
 */
const promotionHours: Readonly<Record<Country, Hours>> = {
  FR: { from: 8, to: 20, sundays: false, isHoliday: isFrenchHoliday },
  US: { from: 8, to: 20, sundays: true, isHoliday: () => false },
  CA: { from: 9, to: 20, sundays: true, isHoliday: () => false },
};

const SUNDAY = 7;

/** `now` itself inside the hours, else the first moment of the next allowed day. Unix milliseconds, in and out. */
export function nextPromotionTime(now: number, country: Country, timeZone: string): number {
  const hours = promotionHours[country];
  const local = zoned(now, timeZone);
  const isAllowed = (day: Temporal.PlainDate) => (hours.sundays || day.dayOfWeek !== SUNDAY) && !hours.isHoliday(day);
  let day = local.toPlainDate();
  if (isAllowed(day)) {
    if (local.hour >= hours.from && local.hour < hours.to) return now;
    if (local.hour < hours.from) return startOf(day, hours.from, timeZone);
  }
  do day = day.add({ days: 1 });
  while (!isAllowed(day));
  return startOf(day, hours.from, timeZone);
}

const startOf = (day: Temporal.PlainDate, hour: number, timeZone: string): number =>
  day.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(hour) }).epochMilliseconds;

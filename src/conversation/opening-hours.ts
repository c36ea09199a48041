// When somebody at the shop can be expected to answer.

import { zoned } from "../time.ts";

/** For each day of the week, Monday first: the minutes of the day between which the shop is open; null when closed. */
export type OpeningHours = readonly (readonly [openMinute: number, closeMinute: number] | null)[];

/** A shop that has said nothing of its hours counts as open. */
export function isOpen(hours: OpeningHours | null, at: number, timeZone: string): boolean {
  if (hours === null) return true;
  const local = zoned(at, timeZone);
  const day = hours[local.dayOfWeek - 1];
  if (!day) return false;
  const minute = local.hour * 60 + local.minute;
  return minute >= day[0] && minute < day[1];
}

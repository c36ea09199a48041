// Instants are Unix milliseconds; a date rule goes through a time zone, by Temporal.

import { Temporal } from "temporal-polyfill";

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const zoned = (at: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** `2026-11-22`, as the calendar on the shop's wall says it. */
export const localDate = (at: number, timeZone: string): string => zoned(at, timeZone).toPlainDate().toString();

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

/**
 * For so long a request may ask the database: the carrier waits fifteen seconds for an answer, and then sends the same again. Each reads
 * its clock as it begins, so two that overlap may be kept in another order than their times say.
 */
export const REQUEST_MAX_MS = 10 * SECOND_MS;

/** What another clock may be ahead of ours, and what the one who looked first may be behind the one who was faster. */
export const CLOCK_SKEW_MAX_MS = 5 * MINUTE_MS;

/** Milliseconds since then. A time that lies ahead was kept by a clock that was wrong, and is as good as none: infinitely long ago. */
export const elapsedMs = (since: number, now: number): number =>
  since - now > CLOCK_SKEW_MAX_MS ? Number.POSITIVE_INFINITY : now - since;

/** Whether a wait that was set to last so long goes on. One that ends later than it can was set by a clock that was wrong. */
export const isWithin = (until: number, lengthMs: number, now: number): boolean =>
  now < until && until - now <= lengthMs + CLOCK_SKEW_MAX_MS;

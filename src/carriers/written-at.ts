// When a person wrote a text: the time at which it counts, however long it was on its way.

import { MINUTE_MS, SECOND_MS } from "../time.ts";

/** A webhook signed that lately was not tried before: what has no time of its own was written now. */
const FRESH_MS = MINUTE_MS;

export interface Told {
  /** As the carrier says, in Unix milliseconds; null where it says nothing readable. */
  readonly sentAt: number | null;
  /** When the webhook was signed; null for a text that no carrier brought. */
  readonly issuedAt: number | null;
}

/**
 * Never ahead of our clock, whatever another clock says. A time that lies behind is taken at its word, however old: signed a moment ago,
 * it may have waited for days before. @param now Unix milliseconds.
 */
export function writtenAt({ sentAt, issuedAt }: Told, now: number): number {
  if (sentAt !== null) return Math.min(sentAt, now);
  if (issuedAt === null || now - issuedAt <= FRESH_MS) return now;
  return issuedAt;
}

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(?:Z|UTC|GMT|([+-]\d{2}):?(\d{2}))?$/i;
/** RFC 1123: `Sun, 22 Nov 2026 14:00:00 GMT`. */
const OF_THE_MAIL = /^(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC|[+-]\d{4})$/i;
/** From the year 2001 to 2286. */
const SINCE_1970 = /^(?:(\d{10}(?:\.\d{1,9})?)|(\d{13}))$/;

/** Unix milliseconds of a time as carriers write it, in UTC where no zone is named; null of anything else. */
export function readInstant(value: unknown): number | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value).trim();
  const [, seconds, milliseconds] = SINCE_1970.exec(text) ?? [];
  if (seconds !== undefined) return Math.floor(Number(seconds) * SECOND_MS);
  if (milliseconds !== undefined) return Number(milliseconds);
  const [, date, time, hours, minutes] = ISO.exec(text) ?? [];
  const zone = hours === undefined ? "Z" : `${hours}:${minutes}`;
  const written = date === undefined ? (OF_THE_MAIL.test(text) ? text : "") : `${date}T${time}${zone}`;
  const ms = Date.parse(written);
  return Number.isNaN(ms) ? null : ms;
}

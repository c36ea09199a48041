// When a person wrote a text: the time at which it counts, however long it was on its way.

import { HOUR_MS, MINUTE_MS } from "../time.ts";

/** A webhook signed that lately was not tried before: what has no time of its own was written now. */
const FRESH_MS = MINUTE_MS;
/** Vonage tries for 24 hours; a text that says it is older has a clock that is wrong. */
const AGE_MAX_MS = 25 * HOUR_MS;

export interface Told {
  /** As the carrier says, in Unix milliseconds; null where it says nothing readable. */
  readonly sentAt: number | null;
  /** When the webhook was signed; null for a text that no carrier brought. */
  readonly issuedAt: number | null;
}

/** Never ahead of our clock, whatever another clock says. @param now Unix milliseconds. */
export function writtenAt({ sentAt, issuedAt }: Told, now: number): number {
  if (sentAt !== null && now - sentAt <= AGE_MAX_MS) return Math.min(sentAt, now);
  if (issuedAt === null || now - issuedAt <= FRESH_MS) return now;
  return issuedAt;
}

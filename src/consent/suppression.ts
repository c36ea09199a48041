// Who has left, and whether they have asked to come back since. What counts is the order in which the person wrote, not the one in which
// their texts came in: a carrier promises none, and tries a text again for a day (Vonage, Messages API: retries).

import { SECOND_MS } from "../time.ts";

/** Times at which the person wrote, in Unix milliseconds; null for never. */
export interface Suppression {
  readonly stoppedAt: number | null;
  /** When they last agreed to come back, in a text of their own. */
  readonly liftedAt: number | null;
}

export const neverStopped: Suppression = { stoppedAt: null, liftedAt: null };

/** Carriers tell the second only. */
const secondOf = (at: number): number => Math.floor(at / SECOND_MS);

/** Within one second nobody knows: neither was before the other. */
export const wroteBefore = (one: number, other: number): boolean => secondOf(one) < secondOf(other);

/** In the same second the STOP wins. */
export const isSuppressed = ({ stoppedAt, liftedAt }: Suppression): boolean =>
  stoppedAt !== null && (liftedAt === null || !wroteBefore(stoppedAt, liftedAt));

/** What holds for a business on a shared number: a STOP to it or to the whole pool; coming back is business by business. */
export const onSharedNumber = (business: Suppression, pool: Suppression): Suppression => ({
  stoppedAt: later(business.stoppedAt, pool.stoppedAt),
  liftedAt: business.liftedAt,
});

/** A text that was written before the STOP, or in its second: whatever it asked for, the person has left since. */
export const isOvertaken = ({ stoppedAt }: Suppression, writtenAt: number): boolean =>
  stoppedAt !== null && !wroteBefore(stoppedAt, writtenAt);

export const later = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

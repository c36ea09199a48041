// How fast a sender number may go, in segments per second: a bucket that is never let run more than a second ahead.

import { SECOND_MS } from "../time.ts";

export interface Pace {
  readonly segmentsPerSecond: number;
  /** When the segments taken so far will all have had their turn, in Unix milliseconds. */
  readonly takenUntil: number;
}

/** A sender that has just woken starts with nothing saved up, so that being thrown away often never makes it faster. */
export const wakePace = (segmentsPerSecond: number, now: number): Pace => ({ segmentsPerSecond, takenUntil: now });

/** Takes the turn of one message. `startAt` is when it may go. */
export function takeTurn(pace: Pace, segments: number, now: number): { readonly pace: Pace; readonly startAt: number } {
  const startAt = Math.max(now, pace.takenUntil);
  const takenUntil = startAt + (segments / pace.segmentsPerSecond) * SECOND_MS;
  return { pace: { ...pace, takenUntil }, startAt };
}

/** Nothing goes before `until`: the carrier refuses the account, not the message. */
export const pauseUntil = (pace: Pace, until: number): Pace => ({
  ...pace,
  takenUntil: Math.max(pace.takenUntil, until),
});

/** How many messages to claim at once: what goes out in a second, so that a crash leaves few in doubt. */
const CLAIM_AHEAD_MS = SECOND_MS;
export const CLAIM_MAX = 100;

export const claimSize = (segmentsPerSecond: number): number =>
  Math.min(CLAIM_MAX, Math.max(1, Math.ceil((segmentsPerSecond * CLAIM_AHEAD_MS) / SECOND_MS)));

/** From when on a claim makes sense: what has long to wait for its turn would only sit out its lease. */
export const claimableFrom = (pace: Pace): number => pace.takenUntil - CLAIM_AHEAD_MS;

/**
 * Permission is asked with the claim, and holds so long from then. What has not begun by then, behind long texts or a slow carrier, goes
 * back and is asked again: a STOP meanwhile has been heeded, and its confirmation goes first.
 */
export const PERMISSION_HOLDS_MS = 2 * CLAIM_AHEAD_MS;

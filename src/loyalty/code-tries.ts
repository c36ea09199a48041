// Wrong codes: a few are a slip of the finger, more are somebody who tries them all.

import { elapsedMs, HOUR_MS, isWithin, MINUTE_MS } from "../time.ts";

export const WRONG_CODES_MAX = 5;
export const WRONG_CODES_WINDOW_MS = 10 * MINUTE_MS;
/** No code counts for so long, not even the right one: else the silence would tell which that is. */
export const CODES_LOCKED_MS = HOUR_MS;

export interface CodeTries {
  readonly wrong: number;
  /** When the first of them came, in Unix milliseconds. */
  readonly since: number;
  readonly lockedUntil: number;
}

export const noTries: CodeTries = { wrong: 0, since: 0, lockedUntil: 0 };

export const isLocked = (tries: CodeTries, now: number): boolean => isWithin(tries.lockedUntil, CODES_LOCKED_MS, now);

/** One more wrong code. */
export function afterWrongCode(tries: CodeTries, now: number): CodeTries {
  const goesOn = tries.wrong > 0 && elapsedMs(tries.since, now) < WRONG_CODES_WINDOW_MS;
  const wrong = goesOn ? tries.wrong + 1 : 1;
  if (wrong >= WRONG_CODES_MAX) return { ...noTries, lockedUntil: now + CODES_LOCKED_MS };
  return { wrong, since: goesOn ? tries.since : now, lockedUntil: 0 };
}

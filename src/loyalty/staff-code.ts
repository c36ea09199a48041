// The code that opens the staff side of a kiosk, and the bound on guessing it or any other code that staff type there.

import { err, ok, type Result } from "../result.ts";
import { MINUTE_MS } from "../time.ts";

export const WRONG_TRIES_MAX = 5;
export const LOCK_MS = MINUTE_MS;
/** The staff side closes by itself this long after the last act. */
export const STAFF_PASS_LIFETIME_MS = 2 * MINUTE_MS;

/** A pass says itself until when it is good; it is never good for longer than one that is given now. */
export const isPassLive = (until: number, now: number): boolean =>
  Number.isSafeInteger(until) && now < until && until <= now + STAFF_PASS_LIFETIME_MS;

/** Digits as people type them, with spaces and dashes in between. Staff codes and the multi-point code are as long as that. */
export function readTypedCode(typed: string): Result<string, "not_a_code"> {
  const digits = typed
    .slice(0, 40)
    .normalize("NFKC")
    .replace(/[\s\-.]/g, "");
  return /^\d{3,8}$/.test(digits) ? ok(digits) : err("not_a_code");
}

export interface Tries {
  readonly wrongTries: number;
  /** Unix milliseconds. */
  readonly lockedUntil: number;
}

export const noTries: Tries = { wrongTries: 0, lockedUntil: 0 };

/** Counts a try before it is looked at, so that none can be had for free in parallel: the last one locks until it proves right. */
export function takeTry({ wrongTries, lockedUntil }: Tries, now: number): Result<Tries, Tries> {
  if (now < lockedUntil) return err({ wrongTries, lockedUntil });
  const tries = wrongTries + 1;
  return ok(
    tries < WRONG_TRIES_MAX ? { wrongTries: tries, lockedUntil } : { wrongTries: 0, lockedUntil: now + LOCK_MS },
  );
}

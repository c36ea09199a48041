// What becomes of a message after a try: when it is tried again, and what a lost outcome turns into.

import type { SendOutcome } from "../carriers/carrier.ts";
import { MINUTE_MS, SECOND_MS } from "../time.ts";
import type { MessageClass, MessageStatus } from "./lifecycle.ts";

export const BACKOFF_FIRST_MS = 2 * SECOND_MS;
export const BACKOFF_MAX_MS = 15 * MINUTE_MS;
/**
 * About a day of growing waits, as long as carriers themselves go on trying. Tries are counted and not the age: a message that
 * was held or kept for the morning is old before its first one.
 */
export const ATTEMPTS_MAX = 100;
export const ACCOUNT_PAUSE_MS = 5 * MINUTE_MS;
/** Longer than the carrier's time-out and the longest wait for a turn within one claim. */
export const LEASE_MS = 60 * SECOND_MS;
/** How long a status callback may take to say what a lost answer did not. */
export const UNCONFIRMED_WINDOW_MS = 10 * MINUTE_MS;
/** A message tried so often whose outcome is lost once more is left to a person: its carrier takes messages and says nothing. */
export const RESENDS_MAX = 5;

/** Doubles from two seconds to a quarter of an hour; half of it is jitter. @param random in [0, 1). */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempt - 1, 20));
  return Math.round(full / 2 + (full / 2) * random);
}

export interface Settlement {
  readonly status: MessageStatus;
  readonly reason: string | null;
  readonly carrierMessageId: string | null;
  /** When a queued message is due again. */
  readonly dueAt: number | null;
  /** The carrier says that this number has opted out: it counts here as well. */
  readonly optedOut: boolean;
  /** The account is refused, not the message: the whole sender waits that long. */
  readonly pauseMs: number;
  /** Claimed and not handed over: it does not count as a try. */
  readonly untried: boolean;
}

export interface Attempt {
  /** Which try it was; the first is 1. */
  readonly attempt: number;
}

const settle = (status: MessageStatus, rest: Partial<Settlement> = {}): Settlement => ({
  status,
  reason: null,
  carrierMessageId: null,
  dueAt: null,
  optedOut: false,
  pauseMs: 0,
  untried: false,
  ...rest,
});

/** Turns the outcome of a call into a status: the one place that does. @param random in [0, 1). */
export function settleAttempt(message: Attempt, outcome: SendOutcome, now: number, random: number): Settlement {
  switch (outcome.kind) {
    case "accepted":
      return settle("submitted", { carrierMessageId: outcome.carrierMessageId });
    case "unknown":
      return settle("unconfirmed", { reason: outcome.code });
    case "rejected":
      return settle("failed", { reason: outcome.error.code, optedOut: outcome.error.class === "opted_out" });
    case "account":
      return settle("queued", { reason: outcome.code, dueAt: now + ACCOUNT_PAUSE_MS, pauseMs: ACCOUNT_PAUSE_MS });
    case "retry": {
      if (message.attempt >= ATTEMPTS_MAX) return settle("failed", { reason: outcome.code });
      const wait = Math.max(outcome.retryAfterMs ?? 0, backoff(message.attempt, random));
      return settle("queued", { reason: outcome.code, dueAt: now + wait });
    }
  }
}

/** Nothing was heard within the window. A promotion is not worth sending twice; an answer is not worth losing. */
export const afterSilence = (messageClass: MessageClass): "queued" | "unknown" =>
  messageClass === "promotional" ? "unknown" : "queued";

/** A claimed message that was not handed over: it goes back into the queue untried. */
export const unsent = (dueAt: number | null, reason: string): Settlement =>
  settle("queued", { dueAt, reason, untried: true });

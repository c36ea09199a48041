// Points typed for a number that has not confirmed: they wait under the limits of any others, and lapse.

import type { Consent } from "../consent/consent.ts";
import { DAY_MS, localDate, zoned } from "../time.ts";
import type { EarnHistory } from "./earning.ts";

/** Where the points of a typed number go: into its account, nowhere since it has left, or aside until it says YES. */
export type Standing = "member" | "left" | "unconfirmed";

/** @param hasStopped The number has left, whatever the record says or does not say any more. */
export function standingOf(consent: Consent, hasStopped: boolean): Standing {
  if (hasStopped) return "left";
  switch (consent) {
    case "subscribed":
    case "held":
      return "member";
    case "opted_out":
      return "left";
    case "none":
      return "unconfirmed";
  }
}

/** What the limits on earning count for a number that has no account yet: the times that points were put aside for it. */
export function waitingHistory(putAsideAt: readonly number[], timeZone: string): EarnHistory {
  if (putAsideAt.length === 0) return { lastAt: null, onLastDay: 0 };
  const lastAt = Math.max(...putAsideAt);
  const day = localDate(lastAt, timeZone);
  return { lastAt, onLastDay: putAsideAt.filter((at) => localDate(at, timeZone) === day).length };
}

export const lapsesAt = (putAsideAt: number, lifetimeDays: number): number => putAsideAt + lifetimeDays * DAY_MS;

/** Midnight of the shop's day, in Unix milliseconds. */
export const dayStart = (now: number, timeZone: string): number => zoned(now, timeZone).startOfDay().epochMilliseconds;

// May this customer earn now? The merchant's limits, as an ordered ladder of refusals.

import { err, ok, type Result } from "../result.ts";
import { localDate, MINUTE_MS } from "../time.ts";

/** How points come about, as the ledger names it. */
export type EarnCause = "welcome" | "visit" | "code" | "qr" | "staff" | "birthday" | "spend" | "pending";

export interface EarnLimits {
  readonly earnsPerDayMax: number;
  readonly earnGapMinutes: number;
  /** More than this at once wants the multi-point code. */
  readonly pointsAtOnceMax: number;
  readonly timeZone: string;
}

export interface EarnHistory {
  /** Unix milliseconds of the last earning that the limits count; null for none. */
  readonly lastAt: number | null;
  /** How many on the shop's calendar day of `lastAt`. */
  readonly onLastDay: number;
}

export interface EarnRequest {
  readonly points: number;
  readonly hasMultiPointCode: boolean;
}

export const POINTS_AT_ONCE_BOUND = 1_000;

export type EarnRefusal =
  | { readonly code: "not_an_amount" }
  | { readonly code: "needs_multi_point_code"; readonly max: number }
  | { readonly code: "daily_limit" }
  | { readonly code: "too_soon"; readonly until: number };

/** The first rung that applies refuses. @param now Unix milliseconds. */
export function mayEarn(
  limits: EarnLimits,
  history: EarnHistory,
  request: EarnRequest,
  now: number,
): Result<EarnHistory, EarnRefusal> {
  const { points, hasMultiPointCode } = request;
  if (!Number.isSafeInteger(points) || points < 1 || points > POINTS_AT_ONCE_BOUND)
    return err({ code: "not_an_amount" });
  if (points > limits.pointsAtOnceMax && !hasMultiPointCode) {
    return err({ code: "needs_multi_point_code", max: limits.pointsAtOnceMax });
  }
  const sameDay =
    history.lastAt !== null && localDate(history.lastAt, limits.timeZone) === localDate(now, limits.timeZone);
  const today = sameDay ? history.onLastDay : 0;
  if (today >= limits.earnsPerDayMax) return err({ code: "daily_limit" });
  const until = history.lastAt === null ? now : history.lastAt + limits.earnGapMinutes * MINUTE_MS;
  if (now < until) return err({ code: "too_soon", until });
  return ok({ lastAt: now, onLastDay: today + 1 });
}

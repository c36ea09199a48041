// May this customer earn now? The merchant's limits, as an ordered ladder of refusals.

import { err, ok, type Result } from "../result.ts";
import { elapsedMs, localDate, MINUTE_MS } from "../time.ts";

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

/** Where the code on the counter changes, a fixed one may be a photo of a poster: it earns only beside the staff's own code. */
export const fixedCodeEarns = ({ rotatingQr }: { readonly rotatingQr: boolean }, hasMultiPointCode: boolean): boolean =>
  !rotatingQr || hasMultiPointCode;

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
  const { onLastDay } = history;
  // Kept by a clock that was ahead, it counts as of now.
  const lastAt = history.lastAt !== null && !Number.isFinite(elapsedMs(history.lastAt, now)) ? now : history.lastAt;
  // Who waited for a turn looked at the clock before whoever was faster: the ledger never goes back in time.
  const at = Math.max(now, lastAt ?? now);
  const sameDay = lastAt !== null && localDate(lastAt, limits.timeZone) === localDate(at, limits.timeZone);
  const today = sameDay ? onLastDay : 0;
  if (today >= limits.earnsPerDayMax) return err({ code: "daily_limit" });
  const until = lastAt === null ? at : lastAt + limits.earnGapMinutes * MINUTE_MS;
  if (at < until) return err({ code: "too_soon", until });
  return ok({ lastAt: at, onLastDay: today + 1 });
}

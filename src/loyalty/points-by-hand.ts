// May these points be given or taken by hand? An ordered ladder of refusals; the rules of earning come after it for staff.

import { err, ok, type Result } from "../result.ts";
import { POINTS_AT_ONCE_BOUND } from "./earning.ts";

/** More than this is asked for a second time: at a counter a zero too many is soon typed. */
export const POINTS_UNASKED_MAX = 20;
export const REASON_LENGTH_MAX = 200;

export interface PointsByHand {
  /** Positive to give, negative to take. */
  readonly delta: number;
  readonly reason: string;
  /** The amount that was confirmed on the second asking; null on the first. */
  readonly confirmed: number | null;
}

export type ByHandRefusal =
  | "not_an_amount"
  | "only_to_give"
  | "no_reason"
  | "reason_too_long"
  | "below_zero"
  | "ask_again";

/** The first rung that applies refuses. @param mayTake correct a balance downwards, too. */
export function mayGiveByHand(
  { delta, reason, confirmed }: PointsByHand,
  balance: number,
  mayTake: boolean,
): Result<{ readonly balance: number }, ByHandRefusal> {
  if (!Number.isSafeInteger(delta) || delta === 0 || Math.abs(delta) > POINTS_AT_ONCE_BOUND)
    return err("not_an_amount");
  if (delta < 0 && !mayTake) return err("only_to_give");
  if (reason === "") return err("no_reason");
  if (reason.length > REASON_LENGTH_MAX) return err("reason_too_long");
  if (balance + delta < 0) return err("below_zero");
  if (Math.abs(delta) > POINTS_UNASKED_MAX && confirmed !== delta) return err("ask_again");
  return ok({ balance: balance + delta });
}

/** Reads "5", "+5", "−1" and "-1". NaN when it is no whole number. */
export function readAmount(typed: string): number {
  const text = typed.replace(/\s/g, "").replace(/^[−–]/, "-");
  return /^[+-]?\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
}

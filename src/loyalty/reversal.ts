// May an entry of the points ledger be reversed, and what of the customer's turns of that day?

import { err, ok, type Result } from "../result.ts";
import { localDate } from "../time.ts";
import type { EarnHistory } from "./earning.ts";
import type { EntryCause } from "./ledger.ts";
import { TILL } from "./spending.ts";

export type ReverseRefusal = "is_a_reversal" | "already_reversed" | "points_are_spent";

/** The first rung that applies refuses. That an entry is reversed once is the database's unique key. */
export function mayReverse(
  entry: { readonly delta: number; readonly reverses: number | null },
  points: number,
): Result<void, ReverseRefusal> {
  if (entry.reverses !== null) return err("is_a_reversal");
  if (points - entry.delta < 0) return err("points_are_spent");
  return ok(undefined);
}

/** An entry that gave points, as the limits on earning see it. */
export interface Earning {
  readonly cause: EntryCause;
  readonly actor: string;
  /** Unix milliseconds: when it was counted, which for points that have waited is when they were put aside. */
  readonly at: number;
}

/** Counted for whoever earns them. What staff give is counted at a kiosk; by hand only where a limit held them, which the entry does not say. */
const COUNTED: ReadonlySet<EntryCause> = new Set(["visit", "code", "qr", "pending"]);

const isCounted = ({ cause, actor }: Earning): boolean =>
  (COUNTED.has(cause) && !actor.startsWith(TILL)) || (cause === "staff" && !actor.startsWith("person:"));

/**
 * What the limits count once an earning is taken back: its turn of the day is the customer's again, and the gap runs from the one before.
 * @param others what the customer has earned besides and still has, the latest at least.
 */
export function historyWithout(
  earning: Earning,
  history: EarnHistory,
  others: readonly Earning[],
  timeZone: string,
): EarnHistory {
  const { lastAt, onLastDay } = history;
  const isLast = earning.at === lastAt;
  const isOnLastDay = (at: number) => lastAt !== null && localDate(at, timeZone) === localDate(lastAt, timeZone);
  if (!(isLast || isCounted(earning)) || !isOnLastDay(earning.at)) return history;
  const left = Math.max(0, onLastDay - 1);
  if (!isLast) return { lastAt, onLastDay: left };
  const before = others.filter(isCounted).map(({ at }) => at);
  const latest = before.length === 0 ? null : Math.max(...before);
  // Turns that are left on that day keep it the last one, whether or not they are found.
  const goesBack = left === 0 || (latest !== null && isOnLastDay(latest));
  return { lastAt: goesBack ? latest : lastAt, onLastDay: left };
}

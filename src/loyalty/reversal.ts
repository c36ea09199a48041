// May an entry of the points ledger be reversed?

import { err, ok, type Result } from "../result.ts";

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

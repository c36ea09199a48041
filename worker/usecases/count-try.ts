// Any secret that is typed on a kiosk goes through here: five wrong ones lock it for a minute.

import { noTries, type Tries, takeTry } from "../../src/loyalty/staff-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { loadTries, type PairedKiosk, swapTries } from "../db/kiosk.ts";
import { log } from "../log.ts";

const SWAPS_MAX = 5;

export interface Locked {
  readonly code: "locked";
  /** Unix milliseconds. */
  readonly until: number;
}

/** `neither`: it was no guess, such as a code that has been used already. */
export type Verdict = "right" | "wrong" | "neither";

/** @param look compares what was typed, once the try has been counted. */
export async function countTry<T>(
  context: Context,
  { id: kioskId }: PairedKiosk,
  look: () => Promise<{ readonly verdict: Verdict; readonly value: T }>,
): Promise<Result<T, Locked>> {
  const taken = await takeOne(context, kioskId);
  if (!taken.ok) return taken;
  const { before, after } = taken.value;
  const { verdict, value } = await look();
  if (verdict !== "wrong") await swapTries(context.db, kioskId, after, verdict === "right" ? noTries : before);
  else if (after.lockedUntil > context.now()) log("warn", "kiosk_locked", { kioskId });
  return ok(value);
}

async function takeOne(
  context: Context,
  kioskId: string,
): Promise<Result<{ readonly before: Tries; readonly after: Tries }, Locked>> {
  const now = context.now();
  for (let swaps = 0; swaps < SWAPS_MAX; swaps++) {
    const before = (await loadTries(context.db, kioskId)) ?? noTries;
    const next = takeTry(before, now);
    if (!next.ok) return err({ code: "locked", until: before.lockedUntil });
    if (await swapTries(context.db, kioskId, before, next.value)) return ok({ before, after: next.value });
  }
  return err({ code: "locked", until: now });
}

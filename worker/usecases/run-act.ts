// How an act of somebody runs, whichever door it came through: load, decide, one write batch, nudge. Who comes second decides again.

import { err, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import type { Query } from "../db/client.ts";
import { inTurns } from "./in-turns.ts";

export interface RunnableAct<Loaded, Decided, Refusal> {
  readonly merchantId: string;
  load(now: number): Promise<Loaded>;
  /** Pure. */
  decide(loaded: Loaded, now: number): Result<Decided, Refusal>;
  /** The statements of what was decided; none where all is so already. They die on a key or a CHECK when another writer came first. */
  rows(loaded: Loaded, decided: Decided, now: number): readonly Query[];
}

export async function runAct<Loaded, Decided, Refusal>(
  context: Context,
  { merchantId, load, decide, rows }: RunnableAct<Loaded, Decided, Refusal>,
): Promise<Result<Decided, Refusal | "busy">> {
  const outcome = await inTurns(async () => {
    const now = context.now();
    const loaded = await load(now);
    const decided = decide(loaded, now);
    if (!decided.ok) return decided;
    const [first, ...others] = rows(loaded, decided.value, now);
    if (first) {
      await context.db.write([first, ...others]);
      context.nudgeRooms(merchantId);
    }
    return decided;
  });
  return outcome === "busy" ? err("busy") : outcome;
}

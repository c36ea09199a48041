// Two writers of one account take turns: who comes second loads and decides again.

import { cameSecond } from "../db/constraint.ts";

/** Each lost turn was won by somebody: so many writers of one account at the very same moment all get theirs. */
const ATTEMPTS_MAX = 8;
const WAIT_MS = 15;

/**
 * A unique key violated by another writer asks for another try, so does a CHECK of what has changed since it was loaded, and so does an
 * attempt that answers `busy` itself: its compare and set found another value. After the last one it is `busy`.
 */
export async function inTurns<T>(attempt: () => Promise<T | "busy">): Promise<T | "busy"> {
  for (let tries = 1; ; tries++) {
    const outcome = await attempt().catch((error: unknown) => {
      if (!cameSecond(error)) throw error;
      return "busy" as const;
    });
    if (outcome !== "busy" || tries >= ATTEMPTS_MAX) return outcome;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * WAIT_MS * tries));
  }
}

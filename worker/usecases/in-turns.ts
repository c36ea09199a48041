// Two writers of one account take turns: who comes second loads and decides again.

import { violatedKey } from "../db/constraint.ts";

const ATTEMPTS_MAX = 3;
const WAIT_MS = 15;

/** A unique key violated by another writer asks for another try; after the last one it is `busy`. */
export async function inTurns<T>(attempt: () => Promise<T>): Promise<T | "busy"> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (violatedKey(error) === null) throw error;
      if (tries >= ATTEMPTS_MAX) return "busy";
      await new Promise((resolve) => setTimeout(resolve, Math.random() * WAIT_MS * tries));
    }
  }
}

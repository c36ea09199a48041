// The part of a conversation that is its own. What the shops know of the customer is loaded fresh from their own rows.

import { later, type Suppression } from "../../src/consent/suppression.ts";
import type { Conversation } from "../../src/conversation/state.ts";

export type StoredState = Omit<Conversation, "members" | "pool" | "offersSaidAt"> & {
  /** STOP ALL, as it was kept until suppressions had a table of their own; hash-stops.ts brings it there. */
  readonly stoppedAll?: boolean;
};

export function toStoredState(conversation: Conversation): StoredState {
  const { members: _members, pool: _pool, offersSaidAt: _said, ...state } = conversation;
  return state;
}

export const poolStop = (pool: Suppression, state: Pick<StoredState, "stoppedAll"> | undefined): Suppression =>
  state?.stoppedAll ? { ...pool, stoppedAt: later(pool.stoppedAt, 0) } : pool;

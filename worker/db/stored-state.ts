// The part of a conversation that is its own. What the shops know of the customer is loaded fresh from their own rows.

import type { Conversation } from "../../src/conversation/state.ts";

export type StoredState = Omit<Conversation, "members">;

export function toStoredState(conversation: Conversation): StoredState {
  const { members: _members, ...state } = conversation;
  return state;
}

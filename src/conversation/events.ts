// What can happen in a conversation. A closed union: a new event does not compile until every consumer has an answer.

import type { Language } from "./language.ts";
import type { ReplyKind } from "./replies.ts";

export type ThreadReason = "message" | "doubtful_stop" | "loop";

export type ConversationEvent =
  | { readonly type: "CustomerAsked"; readonly shopId: string; readonly word: string; readonly shown: string }
  | { readonly type: "ConsentGranted"; readonly shopId: string; readonly word: string; readonly shown: string | null }
  | { readonly type: "ConsentHeld"; readonly shopId: string; readonly word: string }
  | { readonly type: "ConsentResumed"; readonly shopId: string; readonly word: string }
  | { readonly type: "ConsentWithdrawn"; readonly shopId: string; readonly word: string }
  | { readonly type: "StoppedEverywhere"; readonly word: string }
  | { readonly type: "PointsEarned"; readonly shopId: string; readonly points: number; readonly cause: "welcome" }
  | { readonly type: "LanguageChosen"; readonly language: Language }
  | { readonly type: "LinkIssued"; readonly shopId: string; readonly purpose: "profile" | "wallet" }
  | { readonly type: "ThreadOpened"; readonly shopId: string; readonly reason: ThreadReason }
  | { readonly type: "FellSilent" }
  | {
      readonly type: "ReplyQueued";
      /** Null where the number is shared and no shop is known yet. */
      readonly shopId: string | null;
      readonly kind: ReplyKind;
      readonly text: string;
      /** May go to someone who has opted out: it answers their own STOP, HELP or WHY. */
      readonly evenIfStopped: boolean;
      /** Worth nothing after this many milliseconds. */
      readonly lifetimeMs: number | null;
    };

type ReplyQueued = Extract<ConversationEvent, { type: "ReplyQueued" }>;

/** An event as the journal of a conversation keeps it: what was said is in the outbox, once. */
export type JournalEvent = Exclude<ConversationEvent, ReplyQueued> | Omit<ReplyQueued, "text">;

export function forJournal(event: ConversationEvent): JournalEvent {
  if (event.type !== "ReplyQueued") return event;
  const { text: _text, ...rest } = event;
  return rest;
}

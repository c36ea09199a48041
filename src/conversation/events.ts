// What can happen in a conversation. A closed union: a new event does not compile until every consumer has an answer.

import type { EarnHistory } from "../loyalty/earning.ts";
import type { Receipt } from "../loyalty/receipts.ts";
import type { RewardHappening } from "../rewards/happenings.ts";
import type { ReplyKind } from "../texts/values.ts";
import type { Language } from "./language.ts";

export type ThreadReason = "message" | "doubtful_stop" | "loop" | "dispute" | "wrong_codes";

export type ConversationEvent =
  | { readonly type: "CustomerAsked"; readonly shopId: string; readonly word: string; readonly shown: string }
  | { readonly type: "ConsentGranted"; readonly shopId: string; readonly word: string; readonly shown: string | null }
  | { readonly type: "ConsentHeld"; readonly shopId: string; readonly word: string }
  | { readonly type: "ConsentResumed"; readonly shopId: string; readonly word: string }
  | { readonly type: "ConsentWithdrawn"; readonly shopId: string; readonly word: string }
  /** Offers, a consent of its own beside the points' texts. */
  | { readonly type: "OffersGranted"; readonly shopId: string; readonly word: string; readonly shown: string | null }
  | { readonly type: "OffersWithdrawn"; readonly shopId: string; readonly word: string }
  | { readonly type: "StoppedEverywhere"; readonly word: string }
  /** By somebody who had left already, the shop or (null) the whole pool: it counts from when this one was written. */
  | { readonly type: "StopRepeated"; readonly shopId: string | null }
  | {
      readonly type: "PointsEarned";
      readonly shopId: string;
      readonly points: number;
      readonly cause: "welcome" | "code" | "qr";
      /** Null for what the limits on earning do not count. */
      readonly earned: EarnHistory | null;
    }
  | (RewardHappening & { readonly shopId: string })
  | { readonly type: "BirthdayKept"; readonly shopId: string; readonly birthday: string }
  | { readonly type: "TransactionDisputed"; readonly shopId: string; readonly receipt: Receipt }
  | {
      readonly type: "MoveAsked";
      readonly shopId: string;
      readonly moveId: string;
      readonly oldPhone: string;
      readonly code: string;
      /** For the old phone, if there is a member's account behind it. */
      readonly text: string;
    }
  /** Their text is for the other phone. */
  | { readonly type: "AccountMoved"; readonly shopId: string; readonly moveId: string; readonly text: string }
  | { readonly type: "AccountMovedBack"; readonly shopId: string; readonly moveId: string; readonly text: string }
  /** Somebody works at the shop from now on: they have answered from their own phone. */
  | { readonly type: "InvitationAccepted"; readonly shopId: string; readonly personId: string }
  | {
      readonly type: "SignInCodeSent";
      readonly shopId: string;
      readonly personId: string;
      readonly codeId: string;
      readonly code: string;
      readonly text: string;
    }
  | { readonly type: "LanguageChosen"; readonly language: Language }
  | { readonly type: "LinkIssued"; readonly shopId: string; readonly purpose: "profile" | "wallet" }
  | { readonly type: "ThreadOpened"; readonly shopId: string; readonly reason: ThreadReason }
  | { readonly type: "FellSilent" }
  /** To a stranger, where too many answers wait on this number. */
  | { readonly type: "AnswerWithheld"; readonly shopId: string | null; readonly kind: ReplyKind }
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

/** What is kept in its own table, once: the journal does not repeat it, and so need not forget it when the customer asks. */
type KeptElsewhere = "text" | "code" | "birthday" | "oldPhone";
const keptElsewhere: ReadonlySet<string> = new Set<KeptElsewhere>(["text", "code", "birthday", "oldPhone"]);

type WithoutKept<Event> = Event extends ConversationEvent ? Omit<Event, KeptElsewhere> : never;

/** An event as the journal of a conversation keeps it. */
export type JournalEvent = WithoutKept<ConversationEvent>;

export const forJournal = (event: ConversationEvent): JournalEvent =>
  Object.fromEntries(Object.entries(event).filter(([field]) => !keptElsewhere.has(field))) as JournalEvent;

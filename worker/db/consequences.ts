// What follows from each event, as statements of one batch. Exhaustive: an event without an answer here does not compile.

import type { ConversationEvent } from "../../src/conversation/events.ts";
import { stopOf } from "../../src/conversation/state.ts";
import { type NewEntry, welcomeKey } from "./accounts.ts";
import type { Database, Query } from "./client.ts";
import { stillAsLoaded } from "./consent.ts";
import { accountMoved, accountMovedBack, moveAsked } from "./consequences-of-moves.ts";
import { overtakeElsewhere } from "./customer-conversation.ts";
import { openDispute } from "./disputes.ts";
import { invitationAccepted, invitationsRefused, signInCodeSent } from "./invitations.ts";
import { insertLink } from "./links.ts";
import type { LoadedConversation } from "./load-conversation.ts";
import type { OpenAccounts } from "./open-accounts.ts";
import { queueMessage } from "./outbox.ts";
import { rewardRows } from "./reward-rows.ts";
import { cancelOffers, cancelWaiting, liftStop, type Scope, writeStop } from "./suppressions.ts";
import { openThread } from "./threads.ts";

export interface Batch {
  readonly db: Database;
  readonly loaded: LoadedConversation;
  readonly accounts: OpenAccounts;
  /** The customer's. */
  readonly phone: string;
  readonly cause: string;
  /** When the person wrote. */
  readonly writtenAt: number;
  /** `keyedHash("number", …)` of every phone that a text may go to. */
  hashOf(phone: string): string;
  /** A confirmation of the STOP is among the answers. */
  readonly confirmsStop: boolean;
  readonly linkId: string;
  readonly moveCodeHash: string | null;
  readonly signInCodeHash: string | null;
  readonly now: number;
  readonly newId: () => string;
  /** How many have been queued so far. */
  replies: number;
}

export type Of<Type extends ConversationEvent["type"]> = Extract<ConversationEvent, { readonly type: Type }>;

export function consequences(event: ConversationEvent, batch: Batch): readonly Query[] {
  const { db, accounts, now } = batch;
  switch (event.type) {
    case "CustomerAsked":
      return [accounts.consent(event.shopId, "asked", event.word, event.shown)];
    case "ConsentGranted":
      return consentGranted(event, batch);
    case "ConsentHeld":
      return [accounts.consent(event.shopId, "held", event.word)];
    case "ConsentResumed":
      return [accounts.consent(event.shopId, "resumed", event.word)];
    case "ConsentWithdrawn":
      return [
        accounts.consent(event.shopId, "withdrawn", event.word),
        ...stopped({ kind: "business", merchantId: event.shopId }, batch),
      ];
    case "OffersGranted":
      return [accounts.offers(event.shopId, "granted", event.word, event.shown)];
    case "OffersWithdrawn":
      return [accounts.offers(event.shopId, "withdrawn", event.word), cancelOffers(db, event.shopId, batch.phone, now)];
    case "StoppedEverywhere":
      return stopped({ kind: "pool", senderId: batch.loaded.senderId }, batch);
    case "StopRepeated":
      return event.shopId === null
        ? stopped({ kind: "pool", senderId: batch.loaded.senderId }, batch)
        : stoppedAgain(event.shopId, batch);
    case "PointsEarned":
      return pointsEarned(event, batch);
    case "RewardTaken":
    case "CouponTaken":
    case "CodeIssued":
    case "RewardUsed": {
      const { shopId: merchantId } = event;
      const { id: customerId } = accounts.at(merchantId);
      const claims = batch.loaded.conversation.members[merchantId]?.claims ?? [];
      const points = (entry: NewEntry) => accounts.points(merchantId, entry);
      return rewardRows(db, { merchantId, customerId, claims, points }, event, now);
    }
    case "BirthdayKept":
      accounts.set(event.shopId, { birthday: event.birthday });
      return [];
    case "TransactionDisputed": {
      const { shopId: merchantId, receipt } = event;
      return openDispute(db, { id: batch.newId(), merchantId, customerId: accounts.at(merchantId).id, receipt }, now);
    }
    case "MoveAsked":
      return moveAsked(event, batch);
    case "AccountMoved":
      return accountMoved(event, batch);
    case "AccountMovedBack":
      return accountMovedBack(event, batch);
    case "LinkIssued":
      return [linkIssued(event, batch)];
    case "ThreadOpened":
      return threadOpened(event, batch);
    case "ReplyQueued":
      return [replyQueued(event, batch)];
    case "InvitationAccepted":
      return invitationAccepted(event, batch);
    case "SignInCodeSent":
      return signInCodeSent(event, batch);
    // Nothing but the state remembers these, and the journal.
    case "AnswerWithheld":
    case "LanguageChosen":
    case "FellSilent":
      return [];
  }
}

/** Also to a text that the sign-up page asked for: it proves the number, and nothing that the form there says besides. */
function consentGranted({ shopId: merchantId, word, shown }: Of<"ConsentGranted">, batch: Batch): readonly Query[] {
  return [batch.accounts.consent(merchantId, "granted", word, shown), ...cameBack(merchantId, batch)];
}

/** The STOP outlives the customer's record, and takes along whatever waits within its scope. */
function stopped(scope: Scope, { db, phone, hashOf, writtenAt, confirmsStop, now }: Batch): readonly Query[] {
  return [
    writeStop(db, scope, { numberHash: hashOf(phone), at: writtenAt, source: "text" }),
    cancelWaiting(db, scope, { phone, isConfirmed: confirmsStop }, now),
    invitationsRefused(db, scope, phone),
  ];
}

const stoppedAgain = (merchantId: string, batch: Batch): readonly Query[] => [
  ...stopped({ kind: "business", merchantId }, batch),
  ...heardElsewhere(merchantId, batch),
];

/** For a no that adds nothing to the ledger of consent, on which a yes to another number of the shop at the same moment would die. */
export function heardElsewhere(
  merchantId: string,
  { db, loaded, phone, cause, now }: Pick<Batch, "db" | "loaded" | "phone" | "cause" | "now">,
): readonly Query[] {
  const known = loaded.customers.get(merchantId);
  return [
    ...(known ? [stillAsLoaded(db, { ...known, phone })] : []),
    ...overtakeElsewhere(db, { merchantId, phone, senderId: loaded.senderId }, { cause, events: [] }, now),
  ];
}

/** Where nothing was stopped there is nothing to lift; on a shared number an older STOP to the pool may still be on its way. */
function cameBack(merchantId: string, { db, loaded, phone, hashOf, writtenAt }: Batch): readonly Query[] {
  const { stoppedAt } = stopOf(loaded.conversation, merchantId);
  if (stoppedAt === null && loaded.sender.pool === "own" && loaded.shops.length === 1) return [];
  return [liftStop(db, { merchantId, numberHash: hashOf(phone), at: writtenAt })];
}

function pointsEarned({ shopId, points, cause, earned }: Of<"PointsEarned">, batch: Batch): readonly Query[] {
  // A code once a text.
  const idempotencyKey = cause === "welcome" ? welcomeKey(batch.accounts.at(shopId).id) : `code:${batch.cause}`;
  const counted = earned === null ? {} : { earned };
  return batch.accounts.points(shopId, { delta: points, cause, actor: "customer", idempotencyKey, ...counted });
}

function linkIssued({ shopId: merchantId, purpose }: Of<"LinkIssued">, { db, accounts, linkId, now }: Batch): Query {
  return insertLink(db, { id: linkId, purpose, merchantId, customerId: accounts.at(merchantId).id }, now);
}

function threadOpened({ shopId: merchantId, reason }: Of<"ThreadOpened">, { accounts, now }: Batch): readonly Query[] {
  return openThread({ merchantId, customerId: accounts.at(merchantId).id, reason, now });
}

function replyQueued({ shopId, kind, text, evenIfStopped, lifetimeMs }: Of<"ReplyQueued">, batch: Batch): Query {
  const { db, loaded, accounts, phone, hashOf, writtenAt, cause, now } = batch;
  const message = {
    id: batch.newId(),
    cause,
    n: batch.replies++,
    senderId: loaded.senderId,
    merchantId: shopId,
    customerId: shopId && accounts.at(shopId).id,
    personId: null,
    recipient: phone,
    recipientHash: hashOf(phone),
    kind,
    text,
    evenIfStopped,
    answersAt: writtenAt,
    expiresAt: lifetimeMs && now + lifetimeMs,
  } as const;
  return queueMessage(db, message, now);
}

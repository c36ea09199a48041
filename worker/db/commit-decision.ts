// Turns what was decided into one write batch. A duplicate dies on the carrier's message id, a concurrent writer on a seq.

import { eq, sql } from "drizzle-orm";
import type { InboundText } from "../../src/carriers/carrier.ts";
import type { ConsentChange } from "../../src/consent/consent.ts";
import type { Decision } from "../../src/conversation/decide.ts";
import { type ConversationEvent, forJournal } from "../../src/conversation/events.ts";
import { membership } from "../../src/conversation/state.ts";
import { LINK_LIFETIME_MS } from "../../src/links/token.ts";
import type { Database, Query } from "./client.ts";
import type { LoadedConversation } from "./load-conversation.ts";
import { queueMessage } from "./outbox.ts";
import {
  consentEntries,
  conversationEntries,
  conversations,
  customers,
  inboundMessages,
  links,
  pointEntries,
  threads,
} from "./schema.ts";
import { toStoredState } from "./stored-state.ts";

export interface DecisionToCommit {
  readonly inbound: InboundText;
  readonly messageId: string;
  readonly loaded: LoadedConversation;
  readonly decision: Decision;
  readonly linkId: string;
}

/** A customer's row at one shop, and how far its ledgers have come in this batch. */
interface Account {
  readonly id: string;
  readonly isNew: boolean;
  consentSeq: number;
  pointsSeq: number;
  points: number;
  changed: boolean;
}

/** @throws a violated unique key: constraint.ts says of which table. */
export async function commitDecision(
  db: Database,
  { inbound, messageId, loaded, decision, linkId }: DecisionToCommit,
  now: number,
  newId: () => string,
): Promise<void> {
  const { orm } = db;
  const { state, events, shopId } = decision;
  const cause = `inbound:${messageId}`;
  const conversationId = loaded.id ?? newId();
  const seq = loaded.seq + 1;
  const accounts = new Map<string, Account>();
  let replies = 0;

  const account = (merchantId: string): Account => {
    const opened = accounts.get(merchantId) ?? openAccount(loaded, merchantId, newId);
    accounts.set(merchantId, opened);
    return opened;
  };

  const consent = (merchantId: string, change: ConsentChange, word: string, shown: string | null = null): Query => {
    const of = account(merchantId);
    of.consentSeq += 1;
    of.changed = true;
    const entry = {
      customerId: of.id,
      seq: of.consentSeq,
      change,
      word,
      shown,
      actor: "customer",
      cause,
      at: now,
    } as const;
    return orm.insert(consentEntries).values(entry);
  };

  const consequence = (event: ConversationEvent): Query | null => {
    switch (event.type) {
      case "CustomerAsked":
        return consent(event.shopId, "asked", event.word, event.shown);
      case "ConsentGranted":
        return consent(event.shopId, "granted", event.word, event.shown);
      case "ConsentHeld":
        return consent(event.shopId, "held", event.word);
      case "ConsentResumed":
        return consent(event.shopId, "resumed", event.word);
      case "ConsentWithdrawn":
        return consent(event.shopId, "withdrawn", event.word);
      case "PointsEarned": {
        const of = account(event.shopId);
        of.pointsSeq += 1;
        of.points += event.points;
        of.changed = true;
        return orm.insert(pointEntries).values({
          customerId: of.id,
          seq: of.pointsSeq,
          delta: event.points,
          balance: of.points,
          idempotencyKey: `${event.cause}:${of.id}`,
          cause: event.cause,
          actor: "customer",
          at: now,
        });
      }
      case "LinkIssued":
        return orm.insert(links).values({
          id: linkId,
          purpose: event.purpose,
          merchantId: event.shopId,
          customerId: account(event.shopId).id,
          expiresAt: now + LINK_LIFETIME_MS,
          createdAt: now,
        });
      case "ThreadOpened":
        return orm
          .insert(threads)
          .values({
            customerId: account(event.shopId).id,
            merchantId: event.shopId,
            unread: 1,
            reason: event.reason,
            lastAt: now,
          })
          .onConflictDoUpdate({
            target: threads.customerId,
            set: { unread: sql`${threads.unread} + 1`, reason: event.reason, lastAt: now },
          });
      case "ReplyQueued": {
        const message = {
          id: newId(),
          cause,
          n: replies++,
          senderId: loaded.senderId,
          merchantId: event.shopId,
          customerId: event.shopId && account(event.shopId).id,
          personId: null,
          recipient: inbound.from,
          class: "conversation",
          kind: event.kind,
          text: event.text,
          evenIfStopped: event.evenIfStopped,
          expiresAt: event.lifetimeMs && now + event.lifetimeMs,
        } as const;
        return queueMessage(db, message, now);
      }
      // Nothing but the state remembers these, and the journal.
      case "StoppedEverywhere":
      case "LanguageChosen":
      case "FellSilent":
        return null;
    }
  };

  const customerId = shopId && account(shopId).id;
  const consequences = events.map(consequence).filter((query) => query !== null);

  const fold = (merchantId: string, { consentSeq, pointsSeq, points }: Account) => {
    const { consent, proof } = membership(state, merchantId);
    return { consent, proof, consentSeq, points, pointsSeq };
  };
  const customerRows = [...accounts].flatMap(([merchantId, of]): Query[] => {
    if (of.isNew) {
      const row = { id: of.id, merchantId, phone: inbound.from, createdAt: now };
      return [orm.insert(customers).values({ ...row, ...fold(merchantId, of) })];
    }
    return of.changed ? [orm.update(customers).set(fold(merchantId, of)).where(eq(customers.id, of.id))] : [];
  });

  const { senderId } = loaded;
  const stored = { seq, state: toStoredState(state), updatedAt: now };
  const { carrier, carrierMessageId, from, to, text, sentAt } = inbound;
  const received = { id: messageId, senderId, customerId, receivedAt: now };
  await db.write([
    loaded.id === null
      ? orm.insert(conversations).values({ id: conversationId, senderId, phone: from, ...stored })
      : orm.update(conversations).set(stored).where(eq(conversations.id, conversationId)),
    orm.insert(conversationEntries).values({ conversationId, seq, cause, events: events.map(forJournal), at: now }),
    ...customerRows,
    orm.insert(inboundMessages).values({ ...received, carrier, carrierMessageId, from, to, text, sentAt }),
    ...consequences,
  ]);
}

function openAccount(loaded: LoadedConversation, merchantId: string, newId: () => string): Account {
  const known = loaded.customers.get(merchantId);
  const points = loaded.conversation.members[merchantId]?.points ?? 0;
  return known
    ? { id: known.id, isNew: false, consentSeq: known.consentSeq, pointsSeq: known.pointsSeq, points, changed: false }
    : { id: newId(), isNew: true, consentSeq: 0, pointsSeq: 0, points: 0, changed: false };
}

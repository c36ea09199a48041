// The Line's side of the outbox: settle the last claim, take the next one. Every write compares and sets.

import { and, asc, eq, gte, inArray, lte, or, type Placeholder, sql } from "drizzle-orm";
import { type AnySQLiteColumn, alias, type SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Consent, OffersConsent } from "../../src/consent/consent.ts";
import type { MerchantFacts } from "../../src/consent/may-send.ts";
import type { SenderStanding } from "../../src/consent/registration.ts";
import { neverStopped, onSharedNumber, type Suppression } from "../../src/consent/suppression.ts";
import {
  afterSilence,
  LEASE_MS,
  RESENDS_MAX,
  type Settlement,
  UNCONFIRMED_WINDOW_MS,
} from "../../src/messaging/delivery.ts";
import { isFinal, type MessageClass, messageClasses } from "../../src/messaging/lifecycle.ts";
import type { TextKind } from "../../src/texts/kinds.ts";
import type { Database } from "./client.ts";
import { type AsSent, asSent, introduced, introductionsIn, keepIntroductions, spoken } from "./introductions.ts";
import { isLeased, isQueued } from "./outbox-indexes.ts";
import { builder, type Held, prepared } from "./prepared.ts";
import { customers, merchants, outbox, senders, suppressions } from "./schema.ts";
import { maySendAtAll } from "./service-state.ts";

export interface ClaimedMessage extends AsSent {
  readonly id: string;
  readonly claim: string | null;
  readonly leaseUntil: number | null;
  readonly from: string;
  readonly registered: SenderStanding["registered"];
  readonly purposes: readonly MessageClass[];
  readonly recipient: string;
  readonly class: MessageClass;
  readonly kind: TextKind;
  readonly evenIfStopped: boolean;
  readonly answersAt: number | null;
  readonly stop: Suppression;
  readonly stopsOfOthers: readonly Suppression[];
  readonly expiresAt: number | null;
  readonly attempt: number;
  readonly createdAt: number;
  readonly customerId: string | null;
  readonly merchantId: string | null;
  readonly consent: Consent | null;
  readonly offers: OffersConsent | null;
  readonly merchant: MerchantFacts | null;
}

export interface Settled {
  readonly message: ClaimedMessage;
  readonly settlement: Settlement;
}

export interface Claim {
  readonly messages: readonly ClaimedMessage[];
  readonly paceSegmentsPerS: number;
  /** The earliest moment at which something of this sender wants attention again; null when nothing waits. */
  readonly nextAt: number | null;
}

export interface ClaimRequest {
  readonly senderId: string;
  /** A fresh name for this claim: what tells two Lines of one number apart. */
  readonly claim: string;
  readonly size: number;
  readonly settled: readonly Settled[];
}

/** One round trip, whatever the size of the claim. */
export async function settleAndClaim(db: Database, request: ClaimRequest, now: number): Promise<Claim> {
  const { senderId, claim, size, settled } = request;
  const outcomes = settled.map((each) => outcomeOf(each, now));
  const tried = settled.flatMap(({ message, settlement }) => (settlement.untried ? [] : [message]));
  const [, , , , , , rows, [nextDue], [nextLease], [sender]] = await db.write(
    tick({
      outcomes: JSON.stringify(outcomes),
      first: introductionsIn(tried),
      senderId,
      claim,
      size,
      now,
      leaseUntil: now + LEASE_MS,
      confirmedBy: now + UNCONFIRMED_WINDOW_MS,
    }),
  );
  const waits = [nextDue?.at, nextLease?.at].filter((at) => at !== null && at !== undefined);
  return {
    messages: rows.map(({ message, business, pool, others, introduced, spoken, ...facts }) => ({
      ...message,
      ...facts,
      ...asSent(message, { introduced, spoken, merchant: facts.merchant }),
      stop: onSharedNumber(business ?? neverStopped, pool ?? neverStopped),
      stopsOfOthers: JSON.parse(others) as readonly Suppression[],
    })),
    paceSegmentsPerS: sender?.pace ?? 1,
    nextAt: waits.length > 0 ? Math.min(...waits) : null,
  };
}

const ofBusiness = alias(suppressions, "of_business");
const ofPool = alias(suppressions, "of_pool");

const isStopOf = (stop: typeof ofBusiness | typeof ofPool, kind: "business" | "pool", scopeId: SQLiteColumn) =>
  and(eq(stop.numberHash, outbox.recipientHash), eq(stop.scopeKind, kind), eq(stop.scopeId, scopeId));

/** What the record says binds the number that it is behind: word of a move goes to the one that it has left. */
const own = <T>(column: AnySQLiteColumn<{ data: T }>) =>
  sql<T | null>`CASE WHEN ${customers.phone} = ${outbox.recipient} THEN ${column} END`;

/** Looked up only for what nobody has asked for. */
const stopsOfOthers = sql<string>`CASE WHEN ${outbox.answersAt} IS NULL THEN (
  SELECT json_group_array(json_object('stoppedAt', said.stopped_at, 'liftedAt', said.lifted_at))
  FROM suppressions AS said JOIN sender_merchants AS other ON other.merchant_id = said.scope_id AND other.sender_id = ${outbox.senderId}
  WHERE said.number_hash = ${outbox.recipientHash} AND said.scope_kind = 'business' AND said.scope_id <> ${outbox.merchantId}
) ELSE '[]' END`;

interface Tick {
  readonly outcomes: string;
  readonly first: string;
  readonly senderId: string;
  readonly claim: string;
  readonly size: number;
  readonly now: number;
  readonly leaseUntil: number;
  readonly confirmedBy: number;
}

const tick = prepared(({ outcomes, first, senderId, claim, size, now, leaseUntil, confirmedBy }: Held<Tick>) => {
  const ofSender = eq(outbox.senderId, senderId);
  const isLapsed = (status: "sending" | "unconfirmed") =>
    and(ofSender, isLeased, eq(outbox.status, status), lte(outbox.leaseUntil, now));
  const silentTo = (status: "queued" | "unknown") => messageClasses.filter((each) => afterSilence(each) === status);
  const due = builder
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(ofSender, isQueued, lte(outbox.dueAt, now), maySendAtAll))
    .orderBy(asc(outbox.priority), asc(outbox.dueAt), asc(outbox.id))
    .limit(size);
  return [
    builder.run(settleStatement(outcomes)),
    builder.run(keepIntroductions(first)),
    builder
      .update(outbox)
      .set({ status: "unconfirmed", reason: "lease_lapsed", leaseUntil: sql`${confirmedBy}` })
      .where(isLapsed("sending")),
    builder
      .update(outbox)
      .set({ status: "unknown", leaseUntil: null, settledAt: sql`${now}` })
      .where(
        and(isLapsed("unconfirmed"), or(inArray(outbox.class, silentTo("unknown")), gte(outbox.attempt, RESENDS_MAX))),
      ),
    builder
      .update(outbox)
      .set({ status: "queued", dueAt: sql`${now}`, leaseUntil: null })
      .where(and(isLapsed("unconfirmed"), inArray(outbox.class, silentTo("queued")))),
    builder
      .update(outbox)
      .set({
        status: "sending",
        claim: sql`${claim}`,
        leaseUntil: sql`${leaseUntil}`,
        attempt: sql`${outbox.attempt} + 1`,
      })
      .where(inArray(outbox.id, due)),
    builder
      .select({
        message: outbox,
        from: senders.number,
        registered: senders.registered,
        purposes: senders.purposes,
        consent: own(customers.consent),
        offers: own(customers.offersConsent),
        introduced,
        spoken,
        merchant: merchants,
        // Whole rows: Drizzle takes a joined object for none where its first column is NULL, as stopped_at may be.
        business: ofBusiness,
        pool: ofPool,
        others: stopsOfOthers,
      })
      .from(outbox)
      .innerJoin(senders, eq(senders.id, outbox.senderId))
      .leftJoin(customers, eq(customers.id, outbox.customerId))
      .leftJoin(merchants, eq(merchants.id, outbox.merchantId))
      .leftJoin(ofBusiness, isStopOf(ofBusiness, "business", outbox.merchantId))
      .leftJoin(ofPool, isStopOf(ofPool, "pool", outbox.senderId))
      .where(and(ofSender, isLeased, eq(outbox.status, "sending"), eq(outbox.claim, claim)))
      .orderBy(asc(outbox.priority), asc(outbox.dueAt), asc(outbox.id)),
    builder
      .select({ at: sql<number | null>`min(${outbox.dueAt})` })
      .from(outbox)
      .where(and(ofSender, isQueued, maySendAtAll)),
    builder
      .select({ at: sql<number | null>`min(${outbox.leaseUntil})` })
      .from(outbox)
      .where(and(ofSender, isLeased)),
    builder.select({ pace: senders.paceSegmentsPerS }).from(senders).where(eq(senders.id, senderId)),
  ];
});

const outcomeOf = ({ message, settlement }: Settled, now: number) => ({
  id: message.id,
  claim: message.claim,
  status: settlement.status,
  reason: settlement.reason,
  carrierMessageId: settlement.carrierMessageId,
  dueAt: settlement.dueAt,
  untried: settlement.untried ? 1 : 0,
  leaseUntil: settlement.status === "unconfirmed" ? now + UNCONFIRMED_WINDOW_MS : null,
  submittedAt: settlement.status === "submitted" ? now : null,
  settledAt: isFinal(settlement.status) ? now : null,
});

/** All outcomes in one statement. A receipt that was faster has moved its row on, and is left alone. */
const settleStatement = (outcomes: Placeholder) =>
  sql`UPDATE outbox SET
      status = o.value ->> 'status',
      reason = o.value ->> 'reason',
      carrier_message_id = o.value ->> 'carrierMessageId',
      due_at = coalesce(o.value ->> 'dueAt', due_at),
      attempt = attempt - (o.value ->> 'untried'),
      lease_until = o.value ->> 'leaseUntil',
      submitted_at = o.value ->> 'submittedAt',
      settled_at = o.value ->> 'settledAt'
    FROM json_each(${outcomes}) AS o
    WHERE outbox.id = o.value ->> 'id' AND outbox.claim = o.value ->> 'claim' AND outbox.status = 'sending'`;

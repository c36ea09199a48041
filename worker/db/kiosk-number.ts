// What is known of a number that was typed on a kiosk: all that an act with it needs, in one round trip.

import { and, eq, gte, lt, ne, sql } from "drizzle-orm";
import { INVITATION, type InvitationsSent } from "../../src/conversation/invitation.ts";
import { type Conversation, newConversation } from "../../src/conversation/state.ts";
import { type Standing, standingOf } from "../../src/loyalty/pending.ts";
import { isDisputable } from "../../src/loyalty/receipts.ts";
import { DAY_MS, HOUR_MS } from "../../src/time.ts";
import { isInWallet } from "./claims.ts";
import type { Database } from "./client.ts";
import type { Counter } from "./counter.ts";
import { invitationCause, keysSince, type RewardOnOffer, selectRewardsOnOffer } from "./kiosk.ts";
import { isWaiting } from "./pending.ts";
import { selectReceipts } from "./receipts.ts";
import {
  auditEntries,
  claims,
  conversations,
  customers,
  outbox,
  pendingPoints,
  pointEntries,
  rewards,
  senderMerchants,
} from "./schema.ts";
import { poolStop } from "./stored-state.ts";
import { hasLeftAnother, hasStopped, selectStops, stopsOf } from "./suppressions.ts";

const MONTH_MS = 30 * DAY_MS;

export interface KnownNumber {
  readonly phone: string;
  readonly customer: {
    readonly id: string;
    readonly name: string | null;
    readonly points: number;
    /** Unix milliseconds. */
    readonly lastEarnAt: number | null;
  } | null;
  /** Who has left every shop of the number has left this one. */
  readonly standing: Standing;
  /** Points that wait for this number to confirm. */
  readonly waiting: readonly { readonly points: number; readonly actor: string; readonly createdAt: number }[];
  readonly rewards: readonly RewardOnOffer[];
  /** Rewards that were taken and not used yet. */
  readonly taken: readonly { readonly en: string; readonly fr: string }[];
}

/** An entry of an account. */
export interface Entered {
  readonly customerId: string;
  readonly seq: number;
}

/** Points that wait, or have waited. */
export interface PutAside {
  readonly pendingId: string;
}

/** What an act on the kiosk asked for. */
interface Act {
  readonly phone: string;
  readonly points: number;
  readonly actor: string;
}

export interface NumberFacts extends KnownNumber {
  /** What this act did when it was sent before; null for a first time. */
  readonly done: (Act & { readonly credit: Entered | PutAside }) | null;
  /** Without its members. Null when the shop has no number to text from. */
  readonly conversation: { readonly id: string | null; readonly seq: number; readonly state: Conversation } | null;
  readonly sent: InvitationsSent;
}

/**
 * The number of the one customer who has confirmed it and has proven this e-mail: anybody can type an address into their profile.
 * @param email in lower case.
 */
export async function findPhoneByEmail({ orm }: Database, merchantId: string, email: string): Promise<string | null> {
  const found = await orm
    .select({ phone: customers.phone })
    .from(customers)
    .where(
      and(
        eq(customers.merchantId, merchantId),
        ne(customers.consent, "none"),
        eq(customers.emailConsent, "subscribed"),
        eq(sql`lower(${customers.email})`, email),
      ),
    )
    .limit(2);
  const [only, other] = found;
  return only && !other ? only.phone : null;
}

export interface TypedNumber {
  readonly phone: string;
  readonly numberHash: string;
  /** The act's. */
  readonly key: string;
  /** Midnight of the shop's day. */
  readonly today: number;
}

export async function loadNumber(
  db: Database,
  counter: Counter,
  { phone, numberHash, key, today }: TypedNumber,
  now: number,
): Promise<NumberFacts> {
  const { orm } = db;
  const { merchant, sender } = counter;
  const ofNumber = and(eq(customers.merchantId, merchant.id), eq(customers.phone, phone));
  const asideForNumber = and(eq(pendingPoints.merchantId, merchant.id), eq(pendingPoints.phone, phone));
  const invitedAtKiosk = invitationCause(counter.id, "");
  const sinceAtKiosk = (at: number) => keysSince(invitedAtKiosk, at);

  const [
    [customer],
    waiting,
    [entry],
    [aside],
    [stored],
    [toNumber],
    [byKiosk],
    rewardRows,
    taken,
    stopRows,
    receipts,
  ] = await db.read([
    orm.select().from(customers).where(ofNumber),
    orm
      .select({ points: pendingPoints.points, actor: pendingPoints.actor, createdAt: pendingPoints.createdAt })
      .from(pendingPoints)
      .where(and(asideForNumber, isWaiting(now))),
    orm
      .select({
        phone: customers.phone,
        points: pointEntries.delta,
        actor: pointEntries.actor,
        customerId: pointEntries.customerId,
        seq: pointEntries.seq,
      })
      .from(pointEntries)
      .innerJoin(customers, eq(customers.id, pointEntries.customerId))
      .where(and(eq(pointEntries.idempotencyKey, key), eq(customers.merchantId, merchant.id))),
    orm
      .select({
        id: pendingPoints.id,
        phone: pendingPoints.phone,
        points: pendingPoints.points,
        actor: pendingPoints.actor,
        isMoved: sql<number>`EXISTS (SELECT 1 FROM ${auditEntries} WHERE ${auditEntries.merchantId} = ${merchant.id}
          AND ${auditEntries.act} = 'pending_moved' AND ${auditEntries.subject} = ${pendingPoints.id})`,
      })
      .from(pendingPoints)
      .where(and(eq(pendingPoints.idempotencyKey, key), eq(pendingPoints.merchantId, merchant.id))),
    orm
      .select({ id: conversations.id, seq: conversations.seq, state: conversations.state })
      .from(conversations)
      .where(and(eq(conversations.senderId, sender?.id ?? ""), eq(conversations.phone, phone))),
    orm
      .select({
        today: sql<number>`coalesce(sum(${outbox.createdAt} >= ${today}), 0)`,
        thisMonth: sql<number>`count(*)`,
      })
      .from(outbox)
      .where(
        and(
          eq(outbox.recipient, phone),
          gte(outbox.createdAt, now - MONTH_MS),
          eq(outbox.merchantId, merchant.id),
          eq(outbox.kind, INVITATION),
        ),
      ),
    orm
      .select({
        thisHour: sql<number>`coalesce(sum(${outbox.cause} >= ${sinceAtKiosk(now - HOUR_MS)}), 0)`,
        thisDay: sql<number>`count(*)`,
      })
      .from(outbox)
      .where(and(gte(outbox.cause, sinceAtKiosk(now - DAY_MS)), lt(outbox.cause, `${invitedAtKiosk}~`))),
    selectRewardsOnOffer(db, merchant.id, now),
    orm
      .select({ en: rewards.titleEn, fr: rewards.titleFr })
      .from(claims)
      .innerJoin(customers, eq(customers.id, claims.customerId))
      .innerJoin(rewards, eq(rewards.id, claims.rewardId))
      .where(and(ofNumber, isInWallet(now)))
      .orderBy(claims.takenAt),
    selectStops(numberHash, eq(senderMerchants.senderId, sender?.id ?? "")),
    selectReceipts(db, sender?.id ?? "", phone),
  ]);

  const stops = stopsOf(stopRows, sender?.id ?? null);
  const pool = poolStop(stops.pool, stored?.state);
  const state: Conversation = { ...newConversation, ...stored?.state, pool };
  return {
    phone,
    customer: customer ?? null,
    waiting,
    rewards: rewardRows,
    taken,
    done: doneBefore(phone, entry, aside),
    standing: standingOf(customer?.consent ?? "none", hasStopped({ ...stops, pool }, merchant.id)),
    conversation: sender && { id: stored?.id ?? null, seq: stored?.seq ?? 0, state },
    sent: {
      toNumberToday: toNumber?.today ?? 0,
      toNumberThisMonth: toNumber?.thisMonth ?? 0,
      byKioskThisHour: byKiosk?.thisHour ?? 0,
      byKioskThisDay: byKiosk?.thisDay ?? 0,
      leftAnotherShop: hasLeftAnother(stopRows, sender?.id ?? null),
      awaitsNo: receipts.some(({ receipt }) => isDisputable(receipt, now)),
    },
  };
}

/** What was put aside is an entry by now if it was settled, and another number's if staff have moved it: then any number will do. */
function doneBefore(
  phone: string,
  entry: (Entered & Act) | undefined,
  aside: (Act & { readonly id: string; readonly isMoved: number }) | undefined,
): NumberFacts["done"] {
  if (entry && (!aside || entry.phone === phone)) return { ...entry, credit: entry };
  if (!aside) return null;
  return { ...aside, phone: aside.isMoved ? phone : aside.phone, credit: { pendingId: aside.id } };
}

// What a customer's wallet shows and gives out: each of these is one round trip, and of this customer alone.

import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import { takenInAll } from "../../src/loyalty/former-member.ts";
import type { Reward } from "../../src/loyalty/programme.ts";
import type { CatalogueReward, Holdings } from "../../src/rewards/catalogue.ts";
import type { ClaimStatus } from "../../src/rewards/claims.ts";
import type { CouponOffer } from "../../src/rewards/coupons.ts";
import { isInWallet } from "./claims.ts";
import type { Database } from "./client.ts";
import { selectFormer } from "./former-members.ts";
import { selectOffersOn } from "./offers.ts";
import {
  claims,
  consentEntries,
  customerSessions,
  customers,
  disputes,
  emailConsentEntries,
  inboundMessages,
  links,
  moves,
  outbox,
  pendingPoints,
  pointEntries,
  purchases,
  rewards,
  signUps,
} from "./schema.ts";
import { withTitle } from "./titles.ts";
import { writtenAt } from "./written-at.ts";

type Titles = Reward["title"];

export interface LoadedClaim {
  readonly id: string;
  /** A coupon's is the offer's. */
  readonly rewardId: string;
  readonly title: Titles;
  readonly status: ClaimStatus;
  readonly code: string | null;
  readonly codeUntil: number | null;
  readonly usedWith: string | null;
  readonly usedAt: number | null;
  /** A coupon's. */
  readonly expiresAt: number | null;
}

export interface LoadedOffer extends CouponOffer {
  readonly title: Titles;
  readonly details: Titles;
  readonly exclusions: Titles;
  readonly picture: { readonly id: string; readonly width: number; readonly height: number } | null;
}

export interface LoadedWallet {
  /** Neither used nor reversed nor expired, newest first. */
  readonly claims: readonly LoadedClaim[];
  /** Cheapest first. */
  readonly rewards: readonly CatalogueReward[];
  readonly taken: Holdings["taken"];
  readonly offers: readonly LoadedOffer[];
}

const claimColumns = {
  id: claims.id,
  rewardId: claims.rewardId,
  titleEn: rewards.titleEn,
  titleFr: rewards.titleFr,
  status: claims.status,
  code: claims.code,
  codeUntil: claims.codeUntil,
  usedAt: claims.usedAt,
  usedWith: claims.usedWith,
  expiresAt: claims.expiresAt,
};

export async function loadWallet(
  db: Database,
  merchantId: string,
  { customerId, numberHash }: { readonly customerId: string; readonly numberHash: string },
  now: number,
): Promise<LoadedWallet> {
  const { orm, read } = db;
  const ofCustomer = and(eq(claims.merchantId, merchantId), eq(claims.customerId, customerId));
  const [open, takenBefore, rewardRows, offerRows, [former]] = await read([
    orm
      .select(claimColumns)
      .from(claims)
      .innerJoin(rewards, eq(rewards.id, claims.rewardId))
      .where(and(ofCustomer, isInWallet(now)))
      .orderBy(desc(claims.takenAt), desc(claims.id)),
    orm
      .select({ rewardId: claims.rewardId, taken: count() })
      .from(claims)
      .where(and(ofCustomer, ne(claims.status, "reversed")))
      .groupBy(claims.rewardId),
    orm
      .select()
      .from(rewards)
      .where(
        and(
          eq(rewards.merchantId, merchantId),
          isNull(rewards.offerId),
          or(isNull(rewards.withdrawnAt), gt(rewards.withdrawnAt, now)),
        ),
      )
      .orderBy(asc(rewards.cost), asc(rewards.id)),
    selectOffersOn(db, merchantId, now),
    selectFormer(db, merchantId, numberHash),
  ]);
  const taken = Object.fromEntries(takenBefore.map((row) => [row.rewardId, row.taken]));
  const began = offerRows.map(({ offer }) => offer);
  return {
    claims: open.map(withTitle),
    rewards: rewardRows.map(withTitle),
    taken: takenInAll(taken, former ?? null, began),
    offers: offerRows.map(({ offer, picture }) => ({
      ...offer,
      title: { en: offer.titleEn, fr: offer.titleFr },
      details: { en: offer.detailsEn, fr: offer.detailsFr },
      exclusions: { en: offer.exclusionsEn, fr: offer.exclusionsFr },
      picture,
    })),
  };
}

export async function loadClaim(
  { orm }: Database,
  merchantId: string,
  customerId: string,
  claimId: string,
): Promise<LoadedClaim | null> {
  const [claim] = await orm
    .select(claimColumns)
    .from(claims)
    .innerJoin(rewards, eq(rewards.id, claims.rewardId))
    .where(and(eq(claims.merchantId, merchantId), eq(claims.customerId, customerId), eq(claims.id, claimId)));
  return claim ? withTitle(claim) : null;
}

/** The points of the last entry, when the customer has earned them on the wallet; null when something else was the last. */
export async function loadLastEarned({ orm }: Database, customerId: string, seq: number): Promise<number | null> {
  const [entry] = await orm
    .select({ delta: pointEntries.delta })
    .from(pointEntries)
    .where(
      and(
        eq(pointEntries.customerId, customerId),
        eq(pointEntries.seq, seq),
        inArray(pointEntries.cause, ["code", "qr"]),
      ),
    );
  return entry?.delta ?? null;
}

export interface LoadedConsents {
  readonly texts: readonly {
    readonly entry: typeof consentEntries.$inferSelect;
    /** Of a consent that was given on the sign-up page. */
    readonly version: string | null;
    readonly page: string | null;
  }[];
  readonly emails: readonly (typeof emailConsentEntries.$inferSelect)[];
}

/** Every change of either consent, newest first. */
export async function loadConsents({ orm, read }: Database, customerId: string): Promise<LoadedConsents> {
  const [texts, emails] = await read([
    orm
      .select({ entry: consentEntries, version: signUps.wordsVersion, page: signUps.page })
      .from(consentEntries)
      .leftJoin(signUps, eq(signUps.id, consentEntries.signUpId))
      .where(eq(consentEntries.customerId, customerId))
      .orderBy(desc(consentEntries.seq)),
    orm
      .select()
      .from(emailConsentEntries)
      .where(eq(emailConsentEntries.customerId, customerId))
      .orderBy(desc(emailConsentEntries.seq)),
  ]);
  return { texts, emails };
}

/** All that is held on a customer, as they may have it: theirs, in plain columns, without the secrets that open anything. */
export async function loadAllOfCustomer({ orm, read }: Database, merchantId: string, customerId: string) {
  const phone = orm.select({ phone: customers.phone }).from(customers).where(eq(customers.id, customerId));
  const [
    profile,
    consent,
    emailConsent,
    points,
    taken,
    received,
    sent,
    opened,
    issued,
    bought,
    waiting,
    questions,
    moved,
  ] = await read([
    orm
      .select()
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId))),
    orm.select().from(consentEntries).where(eq(consentEntries.customerId, customerId)).orderBy(consentEntries.seq),
    orm
      .select()
      .from(emailConsentEntries)
      .where(eq(emailConsentEntries.customerId, customerId))
      .orderBy(emailConsentEntries.seq),
    orm.select().from(pointEntries).where(eq(pointEntries.customerId, customerId)).orderBy(pointEntries.seq),
    orm
      .select({ titleEn: rewards.titleEn, titleFr: rewards.titleFr, claim: claims })
      .from(claims)
      .innerJoin(rewards, eq(rewards.id, claims.rewardId))
      .where(eq(claims.customerId, customerId))
      .orderBy(claims.takenAt),
    orm
      .select({ at: writtenAt, to: inboundMessages.to, text: inboundMessages.text })
      .from(inboundMessages)
      .where(eq(inboundMessages.customerId, customerId))
      .orderBy(inboundMessages.receivedAt),
    orm
      .select({ at: outbox.createdAt, kind: outbox.kind, status: outbox.status, text: outbox.text })
      .from(outbox)
      .where(eq(outbox.customerId, customerId))
      .orderBy(outbox.createdAt),
    orm
      .select({ at: customerSessions.createdAt, until: customerSessions.expiresAt })
      .from(customerSessions)
      .where(eq(customerSessions.customerId, customerId)),
    orm
      .select({ at: links.createdAt, purpose: links.purpose, until: links.expiresAt })
      .from(links)
      .where(eq(links.customerId, customerId)),
    orm.select().from(purchases).where(eq(purchases.customerId, customerId)).orderBy(purchases.createdAt),
    orm
      .select({ at: pendingPoints.createdAt, points: pendingPoints.points, status: pendingPoints.status })
      .from(pendingPoints)
      .where(and(eq(pendingPoints.merchantId, merchantId), inArray(pendingPoints.phone, phone)))
      .orderBy(pendingPoints.createdAt),
    orm
      .select({ at: disputes.openedAt, settledAt: disputes.settledAt })
      .from(disputes)
      .where(eq(disputes.customerId, customerId)),
    orm
      .select({ from: moves.fromPhone, to: moves.toPhone, movedAt: moves.movedAt, movedBackAt: moves.movedBackAt })
      .from(moves)
      .where(and(eq(moves.customerId, customerId), isNotNull(moves.movedAt))),
  ]);
  const had = { taken, bought, waiting, questions, moved };
  return { profile: profile[0] ?? null, consent, emailConsent, points, sent, received, opened, issued, ...had };
}

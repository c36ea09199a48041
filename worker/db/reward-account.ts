// One customer's rewards at one shop, as a decision about one of them wants them.

import { and, eq, isNull, sql } from "drizzle-orm";
import { takenInAll } from "../../src/loyalty/former-member.ts";
import { isDeletedCustomer } from "../../src/merchant/deleted-customer.ts";
import type { RewardAccount, RewardShop } from "../../src/rewards/decide.ts";
import type { Database, Query } from "./client.ts";
import { consentIf } from "./consent.ts";
import { pointsOnHold } from "./disputes.ts";
import { loadFormer } from "./former-members.ts";
import { membershipOf, selectClaims } from "./memberships.ts";
import { selectOffersOn } from "./offers.ts";
import { claims, customers, merchants, rewards } from "./schema.ts";
import { withTitle } from "./titles.ts";

interface Of {
  readonly merchantId: string;
  readonly customerId: string;
}

/** What is to be taken, or used; the claim may not be there yet. */
export interface Subject {
  readonly rewardId: string | null;
  readonly claimId: string;
  readonly takes: boolean;
}

export interface LoadedRewards {
  readonly customer: typeof customers.$inferSelect;
  readonly account: RewardAccount;
  readonly shop: RewardShop;
  /** Somebody else has a claim of this id. */
  readonly isAnothers: boolean;
}

/** Null for a customer of another shop. @param hashOf `keyedHash("number", …)`. */
export async function loadRewards(
  db: Database,
  { merchantId, customerId }: Of,
  { rewardId, claimId, takes }: Subject,
  hashOf: (phone: string) => Promise<string>,
  now: number,
): Promise<LoadedRewards | null> {
  const { orm } = db;
  const isCustomer = and(eq(customers.merchantId, merchantId), eq(customers.id, customerId));
  const [[known], catalogue, on, selected, [claim]] = await db.read([
    orm
      .select({ customer: customers, merchant: merchants, pointsOnHold })
      .from(customers)
      .innerJoin(merchants, eq(merchants.id, customers.merchantId))
      .where(isCustomer),
    orm
      .select()
      .from(rewards)
      .where(and(eq(rewards.id, rewardId ?? ""), eq(rewards.merchantId, merchantId), isNull(rewards.offerId))),
    selectOffersOn(db, merchantId, now),
    selectClaims(isCustomer),
    orm
      .select({ claim: claims, title: { en: rewards.titleEn, fr: rewards.titleFr } })
      .from(claims)
      .innerJoin(rewards, eq(rewards.id, claims.rewardId))
      .where(eq(claims.id, claimId)),
  ]);
  if (!known || isDeletedCustomer(known.customer.phone)) return null;
  const { customer, merchant } = known;
  // What was had before a deletion matters where something is taken, and nowhere else.
  const former = takes ? await loadFormer(db, merchantId, await hashOf(customer.phone)) : null;
  const shownOffers = on.map(({ offer }) => withTitle(offer));
  const membership = membershipOf(customer, known.pointsOnHold, selected);
  // One that waits no more is told what has become of it.
  const subject = claim?.claim.customerId === customerId ? [{ ...claim.claim, title: claim.title }] : [];
  const others = membership.claims.filter(({ id }) => id !== claimId);
  return {
    customer,
    account: {
      ...membership,
      claims: [...others, ...subject],
      taken: takenInAll(membership.taken, former, shownOffers),
    },
    shop: {
      timeZone: merchant.timeZone,
      redemptionMode: merchant.redemptionMode,
      rewards: catalogue.map(withTitle),
      offers: shownOffers,
    },
    isAnothers: claim !== undefined && claim.claim.customerId !== customerId,
  };
}

/**
 * The batch dies on a CHECK where the account has been deleted or moved since it was loaded, or where points that were free have been put
 * on hold: none of that touches the rows that a reward is taken by.
 */
export const stillTheirs = ({ orm }: Database, { customer: { id, phone }, account }: LoadedRewards): Query =>
  orm
    .update(customers)
    .set({ consent: consentIf(sql`${customers.phone} = ${phone} AND ${pointsOnHold} = ${account.pointsOnHold}`) })
    .where(eq(customers.id, id));

// What a customer's wallet shows and gives out: each of these is one round trip, and of this customer alone.

import { and, asc, count, desc, eq, gt, isNull, lte, ne, or } from "drizzle-orm";
import type { CatalogueReward, Holdings } from "../../src/loyalty/catalogue.ts";
import type { ClaimStatus } from "../../src/loyalty/claims.ts";
import type { Reward } from "../../src/loyalty/programme.ts";
import type { Database } from "./client.ts";
import {
  claims,
  consentEntries,
  customerSessions,
  customers,
  emailConsentEntries,
  inboundMessages,
  links,
  offers,
  outbox,
  pointEntries,
  rewards,
} from "./schema.ts";

type Titles = Reward["title"];

export interface LoadedClaim {
  readonly id: string;
  readonly title: Titles;
  readonly status: ClaimStatus;
  readonly code: string | null;
  readonly codeUntil: number | null;
  readonly usedAt: number | null;
}

export interface LoadedOffer {
  readonly id: string;
  readonly title: Titles;
  readonly details: Titles;
  readonly endsAt: number;
}

export interface LoadedWallet {
  /** Neither used nor reversed, newest first. */
  readonly claims: readonly LoadedClaim[];
  /** Cheapest first. */
  readonly rewards: readonly CatalogueReward[];
  readonly taken: Holdings["taken"];
  readonly offers: readonly LoadedOffer[];
}

const claimColumns = {
  id: claims.id,
  titleEn: rewards.titleEn,
  titleFr: rewards.titleFr,
  status: claims.status,
  code: claims.code,
  codeUntil: claims.codeUntil,
  usedAt: claims.usedAt,
};

export async function loadWallet(
  { orm, read }: Database,
  merchantId: string,
  customerId: string,
  now: number,
): Promise<LoadedWallet> {
  const ofCustomer = and(eq(claims.merchantId, merchantId), eq(claims.customerId, customerId));
  const [open, takenBefore, rewardRows, offerRows] = await read([
    orm
      .select(claimColumns)
      .from(claims)
      .innerJoin(rewards, eq(rewards.id, claims.rewardId))
      .where(and(ofCustomer, or(eq(claims.status, "taken"), eq(claims.status, "in_use"))))
      .orderBy(desc(claims.takenAt), desc(claims.id)),
    orm
      .select({ rewardId: claims.rewardId, taken: count() })
      .from(claims)
      .where(and(ofCustomer, ne(claims.status, "reversed")))
      .groupBy(claims.rewardId),
    orm
      .select()
      .from(rewards)
      .where(and(eq(rewards.merchantId, merchantId), or(isNull(rewards.withdrawnAt), gt(rewards.withdrawnAt, now))))
      .orderBy(asc(rewards.cost), asc(rewards.id)),
    orm
      .select()
      .from(offers)
      .where(
        and(
          eq(offers.merchantId, merchantId),
          lte(offers.startsAt, now),
          gt(offers.endsAt, now),
          or(isNull(offers.withdrawnAt), gt(offers.withdrawnAt, now)),
        ),
      )
      .orderBy(asc(offers.endsAt), asc(offers.id)),
  ]);
  return {
    claims: open.map(withTitle),
    rewards: rewardRows.map(withTitle),
    taken: Object.fromEntries(takenBefore.map((row) => [row.rewardId, row.taken])),
    offers: offerRows.map(({ id, titleEn, titleFr, detailsEn, detailsFr, endsAt }) => ({
      id,
      title: { en: titleEn, fr: titleFr },
      details: { en: detailsEn, fr: detailsFr },
      endsAt,
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

export interface LoadedConsents {
  readonly texts: readonly (typeof consentEntries.$inferSelect)[];
  readonly emails: readonly (typeof emailConsentEntries.$inferSelect)[];
}

/** Every change of either consent, newest first. */
export async function loadConsents({ orm, read }: Database, customerId: string): Promise<LoadedConsents> {
  const [texts, emails] = await read([
    orm
      .select()
      .from(consentEntries)
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
  const [profile, consent, emailConsent, points, taken, received, sent, opened, issued] = await read([
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
      .select({ at: inboundMessages.receivedAt, to: inboundMessages.to, text: inboundMessages.text })
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
  ]);
  return { profile: profile[0] ?? null, consent, emailConsent, points, taken, sent, received, opened, issued };
}

function withTitle<T extends { readonly titleEn: string; readonly titleFr: string }>({ titleEn, titleFr, ...row }: T) {
  return { ...row, title: { en: titleEn, fr: titleFr } };
}

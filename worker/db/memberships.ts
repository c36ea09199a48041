// What the shops of a number know of one customer, as the core wants it.

import { and, eq, getTableColumns, inArray, isNotNull, ne, or, type SQL } from "drizzle-orm";
import { neverStopped } from "../../src/consent/suppression.ts";
import type { Membership } from "../../src/conversation/state.ts";
import { statusesFor } from "../../src/rewards/claims.ts";
import { builder } from "./prepared.ts";
import { claims, customers, rewards } from "./schema.ts";

export type KnownCustomer = typeof customers.$inferSelect;

/** What waits in the wallets of these customers, oldest first, and what they have had of rewards that are limited. */
export const selectClaims = (ofCustomers: SQL | undefined) =>
  builder
    .select({
      ...getTableColumns(claims),
      title: { en: rewards.titleEn, fr: rewards.titleFr },
      isLimited: isNotNull(rewards.perCustomerMax).mapWith(Boolean),
    })
    .from(customers)
    .innerJoin(claims, eq(claims.customerId, customers.id))
    .innerJoin(rewards, eq(rewards.id, claims.rewardId))
    .where(
      and(
        ofCustomers,
        or(inArray(claims.status, [...waiting]), and(ne(claims.status, "reversed"), isNotNull(rewards.perCustomerMax))),
      ),
    )
    .orderBy(claims.takenAt, claims.id);

const waiting = statusesFor("use");

type SelectedClaim = Awaited<ReturnType<typeof selectClaims>>[number];

/** Without what waits for the number and what it has said: that is known of strangers too. @param selected The claims of all that were asked for. */
export function membershipOf(
  customer: KnownCustomer,
  pointsOnHold: number,
  selected: readonly SelectedClaim[],
): Membership {
  const {
    consent,
    proof,
    offersConsent: offers,
    offersProof,
    points,
    lastEarnAt,
    earnsOnLastDay,
    lastReceipt,
  } = customer;
  const theirs = selected.filter(({ customerId }) => customerId === customer.id);
  const taken: Record<string, number> = {};
  for (const { rewardId, isLimited } of theirs) if (isLimited) taken[rewardId] = (taken[rewardId] ?? 0) + 1;
  return {
    consent,
    stop: neverStopped,
    proof,
    offers,
    offersProof,
    points,
    joinedBefore: proof !== null,
    hasRecord: true,
    earned: { lastAt: lastEarnAt, onLastDay: earnsOnLastDay },
    receipt: lastReceipt,
    pointsOnHold,
    pointsWaiting: 0,
    claims: theirs.filter(({ status }) => waiting.includes(status)),
    taken,
  };
}

/** An account that a move brings: what waits in its wallet, its owner's next text loads. */
export const membershipAlone = (customer: KnownCustomer): Membership => membershipOf(customer, 0, []);

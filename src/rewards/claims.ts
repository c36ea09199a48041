// The life of a claim: a reward or a coupon that was taken, from the wallet to the counter. The transitions are this table.

import type { Reward } from "../loyalty/programme.ts";
import { err, ok, type Result } from "../result.ts";
import { MINUTE_MS } from "../time.ts";

/** `taken` waits in the wallet; `in_use` has a code for the counter; `used` was handed over; `reversed` gave its points back. */
export type ClaimStatus = "taken" | "in_use" | "used" | "reversed";

export const CODE_LIFETIME_MS = 5 * MINUTE_MS;

export interface Claim {
  readonly id: string;
  readonly rewardId: string;
  readonly title: Reward["title"];
  readonly cost: number;
  readonly status: ClaimStatus;
  readonly code: string | null;
  /** While `in_use`: when the code lapses, in Unix milliseconds. */
  readonly codeUntil: number | null;
  /** A coupon's: from then on it is no longer good. Null for what was paid for. */
  readonly expiresAt: number | null;
}

/** As it is when it has just been taken. */
export const waitingClaim = (claim: Omit<Claim, "status" | "code" | "codeUntil">): Claim => ({
  ...claim,
  status: "taken",
  code: null,
  codeUntil: null,
});

/** `show`: where the screen is the proof, used from the moment its countdown begins. A code alone lapses back into the wallet. */
export type ClaimAct = "use" | "redeem" | "show" | "lapse" | "put_back" | "reverse";

const possible: Readonly<Record<ClaimStatus, readonly ClaimAct[]>> = {
  taken: ["use", "show", "reverse"],
  in_use: ["use", "redeem", "show", "lapse", "reverse"],
  used: ["put_back", "reverse"],
  reversed: [],
};

export const claimStatuses = Object.keys(possible) as readonly ClaimStatus[];

/** The status after an act, or null where the act is not possible. */
export const afterAct = (status: ClaimStatus, act: ClaimAct): ClaimStatus | null =>
  possible[status].includes(act) ? statusBy[act] : null;

/** Where an act leads from wherever it is possible: what an UPDATE sets. */
export const statusBy: Readonly<Record<ClaimAct, ClaimStatus>> = {
  use: "in_use",
  redeem: "used",
  show: "used",
  lapse: "taken",
  put_back: "taken",
  reverse: "reversed",
};

/** The statuses from which an act is possible: what an UPDATE compares with. */
export const statusesFor = (act: ClaimAct): readonly ClaimStatus[] =>
  claimStatuses.filter((status) => afterAct(status, act) !== null);

type Clocked = Pick<Claim, "status" | "codeUntil" | "expiresAt">;

/** A code that nobody typed in time has gone back to the wallet by itself, and there a coupon expires. */
export function statusAt({ status, codeUntil, expiresAt }: Clocked, now: number): ClaimStatus | "expired" {
  const isWaiting = status === "taken" || (status === "in_use" && (codeUntil ?? 0) <= now);
  if (!isWaiting) return status;
  return expiresAt !== null && expiresAt <= now ? "expired" : "taken";
}

/** When a code that is given now lapses: with the coupon, where that comes first. */
export const codeLapse = ({ expiresAt }: Pick<Claim, "expiresAt">, now: number): number =>
  Math.min(now + CODE_LIFETIME_MS, expiresAt ?? Infinity);

export interface RewardTerms {
  readonly cost: number;
  /** Null for as many as there are points for. */
  readonly perCustomerMax: number | null;
  readonly stock: number | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly withdrawnAt: number | null;
}

export type TakeRefusal = "withdrawn" | "not_yet" | "over" | "out_of_stock" | "limit_reached" | "not_enough_points";

/** May this reward be taken? @param takenBefore how many the customer has, reversed ones aside. */
export function mayTake(
  reward: RewardTerms,
  customer: { readonly points: number; readonly takenBefore: number },
  now: number,
): Result<{ readonly balance: number }, TakeRefusal> {
  if (reward.withdrawnAt !== null && reward.withdrawnAt <= now) return err("withdrawn");
  if (reward.startsAt !== null && now < reward.startsAt) return err("not_yet");
  if (reward.endsAt !== null && now >= reward.endsAt) return err("over");
  if (reward.stock !== null && reward.stock < 1) return err("out_of_stock");
  if (reward.perCustomerMax !== null && customer.takenBefore >= reward.perCustomerMax) return err("limit_reached");
  if (customer.points < reward.cost) return err("not_enough_points");
  return ok({ balance: customer.points - reward.cost });
}

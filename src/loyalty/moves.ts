// An account that follows its owner to a new number: how long its code works, and how long it can come back.

import type { Consent, OffersConsent } from "../consent/consent.ts";
import { err, ok, type Result } from "../result.ts";
import { CODE_RANDOM_BYTES, redemptionCode } from "../rewards/redemption-code.ts";
import { DAY_MS, MINUTE_MS } from "../time.ts";

export const MOVE_CODE_LIFETIME_MS = 10 * MINUTE_MS;
export const MOVE_CODE_TRIES_MAX = 5;
/** To one account, and asked for by one phone: 15 guesses of a million in a day. */
export const MOVE_CODES_PER_DAY_MAX = 3;
export const MOVE_REVERSIBLE_MS = 7 * DAY_MS;

/**
 * What the new phone shows and staff type, where the old phone is gone. It is made of the random end of the move's id, which nobody is
 * shown while the move waits.
 */
export function counterCode(moveId: string): string {
  const pairs = moveId.replace(/[^\da-f]/g, "").match(/../g) ?? [];
  return redemptionCode(Uint8Array.from(pairs.slice(-CODE_RANDOM_BYTES), (pair) => Number.parseInt(pair, 16)));
}

export interface MoveAtCounter {
  /** Unix milliseconds; null while the move waits. */
  readonly movedAt: number | null;
  readonly expiresAt: number;
  /** The account is a member's still, and on its old number. */
  readonly isThere: boolean;
  /** Its phone has said STOP since. */
  readonly hasNewNumberLeft: boolean;
}

/** `moved_on`: it has left the shop, or went elsewhere. */
export type MoveAtCounterRefusal = "already_moved" | "expired" | "moved_on" | "new_number_left";

/** May staff bring it to the new number? The first rung that applies refuses. @param now Unix milliseconds. */
export function mayMoveAtCounter(move: MoveAtCounter, now: number): Result<void, MoveAtCounterRefusal> {
  if (move.movedAt !== null) return err("already_moved");
  if (now >= move.expiresAt) return err("expired");
  if (!move.isThere) return err("moved_on");
  if (move.hasNewNumberLeft) return err("new_number_left");
  return ok(undefined);
}

export interface MoveTimes {
  /** Unix milliseconds; null while the code is waited for. */
  readonly movedAt: number | null;
  readonly movedBackAt: number | null;
}

export type MoveBackRefusal = "not_moved" | "already_back" | "too_late";

/** The first rung that applies refuses. @param now Unix milliseconds. */
export function mayMoveBack({ movedAt, movedBackAt }: MoveTimes, now: number): Result<void, MoveBackRefusal> {
  if (movedAt === null) return err("not_moved");
  if (movedBackAt !== null) return err("already_back");
  if (now >= movedAt + MOVE_REVERSIBLE_MS) return err("too_late");
  return ok(undefined);
}

/** The consents of an account and of what was left in its place. */
export interface Consents {
  readonly account: Consent;
  readonly left: Consent;
}

/** What the new phone had agreed to before the move. */
export interface BeforeMove {
  readonly wasSubscribed: boolean;
  /** The move has held it, and nothing has been said on the old phone since. */
  readonly isHeldByMove: boolean;
}

/**
 * When each phone has its own again: a STOP stays with the phone that said it, whichever of the two it was said to, what only the
 * move has held goes on, and what the old phone has agreed to since, nobody has on the new one.
 */
export const consentsAfterMoveBack = ({ account, left }: Consents, before: BeforeMove): Consents => ({
  account: left === "opted_out" ? "opted_out" : account,
  left: account === "opted_out" ? "opted_out" : leftAfter(left, before),
});

function leftAfter(left: Consent, { wasSubscribed, isHeldByMove }: BeforeMove): Consent {
  if (isHeldByMove) return "subscribed";
  return left === "subscribed" && !wasSubscribed ? "held" : left;
}

/** What has been said of offers on one phone, or behind the account that it has. Times are Unix milliseconds. */
export interface OffersSaid {
  readonly offers: OffersConsent;
  /** When they were last agreed to. */
  readonly givenAt: number | null;
  /** When the last yes or no to them was written; null for never, or longer ago than that is kept. */
  readonly saidAt: number | null;
}

/** What a phone has said no to, no account brings back to it that was agreed to on another one before. */
export const offersAfterMove = (account: OffersSaid, left: Omit<OffersSaid, "givenAt">): OffersConsent =>
  account.offers === "subscribed" && hasSaidNo(left, account.givenAt) ? "opted_out" : account.offers;

/**
 * When each phone has its own again: an agreement that the other one gave, or that its own phone has taken back since, is none.
 * @param movedAt Unix milliseconds.
 */
export const offersAfterMoveBack = (account: OffersSaid, left: OffersSaid, movedAt: number) => ({
  account: ownOffers(account, left, movedAt),
  left: ownOffers(left, account, movedAt),
});

/** @param meanwhile what its phone had in its place. */
function ownOffers(back: OffersSaid, meanwhile: OffersSaid, movedAt: number): OffersConsent {
  if (back.offers !== "subscribed") return back.offers;
  const isOwn = back.givenAt !== null && back.givenAt < movedAt;
  return isOwn && !hasSaidNo(meanwhile, back.givenAt) ? "subscribed" : "opted_out";
}

function hasSaidNo({ offers, saidAt }: Omit<OffersSaid, "givenAt">, since: number | null): boolean {
  if (offers === "subscribed") return false;
  return saidAt === null ? offers === "opted_out" : saidAt >= (since ?? 0);
}

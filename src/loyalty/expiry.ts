// When points lapse: the oldest are spent first, a warning comes first, and nothing lapses that its holder was not told of.

import type { MessageStatus } from "../messaging/lifecycle.ts";
import { DAY_MS, HOUR_MS, zoned } from "../time.ts";

export const WARNED_BEFORE_MS = 14 * DAY_MS;
/** One warning tells of all that lapses by its date. What falls due until the next one waits: a text a month, not one a visit. */
export const WARNING_GAP_MS = 30 * DAY_MS;
/** A warning that could not go out by then is not sent, since it would name too near a day: another one will. */
export const WARNING_LIFETIME_MS = 3 * DAY_MS;
/**
 * No receipt within this time and none will come: many handsets in Canada never send one. The carrier has had the text, and an
 * unreachable telephone would have been reported by then, so it counts as sent.
 */
export const NO_NEWS_MS = 72 * HOUR_MS;
/** Every account is looked at that often, so that a shop's change of its terms is heard. */
export const LOOK_AGAIN_MS = 7 * DAY_MS;

export interface LedgerEntry {
  readonly seq: number;
  readonly delta: number;
  /** Unix milliseconds. */
  readonly at: number;
  readonly reverses: number | null;
}

/** What is left of one entry that brought points. */
export interface Lot {
  readonly seq: number;
  readonly earnedAt: number;
  readonly left: number;
}

/**
 * The points of an account by the entry that brought them, oldest first. What leaves takes from the oldest, a correction first from
 * what it corrects. Points that come back, from a reward that was undone, count from that day: they could not be spent meanwhile.
 */
export function openLots(entries: readonly LedgerEntry[]): Lot[] {
  const lots: { readonly seq: number; readonly earnedAt: number; left: number }[] = [];
  for (const { seq, delta, at, reverses } of entries) {
    if (delta > 0) {
      lots.push({ seq, earnedAt: at, left: delta });
      continue;
    }
    let missing = -delta;
    const corrected = lots.filter((lot) => lot.seq === reverses);
    for (const lot of [...corrected, ...lots]) {
      const taken = Math.min(lot.left, missing);
      lot.left -= taken;
      missing -= taken;
    }
  }
  return lots.filter(({ left }) => left > 0);
}

export interface ExpiryTerms {
  /** Null where points last. */
  readonly lifetimeDays: number | null;
  readonly timeZone: string;
}

/** The last warning of an account. */
export interface ExpiryWarning {
  readonly warnedAt: number;
  /** Points of entries up to this one lapse. */
  readonly throughSeq: number;
  readonly expiresAt: number;
  /** Null while what it tells of is still to lapse. */
  readonly settledAt: number | null;
  readonly message: { readonly status: MessageStatus; readonly submittedAt: number | null };
}

export interface ExpiringAccount {
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
  /** A shop with a sender number, and a customer who has agreed to hear from it and not left. */
  readonly canBeTexted: boolean;
  readonly warning: ExpiryWarning | null;
}

export type ExpiryStep =
  | { readonly kind: "wait"; readonly until: number }
  | { readonly kind: "warn"; readonly points: number; readonly throughSeq: number; readonly expiresAt: number }
  /** Zero when all was spent since the warning. */
  | { readonly kind: "expire"; readonly points: number };

/** What is to be done with an account now. @param now Unix milliseconds. */
export function nextExpiryStep(account: ExpiringAccount, terms: ExpiryTerms, now: number): ExpiryStep {
  const { lifetimeDays, timeZone } = terms;
  const later = (at: number): ExpiryStep => ({
    kind: "wait",
    until: Math.min(Math.max(at, now + 1), now + LOOK_AGAIN_MS),
  });
  if (lifetimeDays === null) return later(now + LOOK_AGAIN_MS);
  const lots = openLots(account.entries);
  const dueAt = (lot: Lot) => lot.earnedAt + lifetimeDays * DAY_MS;
  const sumOf = (some: readonly Lot[]) => some.reduce((sum, { left }) => sum + left, 0);

  const { warning } = account;
  if (warning !== null && warning.settledAt === null) {
    const { throughSeq, expiresAt } = warning;
    if (now < expiresAt) return later(expiresAt);
    const told = toldAt(warning.message);
    if (told !== null && now < told) return later(Math.min(told, now + DAY_MS));
    const lapsing = lots.filter((lot) => lot.seq <= throughSeq && dueAt(lot) <= expiresAt);
    if (told !== null) return { kind: "expire", points: sumOf(lapsing) };
  }

  const first = Math.min(...lots.map(dueAt)) - WARNED_BEFORE_MS;
  const warnAt = Math.max(first, warning === null ? 0 : warning.warnedAt + WARNING_GAP_MS);
  if (!account.canBeTexted || now < warnAt) return later(account.canBeTexted ? warnAt : now + LOOK_AGAIN_MS);
  const expiresAt = endOfDay(now + WARNED_BEFORE_MS, timeZone);
  const told = lots.filter((lot) => dueAt(lot) <= expiresAt);
  const throughSeq = Math.max(...told.map(({ seq }) => seq));
  return { kind: "warn", points: sumOf(told), throughSeq, expiresAt };
}

/** From when on a warning counts as heard: null for never, and far ahead while that is open. */
function toldAt({ status, submittedAt }: ExpiryWarning["message"]): number | null {
  switch (status) {
    case "delivered":
      return 0;
    case "submitted":
      return (submittedAt ?? Number.POSITIVE_INFINITY) + NO_NEWS_MS;
    case "queued":
    case "held":
    case "sending":
    case "unconfirmed":
      return Number.POSITIVE_INFINITY;
    case "undelivered":
    case "failed":
    case "expired":
    case "cancelled":
    case "unknown":
      return null;
  }
}

/** The midnight that ends the day of that moment, at the shop. */
const endOfDay = (at: number, timeZone: string): number =>
  zoned(at, timeZone).toPlainDate().add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;

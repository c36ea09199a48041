// "Download my data": what is held on a customer, under names that a person understands, with times in ISO 8601.

import { withoutSecrets } from "../../../../src/messaging/without-secrets.ts";
import type { loadAllOfCustomer } from "../../../db/wallet.ts";

type Held = Awaited<ReturnType<typeof loadAllOfCustomer>>;

/** @param now Unix milliseconds. */
export function exportOf({ profile, ...held }: Held, shop: string, now: number): object {
  return {
    exportedAt: iso(now),
    shop,
    profile: profile && {
      phone: profile.phone,
      name: profile.name,
      birthday: profile.birthday,
      email: profile.email,
      consent: profile.consent,
      points: profile.points,
      knownSince: iso(profile.createdAt),
      lastVisit: iso(profile.lastEarnAt),
    },
    consent: held.consent.map(({ purpose, change, word, shown, actor, at }) => ({
      at: iso(at),
      purpose,
      change,
      word,
      shown,
      actor,
    })),
    emailConsent: held.emailConsent.map(({ change, email, shown, wordsVersion, page, actor, at }) => ({
      at: iso(at),
      change,
      email,
      shown,
      wordsVersion,
      page,
      actor,
    })),
    points: held.points.map(({ delta, balance, cause, reason, at }) => ({
      at: iso(at),
      delta,
      balance,
      cause,
      reason,
    })),
    rewards: held.taken.map(({ titleEn, titleFr, claim }) => ({
      title: { en: titleEn, fr: titleFr },
      cost: claim.cost,
      status: claim.status,
      takenAt: iso(claim.takenAt),
      goodUntil: iso(claim.expiresAt),
      usedAt: iso(claim.usedAt),
    })),
    purchases: held.bought.map(({ amountMinor, currency, reference, points, refundedAt, createdAt }) => ({
      at: iso(createdAt),
      amount: amountMinor / 100,
      currency,
      reference,
      points,
      refundedAt: iso(refundedAt),
    })),
    pointsPutAside: held.waiting.map(({ at, points, status }) => ({ at: iso(at), points, status })),
    questions: held.questions.map(({ at, settledAt }) => ({ at: iso(at), settledAt: iso(settledAt) })),
    moves: held.moved.map(({ from, to, movedAt, movedBackAt }) => ({
      from,
      to,
      at: iso(movedAt),
      backAt: iso(movedBackAt),
    })),
    messages: {
      fromYou: held.received.map(({ at, to, text }) => ({ at: iso(at), to, text })),
      toYou: held.sent.map(({ at, kind, status, text }) => ({
        at: iso(at),
        kind,
        status,
        text: withoutSecrets(kind, text),
      })),
    },
    links: held.issued.map(({ at, purpose, until }) => ({ at: iso(at), purpose, until: iso(until) })),
    openWallets: held.opened.map(({ at, until }) => ({ at: iso(at), until: iso(until) })),
  };
}

function iso(at: number): string;
function iso(at: number | null): string | null;
function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

// What may be texted and what may be known, for properties: texts of all kinds, and any state at all.

import fc from "fast-check";
import { type Cast, casts } from "../../scripts/transcript-casts.ts";
import type { Consent, OffersConsent } from "../../src/consent/consent.ts";
import { type Decision, decide } from "../../src/conversation/decide.ts";
import type { Dialogue } from "../../src/conversation/dialogue.ts";
import { type Conversation, type Membership, stranger } from "../../src/conversation/state.ts";
import type { Move, TextReceived } from "../../src/conversation/text-received.ts";
import type { Claim } from "../../src/rewards/claims.ts";
import { DAY_MS } from "../../src/time.ts";

export const LINK = "https://cmptr.test/AAAAAAAAAAAAAAAA";
export const START = Date.UTC(2026, 10, 23, 15);

export const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}

export const around: Pick<TextReceived, "phone" | "answersWaiting" | "link" | "fresh" | "moves"> = {
  phone: "+15145550142",
  answersWaiting: 0,
  link: LINK,
  fresh: { claimId: "claim", redemptionCode: "K7M42F", moveId: "move", moveCode: "482913" },
  moves: [],
};

export const decideOn = (
  cast: Cast,
  before: Conversation,
  text: string,
  now: number,
  moves: readonly Move[] = [],
  writtenAt = now,
): Decision => decide(frozen(before), { ...cast, ...around, text, writtenAt, moves }, now);

const commands =
  "JOIN,JOIGNEZ,CAFE,SALON,Café,YES,OUI,YES OFFERS,OUI OFFRES,NO OFFERS,SANS OFFRES,NO,NON,STOP,ARRET,arrêter,STOPP,UNSUBSCRIBE,STOP ALL,STOP TOUT,START,UNSTOP,HELP,AIDE,INFO," +
  "BALANCE,SOLDE,POINTS,REDEEM,ECHANGER,REDEEM 2,USE,UTILISER,USE 1,OFFERS,OFFRES,OFFERS 1,OFFRES 2,BIRTHDAY 12/05,BIRTHDAY,ANNIV 31/02,12 mai," +
  "MOVE,CHANGER 514 555-0188,MOVE BACK,482 913,WHY,POURQUOI,FRANCAIS,ENGLISH,1234,2468,2468 97531 5,2468 11111 5,1,2,3,9";
const phrases = [
  "stop texting me",
  "arrêtez de m'écrire",
  "Je ne veux plus recevoir vos messages",
  "ok stop now lol",
  "stop mdr",
  "Stop knowing me so well!",
  "Yes I was wondering if you open on Sunday",
  "avez-vous du lait d'avoine ?",
  "Liked “Reply YES to join. STOP to leave”",
];
export const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

export const textArbitrary = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...commands.split(",")) },
  { weight: 2, arbitrary: fc.constantFrom(...phrases) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom("JOIN", "JOIGNEZ", "STOP", "START", "YES", "HELP", "bonjour"),
        fc.constantFrom("CAFE", "salon", "GARAGE", "svp", "!!"),
      )
      .map((words) => words.join(" ")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: anyUnit, maxLength: 200 }) },
);

export const castArbitrary: fc.Arbitrary<Cast> = fc.constantFrom<Cast>(
  ...Object.values(casts),
  casts.shared,
  casts.shared,
);

export const joined: Membership = {
  ...stranger,
  consent: "subscribed",
  proof: { word: "YES", at: START - 90 * DAY_MS },
  points: 34,
  joinedBefore: true,
  hasRecord: true,
};

export const instant = fc.integer({ min: START - 1_000 * DAY_MS, max: START + 1_000 * DAY_MS });
const shopId = fc.constantFrom("cafe", "salon", "garage", "gone");
const rewardId = fc.constantFrom("coffee", "cookie", "cake", "mug", "care", "wash", "gone");
const offerId = fc.constantFrom("two", "cookie", "refill", "gone");
const claimId = fc.constantFrom("a", "b", "c", "gone");
const wait = { shopId, until: instant };
const picks = { ...wait, repeated: fc.boolean() };
const dialogue: fc.Arbitrary<Dialogue> = fc.oneof(
  fc.record({
    kind: fc.constant("picking_shop" as const),
    shopId: fc.constant(null),
    shopIds: fc.array(shopId),
    until: instant,
  }),
  fc.record({ kind: fc.constant("asked_to_join" as const), shown: fc.string(), ...wait }),
  fc.record({ kind: fc.constant("asked_to_stop" as const), ...wait }),
  fc.record({ kind: fc.constant("picking_reward" as const), rewardIds: fc.array(rewardId), ...picks }),
  fc.record({
    kind: fc.constant("confirming_reward" as const),
    rewardIds: fc.array(rewardId),
    rewardId,
    cost: fc.nat(),
    ...wait,
  }),
  fc.record({ kind: fc.constant("picking_coupon" as const), offerIds: fc.array(offerId), ...picks }),
  fc.record({ kind: fc.constant("picking_claim" as const), claimIds: fc.array(claimId), ...picks }),
  fc.record({ kind: fc.constant("at_counter" as const), claimId, ...wait }),
  fc.record({ kind: fc.constant("asked_birthday" as const), ...wait }),
  fc.record({ kind: fc.constant("asked_old_number" as const), ...wait }),
  fc.record({ kind: fc.constant("asked_move_code" as const), moveId: fc.string(), triesLeft: fc.nat(5), ...wait }),
);
const claim: fc.Arbitrary<Claim> = fc.record({
  id: claimId,
  rewardId,
  title: fc.constant({ en: "a coffee", fr: "un café" }),
  cost: fc.nat(),
  status: fc.constantFrom("taken", "in_use"),
  code: fc.option(fc.constant("K7M42F")),
  codeUntil: fc.option(instant),
  expiresAt: fc.option(instant),
});
/** Before any moment that is tried: what a text that is on its way meets, `late-texts.test.ts` tries. */
const longAgo = fc.integer({ min: START - 2_000 * DAY_MS, max: START - 1_001 * DAY_MS });
const suppression = fc.record({ stoppedAt: fc.option(longAgo), liftedAt: fc.option(longAgo) });
const member: fc.Arbitrary<Membership> = fc.record({
  stop: suppression,
  consent: fc.constantFrom<Consent>("none", "subscribed", "held", "opted_out"),
  proof: fc.option(fc.record({ word: fc.string(), at: instant })),
  offers: fc.constantFrom<OffersConsent>("none", "subscribed", "opted_out"),
  offersProof: fc.option(fc.record({ word: fc.string(), at: instant })),
  points: fc.nat(),
  joinedBefore: fc.boolean(),
  hasRecord: fc.boolean(),
  pointsOnHold: fc.nat(20),
  pointsWaiting: fc.nat(20),
  earned: fc.record({ lastAt: fc.option(instant), onLastDay: fc.nat(3) }),
  claims: fc.uniqueArray(claim, { selector: ({ id }) => id }),
  taken: fc.dictionary(fc.oneof(rewardId, offerId), fc.nat(3)),
  receipt: fc.option(
    fc.record({
      at: instant,
      by: fc.string(),
      seq: fc.option(fc.nat()),
      points: fc.nat(20),
      claimId: fc.option(claimId),
    }),
  ),
});
export const anyConversation: fc.Arbitrary<Conversation> = fc.record({
  language: fc.option(fc.constantFrom("fr", "en")),
  shopId: fc.option(shopId),
  shopSince: fc.option(instant),
  dialogue: fc.option(dialogue),
  members: fc.dictionary(shopId, member),
  pool: suppression,
  steppedAt: fc.option(instant),
  cameBackAt: fc.dictionary(shopId, longAgo),
  doubtedAt: fc.dictionary(shopId, longAgo),
  offersSaidAt: fc.dictionary(shopId, instant),
  stopConfirmedAt: fc.option(instant),
  invitations: fc.dictionary(shopId, fc.string()),
  awayRepliedAt: fc.option(instant),
  guard: fc.record({
    windowStart: instant,
    textsInWindow: fc.nat(20),
    lastText: fc.string(),
    sameTexts: fc.nat(10),
    silentUntil: instant,
  }),
  codeTries: fc.record({ wrong: fc.nat(5), since: instant, lockedUntil: instant }),
});
export const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    stage: fc.constant("asked" as const),
    id: fc.string(),
    shopId,
    codeIsRight: fc.boolean(),
    account: member,
  }),
  fc.record({
    stage: fc.constant("moved" as const),
    id: fc.string(),
    shopId,
    isNewNumber: fc.boolean(),
    other: member,
  }),
);

// The shops that a scripted conversation can be held with, by name.

import type { Offer, SenderFacts, Shop } from "../src/conversation/state.ts";
import type { CatalogueReward } from "../src/rewards/catalogue.ts";

export interface Cast {
  readonly sender: SenderFacts;
  /** More than one makes it a shared number. A clock time in a script is that of the first. */
  readonly shops: readonly [Shop, ...Shop[]];
}

const sender: SenderFacts = {
  number: "+15145550100",
  carrierAnswersOptOuts: false,
  pool: "own",
  stopScope: "pool",
};
const pool: SenderFacts = { ...sender, pool: "shared" };

const weekday = [8 * 60, 18 * 60] as const;
const saturday = [9 * 60, 17 * 60] as const;

function reward(
  id: string,
  cost: number,
  en: string,
  fr: string,
  terms: Partial<CatalogueReward> = {},
): CatalogueReward {
  const always = { perCustomerMax: null, stock: null, startsAt: null, endsAt: null, withdrawnAt: null };
  return { id, cost, title: { en, fr }, ...always, ...terms };
}

function offer(id: string, en: string, fr: string, coupon: Partial<Offer> = {}): Offer {
  const endsAt = Date.parse("2026-12-01T00:00:00-05:00");
  return { id, title: { en, fr }, hasCoupon: false, couponDays: null, endsAt, ...coupon };
}

/** The demo shop of `npm start`. */
const cafe: Shop = {
  id: "cafe",
  isClosedByTrade: false,
  name: "Café Comptoir",
  keyword: "CAFE",
  country: "CA",
  region: "QC",
  language: "fr",
  timeZone: "America/Toronto",
  contact: "514 555-0100",
  hours: null,
  welcomePoints: 1,
  promotionsPerMonth: 2,
  unit: { en: { one: "point", other: "points" }, fr: { one: "point", other: "points" } },
  rewards: [reward("coffee", 10, "a free coffee", "un café offert")],
  offers: [],
  earnCode: "2468",
  rotatingQr: false,
  multiPointCode: "97531",
  pointsPerVisit: 1,
  earnsPerDayMax: 1,
  earnGapMinutes: 0,
  pointsAtOnceMax: 1,
  redemptionMode: "code",
};

const salon: Shop = {
  ...cafe,
  id: "salon",
  name: "Salon Rivage",
  keyword: "SALON",
  contact: "438 555-0123",
  promotionsPerMonth: 1,
  unit: { en: { one: "visit", other: "visits" }, fr: { one: "visite", other: "visites" } },
  rewards: [reward("care", 6, "a free treatment", "un soin offert")],
  earnCode: "13579",
};

const garage: Shop = {
  ...cafe,
  id: "garage",
  name: "Corner Garage",
  keyword: "GARAGE",
  country: "US",
  region: "NY",
  language: "en",
  timeZone: "America/New_York",
  contact: "212 555-0142",
  unit: { en: { one: "stamp", other: "stamps" }, fr: { one: "timbre", other: "timbres" } },
  rewards: [
    reward("wash", 5, "a free car wash", "un lavage offert"),
    reward("oil", 12, "a free oil change", "une vidange offerte"),
  ],
};

const lyon: Shop = {
  ...salon,
  name: "Salon Belle Rive",
  keyword: "RIVE",
  country: "FR",
  region: "ARA",
  timeZone: "Europe/Paris",
  contact: null,
};

/** More rewards than a text lists, one of them limited and one counted, and offers. */
const rich: Shop = {
  ...cafe,
  rewards: [
    reward("brunch", 40, "a brunch for two", "un brunch pour deux"),
    reward("cookie", 5, "a free cookie", "un biscuit offert"),
    reward("coffee", 10, "a free coffee", "un café offert"),
    reward("cake", 15, "a slice of cake", "une part de tarte", { perCustomerMax: 1 }),
    reward("mug", 25, "our own mug", "notre tasse", { stock: 1 }),
  ],
  offers: [
    offer("croissant", "Second croissant at half price", "Le deuxième croissant à moitié prix"),
    offer("refill", "Free Wednesday refill", "Le mercredi, café à volonté"),
    offer("picnic", "Picnic basket to order", "Panier pique-nique à commander"),
    offer("advent", "Advent cake", "Gâteau de l'avent"),
  ],
};

/** Of three offers, two give a coupon: one until it ends, one for a week from the day it is taken. */
const coupons: Shop = {
  ...cafe,
  offers: [
    offer("refill", "Free Wednesday refill", "Le mercredi, café à volonté"),
    offer("two", "two drinks for one", "deux boissons pour une", { hasCoupon: true }),
    offer("cookie", "a cookie on us", "un biscuit offert", { hasCoupon: true, couponDays: 7 }),
  ],
};

export const casts = {
  demo: { sender, shops: [cafe] },
  english: { sender, shops: [garage] },
  france: { sender, shops: [lyon] },
  shared: { sender: pool, shops: [cafe, salon] },
  "pool-of-strangers": { sender: { ...pool, stopScope: "shop" }, shops: [cafe, salon] },
  "opening-hours": {
    sender,
    shops: [{ ...cafe, hours: [weekday, weekday, weekday, weekday, weekday, saturday, null] }],
  },
  "no-promotions": { sender, shops: [{ ...cafe, welcomePoints: 0, promotionsPerMonth: 0, rewards: [] }] },
  "closed-by-trade": { sender, shops: [{ ...cafe, isClosedByTrade: true }] },
  "no-country": { sender, shops: [{ ...cafe, country: null, region: null }] },
  "several-rewards": { sender, shops: [rich] },
  "no-codes": { sender, shops: [{ ...rich, redemptionMode: "show" }] },
  coupons: { sender, shops: [coupons] },
  "coupon-and-no-codes": {
    sender,
    shops: [{ ...coupons, offers: coupons.offers.slice(1, 2), redemptionMode: "show" }],
  },
  "several-points": {
    sender,
    shops: [{ ...cafe, pointsPerVisit: 2, earnsPerDayMax: 3, earnGapMinutes: 30, pointsAtOnceMax: 5 }],
  },
  "changing-code": { sender, shops: [{ ...cafe, rotatingQr: true }] },
  "no-programme": { sender, shops: [{ ...cafe, earnCode: null, multiPointCode: null, rewards: [] }] },
  "carrier-answers-opt-outs": { sender: { ...sender, carrierAnswersOptOuts: true }, shops: [cafe] },
} as const satisfies Record<string, Cast>;

export type CastName = keyof typeof casts;

export const isCastName = (name: string): name is CastName => Object.hasOwn(casts, name);

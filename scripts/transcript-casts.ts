// The shops that a scripted conversation can be held with, by name.

import type { SenderFacts, Shop } from "../src/conversation/state.ts";

export interface Cast {
  readonly sender: SenderFacts;
  /** More than one makes it a shared number. A clock time in a script is that of the first. */
  readonly shops: readonly [Shop, ...Shop[]];
}

const sender: SenderFacts = { number: "+15145550100", carrierAnswersOptOuts: false };

const weekday = [8 * 60, 18 * 60] as const;
const saturday = [9 * 60, 17 * 60] as const;

/** The demo shop of `npm start`. */
const cafe: Shop = {
  id: "cafe",
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
  rewards: [{ id: "coffee", cost: 10, title: { en: "a free coffee", fr: "un café offert" } }],
};

const salon: Shop = {
  ...cafe,
  id: "salon",
  name: "Salon Rivage",
  keyword: "SALON",
  contact: "438 555-0123",
  promotionsPerMonth: 1,
  unit: { en: { one: "visit", other: "visits" }, fr: { one: "visite", other: "visites" } },
  rewards: [{ id: "care", cost: 6, title: { en: "a free treatment", fr: "un soin offert" } }],
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
    { id: "wash", cost: 5, title: { en: "a free car wash", fr: "un lavage offert" } },
    { id: "oil", cost: 12, title: { en: "a free oil change", fr: "une vidange offerte" } },
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

export const casts = {
  demo: { sender, shops: [cafe] },
  english: { sender, shops: [garage] },
  france: { sender, shops: [lyon] },
  shared: { sender, shops: [cafe, salon] },
  "opening-hours": {
    sender,
    shops: [{ ...cafe, hours: [weekday, weekday, weekday, weekday, weekday, saturday, null] }],
  },
  "no-promotions": { sender, shops: [{ ...cafe, welcomePoints: 0, promotionsPerMonth: 0, rewards: [] }] },
  "no-country": { sender, shops: [{ ...cafe, country: null, region: null }] },
  "carrier-answers-opt-outs": { sender: { ...sender, carrierAnswersOptOuts: true }, shops: [cafe] },
} as const satisfies Record<string, Cast>;

export type CastName = keyof typeof casts;

export const isCastName = (name: string): name is CastName => Object.hasOwn(casts, name);

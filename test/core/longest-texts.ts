// Every text as long as it usually gets: each kind, in both languages, with each of the ways in which it can be said.

import type { Language } from "../../src/conversation/language.ts";
import { renderText } from "../../src/texts/render.ts";
import type { TextValues, WordedKind } from "../../src/texts/values.ts";
import { english } from "../../src/texts/words.en.ts";

export const languages: readonly Language[] = ["en", "fr"];
export const wordedKinds = Object.keys(english) as WordedKind[];

export const SHOP = "Salon d'été du Vieux-Por";
export const TOKEN = "Aayar-hFSkK9_btn";
export const LINK = `https://cmptoir.example/${TOKEN}`;
export const DIGITS = "482913";
export const SYMBOLS = "K7M 42F";
const HARMLESS = "Salon d'été du Vieux";
const HELP_SHOPS_UNITS_MAX = 120;
const OFFERS = ["x".repeat(40), "x".repeat(40), "x".repeat(40)].join("\n");

/** Every value that a text can name. */
export function longest(language: Language) {
  const words = {
    en: {
      balance: "9999 points",
      reward: "a free oil and tyre rota",
      units: "points",
      stop: "STOP",
      command: "BIRTHDAY",
      day: "September 30",
      date: "Nov 23, 2026",
    },
    fr: {
      balance: "9999 visites",
      reward: "un lavage auto complet é",
      units: "visites",
      stop: "ARRET",
      command: "UTILISER",
      day: "30 septembre",
      date: "23 sept. 2026",
    },
  }[language];
  const line = `${words.reward} (${words.balance})`;
  return {
    ...words,
    shop: SHOP,
    link: LINK,
    contact: "1 514 555-0199",
    keyword: "RESTAURANT",
    missing: 9999,
    offers: 30,
    shops: "x".repeat(HELP_SHOPS_UNITS_MAX),
    word: "START TEXTING ME AGAIN",
    amount: words.balance,
    points: 9999,
    cost: words.balance,
    held: words.balance,
    earned: words.balance,
    given: words.balance,
    list: [1, 2, 3, 4].map((n) => `${n}. ${line}`).join("\n"),
    code: SYMBOLS,
    until: "23:59",
    at: "2026-11-23 23:59",
    example: "30/09",
    digits: "42",
    tries: 4,
    isNamed: "yes",
    inviter: HARMLESS,
    isInviterNamed: "yes",
    answer: "CODE ABCDEFGHIJKLMNOPQRST",
  };
}

const proof = { code: DIGITS };
const saying = (...all: readonly string[]) => all.map((what) => ({ what }));

/** What fits a value in one text and not in another, and the ways in which one kind is said. */
const special: Partial<Record<WordedKind, (language: Language) => readonly object[]>> = {
  lapsed: (language) => [{ word: longest(language).command }],
  move_code: () => [proof],
  sign_up_code: () => [proof, { ...proof, offers: 0 }],
  sign_in_code: () => [
    { ...proof, shop: HARMLESS },
    { ...proof, shop: "", isNamed: "no" },
  ],
  person_invitation: () => [
    { shop: HARMLESS },
    { shop: HARMLESS, inviter: "", isInviterNamed: "no" },
    { shop: "", isNamed: "no" },
  ],
  kiosk_invitation: () => [{}, { points: 1, offers: 1 }, { offers: 0 }],
  account_moved: () => saying("here", "away", "back", "gone"),
  receipt: () => saying("points", "reward"),
  offer_list: () => [{ list: OFFERS }],
  coupon_list: () => [{ list: OFFERS }],
  coupon_taken: (language) => [{ coupon: "x".repeat(40), until: longest(language).day }],
};

export interface LongestText {
  readonly language: Language;
  readonly kind: WordedKind;
  readonly shop: string;
  readonly text: string;
}

function said(kind: WordedKind, language: Language, change: object): LongestText {
  const values = { ...longest(language), ...change };
  const text = renderText(kind, values as unknown as TextValues[WordedKind], language);
  return { language, kind, shop: values.shop, text };
}

export const longestTexts: readonly LongestText[] = languages.flatMap((language) =>
  wordedKinds.flatMap((kind) => (special[kind]?.(language) ?? [{}]).map((change) => said(kind, language, change))),
);

export const longestOf = (kind: WordedKind, language: Language): string =>
  longestTexts.find((each) => each.kind === kind && each.language === language)?.text ?? "";

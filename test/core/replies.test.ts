// What the service says by text costs what we say it costs, in both languages, with the longest values that shops usually have.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Language } from "../../src/conversation/language.ts";
import { formatUnits } from "../../src/loyalty/programme.ts";
import { composeForSms, segment } from "../../src/messaging/segments.ts";
import { textKinds } from "../../src/texts/kinds.ts";
import { renderText } from "../../src/texts/render.ts";
import type { ReplyKind, ReplyValues } from "../../src/texts/values.ts";
import { english } from "../../src/texts/words.en.ts";
import { french } from "../../src/texts/words.fr.ts";

const catalogues = { en: english, fr: french };
const languages: readonly Language[] = ["en", "fr"];
const kinds = Object.keys(english) as ReplyKind[];
const cases = languages.flatMap((language) => kinds.map((kind) => [language, kind] as const));

const SHOP = "Salon d'été du Vieux-Port";
const LINK = "https://comptoir.example/AAAAAAAAAAAAAAA";
const HELP_SHOPS_UNITS_MAX = 120;

/** Every value that a reply can name, as long as it usually gets. */
function longest(language: Language) {
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
    shop: SHOP.slice(0, 24),
    link: LINK,
    contact: "1 514 555-0199",
    keyword: "RESTAURANT",
    missing: 9999,
    offers: 30,
    shops: "x".repeat(HELP_SHOPS_UNITS_MAX),
    word: "START TEXTING ME AGAIN",
    cost: words.balance,
    held: words.balance,
    earned: words.balance,
    list: [1, 2, 3, 4].map((n) => `${n}. ${line}`).join("\n"),
    code: "K7M 42F",
    until: "23:59",
    at: "2026-11-23 23:59",
    example: "30/09",
    digits: "42",
    tries: 4,
  };
}

const OFFERS = ["x".repeat(40), "x".repeat(40), "x".repeat(40)].join("\n");

/** What fits a value in one reply and not in another. */
const special: Partial<Record<ReplyKind, (language: Language) => object>> = {
  lapsed: (language) => ({ word: longest(language).command }),
  move_code: () => ({ code: "482913" }),
  offer_list: () => ({ list: OFFERS }),
  coupon_list: () => ({ list: OFFERS }),
  coupon_taken: (language) => ({ coupon: "x".repeat(40), until: longest(language).day }),
};

const render = (kind: ReplyKind, language: Language) => {
  const values = { ...longest(language), ...special[kind]?.(language) };
  return renderText(kind, values as unknown as ReplyValues[ReplyKind], language);
};

test("the longest usual values are as long as promised", () => {
  for (const language of languages) {
    const { shop, link, contact, reward, keyword } = longest(language);
    expect([shop, link, contact, reward, keyword].map((value) => value.length)).toEqual([24, 40, 14, 24, 10]);
  }
});

describe.each(cases)("%s %s", (language, kind) => {
  test("fits its bound, in the cheap alphabet", () => {
    const { encoding, segments } = segment(render(kind, language));
    expect(encoding).toBe("GSM-7");
    expect(segments).toBeLessThanOrEqual(textKinds[kind].segmentsMax);
  });

  test("is complete, and goes out as it is written", () => {
    const text = render(kind, language);
    expect(text).not.toMatch(/[{}]|undefined|null| {2}/);
    expect(composeForSms(text)).toBe(text);
  });

  test("names the shop first, where there is one, and ends with its link, where it has one", () => {
    const text = render(kind, language);
    if (catalogues[language][kind].includes("{shop}")) expect(text.startsWith(SHOP.slice(0, 24))).toBe(true);
    if (text.includes("https:")) expect(text.endsWith(LINK)).toBe(true);
  });
});

test("both languages use the same values", () => {
  const names = (message: string) => [...new Set(message.match(/(?<=\{)[a-z]+(?=[},])/g))].sort();
  for (const kind of kinds) expect([kind, names(french[kind])]).toEqual([kind, names(english[kind])]);
});

test("French says vous, with a space before its colons and question marks", () => {
  for (const kind of kinds) {
    expect(french[kind]).not.toMatch(/\b(tu|te|toi|ton|ta|tes)\b/i);
    if (kind !== "language_chosen") expect(french[kind]).not.toMatch(/[^ ][:?!](?!\/)/);
  }
});

test("the way to leave and the way to come back are told wherever they must be", () => {
  for (const language of languages) {
    const { stop } = longest(language);
    for (const kind of [
      "join_prompt",
      "help",
      "help_write_here",
      "help_shared",
      "stop_question",
      "why",
      "why_page",
    ] as const) {
      expect(render(kind, language)).toMatch(new RegExp(`\\b${stop}\\b`));
    }
    expect(render("stop_confirmed", language)).toContain({ en: "YES", fr: "OUI" }[language]);
    expect(render("stop_confirmed_shared", language)).toContain({ en: "JOIN", fr: "JOIGNEZ" }[language]);
  }
});

test.each([
  ["en", 0, "Cafe: points & rewards by text. Reply YES to join. STOP"],
  ["en", 1, "Cafe: points & rewards by text. Reply YES to join, YES OFFERS adds max 1 offer/month. STOP"],
  ["en", 4, "Cafe: points & rewards by text. Reply YES to join, YES OFFERS adds max 4 offers/month. STOP"],
  ["fr", 0, "Cafe : points et cadeaux par SMS. OUI pour accepter. STOP"],
  ["fr", 1, "Cafe : points et cadeaux par SMS. OUI pour accepter, OUI OFFRES ajoute 1 offre/mois max. STOP"],
  ["fr", 4, "Cafe : points et cadeaux par SMS. OUI pour accepter, OUI OFFRES ajoute 4 offres/mois max. STOP"],
] as const)("the terms in %s name both words, and how many offers come: %i", (language, offers, beginning) => {
  const terms = renderText("join_prompt", { shop: "Cafe", units: "points", offers, stop: "STOP" }, language);
  expect(terms.startsWith(beginning)).toBe(true);
});

test.each([
  ["en", "STOP"],
  ["fr", "ARRET"],
  ["fr", "STOP"],
] as const)(
  "the invitation in %s fits one segment for a shop of twenty letters, with %s, both words and HELP",
  (language, stop) => {
    const letter = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéèàùÉ '&-");
    const name = fc.array(letter, { minLength: 20, maxLength: 20 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(name, fc.integer({ min: 0, max: 9 }), (shop, offers) => {
        const units = "points";
        const text = renderText("join_prompt", { shop, units, offers, stop }, language);
        expect(segment(text)).toMatchObject({ encoding: "GSM-7", segments: 1 });
        const words = { en: ["YES", "HELP"], fr: ["OUI", "AIDE"] }[language];
        const both = { en: "YES OFFERS", fr: "OUI OFFRES" }[language];
        for (const word of [shop, stop, ...words, ...(offers > 0 ? [both, String(offers)] : [])])
          expect(text).toContain(word);
      }),
    );
  },
);

test.each([
  ["en", 0, "0 visits"],
  ["en", 1, "1 visit"],
  ["en", 2, "2 visits"],
  ["fr", 0, "0 visite"],
  ["fr", 1, "1 visite"],
  ["fr", 2, "2 visites"],
] as const)("%s counts %i as %s", (language, amount, counted) => {
  const unit = { en: { one: "visit", other: "visits" }, fr: { one: "visite", other: "visites" } };
  expect(formatUnits(amount, unit, language)).toBe(counted);
});

test("a large amount in French stays in the cheap alphabet", () => {
  const values = { shop: "Cafe", balance: "3 points", missing: 12_000, reward: "un soin", link: LINK };
  expect(segment(renderText("balance_next", values, "fr")).encoding).toBe("GSM-7");
});

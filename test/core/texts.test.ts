// What the service says by text costs what we say it costs, in both languages, with the longest values that shops usually have.

import fc from "fast-check";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { formatUnits } from "../../src/loyalty/programme.ts";
import { composeForSms, segment } from "../../src/messaging/segments.ts";
import { textKinds } from "../../src/texts/kinds.ts";
import { renderText } from "../../src/texts/render.ts";
import { english } from "../../src/texts/words.en.ts";
import { french } from "../../src/texts/words.fr.ts";
import { LINK, languages, longest, longestOf, longestTexts, wordedKinds } from "./longest-texts.ts";

const words = { en: english, fr: french };

test("the longest usual values are as long as promised", () => {
  for (const language of languages) {
    const { shop, link, contact, reward, keyword } = longest(language);
    expect([shop, link, contact, reward, keyword].map((value) => value.length)).toEqual([24, 40, 14, 24, 10]);
  }
});

describe.each(longestTexts)("$language $kind: $text", ({ language, kind, shop, text }) => {
  test("fits its bound, in the cheap alphabet", () => {
    const { encoding, segments } = segment(text);
    expect(encoding).toBe("GSM-7");
    expect(segments).toBeLessThanOrEqual(textKinds[kind].segmentsMax);
  });

  test("is complete, and goes out as it is written", () => {
    expect(text).not.toMatch(/[{}]|undefined|null| {2}/);
    expect(composeForSms(text)).toBe(text);
  });

  test("names the shop first, where there is one, and ends with its link, where it has one", () => {
    const namesShop = words[language][kind].includes("{shop}") && kind !== "sign_in_code";
    if (namesShop) expect(text.startsWith(shop)).toBe(true);
    if (text.includes("https:")) expect(text.endsWith(LINK)).toBe(true);
  });
});

interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

const LITERAL = 0;

/** Of the values of a message, at whatever depth. */
const namesIn = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap(({ type, value, options = {} }) => [
    ...(type === LITERAL || value === undefined ? [] : [value]),
    ...Object.values(options).flatMap((option) => namesIn(option.value)),
  ]);

test("both languages use the same values", () => {
  const names = (message: string) => {
    const { getAst } = new IntlMessageFormat(message, "en", undefined, { ignoreTag: true });
    return [...new Set(namesIn(getAst() as readonly Part[]))].sort();
  };
  for (const kind of wordedKinds) expect([kind, names(french[kind])]).toEqual([kind, names(english[kind])]);
});

test("French says vous, with a space before its colons and question marks", () => {
  for (const kind of wordedKinds) {
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
      expect(longestOf(kind, language)).toMatch(new RegExp(`\\b${stop}\\b`));
    }
    expect(longestOf("stop_confirmed", language)).toContain({ en: "YES", fr: "OUI" }[language]);
    expect(longestOf("stop_confirmed_shared", language)).toContain({ en: "JOIN", fr: "JOIGNEZ" }[language]);
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
  ["en", 0, "You get rewards by text. Not you?"],
  ["en", 1, "You get rewards by text. YES OFFERS adds at most 1 offer a month. Not you?"],
  ["en", 2, "You get rewards by text. YES OFFERS adds at most 2 offers a month. Not you?"],
  ["fr", 0, "Vous recevrez des cadeaux par SMS. Une erreur ?"],
  ["fr", 1, "Vous recevrez des cadeaux par SMS. OUI OFFRES ajoute au plus 1 offre par mois. Une erreur ?"],
  ["fr", 2, "Vous recevrez des cadeaux par SMS. OUI OFFRES ajoute au plus 2 offres par mois. Une erreur ?"],
] as const)("a code promises in %s no offer that the shop does not send: %i", (language, offers, words) => {
  const text = renderText("sign_up_code", { shop: "Cafe", code: "482913", offers, stop: "STOP" }, language);
  expect(text).toContain(words);
});

test("a code and an invitation say what a YES is to, and how to leave", () => {
  for (const kind of ["sign_up_code", "kiosk_invitation"] as const) {
    expect(longestOf(kind, "en")).toMatch(/YES.*STOP.*HELP/);
    expect(longestOf(kind, "fr")).toMatch(/OUI.*ARRET.*AIDE/);
  }
});

test("a warning and birthday wishes fit one segment for a shop of thirty-two letters too", () => {
  const shop = "Boulangerie du Marché Jean-Talon";
  for (const language of languages) {
    const unit = { en: "stars", fr: "étoiles" }[language];
    const [given, balance] = [`1000 ${unit}`, `99999 ${unit}`];
    const warning = { shop, amount: balance, day: longest(language).day };
    for (const text of [
      renderText("expiry_warning", warning, language),
      renderText("birthday", { shop, given, balance }, language),
    ])
      expect(segment(text)).toMatchObject({ encoding: "GSM-7", segments: 1 });
  }
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

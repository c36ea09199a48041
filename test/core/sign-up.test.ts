// The sign-up form: what is typed on it, however oddly, is kept or refused next to its field; and the words that it asks with.

import { describe, expect, test } from "vitest";
import { type AskingShop, asShown, consentWords } from "../../src/consent/consent-words.ts";
import {
  agreedByForm,
  type FormAsking,
  mayFormAsk,
  readSignUp,
  type SaidElsewhere,
  type SignUpErrors,
  type TypedSignUp,
} from "../../src/consent/sign-up.ts";
import { neverStopped } from "../../src/consent/suppression.ts";
import { FORM_TIME_MIN_MS } from "../../src/messaging/pumping.ts";

const NOW = Date.UTC(2026, 10, 22, 12);

const typed: TypedSignUp = {
  phone: "514 555-0133",
  country: "CA",
  name: "Amélie",
  birthday: "12/05",
  email: "amelie@example.com",
  language: "fr",
  agreesToSms: true,
  agreesToOffers: false,
  agreesToEmail: true,
  trap: "",
  shownAt: NOW - 20_000,
};

const read = (change: Partial<TypedSignUp>) => readSignUp({ ...typed, ...change }, "CA", NOW);

test("a form that is filled in is read", () => {
  expect(read({})).toEqual({
    ok: true,
    value: {
      phone: "+15145550133",
      name: "Amélie",
      birthday: "05-12",
      email: "amelie@example.com",
      language: "fr",
      agreesToOffers: false,
      agreesToEmail: true,
    },
  });
});

test("who takes just long enough to read it is no robot", () => {
  expect(read({ shownAt: NOW - FORM_TIME_MIN_MS })).toMatchObject({ ok: true });
  expect(read({ shownAt: NOW - FORM_TIME_MIN_MS + 1 })).toEqual({ ok: false, error: { form: "too_fast" } });
});

test("only the number and the box for texts are needed", () => {
  const bare = read({ name: " ", birthday: "", email: "", agreesToEmail: false });
  expect(bare).toMatchObject({ ok: true, value: { name: null, birthday: null, email: null } });
});

describe("a name", () => {
  test.each([
    ["Zoé 🌻", "Zoé 🌻"],
    ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["  Jean\nLuc ", "Jean Luc"],
    ["O'Brien & fils", "O'Brien & fils"],
    ["\u0000Ann\ud800", "Ann\ufffd"],
    ["محمد", "محمد"],
  ])("%j is kept as %j", (name, kept) => {
    expect(read({ name })).toMatchObject({ ok: true, value: { name: kept } });
  });

  test("of 81 characters is too long, of 80 emoji is not", () => {
    expect(read({ name: "a".repeat(81) })).toEqual({ ok: false, error: { name: "too_long" } });
    expect(read({ name: "🌻".repeat(80) })).toMatchObject({ ok: true });
  });
});

describe("a birthday", () => {
  test.each([
    ["12 mai", "05-12"],
    ["12-5", "05-12"],
    ["29 février", "02-29"],
    ["29/02", "02-29"],
    ["May 12th", "05-12"],
  ])("%s is read as %s", (birthday, kept) => {
    expect(read({ birthday })).toMatchObject({ ok: true, value: { birthday: kept } });
  });

  test.each(["31/02", "30 février", "32/01", "hier", "00/00"])("%s is no day", (birthday) => {
    expect(read({ birthday })).toEqual({ ok: false, error: { birthday: "not_a_day" } });
  });

  test("has the month first in the United States", () => {
    const us = readSignUp({ ...typed, phone: "212 555 0133", birthday: "05/12" }, "US", NOW);
    expect(us).toMatchObject({ ok: true, value: { birthday: "05-12" } });
  });
});

test.each<[string, Partial<TypedSignUp>, SignUpErrors]>([
  ["an address without a host", { email: "amelie@" }, { email: "not_an_address" }],
  ["an address without a dot", { email: "amelie@localhost" }, { email: "not_an_address" }],
  ["two addresses", { email: "a@example.com, b@example.com" }, { email: "not_an_address" }],
  ["consent to e-mail without an address", { email: "" }, { email: "missing" }],
  ["consent to e-mail with a blank one", { email: " " }, { email: "missing" }],
  ["letters for a number", { phone: "call me" }, { phone: "not_a_mobile_number" }],
  ["no number", { phone: "" }, { phone: "not_a_mobile_number" }],
  ["a French number", { phone: "+33 6 12 34 56 78" }, { phone: "not_served" }],
  ["a number of Jamaica", { phone: "+1 876 555 0133" }, { phone: "not_served" }],
  ["a country that is not offered", { country: "FR", phone: "06 12 34 56 78" }, { phone: "not_a_mobile_number" }],
  ["the box for texts left empty", { agreesToSms: false }, { sms: "unticked" }],
  ["the field that nobody sees", { trap: "https://example.com" }, { form: "trap" }],
  ["no time to read", { shownAt: NOW - 500 }, { form: "too_fast" }],
  ["a form from the future", { shownAt: NOW + 60_000 }, { form: "too_fast" }],
  [
    "several things at once",
    { phone: "1", birthday: "31/02", agreesToSms: false },
    { phone: "not_a_mobile_number", birthday: "not_a_day", sms: "unticked" },
  ],
])("%s is refused where it stands", (_, change, errors) => {
  expect(read(change)).toEqual({ ok: false, error: errors });
});

const shop: AskingShop = {
  name: "Café Comptoir",
  country: "CA",
  region: "QC",
  promotionsPerMonth: 2,
  unit: { en: { one: "point", other: "points" }, fr: { one: "point", other: "points" } },
};

describe("the words of consent", () => {
  test("are asked in French in Quebec, beside the reader's English", () => {
    expect(consentWords("sms", shop, "en").map(({ language }) => language)).toEqual(["fr", "en"]);
    expect(consentWords("sms", shop, "fr").map(({ language }) => language)).toEqual(["fr"]);
    expect(consentWords("sms", { ...shop, region: "ON" }, "en").map(({ language }) => language)).toEqual(["en"]);
    const elsewhere: AskingShop = { ...shop, country: "US" };
    expect(consentWords("sms", elsewhere, "en").map(({ language }) => language)).toEqual(["en"]);
    expect(asShown(consentWords("email", shop, "en"))).toMatch(/^J’accepte .*\nI agree /);
  });

  test.each([
    ["en", 1, "at most 1 offer a month. I can end them alone by texting NO OFFERS, or leave with STOP."],
    ["en", 2, "at most 2 offers a month."],
    [
      "fr",
      1,
      "au plus 1 offre par mois. Je peux les arrêter seules en envoyant SANS OFFRES, ou tout arrêter avec ARRET.",
    ],
    ["fr", 2, "au plus 2 offres par mois."],
  ] as const)(
    "of offers say in %s how many there are at most, for %i, and how to end them",
    (language, promotionsPerMonth, words) => {
      const [wording] = consentWords("offers", { ...shop, region: "ON", promotionsPerMonth }, language);
      expect(wording?.text).toContain("Café Comptoir");
      expect(wording?.text).toContain(words);
    },
  );

  test("of texts name what the shop counts in", () => {
    const stars: AskingShop = {
      ...shop,
      unit: { en: { one: "star", other: "stars" }, fr: { one: "étoile", other: "étoiles" } },
    };
    const [fr, en] = consentWords("sms", stars, "en");
    expect([fr?.text, en?.text]).toEqual([expect.stringContaining("étoiles"), expect.stringContaining("stars")]);
  });

  test.each(["en", "fr"] as const)("name the shop and the way out in %s, one purpose each", (language) => {
    const [sms, email] = (["sms", "email"] as const).map((purpose) =>
      asShown(consentWords(purpose, { ...shop, region: "ON" }, language)),
    );
    expect(sms).toContain("Café Comptoir");
    expect(sms).toMatch(language === "fr" ? /ARRET/ : /STOP/);
    expect(sms).not.toMatch(/e-mail|courriel/);
    expect(email).toContain("Café Comptoir");
    expect(email).not.toMatch(/SMS|texts/);
  });
});

describe("the boxes of a form, when its code comes", () => {
  const SENT = NOW;
  const nothing: SaidElsewhere = {
    consent: "none",
    provenAt: null,
    offers: "none",
    offersSaidAt: null,
    stop: neverStopped,
  };
  const before = SENT - 60_000;
  const since = SENT + 60_000;
  const cameBack = { stoppedAt: since, liftedAt: since + 2_000 };
  const isIn = { consent: "subscribed", provenAt: since } as const;

  test.each<[string, Partial<SaidElsewhere>, { texts: boolean; offers: boolean }]>([
    ["nothing said elsewhere", {}, { texts: true, offers: true }],
    ["a member from before", { consent: "subscribed", provenAt: before }, { texts: true, offers: true }],
    ["a YES since", isIn, { texts: false, offers: true }],
    ["a YES at its moment", { consent: "subscribed", provenAt: SENT }, { texts: false, offers: true }],
    ["a YES and a doubt since", { consent: "held", provenAt: since }, { texts: true, offers: true }],
    ["a word about offers from before", { offersSaidAt: before }, { texts: true, offers: true }],
    ["a word about offers since", { offersSaidAt: since }, { texts: true, offers: false }],
    ["a word about offers in its second", { offersSaidAt: SENT }, { texts: true, offers: false }],
    ["offers already", { offers: "subscribed", offersSaidAt: before }, { texts: true, offers: false }],
    [
      "a STOP from before, and back",
      { stop: { stoppedAt: before, liftedAt: before + 2_000 } },
      { texts: true, offers: true },
    ],
    ["a STOP since, and back", { ...isIn, stop: cameBack }, { texts: false, offers: false }],
    [
      "a STOP in its second, and back",
      { ...isIn, stop: { ...cameBack, stoppedAt: SENT } },
      { texts: false, offers: false },
    ],
    ["a STOP since, back, and a doubt", { ...isIn, consent: "held", stop: cameBack }, { texts: false, offers: false }],
  ])("%s", (_, said, agreed) => {
    expect(agreedByForm(SENT, { ...nothing, ...said })).toEqual(agreed);
  });
});

describe("a form asks for a YES", () => {
  const stranger: FormAsking = { consent: "none", dialogue: null, awaitsNo: false };
  test.each<[string, Partial<FormAsking>, boolean]>([
    ["of a stranger", {}, true],
    ["not of a member", { consent: "subscribed" }, false],
    ["nor of one in doubt", { consent: "held" }, false],
    ["not while a NO may be to a receipt", { awaitsNo: true }, false],
    ["not in the place of another question", { dialogue: { until: NOW + 1 } }, false],
    ["where that has lapsed", { dialogue: { until: NOW } }, true],
  ])("%s", (_, change, asks) => {
    expect(mayFormAsk({ ...stranger, ...change }, NOW)).toBe(asks);
  });
});

// The settings of a new shop as an operator types them: what is understood, and what is refused by which name.

import { describe, expect, test } from "vitest";
import { type NewShopFault, type NewShopField, newShopFaults, readNewShop } from "../../src/merchant/new-shop.ts";

const rita: Record<NewShopField, string> = {
  name: "Salon Rita",
  number: "+15145550140",
  keyword: "RITA",
  ownerPhone: "+15145550141",
  country: "CA",
  region: "QC",
  timeZone: "America/Toronto",
  language: "fr",
  contact: "514 555-0140",
};

const read = (over: Partial<Record<NewShopField, string | undefined>>) => readNewShop({ ...rita, ...over });

test("a shop whose settings are all in order", () => {
  expect(read({})).toEqual({ ok: true, value: { ...rita, slug: "salon-rita" } });
});

describe("understood", () => {
  test.each<[what: string, NewShopField, typed: string, value: string | null, over?: Partial<typeof rita>]>([
    ["a number as people of the country write it", "number", "514 555 0140", "+15145550140"],
    ["with brackets", "number", "(514) 555-0140", "+15145550140"],
    ["with the country and no plus", "number", "1-514-555-0140", "+15145550140"],
    ["with 00", "number", "001 514 555 0140", "+15145550140"],
    ["a toll-free number", "number", "888 555 0140", "+18885550140"],
    ["a short code", "number", "14055", "14055"],
    ["a longer short code", "number", "234567", "234567"],
    ["a number of another country", "number", "+447700900000", "+447700900000"],
    [
      "a French number",
      "number",
      "06 12 34 56 78",
      "+33612345678",
      { country: "FR", region: "IDF", ownerPhone: "0612345678" },
    ],
    ["an owner's number in national form", "ownerPhone", "514-555-0141", "+15145550141"],
    ["a keyword in small letters", "keyword", "rita", "RITA"],
    ["a keyword with an accent", "keyword", "Café", "CAFE"],
    ["a keyword with a figure", "keyword", "CLUB7", "CLUB7"],
    ["a country in small letters", "country", "ca", "CA"],
    ["a region in small letters", "region", "qc", "QC"],
    ["a region with its country", "region", "CA-QC", "QC"],
    ["spaces around", "timeZone", " America/Toronto ", "America/Toronto"],
    ["a locale", "language", "en-CA", "en"],
    ["no language in Québec", "language", "", "fr"],
    ["no language in Ontario", "language", "", "en", { region: "ON" }],
    ["no language in France", "language", "", "fr", { country: "FR", region: "IDF", ownerPhone: "0612345678" }],
    ["no telephone to call", "contact", "", null],
    ["a name with an accent and a break", "name", " Cafe\u0301 \n Rita ", "Café Rita"],
  ])("%s", (_, field, typed, value, over = {}) => {
    expect(read({ ...over, [field]: typed })).toMatchObject({ ok: true, value: { [field]: value } });
  });

  test.each([
    ["Café de l'Été", "cafe-de-l-ete"],
    ["美容室", "rita"],
    ["!!!", "rita"],
  ])("the address of %s ends in %s", (name, slug) => {
    expect(read({ name })).toMatchObject({ ok: true, value: { slug } });
  });
});

describe("refused, by name", () => {
  test.each<[NewShopField, typed: string, NewShopFault]>([
    ["name", " ", "missing"],
    ["name", "A name that is longer than a text has room for", "too_long"],
    ["number", "", "missing"],
    ["number", "555-0140", "not_a_sender"],
    ["number", "911", "not_a_sender"],
    ["number", "411", "not_a_sender"],
    ["number", "112", "not_a_sender"],
    ["number", "15", "not_a_sender"],
    ["number", "3900", "not_a_sender"],
    ["number", "+1 911 555 0140", "not_a_sender"],
    ["number", "514 555 014", "not_a_sender"],
    ["number", "+1 514 55", "not_a_sender"],
    ["number", "06 12 34 56 78", "not_a_sender"],
    ["number", "5550140", "not_a_sender"],
    ["number", "Rita", "not_a_sender"],
    ["keyword", "", "missing"],
    ["keyword", "rita!", "not_a_keyword"],
    ["keyword", "SALON RITA", "not_a_keyword"],
    ["keyword", "R", "not_a_keyword"],
    ["keyword", "2468", "not_a_keyword"],
    ["keyword", "A-WORD", "not_a_keyword"],
    ["keyword", "ABCDEFGHIJKLM", "not_a_keyword"],
    ["keyword", "美容室", "not_a_keyword"],
    ["keyword", "STOP", "reserved"],
    ["keyword", "arrêt", "reserved"],
    ["keyword", "TOUT", "reserved"],
    ["keyword", "oui", "reserved"],
    ["keyword", "AIDE", "reserved"],
    ["keyword", "points", "reserved"],
    ["keyword", "merci", "reserved"],
    ["ownerPhone", "", "missing"],
    ["ownerPhone", "514 555 014", "not_a_mobile_number"],
    ["ownerPhone", "Rita", "not_a_mobile_number"],
    ["country", "", "missing"],
    ["country", "canada", "not_a_country"],
    ["country", "GB", "not_a_country"],
    ["region", "", "missing"],
    ["region", "Québec", "not_a_region"],
    ["region", "NY", "not_a_region"],
    ["region", "US-NY", "not_a_region"],
    ["timeZone", "", "missing"],
    ["timeZone", "Mars/Olympus", "not_a_time_zone"],
    ["timeZone", "EST", "not_a_time_zone"],
    ["timeZone", "-05:00", "not_a_time_zone"],
    ["language", "de", "not_a_language"],
    ["language", "french", "not_a_language"],
    ["contact", "rita@example.com", "not_a_number_to_call"],
  ])("%s: %s", (field, typed, fault) => {
    expect(read({ [field]: typed })).toEqual({ ok: false, error: { [field]: fault } });
  });

  test("all at once", () => {
    const typed = {
      name: "Salon Rita",
      keyword: "rita!",
      country: "canada",
      number: "555-0140",
      timeZone: "Mars/Olympus",
    };
    expect(readNewShop(typed)).toEqual({
      ok: false,
      error: {
        number: "not_a_sender",
        keyword: "not_a_keyword",
        ownerPhone: "missing",
        country: "not_a_country",
        region: "missing",
        timeZone: "not_a_time_zone",
      },
    });
  });

  test("in words that go on from the setting's name", () => {
    for (const words of Object.values(newShopFaults)) expect(words).toMatch(/^is [^.]+$/);
  });
});

// The settings of a shop that an operator opens, as they are typed at a command line or in SHOP_…: read whole, or refused by field.

import * as v from "valibot";
import type { Language } from "../conversation/language.ts";
import { fold, wordsOf } from "../conversation/normalise.ts";
import { readForShops } from "../conversation/shop-keyword.ts";
import { type Country, parseTypedPhone, parseTypedSender } from "../phone.ts";
import { err, ok, type Result } from "../result.ts";
import { line } from "./form-fields.ts";
import { countries, readPlace } from "./regions.ts";
import { contact, isTimeZone, SHOP_NAME_LENGTH_MAX } from "./shop-settings.ts";

export interface NewShop {
  readonly name: string;
  /** What its pages' addresses end in. */
  readonly slug: string;
  /** E.164, or a short code. */
  readonly number: string;
  /** As people text it: capitals without accents, and figures. */
  readonly keyword: string;
  /** E.164 */
  readonly ownerPhone: string;
  readonly country: Country;
  readonly region: string;
  readonly timeZone: string;
  readonly language: Language;
  /** A telephone number as it is shown; null when none was given. */
  readonly contact: string | null;
}

export type NewShopField = Exclude<keyof NewShop, "slug">;
export type TypedShop = Readonly<Partial<Record<NewShopField, string | undefined>>>;
export type NewShopFault = keyof typeof newShopFaults;

/** What follows the name of a setting in the sentence that refuses it. */
export const newShopFaults = {
  missing: "is missing",
  too_long: "is too long",
  not_a_sender: "is not a telephone number or a short code",
  not_a_mobile_number: "is not a mobile number",
  not_a_keyword: "is not one word of 2 to 12 letters and figures",
  reserved: "is a word that people text for something else",
  not_a_country: "is not CA, US or FR",
  not_a_region: "is not a province, state or region of the country",
  not_a_time_zone: "is not a time zone such as America/Toronto",
  not_a_language: "is not fr or en",
  not_a_number_to_call: "is not a telephone number",
} as const;

type Read<T> = Result<T, NewShopFault>;

/** All faults at once. Language and contact may be left out. */
export function readNewShop(typed: TypedShop): Result<NewShop, Readonly<Partial<Record<NewShopField, NewShopFault>>>> {
  const given = (field: NewShopField) => (typed[field] ?? "").trim();
  const required = <T>(field: NewShopField, read: (text: string) => Read<T>): Read<T> =>
    given(field) === "" ? err("missing") : read(given(field));

  const country = required("country", readCountry);
  // Where the country is not known, a number is refused only when it is one nowhere.
  const readIn = country.ok ? [country.value] : countries;
  const fields = {
    name: readLine(given("name"), line(SHOP_NAME_LENGTH_MAX)),
    number: required("number", (text) => firstOf(readIn, (where) => parseTypedSender(text, where))),
    keyword: required("keyword", readKeyword),
    ownerPhone: required("ownerPhone", (text) => firstOf(readIn, (where) => parseTypedPhone(text, where))),
    country,
    region: required("region", (text) => firstOf(readIn, (where) => readRegion(text, where))),
    timeZone: required("timeZone", (text) => (isTimeZone(text) ? ok(text) : err("not_a_time_zone"))),
    language: given("language") === "" ? ok(null) : readLanguage(given("language")),
    contact: given("contact") === "" ? ok(null) : readLine(given("contact"), contact),
  } satisfies Record<NewShopField, Read<unknown>>;

  const { name, number, keyword, ownerPhone, region, timeZone, language } = fields;
  const isRead = name.ok && number.ok && keyword.ok && ownerPhone.ok && region.ok && timeZone.ok && language.ok;
  if (!isRead || !country.ok || !fields.contact.ok) {
    return err(
      Object.fromEntries(Object.entries(fields).flatMap(([field, read]) => (read.ok ? [] : [[field, read.error]]))),
    );
  }
  const place = { country: country.value, region: region.value };
  return ok({
    ...place,
    name: name.value,
    slug: slugOf(name.value) || keyword.value.toLowerCase(),
    number: number.value,
    keyword: keyword.value,
    ownerPhone: ownerPhone.value,
    timeZone: timeZone.value,
    language: language.value ?? usualLanguage(place),
    contact: fields.contact.value,
  });
}

function readLine(text: string, schema: v.GenericSchema<string, string>): Read<string> {
  const parsed = v.safeParse(schema, text, { abortPipeEarly: true });
  return parsed.success ? ok(parsed.output) : err(parsed.issues[0].message as NewShopFault);
}

function firstOf<T>(where: readonly Country[], read: (country: Country) => Read<T>): Read<T> {
  const all = where.map(read);
  return all.find((each) => each.ok) ?? all[0] ?? err("missing");
}

function readCountry(text: string): Read<Country> {
  const country = countries.find((each) => each === text.toUpperCase());
  return country === undefined ? err("not_a_country") : ok(country);
}

/** `QC`, or the whole of `CA-QC`. */
function readRegion(text: string, country: Country): Read<string> {
  const place = readPlace(`${country}-${text.toUpperCase().replace(`${country}-`, "")}`);
  return place === null ? err("not_a_region") : ok(place.region);
}

function readLanguage(text: string): Read<Language> {
  const [, language] = /^(fr|en)(?:[-_][a-z]{2})?$/i.exec(text) ?? [];
  return language === undefined ? err("not_a_language") : ok(language.toLowerCase() === "fr" ? "fr" : "en");
}

const usualLanguage = ({ country, region }: { country: Country; region: string }): Language =>
  country === "FR" || region === "QC" ? "fr" : "en";

const WORD = /^(?=.*\p{L})[\p{L}\p{M}\p{N}]+$/u;
const KEYWORD = /^(?=.*[A-Z])[A-Z\d]{2,12}$/;

/** What is read from a text must be this keyword and nothing else: alone, after JOIN and after STOP. */
function readKeyword(text: string): Read<string> {
  const keyword = wordsOf(fold(text)).join("").toUpperCase();
  if (!WORD.test(text) || !KEYWORD.test(keyword)) return err("not_a_keyword");
  const readAs = (words: string) => {
    const { kind, argument } = readForShops(words, [{ keyword, name: "" }]);
    return argument === keyword ? kind : null;
  };
  const isFree =
    readAs(keyword) === "join" && readAs(`JOIN ${keyword}`) === "join" && readAs(`STOP ${keyword}`) === "stop";
  return isFree ? ok(keyword) : err("reserved");
}

const slugOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

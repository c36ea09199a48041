// The first text that a shop's number ever sends to somebody says who writes, and how to leave (G3): what a text lacks of it is added.

import type { Language } from "../conversation/language.ts";
import { composeForSms, dearCharacters } from "../messaging/segments.ts";
import type { Country } from "../phone.ts";
import { stopWord } from "./stop-word.ts";

/** The longest name, its colon, and the longest way out. */
export const FIRST_TEXT_ADDED_MAX = 60;
const NAME_CHARACTERS_MAX = 30;

export interface Writer {
  /** The one in which the person is written to. */
  readonly language: Language;
  /** Null for an answer of a shared number that names no shop. */
  readonly shop: { readonly name: string; readonly country: Country | null } | null;
}

export interface FirstText extends Writer {
  readonly kind: string;
  readonly text: string;
}

/** Codes are the one kind without the way out; after a STOP there is none to name. */
const without: ReadonlySet<string> = new Set([
  "sign_in_code",
  "stop_confirmed",
  "stop_confirmed_shared",
  "stop_all_confirmed",
]);

/** Tells the one who gets it neither, so that the next text is still the first. */
export const isNoFirstText = (kind: string): boolean => without.has(kind);

const colon: Readonly<Record<Language, string>> = { en: ": ", fr: " : " };
const toLeave: Readonly<Record<Language, string>> = { en: "to leave.", fr: "pour quitter." };

export const wayOut = ({ language, shop }: Writer): string =>
  `${stopWord(language, shop?.country ?? null)} ${toLeave[language]}`;

/** As it goes out. A text that says both already, or nothing, is left as it is. */
export function asFirstText({ kind, text, ...writer }: FirstText): string {
  if (text === "" || isNoFirstText(kind)) return text;
  const { shop, language } = writer;
  const named = shop === null || bearsName(text, shop.name) ? text : `${short(shop.name)}${colon[language]}${text}`;
  if (bearsWayOut(text)) return named;
  return `${named}${/[.!?]$/.test(text) ? " " : "\n"}${wayOut(writer)}`;
}

/** `sent` is what became of `text`, whether or not it went out as the first one. */
export const isSentAs = (message: Omit<FirstText, "language">, sent: string): boolean =>
  sent === message.text || (["en", "fr"] as const).some((language) => asFirstText({ ...message, language }) === sent);

function bearsName(text: string, name: string): boolean {
  const begins = folded(text).toLowerCase();
  const shop = folded(short(name)).toLowerCase();
  return begins.startsWith(shop) && !/^[\p{L}\d]/u.test(begins.slice(shop.length));
}

/** An instruction, not the word alone: "a NON STOP night" shows nobody the way out. */
const WAY_OUT =
  /\b(?:STOP|ARRET)\b[ :]*(?:to |pour |au |2 ?\w|\d{5})|\b(?:[Rr]eply|[Tt]ext|[Ss]end|[Ee]nvoyez|[Rr]epondez|[Tt]apez)(?: par)? ["']?(?:STOP|ARRET)\b/;

const bearsWayOut = (text: string): boolean => WAY_OUT.test(folded(text));

const MARKS = /\p{M}+/gu;
const folded = (text: string): string => cheap(composeForSms(text)).normalize("NFD").replace(MARKS, "");

const short = (name: string): string => cheap(composeForSms(name)).slice(0, NAME_CHARACTERS_MAX).trim();

/** A name must not make the words of a text that is in GSM-7 dearer. */
function cheap(text: string): string {
  let written = "";
  let from = 0;
  for (const { index, character, twin } of dearCharacters(text)) {
    written += text.slice(from, index) + (twin ?? character);
    from = index + character.length;
  }
  return written + text.slice(from);
}

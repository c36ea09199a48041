// The first text that a shop's number ever sends to somebody says who writes, and how to leave (G3): what a text lacks of it is added.

import type { Language } from "../conversation/language.ts";
import { harmlessName } from "../messaging/harmless-name.ts";
import { composeForSms, dearCharacters } from "../messaging/segments.ts";
import type { Country } from "../phone.ts";
import type { TextKind } from "../texts/kinds.ts";
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
  readonly kind: TextKind;
  readonly text: string;
}

/** Codes are the one kind without the way out; after a STOP there is none to name. */
const without: ReadonlySet<TextKind> = new Set<TextKind>([
  "sign_in_code",
  "stop_confirmed",
  "stop_confirmed_shared",
  "stop_all_confirmed",
]);

/** Tells the one who gets it neither, so that the next text is still the first. */
export const isNoFirstText = (kind: TextKind): boolean => without.has(kind);

const colon: Readonly<Record<Language, string>> = { en: ": ", fr: " : " };
const toLeave: Readonly<Record<Language, string>> = { en: "to leave.", fr: "pour quitter." };

export const wayOut = ({ language, shop }: Writer): string =>
  `${stopWord(language, shop?.country ?? null)} ${toLeave[language]}`;

/** As it goes out. A text that says both already, or nothing, is left as it is. */
export function asFirstText({ kind, text, ...writer }: FirstText): string {
  if (text === "" || isNoFirstText(kind)) return text;
  const { shop, language } = writer;
  const named =
    shop === null || namesOf(shop).some((name) => bearsName(text, name))
      ? text
      : `${short(shop.name)}${colon[language]}${text}`;
  if (bearsWayOut(text)) return named;
  return `${named}${/[.!?]$/.test(text) ? " " : "\n"}${wayOut(writer)}`;
}

/** `sent` is what became of `text`, whether or not it went out as the first one. */
export const isSentAs = (message: Omit<FirstText, "language">, sent: string): boolean =>
  sent === message.text || (["en", "fr"] as const).some((language) => asFirstText({ ...message, language }) === sent);

/** As it is, and as it stands in texts to people who have agreed to nothing. */
const namesOf = ({ name }: { readonly name: string }): readonly string[] => [name, harmlessName(name)];

function bearsName(text: string, name: string): boolean {
  const begins = folded(text).toLowerCase();
  const shop = folded(short(name)).toLowerCase();
  return begins.startsWith(shop) && !/^[\p{L}\d]/u.test(begins.slice(shop.length));
}

/** An instruction that stands for itself, not the word alone: "a NON STOP night" or "bus STOP 24" shows nobody the way out. */
const WAY_OUT = (() => {
  const word = `["']?(?:STOP|ARRET)["']?`;
  const begins = String.raw`(?:^|[.!?,;:(\n] *|\b(?:or|ou) )`;
  const ends = String.raw` *(?:[.!,;)\n]|$)`;
  const asks = String.raw`\b(?:reply|text|send|type|envoyez|repondez|tapez)(?: (?:with|by|par))? `;
  const all = "(?:(?: all)?(?: (?:our|these|the|nos|ces|les))? (?:texts|messages|alerts|sms))?";
  const whenever = "(?: at any time| any ?time| a tout moment)?";
  const english = "(?:to|2) (?:leave|end|stop|quit|cancel|refuse|unsubscribe|opt ?out)";
  const french =
    "pour (?:quitter|(?:tout )?arreter|annuler|refuser|resilier|(?:se |vous |me )?des(?:abonner|inscrire)|ne plus recevoir)";
  const route = String.raw`(?:(?:au|to|a) )?\d{5}`;
  const instructions = [
    `${begins}${word} (?:${english}|${french})${all}${whenever}${ends}`,
    `(?:${begins}|${asks})${word} ${route}${ends}`,
    `${asks}${word}(?:${ends}| (?:to|pour) |${whenever}${ends})`,
  ];
  return new RegExp(instructions.map((each) => `(?:${each})`).join("|"));
})();

/** Only in capitals is the word an instruction; the others may be written as they like. */
const bearsWayOut = (text: string): boolean =>
  WAY_OUT.test(
    folded(text).replace(/[A-Za-z]+/g, (word) => (/^(?:STOP|ARRET)$/.test(word) ? word : word.toLowerCase())),
  );

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

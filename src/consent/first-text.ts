// The first text that a shop's number ever sends to somebody says who writes, and how to leave (G3): what a text lacks of it is added.

import type { Language } from "../conversation/language.ts";
import type { Country } from "../phone.ts";
import { stopWord } from "./stop-word.ts";

/** The longest name, its colon, and the longest way out. */
export const FIRST_TEXT_ADDED_MAX = 60;

export interface FirstText {
  readonly kind: string;
  readonly text: string;
  readonly language: Language;
  /** Null for an answer of a shared number that names no shop. */
  readonly shop: { readonly name: string; readonly country: Country | null } | null;
}

/** Codes are the one kind without the way out; after a STOP there is none to name. */
const without: ReadonlySet<string> = new Set([
  "sign_in_code",
  "stop_confirmed",
  "stop_confirmed_shared",
  "stop_all_confirmed",
]);
const WAY_OUT = /\b(?:STOP|ARRET)\b/;

const wayOut: Readonly<Record<Language, (stop: string) => string>> = {
  en: (stop) => `${stop} to leave.`,
  fr: (stop) => `${stop} pour quitter.`,
};

/** As it goes out. A text that says both already is left as it is. */
export function asFirstText({ kind, text, language, shop }: FirstText): string {
  if (without.has(kind)) return text;
  const named =
    shop === null || text.includes(shop.name) ? text : `${shop.name}${language === "fr" ? " : " : ": "}${text}`;
  if (WAY_OUT.test(named)) return named;
  return `${named} ${wayOut[language](stopWord(language, shop?.country ?? null))}`;
}

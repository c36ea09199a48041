// The code that signs a merchant's person in: what its text says, and how often a phone may ask for one by texting CODE.

import type { Language } from "../conversation/language.ts";
import { DAY_MS, MINUTE_MS } from "../time.ts";
import { harmlessName } from "./harmless-name.ts";

/** What a phone may ask for by text: it costs the shop an SMS each time, and only that phone can do it. */
export const TEXTED_CODES_MAX = { inWindow: 3, inDay: 10 } as const;
export const CODE_WINDOW_MS = 10 * MINUTE_MS;
export const CODE_DAY_MS = DAY_MS;

/** A code that was texted to a phone belongs to no browser: this many wrong ones in all, whoever types them. */
export const TEXTED_CODE_TRIES_MAX = 50;

export interface CodesAsked {
  readonly inWindow: number;
  readonly inDay: number;
}

export const mayAskByText = ({ inWindow, inDay }: CodesAsked): boolean =>
  inWindow < TEXTED_CODES_MAX.inWindow && inDay < TEXTED_CODES_MAX.inDay;

const texts: Readonly<Record<Language, (code: string, shop: string) => string>> = {
  en: (code, shop) => `Comptoir: ${code} is your code to sign in${shop && ` at ${shop}`}.`,
  fr: (code, shop) => `Comptoir : ${code} est votre code de connexion${shop && `, ${shop}`}.`,
};

/** One segment, whatever a shop calls itself: the text goes to people who have agreed to nothing. */
export const codeText = (shop: string, code: string, language: Language): string =>
  texts[language](code, harmlessName(shop));

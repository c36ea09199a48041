// The code that signs a merchant's person in: how often it may be asked for, and what its text says.

import type { Language } from "../conversation/language.ts";
import { DAY_MS, MINUTE_MS } from "../time.ts";

/** Three codes of five tries each: 15 guesses of a million in ten minutes, 50 in a day. */
export const CODES_PER_WINDOW_MAX = 3;
export const CODE_WINDOW_MS = 10 * MINUTE_MS;
export const CODES_PER_DAY_MAX = 10;
export const CODE_DAY_MS = DAY_MS;

export interface CodesAsked {
  readonly inWindow: number;
  readonly inDay: number;
}

export const mayAskCode = ({ inWindow, inDay }: CodesAsked): boolean =>
  inWindow < CODES_PER_WINDOW_MAX && inDay < CODES_PER_DAY_MAX;

const texts: Readonly<Record<Language, (shop: string, code: string) => string>> = {
  en: (shop, code) => `${shop}: ${code} is your code to sign in to the inbox. It works for 10 minutes.`,
  fr: (shop, code) => `${shop} : ${code} est votre code de connexion aux messages. Il vaut 10 minutes.`,
};

export const codeText = (shop: string, code: string, language: Language): string => texts[language](shop, code);

// The code that signs a merchant's person in: how it is drawn, said, read back, and how often it may be asked for.

import type { Language } from "../conversation/language.ts";
import { err, ok, type Result } from "../result.ts";
import { DAY_MS, MINUTE_MS } from "../time.ts";

const CODE_DIGITS = 6;
export const CODE_LIFETIME_MS = 10 * MINUTE_MS;
export const CODE_TRIES_MAX = 5;

/** Three codes of five tries each: 15 guesses of a million in ten minutes, 50 in a day. */
export const CODES_PER_WINDOW_MAX = 3;
export const CODE_WINDOW_MS = 10 * MINUTE_MS;
export const CODES_PER_DAY_MAX = 10;
export const CODE_DAY_MS = DAY_MS;

const CODES = 10 ** CODE_DIGITS;
const UINT32 = 2 ** 32;

/** Null for the few numbers at the end that would make some codes likelier: draw again. @param random uint32 from a cryptographic source. */
export function codeFrom(random: number): string | null {
  if (random >= UINT32 - (UINT32 % CODES)) return null;
  return String(random % CODES).padStart(CODE_DIGITS, "0");
}

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

/** What was typed, without the spaces and dashes that people put in. */
export function readTypedCode(typed: string): Result<string, "not_a_code"> {
  const digits = typed.replace(/[\s\-.\u00a0\u202f]/g, "");
  return /^\d{6}$/.test(digits) ? ok(digits) : err("not_a_code");
}

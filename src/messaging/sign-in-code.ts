// The code that signs a merchant's person in: how its text names the shop, and how often a phone may ask for one by texting CODE.

import type { Language } from "../conversation/language.ts";
import { renderText } from "../texts/render.ts";
import { DAY_MS, MINUTE_MS } from "../time.ts";
import { harmlessName, isNamed } from "./harmless-name.ts";

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

/** Whatever a shop calls itself: the text goes to people who have agreed to nothing. */
export function codeText(shopName: string, code: string, language: Language): string {
  const shop = harmlessName(shopName);
  return renderText("sign_in_code", { shop, isNamed: isNamed(shop), code }, language);
}

// Addresses as carriers give them: a number in E.164, a short code, or a name made of letters.

import { isE164 } from "../phone.ts";

const SHORT_CODE = /^\d{3,8}$/;
const DIGITS_WITHOUT_PLUS = /^[1-9]\d{8,14}$/;
/** What people put between the figures of a number, whatever dash or space their keyboard has; quotes, and a scheme before it. */
const BETWEEN = /[\s\p{Pd}\p{Cf}\u2212()./'"]/gu;
const SCHEME = /^(?:tel|sms):/i;
const WRITTEN_NUMBER = /^\+*\d+$/;
/** The ways to dial abroad, from Europe and from North America, where a number of the plan itself follows. */
const ABROAD = /^\+*(?:00(?=[1-9]\d{6,14}$)|011(?=1\d{10}$))/;

/**
 * Vonage writes numbers without their plus sign. Eight digits at most are a short code; nine or more make a number, given its
 * plus. Anything else (a name, a number with a leading zero) is kept as it came: it can be stored and shown, not answered.
 */
export function normaliseAddress(given: string): string {
  const trimmed = given.trim();
  const figures = decoded(trimmed)
    .normalize("NFKC")
    .trim()
    .replace(SCHEME, "")
    .replace(/;.*$/s, "")
    .replace(BETWEEN, "");
  const address = WRITTEN_NUMBER.test(figures) ? figures.replace(ABROAD, "+").replace(/^\++/, "+") : trimmed;
  return DIGITS_WITHOUT_PLUS.test(address) ? `+${address}` : address;
}

/** `%2B1514…`, as a form would send it. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

export const isShortCode = (address: string): boolean => SHORT_CODE.test(address);

/** True for an address that a text can be sent back to. */
export const isAnswerable = (address: string): boolean => isE164(address) || isShortCode(address);

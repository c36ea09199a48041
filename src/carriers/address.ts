// Addresses as carriers give them: a number in E.164, a short code, or a name made of letters.

import { isE164 } from "../phone.ts";

const SHORT_CODE = /^\d{3,8}$/;
const DIGITS_WITHOUT_PLUS = /^[1-9]\d{8,14}$/;
const WRITTEN_NUMBER = /^\+?[\d\s().-]+$/;

/**
 * Vonage writes numbers without their plus sign. Eight digits at most are a short code; nine or more make a number, given its
 * plus. Anything else (a name, a number with a leading zero) is kept as it came: it can be stored and shown, not answered.
 */
export function normaliseAddress(given: string): string {
  const trimmed = given.trim();
  const address = WRITTEN_NUMBER.test(trimmed) ? trimmed.replace(/[^\d+]/g, "") : trimmed;
  return DIGITS_WITHOUT_PLUS.test(address) ? `+${address}` : address;
}

export const isShortCode = (address: string): boolean => SHORT_CODE.test(address);

/** True for an address that a text can be sent back to. */
export const isAnswerable = (address: string): boolean => isE164(address) || isShortCode(address);

// A code of six digits that proves a telephone number: how it is drawn, how it is read back, how long and how often it may be tried.

import { err, ok, type Result } from "../result.ts";
import { MINUTE_MS } from "../time.ts";

const DIGITS = 6;
export const SMS_CODE_LIFETIME_MS = 10 * MINUTE_MS;
export const SMS_CODE_TRIES_MAX = 5;

const CODES = 10 ** DIGITS;
const UINT32 = 2 ** 32;

/** Null for the few numbers at the end that would make some codes likelier: draw again. @param random uint32 from a cryptographic source. */
export function smsCodeFrom(random: number): string | null {
  if (random >= UINT32 - (UINT32 % CODES)) return null;
  return String(random % CODES).padStart(DIGITS, "0");
}

/** What was typed, without the spaces and dashes that people put in. */
export function readSmsCode(typed: string): Result<string, "not_a_code"> {
  const digits = typed.replace(/[\s\-.\u00a0\u202f]/g, "");
  return /^\d{6}$/.test(digits) ? ok(digits) : err("not_a_code");
}

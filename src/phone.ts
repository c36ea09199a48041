// Telephone numbers as a carrier gives them and as people type them; masked for a log.

import { type CountryCode, parsePhoneNumberWithError } from "libphonenumber-js/mobile";
import { kept } from "./kept.ts";
import { err, ok, type Result } from "./result.ts";

export type Country = "CA" | "US" | "FR";

const E164 = /^\+[1-9]\d{6,14}$/;

/** True for a number that a text can be answered to: E.164 with its plus sign. Short codes and names are not. */
export const isE164 = (number: string): boolean => E164.test(number);

/** Reads a mobile number as a person types it, with the country they are in. The value is E.164. */
export function parseTypedPhone(typed: string, country: Country): Result<string, "not_a_mobile_number"> {
  try {
    const number = parsePhoneNumberWithError(typed.slice(0, 40), country satisfies CountryCode);
    return number.isValid() ? ok(number.number) : err("not_a_mobile_number");
  } catch {
    return err("not_a_mobile_number");
  }
}

/** What people dial in need (911, 112, 15) and for a service (411, 3900) is shorter than what carriers lease. */
const SHORT_CODES: Readonly<Record<Country, RegExp>> = { CA: /^\d{5,6}$/, US: /^\d{5,6}$/, FR: /^\d{5}$/ };
/**
 * National numbers of the countries that shops are in, fixed and toll-free ones too; of others the syntax alone is known. No area begins
 * as 911 does.
 */
const COMPLETE = /^\+(?:1[2-9](?!11)\d{2}[2-9]\d{6}|33[1-9]\d{8}|(?!1|33)[2-9]\d{6,13})$/;

/** Reads the number that a shop sends from, as an operator types it: any telephone number in E.164, or a short code as it is. */
export function parseTypedSender(typed: string, country: Country): Result<string, "not_a_sender"> {
  const text = typed.trim().slice(0, 40);
  if (SHORT_CODES[country].test(text)) return ok(text);
  try {
    const { number } = parsePhoneNumberWithError(text.replace(/^00/, "+"), country satisfies CountryCode);
    return COMPLETE.test(number) ? ok(number) : err("not_a_sender");
  } catch {
    return err("not_a_sender");
  }
}

/** Between them they read every number of the countries: Canada and the United States share theirs. */
const READ_AS: readonly Country[] = ["CA", "FR"];

/** What a number can be that was typed by somebody of no known country. E.164. */
export function possiblePhones(typed: string): readonly string[] {
  const phones = READ_AS.map((country) => parseTypedPhone(typed, country));
  return [...new Set(phones.flatMap((phone) => (phone.ok ? [phone.value] : [])))];
}

/** Null for a number of another country, or of none that the table knows. @param number E.164 */
export function countryOf(number: string): Country | null {
  try {
    const { country } = parsePhoneNumberWithError(number);
    return COUNTRIES.find((known) => known === country) ?? null;
  } catch {
    return null;
  }
}

const COUNTRIES: readonly Country[] = ["CA", "US", "FR"];

/** What a log may say of a number: the country's beginning and the last two digits. */
export function maskPhone(number: string): string {
  if (number.length < 7) return "*".repeat(number.length);
  return `${number.slice(0, 2)}${"*".repeat(number.length - 4)}${number.slice(-2)}`;
}

/** A page of customers, many times over. */
const FORMATTED_MAX = 2_000;

/** `514 555-0100`, `06 12 34 56 78`: how people of its country write it; anything else as it is. */
export const formatPhone: (number: string) => string = kept(FORMATTED_MAX, (number) => {
  try {
    const parsed = parsePhoneNumberWithError(number);
    const national = parsed.formatNational();
    return parsed.countryCallingCode === "1" ? national.replace(/^\((\d{3})\)/, "$1") : national;
  } catch {
    return number;
  }
});

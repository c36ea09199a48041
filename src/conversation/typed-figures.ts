// Figures that customers type in the course of a move: the old number, and the code that it was sent.

import { type Country, parseTypedPhone } from "../phone.ts";

const PHONE = /\+?\d[\d\s().-]{5,20}\d/;
const CODE = /^\D{0,20}(\d{3})[ .-]?(\d{3})\D{0,20}$/;
/** Between them they read every number of the countries that are served: Canada and the United States share theirs. */
const COUNTRIES: readonly Country[] = ["CA", "FR"];

/** The mobile number in a text, as somebody in that country types it; null when there is none. The value is E.164. */
export function readPhone(text: string, country: Country): string | null {
  const [typed] = PHONE.exec(text.slice(0, 200)) ?? [];
  if (typed === undefined) return null;
  const phone = parseTypedPhone(typed, country);
  return phone.ok ? phone.value : null;
}

/** What readPhone() can make of a text, wherever the shop is. */
export function phonesIn(text: string): readonly string[] {
  const phones = COUNTRIES.map((country) => readPhone(text, country));
  return [...new Set(phones.filter((phone) => phone !== null))];
}

/** "482913", "482 913", "Code : 482-913."; null when a text has other figures or none. */
export function readMoveCode(text: string): string | null {
  const [, first = "", second = ""] = CODE.exec(text) ?? [];
  return first === "" ? null : first + second;
}

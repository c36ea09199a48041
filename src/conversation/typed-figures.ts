// Figures that customers type in the course of a move: the old number, and the code that it was sent.

import { type Country, parseTypedPhone, possiblePhones } from "../phone.ts";

const PHONE = /\+?\d[\d\s().-]{5,20}\d/;
const CODE = /^\D{0,20}(\d{3})[ .-]?(\d{3})\D{0,20}$/;

/** The mobile number in a text, as somebody in that country types it; null when there is none. The value is E.164. */
export function readPhone(text: string, country: Country): string | null {
  const typed = typedPhone(text);
  const phone = typed === null ? null : parseTypedPhone(typed, country);
  return phone?.ok ? phone.value : null;
}

/** What readPhone() can make of a text, wherever the shop is. */
export function phonesIn(text: string): readonly string[] {
  const typed = typedPhone(text);
  return typed === null ? [] : possiblePhones(typed);
}

/** As a text is remembered that names somebody else's number: who they are is their own, and they may have themselves deleted. */
export const withoutPhones = (text: string): string =>
  text.replace(new RegExp(PHONE, "g"), (typed) =>
    possiblePhones(typed).length === 0 ? typed : `…${typed.replace(/\D/g, "").slice(-2)}`,
  );

const typedPhone = (text: string): string | null => PHONE.exec(text.slice(0, 200))?.[0] ?? null;

/** "482913", "482 913", "Code : 482-913."; null when a text has other figures or none. */
export function readMoveCode(text: string): string | null {
  const [, first = "", second = ""] = CODE.exec(text) ?? [];
  return first === "" ? null : first + second;
}

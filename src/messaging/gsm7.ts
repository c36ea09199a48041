// The 7-bit alphabet of SMS (3GPP TS 23.038, formerly GSM 03.38) and, for characters outside it, what can stand for them.

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** An escape septet comes before each of these. */
const EXTENSION = "\f^{}\\[~]|€";

const SEPTETS: Uint8Array = (() => {
  const septets = new Uint8Array(0x10000);
  for (const character of BASIC) septets[character.charCodeAt(0)] = 1;
  for (const character of EXTENSION) septets[character.charCodeAt(0)] = 2;
  return septets;
})();

/** Septets that a UTF-16 unit takes in GSM-7; 0 when it has no place there. */
export const septetsOf = (unit: number): number => SEPTETS[unit] ?? 0;

function isGsm7(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (septetsOf(text.charCodeAt(i)) === 0) return false;
  return true;
}

const TWINS: ReadonlyMap<string, string> = new Map([
  ...[..."’‘‚‛ʼ′´`"].map((quote) => [quote, "'"] as const),
  ...[..."“”„‟″«»"].map((quote) => [quote, '"'] as const),
  ...[..."‹›"].map((quote) => [quote, "'"] as const),
  ...[..."–—‐‑‒―−•·"].map((dash) => [dash, "-"] as const),
  ...["\u00a0", "\u2002", "\u2003", "\u2009", "\u200a", "\u202f", "\t"].map((space) => [space, " "] as const),
  ...["\u00ad", "\u200b", "\u2060", "\ufeff"].map((invisible) => [invisible, ""] as const),
  ["…", "..."],
  ["œ", "oe"],
  ["Œ", "OE"],
  ["×", "x"],
  ["™", "TM"],
  ["©", "(c)"],
  ["®", "(r)"],
  ["№", "No"],
  ["º", "o"],
  ["°", "o"],
]);

const LETTER = /^\p{L}$/u;
const MARKS = /\p{M}+/gu;

/** What can be written for a character at the price of GSM-7; null when nothing says the same. */
export function gsm7Twin(character: string): string | null {
  const twin = TWINS.get(character);
  if (twin !== undefined) return twin;
  // An accented letter loses its accent; "≠" must not lose its stroke.
  const bare = LETTER.test(character) ? character.normalize("NFD").replace(MARKS, "") : "";
  return bare !== "" && isGsm7(bare) ? bare : null;
}

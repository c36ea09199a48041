// The code that a customer shows and staff type: five symbols and a check symbol, none of which sound or look like another.

/**
 * Seventeen symbols, a prime, so that the check catches every wrong symbol and every swap of two. Left out: what looks like something
 * else (0 O, 1 I, 5 S, 2 Z, 8 B, U V) and what sounds like something else in French or English (B D E P, G J, M N, A K…).
 */
const SYMBOLS = "234679CFHKLMRTWXY";
const LOOK_ALIKES: Readonly<Record<string, string>> = { Z: "2", G: "6", Q: "9", N: "M", V: "Y" };

export const CODE_RANDOM_BYTES = 5;
const LENGTH = 6;

/** @param random CODE_RANDOM_BYTES bytes from a cryptographic source. */
export function redemptionCode(random: Uint8Array): string {
  const values = Array.from({ length: LENGTH - 1 }, (_, i) => (random[i] ?? 0) % SYMBOLS.length);
  return [...values, check(values)].map((value) => SYMBOLS[value]).join("");
}

/** Reads what was typed: spaces, dashes, lower case and look-alikes are mended. Null when it can't be a code. */
export function readRedemptionCode(typed: string): string | null {
  const symbols = Array.from(
    typed
      .slice(0, 40)
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, ""),
    (symbol) => LOOK_ALIKES[symbol] ?? symbol,
  );
  const values = symbols.map((symbol) => SYMBOLS.indexOf(symbol));
  if (values.length !== LENGTH || values.includes(-1)) return null;
  return check(values.slice(0, -1)) === values.at(-1) ? symbols.join("") : null;
}

/** `K7M 42F`: a gap in the middle, to be read at arm's length. */
export const spacedCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

const check = (values: readonly number[]): number =>
  values.reduce((sum, value, i) => sum + value * (i + 2), 0) % SYMBOLS.length;

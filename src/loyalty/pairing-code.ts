// The code that makes a tablet a kiosk: eight symbols of Crockford's base 32, read from a screen and typed once.

import { err, ok, type Result } from "../result.ts";
import { MINUTE_MS } from "../time.ts";

export const PAIRING_RANDOM_BYTES = 5;
export const PAIRING_LIFETIME_MS = 15 * MINUTE_MS;

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1", U: "V" };
const LENGTH = 8;

/** @param random PAIRING_RANDOM_BYTES bytes from a cryptographic source. */
export function pairingCode(random: Uint8Array): string {
  const bits = Array.from({ length: PAIRING_RANDOM_BYTES }, (_, i) => (random[i] ?? 0).toString(2).padStart(8, "0"));
  return Array.from(bits.join("").matchAll(/.{5}/g), ([five]) => SYMBOLS[Number.parseInt(five, 2)]).join("");
}

/** Spaces, dashes, lower case and look-alikes are mended. */
export function readPairingCode(typed: string): Result<string, "not_a_code"> {
  const symbols = Array.from(
    typed
      .slice(0, 40)
      .normalize("NFKC")
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, ""),
    (symbol) => LOOK_ALIKES[symbol] ?? symbol,
  );
  return symbols.length === LENGTH ? ok(symbols.join("")) : err("not_a_code");
}

/** `K7PX 42FM` */
export const spacedPairingCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

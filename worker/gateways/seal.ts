// Seals: short texts of our own that come back from outside, with a MAC so that nobody else can write one. The signing keys of links, for other ends.

import { sameBytes } from "./constant-time.ts";

export interface Seal {
  /** HMAC-SHA256 with the newest key, as lower-case hexadecimal of the seal's own length. */
  macOf(text: string): Promise<string>;
  /** Compares the whole of it, in constant time: one that is shorter or longer is nobody's. Any key that is still valid will do. */
  isOurs(text: string, mac: string): Promise<boolean>;
}

const HMAC = { name: "HMAC", hash: "SHA-256" };
const SHA256_BYTES = 32;

/**
 * @param end what the seal is for: a text sealed for one end is worth nothing for another.
 * @param bytes of the MAC, for ends that must be short. It is the seal's to say, never that of whoever presents one.
 */
export function createSeal(signingKeys: string, end: string, bytes = SHA256_BYTES): Seal {
  const macs = signingKeys.split(",").map((entry) => async (text: string) => {
    const secret = new TextEncoder().encode(entry.slice(entry.indexOf(":") + 1));
    const key = await crypto.subtle.importKey("raw", secret, HMAC, false, ["sign"]);
    const signed = await crypto.subtle.sign(HMAC, key, new TextEncoder().encode(`${end}\n${text}`));
    return new Uint8Array(signed).subarray(0, bytes);
  });
  const [newest] = macs;
  return {
    async macOf(text) {
      if (newest === undefined) throw new Error("no signing key");
      return hex(await newest(text));
    },
    async isOurs(text, mac) {
      const given = new TextEncoder().encode(mac);
      let isOurs = false;
      for (const macOf of macs) {
        const expected = new TextEncoder().encode(hex(await macOf(text)));
        isOurs = sameBytes(given, expected) || isOurs;
      }
      return isOurs;
    },
  };
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

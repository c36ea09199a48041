// The token of a short link: 12 bytes as 16 base64url characters. Which key, which link, and a truncated HMAC over both.

import { DAY_MS } from "../time.ts";

export const KEY_ID_BYTES = 1;
export const LINK_ID_BYTES = 6;
export const MAC_BYTES = 5;
export const TOKEN_LENGTH = 16;

export const LINK_LIFETIME_MS = 90 * DAY_MS;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TOKEN = /^[\w-]{16}$/;

export interface TokenParts {
  readonly keyId: number;
  /** Lower-case hexadecimal, as the database knows the link. */
  readonly linkId: string;
  /** What the MAC covers: the key id and the link id. */
  readonly signed: Uint8Array;
  readonly mac: Uint8Array;
}

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** What is to be signed for a new link. @param random LINK_ID_BYTES bytes. */
export function unsignedToken(keyId: number, random: Uint8Array): { linkId: string; signed: Uint8Array } {
  const signed = new Uint8Array(KEY_ID_BYTES + LINK_ID_BYTES);
  signed[0] = keyId;
  signed.set(random.subarray(0, LINK_ID_BYTES), KEY_ID_BYTES);
  return { linkId: toHex(signed.subarray(KEY_ID_BYTES)), signed };
}

/** @param mac The full HMAC-SHA256 of `signed`; its first MAC_BYTES bytes are kept. */
export function formatToken(signed: Uint8Array, mac: Uint8Array): string {
  const bytes = [...signed, ...mac.subarray(0, MAC_BYTES)];
  let token = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) token += ALPHABET[(three >> shift) & 63];
  }
  return token;
}

/** Null for anything that is not shaped like a token. Says nothing of its signature. */
export function parseToken(token: string): TokenParts | null {
  if (!TOKEN.test(token)) return null;
  const bytes = new Uint8Array(KEY_ID_BYTES + LINK_ID_BYTES + MAC_BYTES);
  for (let i = 0; i < TOKEN_LENGTH; i += 4) {
    const at = (offset: number) => ALPHABET.indexOf(token[i + offset] ?? "");
    const four = (at(0) << 18) | (at(1) << 12) | (at(2) << 6) | at(3);
    const start = (i / 4) * 3;
    bytes.set([four >> 16, (four >> 8) & 255, four & 255], start);
  }
  const signed = bytes.subarray(0, KEY_ID_BYTES + LINK_ID_BYTES);
  return {
    keyId: signed[0] ?? 0,
    linkId: toHex(signed.subarray(KEY_ID_BYTES)),
    signed,
    mac: bytes.subarray(KEY_ID_BYTES + LINK_ID_BYTES),
  };
}

// Keyed hashes: what must be known again without being kept. Who holds the database alone can't try numbers or codes against them.

import { base64url } from "./base64url.ts";
import { keyOf } from "./configured-keys.ts";

/** What a hash is for: the same value hashed for another end is another hash. */
export type HashEnd = "number" | "code" | "source" | "key" | "text";

/** HMAC-SHA256, as base64url of 43 characters. A number is hashed as E.164. */
export type KeyedHash = (end: HashEnd, value: string) => Promise<string>;

const HMAC = { name: "HMAC", hash: "SHA-256" } as const;
const utf8 = new TextEncoder();

/** A fixed text, hashed with the key: tells one key from another, and nothing else. */
export const fingerprintOf = (keyedHash: KeyedHash): Promise<string> => keyedHash("key", "number_hash_key");

/** @param numberHashKey `id:base64url`, as `NUMBER_HASH_KEY` is written. Keep what it returns: it remembers the imported key. */
export function createKeyedHash(numberHashKey: string): KeyedHash {
  // The key itself and not its promise: in workerd a request must not wait for a promise that another request made.
  let key: Awaited<ReturnType<typeof crypto.subtle.importKey>> | undefined;
  return async function keyedHash(end, value) {
    key ??= await crypto.subtle.importKey("raw", keyOf(numberHashKey).secret, HMAC, false, ["sign"]);
    return base64url(new Uint8Array(await crypto.subtle.sign(HMAC, key, utf8.encode(`${end}\n${value}`))));
  };
}

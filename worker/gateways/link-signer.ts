// Signs and verifies short links with WebCrypto. Two keys may be valid at a time: the first signs, both verify.

import { formatToken, LINK_ID_BYTES, MAC_BYTES, parseToken, unsignedToken } from "../../src/links/token.ts";
import { keyOf } from "./configured-keys.ts";
import { sameBytes } from "./constant-time.ts";

export interface FreshLink {
  readonly id: string;
  readonly url: string;
}

export interface LinkSigner {
  issue(): Promise<FreshLink>;
  /** The id of the link that a genuine token names; null for a forged one, before any database call. */
  verify(token: string): Promise<string | null>;
}

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const HMAC = { name: "HMAC", hash: "SHA-256" };

/** Keep what it returns for as long as the keys live: it remembers the imported ones. */
export function createLinkSigner(signingKeys: string, baseUrl: string): LinkSigner {
  const keys = signingKeys.split(",").map(keyOf);
  const secrets = new Map(keys.map(({ id, secret }) => [id, secret]));
  const [newest = 0] = secrets.keys();
  const base = baseUrl.replace(/\/$/, "");
  // The key itself and not its promise: in workerd a request must not wait for a promise that another request made.
  const imported = new Map<number, Key>();

  async function mac(keyId: number, signed: Uint8Array): Promise<Uint8Array | null> {
    const secret = secrets.get(keyId);
    if (secret === undefined) return null;
    const key = imported.get(keyId) ?? (await crypto.subtle.importKey("raw", secret, HMAC, false, ["sign"]));
    imported.set(keyId, key);
    return new Uint8Array(await crypto.subtle.sign(HMAC, key, new Uint8Array(signed)));
  }

  return {
    async issue() {
      const { linkId, signed } = unsignedToken(newest, crypto.getRandomValues(new Uint8Array(LINK_ID_BYTES)));
      const signature = await mac(newest, signed);
      if (signature === null) throw new Error("no link signing key");
      return { id: linkId, url: `${base}/${formatToken(signed, signature)}` };
    },
    async verify(token) {
      const parts = parseToken(token);
      const expected = parts && (await mac(parts.keyId, parts.signed));
      if (!parts || !expected) return null;
      return sameBytes(expected.subarray(0, MAC_BYTES), parts.mac) ? parts.linkId : null;
    },
  };
}

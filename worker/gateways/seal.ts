// Seals: short texts of our own that come back from outside, with a MAC so that nobody else can write one. The signing keys of links, for other ends.

export interface Seal {
  /** HMAC-SHA256 with the newest key, as lower-case hexadecimal. */
  macOf(text: string): Promise<string>;
  /** @param mac the whole of it or its beginning. Any key that is still valid will do. */
  isOurs(text: string, mac: string): Promise<boolean>;
}

const HMAC = { name: "HMAC", hash: "SHA-256" };

/** @param end what the seal is for: a text sealed for one end is worth nothing for another. */
export function createSeal(signingKeys: string, end: string): Seal {
  const macs = signingKeys.split(",").map((entry) => async (text: string) => {
    const secret = new TextEncoder().encode(entry.slice(entry.indexOf(":") + 1));
    const key = await crypto.subtle.importKey("raw", secret, HMAC, false, ["sign"]);
    const signed = await crypto.subtle.sign(HMAC, key, new TextEncoder().encode(`${end}\n${text}`));
    return Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, "0")).join("");
  });
  const [newest] = macs;
  return {
    async macOf(text) {
      if (newest === undefined) throw new Error("no signing key");
      return newest(text);
    },
    async isOurs(text, mac) {
      const given = new TextEncoder().encode(mac);
      for (const macOf of macs) {
        const expected = new TextEncoder().encode((await macOf(text)).slice(0, mac.length));
        if (given.byteLength === expected.byteLength && crypto.subtle.timingSafeEqual(given, expected)) return true;
      }
      return false;
    },
  };
}

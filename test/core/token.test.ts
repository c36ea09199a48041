// The token of a short link: what goes in comes out, and nothing else is taken for one.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatToken,
  KEY_ID_BYTES,
  LINK_ID_BYTES,
  MAC_BYTES,
  parseToken,
  TOKEN_LENGTH,
  unsignedToken,
} from "../../src/links/token.ts";

/** Any text at all, broken surrogates too. */
const anything = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units));

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const keyId = fc.integer({ min: 0, max: 255 });
const SHA256_BYTES = 32;

test("as an independent encoder writes it", () => {
  const { linkId, signed } = unsignedToken(7, Uint8Array.of(0xfb, 0xff, 0xbe, 0x00, 0x01, 0x02));
  const mac = Uint8Array.from({ length: SHA256_BYTES }, (_, i) => 0xf0 + (i % 16));
  const token = formatToken(signed, mac);
  expect(linkId).toBe("fbffbe000102");
  expect(token).toBe("B_v_vgABAvDx8vP0");
  expect(token).toBe(Buffer.from([...signed, ...mac.subarray(0, MAC_BYTES)]).toString("base64url"));
});

describe("any link, any key", () => {
  test("comes back as it was, in 16 characters that need no escaping", () => {
    fc.assert(
      fc.property(keyId, bytes(LINK_ID_BYTES), bytes(SHA256_BYTES), (key, random, mac) => {
        const { linkId, signed } = unsignedToken(key, random);
        const token = formatToken(signed, mac);
        expect(token).toHaveLength(TOKEN_LENGTH);
        expect(encodeURIComponent(token)).toBe(token);
        expect(linkId).toBe(Buffer.from(random).toString("hex"));
        expect(parseToken(token)).toEqual({ keyId: key, linkId, signed, mac: mac.subarray(0, MAC_BYTES) });
      }),
    );
  });

  test("has one token only: no second spelling is read as the same link", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{16}$/), (token) => {
        const parts = parseToken(token);
        expect(parts && formatToken(parts.signed, parts.mac)).toBe(token);
      }),
    );
  });

  test("the parts fill the token to the last bit", () => {
    expect((KEY_ID_BYTES + LINK_ID_BYTES + MAC_BYTES) * 8).toBe(TOKEN_LENGTH * 6);
  });

  test("is not changed by more randomness than it asks for", () => {
    expect(unsignedToken(1, new Uint8Array(64).fill(9)).linkId).toBe("09".repeat(LINK_ID_BYTES));
  });
});

describe("what is not a token", () => {
  test.each([
    ["nothing", ""],
    ["one character short", "AAAAAAAAAAAAAAA"],
    ["one too many", "AAAAAAAAAAAAAAAAA"],
    ["the plus of ordinary base64", "AAAAAAAA+AAAAAAA"],
    ["the slash of ordinary base64", "AAAAAAAA/AAAAAAA"],
    ["padding", "AAAAAAAAAAAAAA=="],
    ["a line end after it", "AAAAAAAAAAAAAAAA\n"],
    ["a blank", "AAAAAAA AAAAAAAA"],
    ["a letter of another alphabet", "AAAAAAAAAAAAAAAé"],
    ["figures of another script", "١١١١١١١١١١١١١١١١"],
    ["a null character", "AAAAAAAAAAAAAAA\0"],
    ["a path", "../../etc/passwd"],
  ])("%s", (_, token) => {
    expect(parseToken(token)).toBeNull();
  });

  test("any text is either a token or null, and never throws", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(parseToken(text) !== null).toBe(/^[A-Za-z0-9_-]{16}$/.test(text));
      }),
    );
  });
});

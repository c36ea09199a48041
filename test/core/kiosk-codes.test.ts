// The codes that people type on a tablet, however they type them, and the bound on guessing.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  PAIRING_RANDOM_BYTES,
  pairingCode,
  readPairingCode,
  spacedPairingCode,
} from "../../src/loyalty/pairing-code.ts";
import { LOCK_MS, noTries, readTypedCode, type Tries, takeTry, WRONG_TRIES_MAX } from "../../src/loyalty/staff-code.ts";

const bytes = fc.uint8Array({ minLength: PAIRING_RANDOM_BYTES, maxLength: PAIRING_RANDOM_BYTES });

describe("a pairing code", () => {
  test("is eight symbols, and reads back as itself with a gap, in lower case, with dashes", () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = pairingCode(random);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
        for (const typed of [code, spacedPairingCode(code), code.toLowerCase(), [...code].join("-"), ` ${code}\n`]) {
          expect(readPairingCode(typed)).toEqual({ ok: true, value: code });
        }
      }),
    );
  });

  test("uses all forty bits", () => {
    expect(pairingCode(new Uint8Array(PAIRING_RANDOM_BYTES))).toBe("00000000");
    expect(pairingCode(new Uint8Array(PAIRING_RANDOM_BYTES).fill(255))).toBe("ZZZZZZZZ");
  });

  test.each([
    ["O1I2L3U4", "011213V4"],
    ["ｋ７ｐｘ４２ｆｍ", "K7PX42FM"],
  ])("%s is read as %s", (typed, code) => {
    expect(readPairingCode(typed)).toEqual({ ok: true, value: code });
  });

  test.each(["", "K7PX42F", "K7PX42FMX", "é".repeat(8)])("%j is none", (typed) => {
    expect(readPairingCode(typed).ok).toBe(false);
  });
});

describe("a staff code", () => {
  test.each([
    ["4321", "4321"],
    [" 43 21 ", "4321"],
    ["43-21", "4321"],
    ["４３２１", "4321"],
    ["12345678", "12345678"],
  ])("%j is read as %s", (typed, code) => {
    expect(readTypedCode(typed)).toEqual({ ok: true, value: code });
  });

  test.each(["", "43", "123456789", "43a1", "four"])("%j is none", (typed) => {
    expect(readTypedCode(typed).ok).toBe(false);
  });
});

describe("wrong tries", () => {
  const tryAll = (count: number, now: number, from: Tries = noTries) => {
    let tries = from;
    for (let i = 0; i < count; i++) {
      const taken = takeTry(tries, now);
      if (!taken.ok) return { tries, refusedAt: i };
      tries = taken.value;
    }
    return { tries, refusedAt: null };
  };

  test("five lock the kiosk for a minute", () => {
    const { tries, refusedAt } = tryAll(WRONG_TRIES_MAX + 1, 1_000);
    expect(refusedAt).toBe(WRONG_TRIES_MAX);
    expect(tries.lockedUntil).toBe(1_000 + LOCK_MS);
    expect(takeTry(tries, tries.lockedUntil - 1).ok).toBe(false);
    expect(takeTry(tries, tries.lockedUntil).ok).toBe(true);
  });

  test("after the minute there are five again", () => {
    const { tries } = tryAll(WRONG_TRIES_MAX, 1_000);
    expect(tryAll(WRONG_TRIES_MAX + 1, tries.lockedUntil, tries).refusedAt).toBe(WRONG_TRIES_MAX);
  });
});

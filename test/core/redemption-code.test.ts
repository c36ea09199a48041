// The code that is read aloud at a counter: every slip of one symbol is caught, and what people make of it when they type is mended.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CODE_RANDOM_BYTES,
  readRedemptionCode,
  redemptionCode,
  spacedCode,
} from "../../src/rewards/redemption-code.ts";

const SYMBOLS = [..."234679CFHKLMRTWXY"];
const anyCode = fc
  .uint8Array({ minLength: CODE_RANDOM_BYTES, maxLength: CODE_RANDOM_BYTES })
  .map((random) => redemptionCode(random));

const replaced = (code: string, at: number, symbol: string): string => code.slice(0, at) + symbol + code.slice(at + 1);

const swapped = (code: string, a: number, b: number): string =>
  replaced(replaced(code, a, code[b] ?? ""), b, code[a] ?? "");

describe("a code", () => {
  test("has six of seventeen symbols, and each of them comes up", () => {
    const seen = new Set<string>();
    for (let byte = 0; byte < 256; byte++) {
      const code = redemptionCode(new Uint8Array(CODE_RANDOM_BYTES).fill(byte));
      expect(code).toMatch(/^[234679CFHKLMRTWXY]{6}$/);
      for (const symbol of code) seen.add(symbol);
    }
    expect([...seen].sort()).toEqual(SYMBOLS.toSorted());
  });

  test("is read back as it was made", () => {
    fc.assert(fc.property(anyCode, (code) => void expect(readRedemptionCode(code)).toBe(code)));
  });

  test("is one of a million, and its check symbol follows from the others", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const valid = SYMBOLS.filter((symbol) => readRedemptionCode(replaced(code, 5, symbol)) !== null);
        expect(valid).toEqual([code[5]]);
      }),
    );
    expect(SYMBOLS.length ** 5).toBeGreaterThan(1_000_000);
  });
});

describe("a slip", () => {
  test("of one symbol, whichever it is, is no code", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (let at = 0; at < code.length; at++) {
          for (const wrong of SYMBOLS) {
            if (wrong !== code[at]) expect(readRedemptionCode(replaced(code, at, wrong))).toBeNull();
          }
        }
      }),
    );
  });

  test("of two symbols that changed places, neighbours or not, is no code", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (let a = 0; a < code.length; a++) {
          for (let b = a + 1; b < code.length; b++) {
            if (code[a] !== code[b]) expect(readRedemptionCode(swapped(code, a, b))).toBeNull();
          }
        }
      }),
    );
  });

  test("of two neighbours, all of them: each pair of symbols at each place", () => {
    for (let at = 0; at < CODE_RANDOM_BYTES; at++) {
      for (const [left] of SYMBOLS.entries()) {
        for (const [right] of SYMBOLS.entries()) {
          const random = new Uint8Array(CODE_RANDOM_BYTES);
          random[at] = left;
          if (at + 1 < random.length) random[at + 1] = right;
          const code = redemptionCode(random);
          if (code[at] !== code[at + 1]) expect(readRedemptionCode(swapped(code, at, at + 1))).toBeNull();
        }
      }
    }
  });

  test("of a symbol too few or too many is no code", () => {
    fc.assert(
      fc.property(anyCode, fc.constantFrom(...SYMBOLS), (code, symbol) => {
        expect(readRedemptionCode(code.slice(1))).toBeNull();
        expect(readRedemptionCode(code.slice(0, -1))).toBeNull();
        expect(readRedemptionCode(code + symbol)).toBeNull();
      }),
    );
  });
});

describe("what is typed", () => {
  const code = redemptionCode(new Uint8Array([0, 4, 5, 11, 16]));

  test("is shown with a gap in the middle", () => {
    expect(code).toBe("279MYT");
    expect(spacedCode(code)).toBe("279 MYT");
  });

  test.each([
    ["with its gap", "279 MYT"],
    ["in lower case", "279myt"],
    ["with dashes, dots and spaces", " 2-7.9  m–y t "],
    ["with a Z for the 2", "Z79MYT"],
    ["with a Q for the 9", "27QMYT"],
    ["with an N and a V", "279nvt"],
    ["with a no-break space", "279\u00a0MYT"],
    ["with an emoji after it", "279MYT 👍"],
  ])("%s", (_, typed) => {
    expect(readRedemptionCode(typed)).toBe(code);
  });

  test.each([
    ["nothing", ""],
    ["spaces", "      "],
    ["letters that no code has", "AAAAAA"],
    ["a phone number", "514 555-0100"],
    ["a very long text", `${" ".repeat(100)}279MYT`],
    ["other scripts", "２７９ＭＹТ"],
    ["HTML", "<b>279</b>"],
  ])("%s is no code", (_, typed) => {
    expect(readRedemptionCode(typed)).toBeNull();
  });

  test("whatever it is, the answer is a code or null", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (typed) => {
        const read = readRedemptionCode(typed);
        if (read !== null) expect(readRedemptionCode(read)).toBe(read);
      }),
    );
  });
});

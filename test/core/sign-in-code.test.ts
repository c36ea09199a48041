// The code that signs somebody in.

import fc from "fast-check";
import { expect, test } from "vitest";
import { segment } from "../../src/messaging/segments.ts";
import {
  CODES_PER_DAY_MAX,
  CODES_PER_WINDOW_MAX,
  codeFrom,
  codeText,
  mayAskCode,
  readTypedCode,
} from "../../src/messaging/sign-in-code.ts";

test("a code is six digits, with its zeros", () => {
  expect(codeFrom(0)).toBe("000000");
  expect(codeFrom(1_000_042)).toBe("000042");
  expect(codeFrom(4_293_999_999)).toBe("999999");
});

test("numbers that would make some codes likelier are drawn again", () => {
  expect(codeFrom(4_294_000_000)).toBeNull();
  expect(codeFrom(2 ** 32 - 1)).toBeNull();
});

test("every code that is drawn is read back as people type it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_293_999_999 }), fc.constantFrom("", " ", "-", "\u00a0"), (random, gap) => {
      const code = codeFrom(random) ?? "";
      expect(readTypedCode(` ${code.slice(0, 3)}${gap}${code.slice(3)} `)).toEqual({ ok: true, value: code });
    }),
  );
});

test.each(["", "12345", "1234567", "12345a", "１２３４５６", "123456; --"])("%j is not a code", (typed) => {
  expect(readTypedCode(typed).ok).toBe(false);
});

test("three codes in ten minutes, ten in a day, then no more", () => {
  expect(mayAskCode({ inWindow: CODES_PER_WINDOW_MAX - 1, inDay: CODES_PER_DAY_MAX - 1 })).toBe(true);
  expect(mayAskCode({ inWindow: CODES_PER_WINDOW_MAX, inDay: CODES_PER_WINDOW_MAX })).toBe(false);
  expect(mayAskCode({ inWindow: 0, inDay: CODES_PER_DAY_MAX })).toBe(false);
});

test("the text names the shop first and fits one cheap SMS in both languages", () => {
  for (const language of ["en", "fr"] as const) {
    const text = codeText("Café Comptoir", "012345", language);
    expect(text).toMatch(/^Café Comptoir ?: 012345 /);
    expect(segment(text)).toMatchObject({ encoding: "GSM-7", segments: 1 });
  }
});

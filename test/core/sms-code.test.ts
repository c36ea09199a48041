// The code that proves a telephone number: drawn without favourites, read back as people type it.

import fc from "fast-check";
import { expect, test } from "vitest";
import { readSmsCode, smsCodeFrom } from "../../src/messaging/sms-code.ts";

test("a code is six digits, with its zeros", () => {
  expect(smsCodeFrom(0)).toBe("000000");
  expect(smsCodeFrom(1_000_042)).toBe("000042");
  expect(smsCodeFrom(4_293_999_999)).toBe("999999");
});

test("numbers that would make some codes likelier are drawn again", () => {
  expect(smsCodeFrom(4_294_000_000)).toBeNull();
  expect(smsCodeFrom(2 ** 32 - 1)).toBeNull();
});

test("every code that is drawn is read back as people type it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_293_999_999 }), fc.constantFrom("", " ", "-", "\u00a0"), (random, gap) => {
      const code = smsCodeFrom(random) ?? "";
      expect(readSmsCode(` ${code.slice(0, 3)}${gap}${code.slice(3)} `)).toEqual({ ok: true, value: code });
    }),
  );
});

test.each(["", "12345", "1234567", "12345a", "１２３４５６", "123456; --"])("%j is not a code", (typed) => {
  expect(readSmsCode(typed).ok).toBe(false);
});

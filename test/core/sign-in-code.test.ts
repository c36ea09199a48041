// The code that signs somebody in: how often it is sent, and its text.

import { expect, test } from "vitest";
import { segment } from "../../src/messaging/segments.ts";
import { CODES_PER_DAY_MAX, CODES_PER_WINDOW_MAX, codeText, mayAskCode } from "../../src/messaging/sign-in-code.ts";

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

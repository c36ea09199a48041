// The code that changes every thirty seconds: how long it is taken, and what is no code at all.

import { describe, expect, test } from "vitest";
import {
  formatRotatingToken,
  isTaken,
  readRotatingToken,
  rotatingText,
  rotatingUseKey,
  WINDOW_MS,
  windowAt,
  windowLeftMs,
} from "../../src/loyalty/rotating-code.ts";

const START = 1_900_000_020_000;
const window = windowAt(START);

test("a window is thirty seconds", () => {
  expect(windowAt(START + 29_999)).toBe(window);
  expect(windowAt(START + 30_000)).toBe(window + 1);
  expect([windowLeftMs(START), windowLeftMs(START + 29_999)]).toEqual([WINDOW_MS, 1]);
});

describe("a code is taken", () => {
  test.each([
    ["before its time", -1, false],
    ["from its first moment", 0, true],
    ["while somebody walks up and scans it", 60_000, true],
    ["until ninety seconds have gone", 89_999, true],
    ["but not as a photo", 90_000, false],
  ])("%s", (_, after, taken) => {
    expect(isTaken(window, START + after)).toBe(taken);
  });
});

test("a code says its window and its MAC", () => {
  const mac = "0123456789abcdef0123";
  const token = formatRotatingToken(window, mac);
  expect(token.length).toBeLessThan(32);
  expect(readRotatingToken(token)).toEqual({ window, mac });
});

test.each(["", ".", "abc", "abc.", `zzzzzzzzzz.${"0".repeat(20)}`, `abc.${"0".repeat(19)}`, `ABC.${"0".repeat(20)}`])(
  "%j is no code",
  (token) => {
    expect(readRotatingToken(token)).toBeNull();
  },
);

test("what is sealed tells shops and windows apart; a use tells customers apart", () => {
  expect(new Set([rotatingText("a", 1), rotatingText("a", 2), rotatingText("b", 1)]).size).toBe(3);
  expect(rotatingUseKey("c1", window)).toBe(rotatingUseKey("c1", window));
  expect(rotatingUseKey("c1", window)).not.toBe(rotatingUseKey("c2", window));
});

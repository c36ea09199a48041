// Codes by text: what is read as one, and how many wrong ones are borne.

import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { readForShops } from "../../src/conversation/shop-keyword.ts";
import {
  afterWrongCode,
  CODES_LOCKED_MS,
  isLocked,
  noTries,
  WRONG_CODES_MAX,
  WRONG_CODES_WINDOW_MS,
} from "../../src/loyalty/code-tries.ts";

const [cafe] = casts.demo.shops;
const NOW = Date.UTC(2026, 10, 23, 15);

describe("figures", () => {
  test.each([
    ["2468", "code", "2468"],
    ["2468 97531 5", "code", "2468 97531 5"],
    ["Code 2468 97531 12 merci", "code", "2468 97531 12"],
    ["2468, 97531, 999", "code", "2468 97531 999"],
    ["2468 97531 0", "text", undefined],
    ["2468 97531 1000", "text", undefined],
    ["2468 97531", "text", undefined],
    ["514 555 0142", "text", undefined],
    ["06 12 34 56 78", "text", undefined],
    ["2", "text", "2"],
  ])("%s is a %s of %s", (text, kind, argument) => {
    const reading = readForShops(text, [cafe]);
    expect([reading.kind, reading.argument]).toEqual([kind, argument]);
  });
});

test.each([
  ["MOVE BACK", "move", "BACK", "en"],
  ["Move back please", "move", "BACK", "en"],
  ["changer retour", "move", "BACK", "fr"],
  ["I will move back to Lyon", "text", undefined, null],
])("%s is a %s", (text, kind, argument, language) => {
  const reading = readForShops(text, [cafe]);
  expect([reading.kind, reading.argument, reading.language]).toEqual([kind, argument, language]);
});

describe("wrong codes", () => {
  const wrongAt = (...times: readonly number[]) => times.reduce(afterWrongCode, noTries);

  test("lock codes at the fifth within ten minutes, for an hour", () => {
    const four = wrongAt(...Array.from({ length: WRONG_CODES_MAX - 1 }, () => NOW));
    expect(isLocked(four, NOW)).toBe(false);
    const last = NOW + WRONG_CODES_WINDOW_MS - 1;
    const five = afterWrongCode(four, last);
    expect([isLocked(five, last), isLocked(five, last + CODES_LOCKED_MS - 1)]).toEqual([true, true]);
    expect(isLocked(five, last + CODES_LOCKED_MS)).toBe(false);
  });

  test("count anew ten minutes after the first of them, and after a lock", () => {
    const four = wrongAt(NOW, NOW, NOW, NOW);
    expect(isLocked(afterWrongCode(four, NOW + WRONG_CODES_WINDOW_MS), NOW + WRONG_CODES_WINDOW_MS)).toBe(false);
    const unlocked = NOW + CODES_LOCKED_MS;
    expect(isLocked(afterWrongCode(wrongAt(NOW, NOW, NOW, NOW, NOW), unlocked), unlocked)).toBe(false);
  });
});

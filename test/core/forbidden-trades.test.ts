// Trades whose promotional SMS a country's carriers refuse.

import { expect, test } from "vitest";
import { isForbiddenTrade } from "../../src/consent/forbidden-trades.ts";

test.each([
  ["tobacco", true, true],
  ["vaping", true, true],
  ["cbd", true, true],
  ["cannabis", true, true],
  ["firearms", true, true],
  ["adult", true, true],
  ["alcohol", false, true],
  ["café", false, false],
  ["", false, false],
  ["constructor", false, false],
  [null, false, false],
])("%s: US %s, Canada %s, France never", (trade, inUnitedStates, inCanada) => {
  expect(isForbiddenTrade(trade, "US")).toBe(inUnitedStates);
  expect(isForbiddenTrade(trade, "CA")).toBe(inCanada);
  expect(isForbiddenTrade(trade, "FR")).toBe(false);
});

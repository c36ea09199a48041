// Trades that close a business's texts: by country of the shop and of who is texted, and what is answered all the same.

import { describe, expect, test } from "vitest";
import { isForbiddenTrade, isStoppedByTrade } from "../../src/consent/forbidden-trades.ts";

test.each([
  ["tobacco", true, true, true],
  ["vaping", true, true, true],
  ["cbd", true, true, false],
  ["cannabis", true, true, true],
  ["firearms", true, true, true],
  ["adult", true, true, false],
  ["alcohol", false, true, false],
  ["cafe", false, false, false],
  ["", false, false, false],
  ["constructor", false, false, false],
])("%s: US %s, Canada %s, France %s", (trade, inUnitedStates, inCanada, inFrance) => {
  expect(isForbiddenTrade([trade], ["US"])).toBe(inUnitedStates);
  expect(isForbiddenTrade([trade], ["CA"])).toBe(inCanada);
  expect(isForbiddenTrade([trade], ["FR"])).toBe(inFrance);
});

test("of several that are sold one is enough, and of two countries the stricter counts", () => {
  expect(isForbiddenTrade(["cafe", "alcohol"], ["US"])).toBe(false);
  expect(isForbiddenTrade(["cafe", "alcohol"], ["US", "CA"])).toBe(true);
  expect(isForbiddenTrade(["cafe", "alcohol"], ["CA", null])).toBe(true);
  expect(isForbiddenTrade([], ["CA", "US", "FR"])).toBe(false);
});

describe("of a business whose texts are closed", () => {
  const closed = { trades: ["vaping"], transactionalOpened: false, countries: ["CA" as const] };

  test.each([
    "help",
    "help_write_here",
    "help_shared",
    "stop_confirmed",
    "stop_confirmed_shared",
    "stop_all_confirmed",
  ] as const)("%s answers all the same", (kind) =>
    expect(isStoppedByTrade(closed, { kind, class: "conversation" })).toBe(false),
  );

  test.each(["sign_in_code", "sign_up_code", "move_code", "join_by_page"] as const)(
    "%s is asked for, and goes",
    (kind) => {
      expect(isStoppedByTrade(closed, { kind, class: "transactional" })).toBe(false);
    },
  );

  test.each([
    ["reply", "conversation"],
    ["balance", "conversation"],
    ["away", "conversation"],
    ["welcome", "conversation"],
    ["receipt", "transactional"],
    ["kiosk_invitation", "transactional"],
    ["birthday", "transactional"],
    ["campaign", "promotional"],
  ] as const)(
    "%s stays, also one that is typed by hand; once the operator has opened them, all but promotions go",
    (kind, messageClass) => {
      const message = { kind, class: messageClass };
      expect(isStoppedByTrade(closed, message)).toBe(true);
      expect(isStoppedByTrade({ ...closed, transactionalOpened: true }, message)).toBe(messageClass === "promotional");
    },
  );
});

// Who may make us text a number, how often, and where to.

import { describe, expect, test } from "vitest";
import {
  isServed,
  mayText,
  prefixOf,
  SIGN_UPS_MAX,
  type SignUpsAsked,
  servedCountries,
  sourceOf,
} from "../../src/messaging/pumping.ts";

const NOTHING_ASKED: SignUpsAsked = {
  byNumberLately: 0,
  byNumberToday: 0,
  bySourceThisHour: 0,
  byPrefixThisHour: 0,
  byShopThisHour: 0,
  byShopToday: 0,
};

describe.each(Object.keys(SIGN_UPS_MAX) as (keyof SignUpsAsked)[])("%s", (limit) => {
  test("holds at its maximum and not before", () => {
    const max = SIGN_UPS_MAX[limit];
    expect(mayText({ ...NOTHING_ASKED, [limit]: max - 1 }, false)).toEqual({ ok: true, value: null });
    expect(mayText({ ...NOTHING_ASKED, [limit]: max }, false)).toEqual({ ok: false, error: limit });
  });
});

describe("a shop that strangers flood with forms", () => {
  const flooded = { ...NOTHING_ASKED, byShopThisHour: SIGN_UPS_MAX.byShopThisHour, byShopToday: 400 };

  test.each([
    ["is open to somebody from a quiet address", {}, null],
    ["is open to two of one household", { bySourceThisHour: 1 }, null],
    ["takes no third form from one address", { bySourceThisHour: 2 }, "bySourceThisHour"],
    ["takes no more of one block of numbers", { byPrefixThisHour: 5 }, "byPrefixThisHour"],
    ["does not pay for ever", { byShopThisHour: 600 }, "byShopThisHour"],
    ["does not pay all day", { byShopToday: 2_000 }, "byShopToday"],
  ] as const)("%s", (_, more, refused) => {
    const may = mayText({ ...flooded, ...more }, true);
    expect(may.ok ? null : may.error).toBe(refused);
  });
});

test("a shop's own country comes first", () => {
  expect(servedCountries("CA")).toEqual(["CA", "US"]);
  expect(servedCountries("FR")).toEqual(["FR"]);
});

test.each([
  ["+15145550133", "CA", true],
  ["+12125550133", "CA", true],
  ["+15145550133", "FR", false],
  ["+33612345678", "CA", false],
  // Jamaica has +1 too, and costs many times more.
  ["+18765550133", "CA", false],
  ["nonsense", "CA", false],
] as const)("%s from a shop in %s: %s", (number, country, served) => {
  expect(isServed(number, country)).toBe(served);
});

test("numbers of one block have one prefix", () => {
  expect(prefixOf("+15145550133")).toBe(prefixOf("+15145550199"));
  expect(prefixOf("+15145550133")).not.toBe(prefixOf("+14385550133"));
});

test.each([
  [undefined, null],
  ["", null],
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2"],
  ["2001:0db8:0001:0002::1", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
])("the address %s counts as %s", (address, source) => {
  expect(sourceOf(address)).toBe(source);
});

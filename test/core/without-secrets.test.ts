// What a copy of a text withholds from whoever does not hold its phone.

import { describe, expect, test } from "vitest";
import { asKept, holdsSecret, withoutSecrets } from "../../src/messaging/without-secrets.ts";

test.each([
  ["sign_up_code", "Café 1: 482913 is your code to join.", "Café 1: ****** is your code to join."],
  ["move_code", "Café : 482913 transfère votre compte.", "Café : ****** transfère votre compte."],
  ["welcome", "Your profile: https://cmptr.test/AayarLhFSkK9wbtn", "Your profile: https://cmptr.test/…"],
  ["balance", "http://127.0.0.1:8787/Aayar-hFSkK9_btn. Bye", "http://127.0.0.1:8787/…. Bye"],
  ["reply", "Your order 482913: https://shop.test/orders/482913", "Your order 482913: https://shop.test/orders/482913"],
])("%s: %s", (kind, text, shown) => {
  expect(withoutSecrets(kind, text)).toBe(shown);
});

describe("what is kept of a text that has gone", () => {
  test.each([
    [
      "sign_in_code",
      "Comptoir: 421504 is your code to sign in at Café 1.",
      "Comptoir: ****** is your code to sign in at Café 1.",
    ],
    ["sign_up_code", "Café 1: 482913 is your code to join.", "Café 1: ****** is your code to join."],
    ["move_code", "Café : 482913 transfère votre compte.", "Café : ****** transfère votre compte."],
    [
      "redemption_code",
      "Café: K7P X42 for a tea. Show it before 17:05.",
      "Café: *** *** for a tea. Show it before 17:05.",
    ],
    ["welcome", "Your profile: https://cmptr.test/AayarLhFSkK9wbtn", "Your profile: https://cmptr.test/…"],
    ["offers_list", "Two for one\nhttp://127.0.0.1:8787/Aayar-hFSkK9_btn", "Two for one\nhttp://127.0.0.1:8787/…"],
  ])("%s: %s", (kind, text, stays) => {
    expect(holdsSecret(kind, text)).toBe(true);
    expect(asKept(kind, text)).toBe(stays);
    expect(holdsSecret(kind, stays)).toBe(false);
  });

  test.each([
    ["reply", "Here: https://shop.test/AayarLhFSkK9wbtn, order 482913"],
    ["stop_confirmed", "Café: you have left."],
    ["balance", "Café: 12 points."],
  ])("%s holds none: %s", (kind, text) => {
    expect([holdsSecret(kind, text), asKept(kind, text)]).toEqual([false, text]);
  });
});

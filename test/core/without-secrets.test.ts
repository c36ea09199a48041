// What a copy of a text withholds from whoever does not hold its phone.

import { expect, test } from "vitest";
import { withoutSecrets } from "../../src/messaging/without-secrets.ts";

test.each([
  ["sign_up_code", "Café 1: 482913 is your code to join.", "Café 1: ****** is your code to join."],
  ["move_code", "Café : 482913 transfère votre compte.", "Café : ****** transfère votre compte."],
  ["welcome", "Your profile: https://cmptr.test/AayarLhFSkK9wbtn", "Your profile: https://cmptr.test/…"],
  ["balance", "http://127.0.0.1:8787/Aayar-hFSkK9_btn. Bye", "http://127.0.0.1:8787/…. Bye"],
  ["reply", "Your order 482913: https://shop.test/orders/482913", "Your order 482913: https://shop.test/orders/482913"],
])("%s: %s", (kind, text, shown) => {
  expect(withoutSecrets(kind, text)).toBe(shown);
});

// What a copy of a text withholds from whoever does not hold its phone, and what is kept of it once it has gone.

import { describe, expect, test } from "vitest";
import { asKept, holdsSecret, withoutSecrets } from "../../src/messaging/without-secrets.ts";
import { type TextKind, textKinds } from "../../src/texts/kinds.ts";
import { DIGITS, longestTexts, SYMBOLS, TOKEN } from "./longest-texts.ts";

const SECRET = new RegExp([TOKEN, DIGITS, SYMBOLS].join("|"));

const carrying = longestTexts.filter(({ text }) => SECRET.test(text));

describe("of every kind whose text carries a code or a link", () => {
  test("each says so, and no other does", () => {
    const saying = longestTexts.filter(({ kind }) => textKinds[kind].carries !== null);
    expect(carrying).toEqual(saying);
  });

  test.each(carrying)("$kind keeps neither once it has gone: $text", ({ kind, text }) => {
    expect(holdsSecret(kind, text)).toBe(true);
    expect(asKept(kind, text)).not.toMatch(SECRET);
    expect(holdsSecret(kind, asKept(kind, text))).toBe(false);
  });

  test.each(carrying.filter(({ kind }) => kind !== "redemption_code"))(
    "$kind shows none in the inbox: $text",
    ({ kind, text }) => {
      expect(withoutSecrets(kind, text)).not.toMatch(SECRET);
    },
  );
});

test.each<[TextKind, string, string]>([
  ["sign_up_code", "Café 1: 482913 is your code to join.", "Café 1: ****** is your code to join."],
  ["move_code", "Café : 482913 transfère votre compte.", "Café : ****** transfère votre compte."],
  ["move_code_sent", "Café: old phone gone? Show our staff C2Y TW7.", "Café: old phone gone? Show our staff *** ***."],
  ["welcome", "Your profile: https://cmptr.test/AayarLhFSkK9wbtn", "Your profile: https://cmptr.test/…"],
  ["balance", "http://127.0.0.1:8787/Aayar-hFSkK9_btn. Bye", "http://127.0.0.1:8787/…. Bye"],
  ["redemption_code", "Café: K7M 42F for Coffee.", "Café: K7M 42F for Coffee."],
])("in the inbox %s: %s", (kind, text, shown) => {
  expect(withoutSecrets(kind, text)).toBe(shown);
});

test.each<[TextKind, string]>([
  ["reply", "Here: https://shop.test/AayarLhFSkK9wbtn, order 482913"],
  ["stop_confirmed", "Café: you have left."],
  ["balance", "Café: 12 points."],
])("%s holds none: %s", (kind, text) => {
  expect([holdsSecret(kind, text), asKept(kind, text), withoutSecrets(kind, text)]).toEqual([false, text, text]);
});

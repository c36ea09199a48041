// What a copy of a text withholds from whoever does not hold its phone, and what is kept of it once it has gone.

import { describe, expect, test } from "vitest";
import { codeText } from "../../src/messaging/sign-in-code.ts";
import { signUpText } from "../../src/messaging/sign-up-text.ts";
import { asKept, holdsSecret, withoutSecrets } from "../../src/messaging/without-secrets.ts";
import type { TextKind } from "../../src/texts/kinds.ts";
import { renderText } from "../../src/texts/render.ts";
import type { ReplyKind } from "../../src/texts/values.ts";
import { english } from "../../src/texts/words.en.ts";
import { french } from "../../src/texts/words.fr.ts";

const TOKEN = "Aayar-hFSkK9_btn";
const DIGITS = "482913";
const SYMBOLS = "K7M 42F";
const SECRET = new RegExp([TOKEN, DIGITS, SYMBOLS].join("|"));

/** A number for each value of a reply, which can be said and counted; what is a secret, is a secret here. */
const valuesOf = (kind: ReplyKind, words: string): object => ({
  ...Object.fromEntries(Array.from(words.matchAll(/\{(\w+)/g), ([, name]) => [name, 2])),
  link: `https://cmptr.test/${TOKEN}`,
  code: kind === "move_code" ? DIGITS : SYMBOLS,
});
const shop = { name: "Café 1", country: "CA", promotionsPerMonth: 2 } as const;

const texts = (["en", "fr"] as const).flatMap((language): [TextKind, string][] => [
  ["sign_in_code", codeText(shop.name, DIGITS, language)],
  ["sign_up_code", signUpText(shop, DIGITS, language)],
  ...(Object.entries(language === "en" ? english : french) as [ReplyKind, string][]).map(
    ([kind, words]): [TextKind, string] => [kind, renderText(kind, valuesOf(kind, words) as never, language)],
  ),
]);
const carrying = texts.filter(([, text]) => SECRET.test(text));

describe("of every kind whose text carries a code or a link", () => {
  test("there are as many as the catalogues and the two codes say", () => {
    const said = [english, french].flatMap((catalogue) =>
      Object.values(catalogue).filter((words) => /\{(?:code|link)\}/.test(words)),
    );
    expect(carrying).toHaveLength(said.length + 4);
  });

  test.each(carrying)("%s keeps neither once it has gone: %s", (kind, text) => {
    expect(holdsSecret(kind, text)).toBe(true);
    expect(asKept(kind, text)).not.toMatch(SECRET);
    expect(holdsSecret(kind, asKept(kind, text))).toBe(false);
  });

  test.each(carrying.filter(([kind]) => kind !== "redemption_code"))("%s shows none in the inbox: %s", (kind, text) => {
    expect(withoutSecrets(kind, text)).not.toMatch(SECRET);
  });
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

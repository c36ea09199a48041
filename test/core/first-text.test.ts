// The first text of any kind to anyone says who writes and how to leave: whatever kind it is, in the language of who reads it.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asFirstText, FIRST_TEXT_ADDED_MAX } from "../../src/consent/first-text.ts";
import { english } from "../../src/conversation/replies.en.ts";
import { french } from "../../src/conversation/replies.fr.ts";
import { stopConfirmations } from "../../src/conversation/replies.ts";
import { SHOP_NAME_LENGTH_MAX } from "../../src/merchant/shop-settings.ts";

const shop = { name: "Café Comptoir", country: "CA" } as const;

test.each([
  ["a reply by hand", "Yes, 12 dollars a bag.", "en", "Café Comptoir: Yes, 12 dollars a bag. STOP to leave."],
  ["in French", "Oui, 12 dollars le sac.", "fr", "Café Comptoir : Oui, 12 dollars le sac. ARRET pour quitter."],
  ["that says its name", "Café Comptoir here: yes.", "en", "Café Comptoir here: yes. STOP to leave."],
  ["that says both", "Café Comptoir: yes. Reply STOP to leave.", "en", "Café Comptoir: yes. Reply STOP to leave."],
] as const)("%s", (_, text, language, goes) => {
  expect(asFirstText({ kind: "reply", text, language, shop })).toBe(goes);
});

describe.each(["en", "fr"] as const)("in %s", (language) => {
  const catalogue = { en: english, fr: french }[language];

  test.each(Object.entries(catalogue))("%s has both as a first text, once", (kind, message) => {
    const text = message.replaceAll("{shop}", shop.name).replaceAll("{stop}", "STOP");
    const goes = asFirstText({ kind, text, language, shop });
    if (stopConfirmations.has(kind)) return expect(goes).toBe(text);
    expect(goes).toContain(shop.name);
    expect(goes).toMatch(/\b(STOP|ARRET)\b/);
    expect(asFirstText({ kind, text: goes, language, shop })).toBe(goes);
  });
});

test("a sign-in code is the one kind without the way out, and an answer that names no shop gets no name", () => {
  const code = "Comptoir: 421504 is your code to sign in.";
  expect(asFirstText({ kind: "sign_in_code", text: code, language: "en", shop: null })).toBe(code);
  expect(asFirstText({ kind: "which_shop", text: "Several shops.", language: "en", shop: null })).toBe(
    "Several shops. STOP to leave.",
  );
});

test("adds no more than is kept free for it", () => {
  const name = fc.string({ minLength: 1, maxLength: SHOP_NAME_LENGTH_MAX });
  fc.assert(
    fc.property(name, fc.string(), fc.constantFrom("en" as const, "fr" as const), (shopName, text, language) => {
      const goes = asFirstText({ kind: "reply", text, language, shop: { name: shopName, country: "CA" } });
      expect(goes.length - text.length).toBeLessThanOrEqual(FIRST_TEXT_ADDED_MAX);
      expect(goes).toContain(text);
    }),
  );
});

// The first text of any kind to anyone says who writes and how to leave: whatever kind it is, in the language of who reads it.

import fc from "fast-check";
import { expect, test } from "vitest";
import { asFirstText, FIRST_TEXT_ADDED_MAX, isNoFirstText, isSentAs } from "../../src/consent/first-text.ts";
import { SHOP_NAME_LENGTH_MAX } from "../../src/merchant/shop-settings.ts";
import { harmlessName } from "../../src/messaging/harmless-name.ts";
import { segment } from "../../src/messaging/segments.ts";
import { longestTexts, SHOP } from "./longest-texts.ts";

const shop = { name: "Café Comptoir", country: "CA" } as const;

test.each([
  ["a reply by hand", "Yes, 12 dollars a bag.", "en", "Café Comptoir: Yes, 12 dollars a bag. STOP to leave."],
  ["in French", "Oui, 12 dollars le sac.", "fr", "Café Comptoir : Oui, 12 dollars le sac. ARRET pour quitter."],
  ["that says its name", "Café Comptoir here: yes.", "en", "Café Comptoir here: yes. STOP to leave."],
  ["without a full stop", "Yes, 12 dollars", "en", "Café Comptoir: Yes, 12 dollars\nSTOP to leave."],
  ["the name without its accent", "CAFE COMPTOIR yes.", "en", "CAFE COMPTOIR yes. STOP to leave."],
  ["another name", "Café Comptoirs: yes.", "en", "Café Comptoir: Café Comptoirs: yes. STOP to leave."],
  ["the name in the middle", "At Café Comptoir, yes.", "en", "Café Comptoir: At Café Comptoir, yes. STOP to leave."],
  ["the word alone", "A NON STOP night!", "en", "Café Comptoir: A NON STOP night! STOP to leave."],
  ["the number of a route", "Café Comptoir : oui. STOP 36179", "fr", "Café Comptoir : oui. STOP 36179"],
  ["nothing", "", "en", ""],
  ["that says both", "Café Comptoir: yes. Reply STOP to leave.", "en", "Café Comptoir: yes. Reply STOP to leave."],
] as const)("%s", (_, text, language, goes) => {
  expect(asFirstText({ kind: "reply", text, language, shop })).toBe(goes);
});

test.each([
  ["STOP to leave.", true],
  ["Reply YES to stay, or STOP to leave", true],
  ["STOP to leave, HELP for help. Msg & data rates may apply.", true],
  ["We keep that as proof. STOP to leave at any time.", true],
  ["ARRET pour quitter.", true],
  ["Répondez OUI pour rester, ARRET pour quitter", true],
  ["STOP pour ne plus recevoir ces messages.", true],
  ["Reply STOP.", true],
  ["Text STOP any time", true],
  ["REPLY STOP TO UNSUBSCRIBE", true],
  ["Send 'STOP' to opt out", true],
  ["Répondez par ARRET", true],
  ["Envoyez STOP au 36179", true],
  ["STOP au 36179", true],
  ["STOP 2 end", true],
  ["STOP to unsubscribe", true],
  ["Rendez-vous devant l'ARRET au coin", false],
  ["Take bus STOP 24", false],
  ["We are at bus STOP 51234 on Main", false],
  ["We never STOP to sleep", false],
  ["We never STOP to leave.", false],
  ["STOP to end the year with us", false],
  ["STOP pour un café", false],
  ["L'ARRET pour quitter la ville est ici", false],
  ["Do not reply STOP signs to me", false],
  ["a NON STOP night", false],
  ["Please stop to leave.", false],
  ["STOP!", false],
])("%j bears the way out: %s", (text, bears) => {
  const goes = asFirstText({ kind: "reply", text: `${shop.name}: ${text}`, language: "en", shop });
  expect(goes === `${shop.name}: ${text}`).toBe(bears);
});

test.each(longestTexts)("$kind has both as a first text, once: $text", ({ kind, text, language }) => {
  const writer = { language, shop: { name: SHOP, country: "CA" } } as const;
  const goes = asFirstText({ kind, text, ...writer });
  if (isNoFirstText(kind)) return expect(goes).toBe(text);
  expect(goes).toContain(harmlessName(SHOP));
  expect(goes).toMatch(/\b(STOP|ARRET)\b/);
  expect(asFirstText({ kind, text: goes, ...writer })).toBe(goes);
});

test("a sign-in code is the one kind without the way out, and an answer that names no shop gets no name", () => {
  const code = "Comptoir: 421504 is your code to sign in.";
  expect(asFirstText({ kind: "sign_in_code", text: code, language: "en", shop: null })).toBe(code);
  expect(asFirstText({ kind: "which_shop", text: "Several shops.", language: "en", shop: null })).toBe(
    "Several shops. STOP to leave.",
  );
});

test("a name that is dear in SMS does not make the words dear", () => {
  const goes = asFirstText({ kind: "reply", text: "Yes.", language: "en", shop: { ...shop, name: "L’œuf à Nîmes" } });
  expect(goes).toBe("L'oeuf à Nimes: Yes. STOP to leave.");
  expect(segment(goes).encoding).toBe("GSM-7");
});

test("a name that grows in SMS is cut, and not at a space", () => {
  const named = (name: string) => asFirstText({ kind: "reply", text: "Yes.", language: "en", shop: { ...shop, name } });
  const grown = "œ".repeat(SHOP_NAME_LENGTH_MAX);
  expect(named(grown)).toBe(`${"oe".repeat(SHOP_NAME_LENGTH_MAX / 2)}: Yes. STOP to leave.`);
  const spaced = `${"œ".repeat(SHOP_NAME_LENGTH_MAX / 2 - 1)}a bc`;
  expect(named(spaced)).toBe(`${"oe".repeat(SHOP_NAME_LENGTH_MAX / 2 - 1)}a: Yes. STOP to leave.`);
});

test("a form that is sent again is known by its words, whichever way they went out", () => {
  const message = { kind: "reply", text: "Oui.", shop } as const;
  expect(isSentAs(message, "Oui.")).toBe(true);
  expect(isSentAs(message, asFirstText({ ...message, language: "fr" }))).toBe(true);
  expect(isSentAs(message, asFirstText({ ...message, text: "Non.", language: "fr" }))).toBe(false);
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

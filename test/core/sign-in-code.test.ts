// The code that signs somebody in: how often a phone may text for it, what its text says, and how a shop's name stands in it.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asFirstText } from "../../src/consent/first-text.ts";
import { septetsOf } from "../../src/messaging/gsm7.ts";
import { HARMLESS_NAME_LENGTH_MAX, harmlessName } from "../../src/messaging/harmless-name.ts";
import { segment } from "../../src/messaging/segments.ts";
import { codeText, mayAskByText } from "../../src/messaging/sign-in-code.ts";
import { invitationText } from "../../src/people/invitation.ts";

test("three codes in ten minutes by text, ten in a day, then no more", () => {
  expect(mayAskByText({ inWindow: 2, inDay: 9 })).toBe(true);
  expect(mayAskByText({ inWindow: 3, inDay: 3 })).toBe(false);
  expect(mayAskByText({ inWindow: 0, inDay: 10 })).toBe(false);
});

test("the text is exactly this", () => {
  expect(codeText("Café Comptoir", "421504", "en")).toBe("Comptoir: 421504 is your code to sign in at Café Comptoir.");
  expect(codeText("Café Comptoir", "421504", "fr")).toBe(
    "Comptoir : 421504 est votre code de connexion, Café Comptoir.",
  );
  expect(codeText("50%", "421504", "en")).toBe("Comptoir: 421504 is your code to sign in.");
  expect(codeText("", "421504", "fr")).toBe("Comptoir : 421504 est votre code de connexion.");
});

describe("of a name there is kept what only names", () => {
  test.each([
    ["Café Comptoir", "Café Comptoir"],
    ["Salon d’été du Vieux-Port", "Salon d'été du"],
    ["-50% today at Cafe", "today at Cafe"],
    ["Win at bit.ly/x now", "at now"],
    ["http://evil.example", ""],
    ["evil\uff0eexample gifts", "gifts"],
    ["STOP texting, call 514 555-0100", "texting"],
    ["Répondez OUI au 36179", "au"],
    ["Garage Saint-Jean & Fils", "Garage Saint-Jean"],
    ["Œuf & Crème brûlée", "OEuf Crème brulée"],
    ["日本茶", ""],
    ["🌻🌻", ""],
    ["Abcdefghijklmnopqrstuvwxyz", "Abcdefghijklmnopqrst"],
  ])("%j becomes %j", (name, kept) => {
    expect(harmlessName(name)).toBe(kept);
  });

  const names = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          "Café",
          "bit.ly/a",
          "50",
          "STOP",
          "Salon",
          "www.",
          "x.co",
          "é",
          "[",
          "€",
          ".",
          " ",
          "\u0661",
          "Ⅷ",
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(" ")),
  );

  test("whatever a shop calls itself: twenty cheap characters, no digit, no dot, no link, one segment", () => {
    fc.assert(
      fc.property(names, names, fc.constantFrom("en" as const, "fr" as const), (name, inviter, language) => {
        const kept = harmlessName(name);
        expect(kept.length).toBeLessThanOrEqual(HARMLESS_NAME_LENGTH_MAX);
        expect(Array.from(kept).every((each) => septetsOf(each.charCodeAt(0)) === 1)).toBe(true);
        expect(kept).not.toMatch(/\p{N}|[.:/@%]|\bstop\b|\bwww\b/iu);
        expect(kept).toBe(kept.trim());
        const invitation = { shop: name, inviter, answer: "CODE ABCDEFGHIJKLMNOPQRST" };
        for (const text of [codeText(name, "421504", language), invitationText(invitation, language)]) {
          expect(segment(text)).toMatchObject({ encoding: "GSM-7", segments: 1 });
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test("the invitation names the shop, who invites, and both answers", () => {
  const invitation = { shop: "Café Comptoir", inviter: "Camille", answer: "CODE" };
  expect(invitationText(invitation, "en")).toBe(
    "Café Comptoir: Camille invites you to work on its inbox. Reply CODE to accept, STOP to refuse.",
  );
  expect(invitationText(invitation, "fr")).toBe(
    "Café Comptoir : Camille vous invite dans l'équipe. Répondez CODE pour accepter, STOP pour refuser.",
  );
});

describe.each(["en", "fr"] as const)("as the first text in %s the invitation", (language) => {
  const inviter = "Camille";
  const goes = (name: string) => {
    const text = invitationText({ shop: name, inviter, answer: "CODE" }, language);
    return [text, asFirstText({ kind: "person_invitation", text, language, shop: { name, country: "CA" } })];
  };

  test.each(["Café Comptoir", "Garage 24/7", "Coiffure et Beauté Les Deux Soeurs", "x".repeat(20)])(
    "has one beginning, the shop's name once, and the way out, in one segment: %s",
    (name) => {
      const [text = "", first = ""] = goes(name);
      expect(first).toBe(text);
      expect(first.split(harmlessName(name))).toHaveLength(2);
      expect(first).toMatch(/STOP (?:to|pour)/);
      expect(segment(first)).toMatchObject({ encoding: "GSM-7", segments: 1 });
    },
  );

  test("of a shop whose name nothing is left of begins with that name all the same", () => {
    expect(goes("24/7")[1]).toMatch(/^24\/7 ?: Camille/);
  });
});

// The simulator's keyboard offers words that mean something at this point of the conversation.

import { expect, test } from "vitest";
import { readText } from "../../src/conversation/reader.ts";
import { type SuggestionFacts, suggestTexts } from "../../worker/faces/simulator/suggestions.ts";

const stranger: SuggestionFacts = { language: null, dialogue: null, consent: "none", country: "CA", keyword: null };
const kinds = (facts: SuggestionFacts) => suggestTexts(facts).map((text) => readText(text).kind);

test("a stranger can join in either language", () => {
  expect(suggestTexts(stranger).slice(0, 2)).toEqual(["JOIN", "JOIGNEZ"]);
});

test("on a shared number JOIN says which shop", () => {
  expect(suggestTexts({ ...stranger, keyword: "CAFE" })[0]).toBe("JOIN CAFE");
});

test("who was asked can say yes, in the language of the question", () => {
  expect(suggestTexts({ ...stranger, language: "en", dialogue: "asked_to_join" })[0]).toBe("YES");
  expect(suggestTexts({ ...stranger, language: "fr", dialogue: "asked_to_join" })[0]).toBe("OUI");
});

test("a member sees the balance, the proof, a sentence for a person, a doubtful stop and a clear one", () => {
  for (const language of ["en", "fr"] as const) {
    const offered = kinds({ ...stranger, language, consent: "subscribed" });
    expect(offered).toEqual(["balance", "text", "why", "stop", "language", "stop"]);
  }
});

test("who has left can come back", () => {
  expect(kinds({ ...stranger, language: "fr", consent: "opted_out" })).toContain("yes");
});

test("French stops with ARRET in Canada, with STOP in France", () => {
  const member = { ...stranger, language: "fr", consent: "subscribed" } as const;
  expect(suggestTexts(member).at(-1)).toBe("ARRET");
  expect(suggestTexts({ ...member, country: "FR" }).at(-1)).toBe("STOP");
});

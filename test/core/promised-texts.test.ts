// What a YES to a code or an invitation promises: texts about points and rewards, and no offer that the shop does not send.

import { expect, test } from "vitest";
import { promisedTexts } from "../../src/consent/promised-texts.ts";

test.each([
  ["en", 0, "rewards by text."],
  ["en", 1, "rewards by text. YES OFFERS adds at most 1 offer a month."],
  ["en", 2, "rewards by text. YES OFFERS adds at most 2 offers a month."],
  ["fr", 0, "des cadeaux par SMS."],
  ["fr", 1, "des cadeaux par SMS. OUI OFFRES ajoute au plus 1 offre par mois."],
  ["fr", 2, "des cadeaux par SMS. OUI OFFRES ajoute au plus 2 offres par mois."],
] as const)("in %s, for %i offers a month: %s", (language, offers, words) => {
  expect(promisedTexts(offers, language)).toBe(words);
});

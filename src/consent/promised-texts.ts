// What a shop promises to text, in the words of the terms that a YES agrees to.

import type { Language } from "../conversation/language.ts";

const words: Readonly<Record<Language, (offers: number) => string>> = {
  en: (offers) =>
    offers === 0 ? "rewards" : `rewards and at most ${offers} ${offers === 1 ? "offer" : "offers"} a month`,
  fr: (offers) =>
    offers === 0 ? "des cadeaux" : `des cadeaux et au plus ${offers} ${offers === 1 ? "offre" : "offres"} par mois`,
};

export const promisedTexts = (promotionsPerMonth: number, language: Language): string =>
  words[language](promotionsPerMonth);

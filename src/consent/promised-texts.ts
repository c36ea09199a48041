// What a YES to the code or the invitation of a page or a tablet agrees to, and what YES OFFERS adds to it.

import type { Language } from "../conversation/language.ts";

const words: Readonly<Record<Language, (offers: number) => string>> = {
  en: (offers) =>
    `rewards by text.${offers === 0 ? "" : ` YES OFFERS adds at most ${offers} ${offers === 1 ? "offer" : "offers"} a month`}`,
  fr: (offers) =>
    `des cadeaux par SMS.${offers === 0 ? "" : ` OUI OFFRES ajoute au plus ${offers} ${offers === 1 ? "offre" : "offres"} par mois`}`,
};

/** Goes on with a full stop where it ends without one. */
export const promisedTexts = (promotionsPerMonth: number, language: Language): string =>
  words[language](promotionsPerMonth).replace(/[^.]$/, "$&.");

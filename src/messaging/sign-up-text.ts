// The text that a number typed on a page gets: a code to prove it, and the terms that a YES would agree to.

import { promisedTexts } from "../consent/promised-texts.ts";
import { stopWord } from "../consent/stop-word.ts";
import type { Language } from "../conversation/language.ts";
import type { Country } from "../phone.ts";

interface TextingShop {
  readonly name: string;
  readonly country: Country | null;
  readonly promotionsPerMonth: number;
}

interface Terms {
  readonly shop: string;
  readonly code: string;
  readonly promised: string;
  readonly stop: string;
}

/** Two segments of GSM-7 at most. @param code six digits; what is kept as evidence has none. */
export const signUpText = (shop: TextingShop, code: string, language: Language): string =>
  texts[language]({
    shop: shop.name,
    code,
    promised: promisedTexts(shop.promotionsPerMonth, language),
    stop: stopWord(language, shop.country),
  });

const texts: Readonly<Record<Language, (terms: Terms) => string>> = {
  en: ({ shop, code, promised, stop }) =>
    `${shop}: ${code} is your code to join, for 10 minutes: type it on our page, or reply YES. You get ${promised} Not you? Ignore this. ${stop} to leave, HELP for help. Msg & data rates may apply.`,
  fr: ({ shop, code, promised, stop }) =>
    `${shop} : ${code} est votre code pour participer, pendant 10 minutes : entrez-le sur notre page, ou répondez OUI. Vous recevrez ${promised} Une erreur ? Ignorez ce message. ${stop} pour quitter, AIDE pour de l'aide. Frais SMS possibles.`,
};

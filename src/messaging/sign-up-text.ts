// The text that a number typed on a page gets: a code to prove it, and the terms that a YES would agree to.

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
  readonly offers: number;
  readonly stop: string;
}

/** Two segments of GSM-7 at most. @param code six digits; what is kept as evidence has none. */
export const signUpText = (shop: TextingShop, code: string, language: Language): string =>
  texts[language]({
    shop: shop.name,
    code,
    offers: shop.promotionsPerMonth,
    stop: stopWord(language, shop.country),
  });

const texts: Readonly<Record<Language, (terms: Terms) => string>> = {
  en: ({ shop, code, offers, stop }) => {
    const what =
      offers === 0 ? "rewards" : `rewards and at most ${offers} ${offers === 1 ? "offer" : "offers"} a month`;
    return `${shop}: ${code} is your code to join, for 10 minutes: ${what} by text. Type it on our page, or reply YES. Not you? Ignore this. ${stop} to leave, HELP for help. Msg & data rates may apply.`;
  },
  fr: ({ shop, code, offers, stop }) => {
    const what =
      offers === 0 ? "des cadeaux" : `des cadeaux et au plus ${offers} ${offers === 1 ? "offre" : "offres"} par mois`;
    return `${shop} : ${code} est votre code pour participer, pendant 10 minutes : par SMS, ${what}. Entrez-le sur notre page, ou répondez OUI. Une erreur ? Ignorez ce message. ${stop} pour quitter, AIDE pour de l'aide. Des frais de SMS peuvent s'appliquer.`;
  },
};

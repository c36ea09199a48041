// How many offers a shop sends at most, as every text and page promises it that asks for an agreement to them.

import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../conversation/language.ts";

interface OffersAMonth {
  readonly atMost: string;
  /** Where all has to fit one segment. */
  readonly short: string;
  /** Where offers are named already. */
  readonly ofThem: string;
}

const counted: Readonly<Record<Language, string>> = {
  en: "{offers, plural, one {# offer} other {# offers}}",
  fr: "{offers, plural, one {# offre} other {# offres}}",
};

/** For the words of a text: ICU, with `offers` for their number. */
export const offersAMonth: Readonly<Record<Language, OffersAMonth>> = {
  en: { atMost: `at most ${counted.en} a month`, short: `max ${counted.en}/month`, ofThem: "at most {offers} a month" },
  fr: {
    atMost: `au plus ${counted.fr} par mois`,
    short: `${counted.fr}/mois max`,
    ofThem: "{offers} par mois au plus",
  },
};

const atMost: Readonly<Record<Language, IntlMessageFormat>> = {
  en: new IntlMessageFormat(offersAMonth.en.atMost, "en"),
  fr: new IntlMessageFormat(offersAMonth.fr.atMost, "fr"),
};

/** For the words of a page. */
export const sayOffersAMonth = (offers: number, language: Language): string =>
  String(atMost[language].format({ offers }));

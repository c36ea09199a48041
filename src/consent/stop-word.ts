// The word that leaves a programme, as a text or a page names it.

import type { Language } from "../conversation/language.ts";
import type { Country } from "../phone.ts";

/** Canada wants ARRET in French and STOP in English; in France STOP is the word. */
export const stopWord = (language: Language, country: Country | null): "ARRET" | "STOP" =>
  language === "fr" && country === "CA" ? "ARRET" : "STOP";

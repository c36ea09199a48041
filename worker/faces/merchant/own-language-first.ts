// The order of the fields that are written in both languages: the merchant's own first.

import type { Language } from "../../../src/conversation/language.ts";

export const ownLanguageFirst = (language: Language): readonly Language[] =>
  language === "fr" ? ["fr", "en"] : ["en", "fr"];

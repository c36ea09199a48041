// What a consent rests on, as people read it: the word that was texted, or the page where a form was sent.

import { SIGN_UP_WORD } from "../../../src/consent/consent.ts";
import type { Language } from "../../../src/conversation/language.ts";

const onSignUpPage: Readonly<Record<Language, string>> = {
  en: "on the sign-up page",
  fr: "sur la page d’inscription",
};

export const consentSource = (word: string, language: Language): string =>
  word === SIGN_UP_WORD ? onSignUpPage[language] : word;

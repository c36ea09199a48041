// A text in the words of its kind: ICU messages in GSM-7, compiled once for each language.

import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../conversation/language.ts";
import type { TextValues, WordedKind } from "./values.ts";
import { english } from "./words.en.ts";
import { french } from "./words.fr.ts";

const compile = (
  words: Readonly<Record<WordedKind, string>>,
  locale: Language,
): Record<WordedKind, IntlMessageFormat> =>
  Object.fromEntries(
    Object.entries(words).map(([kind, message]) => [
      kind,
      new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }),
    ]),
  ) as Record<WordedKind, IntlMessageFormat>;

const compiled: Readonly<Record<Language, Record<WordedKind, IntlMessageFormat>>> = {
  en: compile(english, "en"),
  fr: compile(french, "fr"),
};

/** `Intl` writes French numbers with a no-break space, which would make a text cost double. */
const NO_BREAK_SPACES = /[\u00a0\u202f]/g;

export function renderText<K extends WordedKind>(kind: K, values: TextValues[K], language: Language): string {
  const message = compiled[language][kind].format(values as Record<string, string | number>);
  return String(message).replace(NO_BREAK_SPACES, " ");
}

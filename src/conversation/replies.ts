// What the service says by text. Catalogues are ICU messages in GSM-7; a reply is a kind and its values, rendered once.

import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "./language.ts";
import { english } from "./replies.en.ts";
import { french } from "./replies.fr.ts";

/** The values that each reply needs. A reply that lacks one does not compile. */
export interface ReplyValues {
  join_prompt: { shop: string; units: string; offers: number; stop: string };
  already_member: { shop: string; balance: string; link: string };
  welcome: { shop: string; balance: string; link: string };
  welcome_back: { shop: string; balance: string; link: string };
  not_member: { shop: string };
  stop_confirmed: { shop: string };
  stop_confirmed_shared: { shop: string };
  stop_all_confirmed: { keyword: string };
  stop_question: { shop: string; stop: string };
  staying: { shop: string; stop: string };
  help: { shop: string; contact: string; stop: string };
  help_write_here: { shop: string; stop: string };
  help_shared: { shops: string; stop: string };
  balance: { shop: string; balance: string; link: string };
  balance_next: { shop: string; balance: string; missing: number; reward: string; link: string };
  balance_ready: { shop: string; balance: string; reward: string; link: string };
  language_chosen: { shop: string };
  why: { shop: string; word: string; date: string; stop: string };
  why_no_consent: { shop: string };
  why_stopped: { shop: string; word: string; date: string };
  away: { shop: string };
  which_shop: { keyword: string };
}

export type ReplyKind = keyof ReplyValues;

export type Catalogue = Readonly<Record<ReplyKind, string>>;

const compile = (catalogue: Catalogue, locale: string): Record<ReplyKind, IntlMessageFormat> =>
  Object.fromEntries(
    Object.entries(catalogue).map(([kind, message]) => [
      kind,
      new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }),
    ]),
  ) as Record<ReplyKind, IntlMessageFormat>;

const compiled: Readonly<Record<Language, Record<ReplyKind, IntlMessageFormat>>> = {
  en: compile(english, "en"),
  fr: compile(french, "fr"),
};

/** `Intl` writes French numbers with a no-break space, which would make a text cost double. */
const NO_BREAK_SPACES = /[\u00a0\u202f]/g;

export function renderReply<K extends ReplyKind>(kind: K, values: ReplyValues[K], language: Language): string {
  const message = compiled[language][kind].format(values as Record<string, string | number>);
  return String(message).replace(NO_BREAK_SPACES, " ");
}

/** Replies that the law wants complete: they may take two segments, all others take one. */
export const legalReplies: ReadonlySet<ReplyKind> = new Set<ReplyKind>([
  "join_prompt",
  "help",
  "help_write_here",
  "help_shared",
  "why",
  "why_stopped",
]);
export const REPLY_SEGMENTS_MAX = 1;
export const LEGAL_REPLY_SEGMENTS_MAX = 2;

// What the simulator's keyboard offers next: it follows the conversation, in the language of the conversation.

import type { Consent } from "../../../src/consent/consent.ts";
import type { Language } from "../../../src/conversation/language.ts";
import type { Dialogue } from "../../../src/conversation/state.ts";
import type { Country } from "../../../src/phone.ts";

export interface SuggestionFacts {
  /** Null before the customer has shown one. */
  readonly language: Language | null;
  readonly dialogue: Dialogue["kind"] | null;
  readonly consent: Consent;
  readonly country: Country | null;
  /** What follows JOIN on a shared number; null where there is one shop. */
  readonly keyword: string | null;
}

const en = {
  yes: "YES",
  no: "NO",
  help: "HELP",
  balance: "BALANCE",
  why: "WHY",
  otherLanguage: "FRANCAIS",
  sentence: "Do you have oat milk?",
  doubtfulStop: "ok stop now lol",
};

const fr: typeof en = {
  yes: "OUI",
  no: "NON",
  help: "AIDE",
  balance: "SOLDE",
  why: "POURQUOI",
  otherLanguage: "ENGLISH",
  sentence: "Avez-vous du lait d'avoine ?",
  doubtfulStop: "stop mdr",
};

export function suggestTexts(facts: SuggestionFacts): readonly string[] {
  const { language, dialogue, consent, country } = facts;
  const said = language === "fr" ? fr : en;
  const stop = language === "fr" && country === "CA" ? "ARRET" : "STOP";
  if (dialogue === "asked_to_join") return [said.yes, said.no, said.help, stop];
  if (dialogue === "asked_to_stop") return [stop, said.yes];
  if (consent === "opted_out") return [said.yes, said.why, said.help];
  if (consent !== "none") {
    return [said.balance, said.sentence, said.why, said.doubtfulStop, said.otherLanguage, stop];
  }
  const join = (word: string) => (facts.keyword === null ? word : `${word} ${facts.keyword}`);
  if (language === "fr") return [join("JOIGNEZ"), said.sentence, said.help, stop];
  if (language === "en") return [join("JOIN"), said.sentence, said.help, stop];
  return [join("JOIN"), join("JOIGNEZ"), said.sentence, said.help];
}

// What became of a message, in words: the status, and the reason where there is something to explain.

import type { Language } from "../../../src/conversation/language.ts";
import type { MessageStatus } from "../../../src/messaging/lifecycle.ts";

export type Tone = "quiet" | "good" | "warn" | "bad";

const statuses: Readonly<Record<MessageStatus, { readonly tone: Tone } & Readonly<Record<Language, string>>>> = {
  queued: { tone: "quiet", en: "waiting", fr: "en attente" },
  held: { tone: "warn", en: "on hold", fr: "retenu" },
  sending: { tone: "quiet", en: "sending", fr: "envoi en cours" },
  unconfirmed: { tone: "quiet", en: "sending", fr: "envoi en cours" },
  submitted: { tone: "quiet", en: "sent", fr: "envoyé" },
  delivered: { tone: "good", en: "delivered", fr: "livré" },
  undelivered: { tone: "bad", en: "not delivered", fr: "non livré" },
  failed: { tone: "bad", en: "failed", fr: "échec" },
  expired: { tone: "warn", en: "expired", fr: "périmé" },
  cancelled: { tone: "warn", en: "not sent", fr: "non envoyé" },
  unknown: { tone: "warn", en: "no news", fr: "sans nouvelles" },
};

const reasons: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  came_back: { en: "the customer had come back", fr: "le client était revenu" },
  opted_out: { en: "the customer left with STOP", fr: "le client est parti avec STOP" },
  no_consent: { en: "the customer has not agreed to promotions", fr: "le client n’a pas accepté de promotions" },
  forbidden_trade: {
    en: "what the shop sells closes its texts",
    fr: "ce que vend le commerce arrête ses SMS",
  },
  merchant_incomplete: {
    en: "the shop’s country and region are not set",
    fr: "le pays et la région du commerce ne sont pas indiqués",
  },
  unregistered: {
    en: "the number is not registered with the carriers yet",
    fr: "le numéro n’est pas encore enregistré auprès des opérateurs",
  },
  not_carried: { en: "the number does not carry such texts", fr: "le numéro ne porte pas ces SMS" },
  doubtful_stop: { en: "the customer may want to leave", fr: "le client veut peut-être partir" },
};

const byCode: Readonly<Record<Language, (code: string) => string>> = {
  en: (code) => `the carrier said ${code}`,
  fr: (code) => `l’opérateur a répondu ${code}`,
};

export const statusWord = (status: MessageStatus, language: Language): string => statuses[status][language];

export const statusTone = (status: MessageStatus): Tone => statuses[status].tone;

/** Worth showing under any message, not only the last one. */
export const isTrouble = (status: MessageStatus): boolean => ["warn", "bad"].includes(statuses[status].tone);

/** @param reason our own word or the carrier's code. */
export function reasonInWords(reason: string | null, language: Language): string | null {
  if (reason === null) return null;
  return reasons[reason]?.[language] ?? byCode[language](reason);
}

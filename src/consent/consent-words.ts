// The exact words that a page asks for consent with, one question a purpose. They are stored with the answer, and their version.

import type { Language } from "../conversation/language.ts";
import type { Unit } from "../loyalty/programme.ts";
import type { Country } from "../phone.ts";
import { sayOffersAMonth } from "../texts/offers-a-month.ts";
import { stopWord } from "./stop-word.ts";

/** Texts about points and rewards, offers by text, offers by e-mail: one question each. */
export type AskedPurpose = "sms" | "offers" | "email";

/** A new one with every change of the words below. */
export const CONSENT_WORDS_VERSION = "2026-11-26";

export interface AskingShop {
  readonly name: string;
  readonly country: Country | null;
  readonly region: string | null;
  readonly promotionsPerMonth: number;
  readonly unit: Unit;
}

export interface Wording {
  readonly language: Language;
  readonly text: string;
}

type Words = (shop: AskingShop) => string;

const words: Readonly<Record<AskedPurpose, Record<Language, Words>>> = {
  sms: {
    en: (shop) =>
      `I agree to get texts from ${shop.name} at this number: my ${shop.unit.en.other} and rewards. I can leave at any time by texting ${stopWord("en", shop.country)}. Msg & data rates may apply. Nothing has to be bought for it.`,
    fr: (shop) =>
      `J’accepte de recevoir à ce numéro des SMS de ${shop.name}\u00a0: le suivi de mes ${shop.unit.fr.other} et de mes cadeaux. Je peux arrêter à tout moment en envoyant ${stopWord("fr", shop.country)}. Des frais de SMS peuvent s’appliquer. Aucun achat n’est exigé.`,
  },
  offers: {
    en: (shop) =>
      `I also agree to get offers from ${shop.name} by text at this number, ${sayOffersAMonth(shop.promotionsPerMonth, "en")}. I can end them alone by texting NO OFFERS, or leave with ${stopWord("en", shop.country)}. Msg & data rates may apply. Nothing has to be bought for it.`,
    fr: (shop) =>
      `J’accepte aussi de recevoir à ce numéro, par SMS, les offres de ${shop.name}, ${sayOffersAMonth(shop.promotionsPerMonth, "fr")}. Je peux les arrêter seules en envoyant SANS OFFRES, ou tout arrêter avec ${stopWord("fr", shop.country)}. Des frais de SMS peuvent s’appliquer. Aucun achat n’est exigé.`,
  },
  email: {
    en: (shop) =>
      `I agree to get the offers of ${shop.name} by e-mail, at this address. Each e-mail has a link to stop them.`,
    fr: (shop) =>
      `J’accepte de recevoir par courriel, à cette adresse, les offres de ${shop.name}. Chaque courriel contient un lien pour les arrêter.`,
  },
};

/** Quebec wants the French words (Charter of the French Language; Law 25): there they stand first, whatever the page's language. */
export function consentWords(purpose: AskedPurpose, shop: AskingShop, language: Language): readonly Wording[] {
  const languages: readonly Language[] = isInQuebec(shop) && language !== "fr" ? ["fr", language] : [language];
  return languages.map((each) => ({ language: each, text: words[purpose][each](shop) }));
}

/** As the ledger keeps it. */
export const asShown = (wordings: readonly Wording[]): string => wordings.map(({ text }) => text).join("\n");

export const isInQuebec = ({ country, region }: Pick<AskingShop, "country" | "region">): boolean =>
  country === "CA" && region === "QC";

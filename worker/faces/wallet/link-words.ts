// What the pages of a short link say, in both languages.

import type { Language } from "../../../src/conversation/language.ts";
import type { LinkRefusal } from "../../../src/links/link.ts";
import { LINK_LIFETIME_MS } from "../../../src/links/token.ts";
import { DAY_MS } from "../../../src/time.ts";

export interface LinkWords {
  readonly other: Language;
  readonly otherName: string;
  readonly lead: string;
  readonly open: string;
  readonly hint: string;
  readonly refused: Readonly<Record<LinkRefusal | "forged", { readonly title: string; readonly why: string }>>;
  /** What to text for a new link. */
  readonly keyword: string;
  readonly textFor: (keyword: string, number: string) => string;
  readonly textKeyword: (keyword: string) => string;
  /** Where the shop's number is not known. */
  readonly askTheShop: string;
}

const days = Math.round(LINK_LIFETIME_MS / DAY_MS);

const english: LinkWords = {
  other: "fr",
  otherName: "Français",
  lead: "Your points and your rewards.",
  open: "Open my wallet",
  hint: "Stays open on this phone for 30\u00a0days.",
  refused: {
    forged: {
      title: "This is not one of our links",
      why: "It may have been cut short or mistyped on the way to you.",
    },
    unknown: { title: "This link leads nowhere now", why: "What it was for is no longer kept here." },
    revoked: { title: "This link was withdrawn", why: "The shop or its customer put it out of use." },
    expired: { title: "This link has expired", why: `A link works for ${days} days.` },
    used_up: { title: "This link was already used", why: "It could be opened a set number of times." },
  },
  keyword: "BALANCE",
  textFor: (keyword, number) => `Text ${keyword} to ${number} for a new link.`,
  textKeyword: (keyword) => `Text ${keyword}`,
  askTheShop: "Text BALANCE to the shop’s number for a new link.",
};

const french: LinkWords = {
  other: "en",
  otherName: "English",
  lead: "Vos points et vos récompenses.",
  open: "Ouvrir mon portefeuille",
  hint: "Reste ouvert sur ce téléphone pendant 30\u00a0jours.",
  refused: {
    forged: {
      title: "Ce lien n’est pas l’un des nôtres",
      why: "Il a pu être coupé ou mal recopié en chemin.",
    },
    unknown: { title: "Ce lien ne mène plus nulle part", why: "Ce qu’il ouvrait n’est plus conservé ici." },
    revoked: { title: "Ce lien a été retiré", why: "Le commerce ou son client l’a mis hors service." },
    expired: { title: "Ce lien a expiré", why: `Un lien vaut ${days} jours.` },
    used_up: { title: "Ce lien a déjà servi", why: "Il ne pouvait être ouvert qu’un nombre de fois donné." },
  },
  keyword: "SOLDE",
  textFor: (keyword, number) => `Envoyez ${keyword} au ${number} pour recevoir un nouveau lien.`,
  textKeyword: (keyword) => `Envoyer ${keyword}`,
  askTheShop: "Envoyez SOLDE au numéro du commerce pour recevoir un nouveau lien.",
};

export const linkWords: Readonly<Record<Language, LinkWords>> = { en: english, fr: french };

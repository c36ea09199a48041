// What the pages of a short link say, in both languages.

import type { Language } from "../../../src/conversation/language.ts";
import { LINK_LIFETIME_MS } from "../../../src/links/token.ts";
import { DAY_MS } from "../../../src/time.ts";
import type { Words } from "../shared/words.ts";

const days = Math.round(LINK_LIFETIME_MS / DAY_MS);

const en = {
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
  /** What to text for a new link. */
  keyword: "BALANCE",
  textFor: (keyword: string, number: string) => `Text ${keyword} to ${number} for a new link.`,
  textKeyword: (keyword: string) => `Text ${keyword}`,
  /** Where the shop's number is not known. */
  askTheShop: "Text BALANCE to the shop’s number for a new link.",
};

export type LinkWords = Words<typeof en>;

const fr: LinkWords = {
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

export const linkWords: Readonly<Record<Language, LinkWords>> = { en, fr };

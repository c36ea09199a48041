// What a customer's page says: causes and actors of the ledger, the states of a reward, refusals.

import type { Language } from "../../../../src/conversation/language.ts";
import { formatDate } from "../../shared/date-format.ts";
import type { Words } from "../../shared/words.ts";

export type CorrectionError =
  | "no_reason"
  | "is_a_reversal"
  | "already_reversed"
  | "points_are_spent"
  | "not_used"
  | "not_moved"
  | "already_back"
  | "too_late"
  | "moved_on"
  | "busy";

/** Noon in UTC is the same day wherever it is formatted as UTC; a leap year has all of them. */
const dayOf = (locale: string) => (birthday: string) =>
  formatDate(locale, { day: "numeric", month: "long", timeZone: "UTC" }, Date.parse(`2024-${birthday}T12:00:00Z`));

const en = {
  back: "All customers",
  conversation: "Open the conversation",
  historyOf: "Who did what here",
  phone: "Phone",
  texts: "Texts",
  language: "Language",
  languages: { fr: "French", en: "English" },
  birthday: "Birthday",
  /** @param birthday `MM-DD` */
  dayOf: dayOf("en-CA"),
  email: "E-mail",
  since: "Known since",
  waiting: "Waiting points",
  waitingHint: "They go into the balance when this number says YES.",
  ledger: "Ledger",
  noEntries: "Nothing earned yet.",
  balance: (balance: number) => `makes ${balance}`,
  older: "Older entries",
  undo: "Undo",
  undoWhat: (points: string) => `A correction of ${points} is entered. Both lines stay.`,
  reverses: "Corrects an entry",
  reversed: "Was undone",
  why: "Why",
  claims: "Rewards",
  claimIs: {
    taken: "In the wallet",
    in_use: "At the counter now",
    used: "Used",
    expired: "Expired",
    reversed: "Points given back",
  },
  putBack: "Put back as not used",
  giveBack: "Give the points back",
  giveBackWhat: (points: string) => `The reward is cancelled and ${points} go back to the balance.`,
  consents: "Consent and its proof",
  noConsents: "Never asked.",
  shown: "The words that were shown",
  errors: {
    no_reason: "Say why: it stays in the history.",
    is_a_reversal: "This is a correction itself and can’t be undone. Give or take points by hand.",
    already_reversed: "This was undone before.",
    points_are_spent: "These points are spent already: the balance would be below zero.",
    not_used: "This reward is not marked as used any more.",
    not_moved: "This account has not moved.",
    already_back: "This account is back on its old number.",
    too_late: "It is more than seven days ago: the account stays where it is.",
    moved_on: "One of the two numbers has another account by now. Move points by hand.",
    busy: "Somebody else is changing this balance. Try again.",
  },
  causes: {
    welcome: "Welcome",
    visit: "Visit",
    code: "Earn code",
    qr: "QR code",
    staff: "By hand",
    birthday: "Birthday",
    spend: "Points for spending",
    pending: "Points that were waiting",
    claim: "Reward taken",
    reversal: "Correction",
    expiry: "Lapsed",
    customer_deleted: "Lapsed: the customer was deleted",
  },
  actors: {
    customer: "the customer",
    system: "automatic",
    person: "somebody of the shop",
    staff: "a staff code",
    kiosk: "a kiosk",
    till: "a till",
  },
  staffCode: (label: string) => `code “${label}”`,
};

type CustomerWords = Words<typeof en>;

const fr: CustomerWords = {
  back: "Tous les clients",
  conversation: "Ouvrir la conversation",
  historyOf: "Qui a fait quoi ici",
  phone: "Téléphone",
  texts: "SMS",
  language: "Langue",
  languages: { fr: "français", en: "anglais" },
  birthday: "Anniversaire",
  dayOf: dayOf("fr-CA"),
  email: "Courriel",
  since: "Connu depuis",
  waiting: "Points en attente",
  waitingHint: "Ils vont au solde quand ce numéro dit OUI.",
  ledger: "Mouvements",
  noEntries: "Rien de gagné pour l’instant.",
  balance: (balance) => `solde ${balance}`,
  older: "Mouvements plus anciens",
  undo: "Annuler",
  undoWhat: (points) => `Une correction de ${points} est inscrite. Les deux lignes restent.`,
  reverses: "Corrige un mouvement",
  reversed: "A été annulé",
  why: "Pourquoi",
  claims: "Récompenses",
  claimIs: {
    taken: "Chez le client",
    in_use: "Au comptoir en ce moment",
    used: "Utilisée",
    expired: "Expirée",
    reversed: "Points rendus",
  },
  putBack: "Remettre à gagné",
  giveBack: "Rendre les points",
  giveBackWhat: (points) => `La récompense est annulée et ${points} reviennent au solde.`,
  consents: "Consentement et sa preuve",
  noConsents: "Jamais demandé.",
  shown: "Les mots affichés",
  errors: {
    no_reason: "Dites pourquoi\u202f: cela reste dans l’historique.",
    is_a_reversal: "C’est déjà une correction, qui ne s’annule pas. Donnez ou reprenez des points à la main.",
    already_reversed: "C’est déjà annulé.",
    points_are_spent: "Ces points sont déjà dépensés\u202f: le solde passerait sous zéro.",
    not_used: "Cette récompense n’est plus marquée comme utilisée.",
    not_moved: "Ce compte n’a pas changé de numéro.",
    already_back: "Ce compte est de retour à l’ancien numéro.",
    too_late: "Plus de sept jours ont passé\u202f: le compte reste où il est.",
    moved_on: "L’un des deux numéros a un autre compte depuis. Déplacez les points à la main.",
    busy: "Quelqu’un d’autre modifie ce solde. Réessayez.",
  },
  causes: {
    welcome: "Bienvenue",
    visit: "Visite",
    code: "Code de gain",
    qr: "Code QR",
    staff: "À la main",
    birthday: "Anniversaire",
    spend: "Points pour un achat",
    pending: "Points qui attendaient",
    claim: "Récompense prise",
    reversal: "Correction",
    expiry: "Expirés",
    customer_deleted: "Expirés\u202f: client supprimé",
  },
  actors: {
    customer: "le client",
    system: "automatique",
    person: "quelqu’un du commerce",
    staff: "un code du personnel",
    kiosk: "une tablette",
    till: "une caisse",
  },
  staffCode: (label) => `code «\u202f${label}\u202f»`,
};

export const customerWords: Readonly<Record<Language, CustomerWords>> = { en, fr };

/** @param actor as the ledger has it: `customer`, `person:<id>`. @param names of people, staff codes, kiosks and tills. */
export function actorInWords(actor: string, names: ReadonlyMap<string, string>, language: Language): string {
  const said = customerWords[language];
  const name = names.get(actor);
  const kind = actor.split(":")[0] as keyof CustomerWords["actors"];
  if (name === undefined) return said.actors[kind] ?? actor;
  return kind === "staff" ? said.staffCode(name) : name;
}

/** "+5", "−1", with a sign that is as wide as the other. */
export const signed = (delta: number): string => (delta > 0 ? `+${delta}` : `−${Math.abs(delta)}`);

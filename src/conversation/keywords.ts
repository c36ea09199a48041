// The words that command the service, in both languages, and the polite words that may stand around them.
import type { Language } from "./language.ts";

export type CommandKind =
  | "join"
  | "yes"
  | "no"
  | "yes_offers"
  | "no_offers"
  | "stop"
  | "stop_all"
  | "start"
  | "help"
  | "balance"
  | "redeem"
  | "use"
  | "offers"
  | "birthday"
  | "why"
  | "move"
  | "sign_in"
  | "language";

export interface Keyword {
  readonly kind: CommandKind;
  /** The language of the word, or for "language" the one it asks for; null when the word is common to both. */
  readonly language: Language | null;
  readonly word: string;
}

type Row = readonly [CommandKind, Language | null, string];

// YES is the evidence of a consent and START undoes an opt-out, so both take only what nobody can read otherwise: no "ok", no "y".
// French accents and apostrophes are already folded: "m'inscrire" is "m inscrire".
const TABLE: readonly Row[] = [
  ["stop", "en", "stop, stops, unsubscribe, unsubscribed, un subscribe, unsub, cancel, end, quit, revoke, remove"],
  ["stop", "en", "opt out, optout, opting out"],
  [
    "stop",
    "fr",
    "arret, arrets, arrete, arretes, arreter, arretez, cessez, stopper, stoppe, stoppez, stopez, stoper, un arret",
  ],
  [
    "stop",
    "fr",
    "fin, supprimer, supprimez, supprimer moi, supprimez moi, supprime moi, me supprimer, supprimer mon compte",
  ],
  ["stop", "fr", "desabonner, desabonne, desabonnez, desabonnement, se desabonner, me desabonner"],
  ["stop", "fr", "desinscrire, desinscris, desinscrivez, desinscription, se desinscrire, me desinscrire"],
  [
    "stop_all",
    "en",
    "stop all, stopall, stop everything, all stop, unsubscribe all, unsubscribe from all, unsubscribe from everything, cancel all",
  ],
  ["stop_all", "en", "end all, quit all, opt out all, opt out of all, remove all, stop them all, stop all of them"],
  [
    "stop_all",
    "fr",
    "stop tout, stoptout, stop a tout, tout arreter, arreter tout, arretez tout, arrete tout, arret tout",
  ],
  [
    "stop_all",
    "fr",
    "tout stopper, stopper tout, stoppez tout, desabonner de tout, desabonnez moi de tout, stop pour tout",
  ],
  ["start", "en", "start, unstop, restart, start again, resubscribe, resubscribe me, start texting me again"],
  [
    "start",
    "fr",
    "reprendre, reprenez, reabonner, reabonnez moi, me reabonner, reabonnement, recommencer, recommencez",
  ],
  ["yes", "en", "yes, yep, yeah, yes i agree, yes i accept"],
  ["yes", "fr", "oui, ouais, oui j accepte"],
  ["no", "en", "no, nope"],
  ["no", "fr", "non"],
  ["yes_offers", "en", "yes offers, yes offer, yes to offers, yes and offers, yes with offers, yes please offers"],
  ["yes_offers", "fr", "oui offres, oui offre, oui aux offres, oui avec offres, oui avec les offres, oui et offres"],
  [
    "no_offers",
    "en",
    "no offers, no offer, no more offers, no to offers, without offers, stop offers, stop the offers",
  ],
  [
    "no_offers",
    "fr",
    "sans offres, sans offre, pas d offres, pas d offre, plus d offres, plus d offre, non aux offres",
  ],
  [
    "no_offers",
    "fr",
    "non offres, arret offres, arreter les offres, arretez les offres, arrete les offres, stop offres",
  ],
  ["join", "en", "join, sign up, signup, sign me up, subscribe, opt in, optin, i want to join, i would like to join"],
  [
    "join",
    "fr",
    "joignez, joindre, rejoindre, inscription, inscrire, m inscrire, s inscrire, inscrivez moi, inscris moi",
  ],
  ["join", "fr", "je veux m inscrire, je voudrais m inscrire, je m inscris, je souhaite m inscrire"],
  ["help", "en", "help, help me"],
  ["help", "fr", "aide, aidez, aide moi, aidez moi"],
  ["help", null, "info, infos, information"],
  ["balance", "en", "balance, my balance, my points, point balance, points balance, balance points, check balance"],
  [
    "balance",
    "en",
    "check my balance, what is my balance, whats my balance, how many points, how many points do i have",
  ],
  ["balance", "fr", "solde, mon solde, mes points, solde de points, solde points, solde de mes points"],
  ["balance", "fr", "combien de points, combien de points j ai, combien j ai de points, j ai combien de points"],
  ["balance", "fr", "combien ai je de points, quel est mon solde"],
  ["balance", null, "points"],
  ["redeem", "en", "redeem, reward, rewards, my reward, my rewards, redeem points, redeem my points, use my points"],
  ["redeem", "fr", "echanger, cadeau, cadeaux, mon cadeau, mes cadeaux, recompense, recompenses, mes recompenses"],
  ["redeem", "fr", "echanger mes points, echanger points, utiliser mes points"],
  ["use", "en", "use, use reward, use my reward, use my rewards"],
  ["use", "fr", "utiliser, utiliser mon cadeau, utiliser cadeau, utiliser ma recompense, utiliser recompense"],
  ["offers", "en", "offers, offer, your offers, my offers"],
  ["offers", "fr", "offres, offre, vos offres, les offres, mes offres"],
  ["birthday", "en", "birthday, bday, b day, my birthday, my bday"],
  ["birthday", "fr", "anniversaire, anniv, mon anniversaire, mon anniv"],
  ["why", "en", "why"],
  ["why", "fr", "pourquoi"],
  ["move", "en", "move, change number, change my number, move number, move my number, move my account"],
  ["move", "fr", "changer, changer numero, changer de numero, changer mon numero"],
  ["sign_in", "en", "my code, sign in, sign in code, send me a code"],
  ["sign_in", "fr", "mon code, un code, code de connexion"],
  ["sign_in", null, "code"],
  ["language", "fr", "francais, french, en francais, in french"],
  ["language", "en", "anglais, english, en anglais, in english"],
];

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  TABLE.flatMap(([kind, language, words]) => words.split(", ").map((word) => [word, { kind, language, word }])),
);

export const findKeyword = (words: string): Keyword | undefined => KEYWORDS.get(words);

/** The single words that are a command, and the two that widen a stop. */
export const COMMAND_WORDS: ReadonlySet<string> = new Set(
  [...KEYWORDS.keys(), "all", "tout"].filter((words) => !words.includes(" ")),
);

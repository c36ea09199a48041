// The acts of the history in words: what somebody did, and what of it changed.

import type { Language } from "../../../../src/conversation/language.ts";
import type { HistoryAct } from "../../../../src/merchant/acts.ts";
import type { Words } from "../../shared/words.ts";
import { peopleWords } from "./people-words.ts";

const en = {
  title: "History",
  who: "Who",
  anybody: "anybody",
  what: "What",
  anything: "anything",
  points: "Points",
  show: "Show",
  about: "About",
  everybody: "everybody",
  blank: "Nothing yet. Whatever you and your team do stands here from then on, with who and when.",
  none: "No results.",
  older: "Earlier",
  automatic: "The service",
};

const fr: Words<typeof en> = {
  title: "Historique",
  who: "Qui",
  anybody: "tout le monde",
  what: "Quoi",
  anything: "tout",
  points: "Points",
  show: "Afficher",
  about: "À propos de",
  everybody: "tout le monde",
  blank: "Rien pour l’instant. Ce que vous et votre équipe ferez sera ici, avec qui et quand.",
  none: "Aucun résultat.",
  older: "Plus ancien",
  automatic: "Le service",
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

export const historyWords: Readonly<Record<Language, Readonly<Record<keyof typeof words.en, string>>>> = words;

const acts: Readonly<Record<HistoryAct, Readonly<Record<Language, string>>>> = {
  points_given: { en: "gave points", fr: "a donné des points" },
  points_taken: { en: "took points back", fr: "a repris des points" },
  points_at_counter: { en: "gave points at the counter", fr: "a donné des points au comptoir" },
  entry_reversed: { en: "undid an entry", fr: "a annulé un mouvement" },
  pending_moved: { en: "moved waiting points to another number", fr: "a déplacé des points en attente" },
  pending_dropped: { en: "dropped waiting points", fr: "a supprimé des points en attente" },
  code_redeemed: { en: "handed a reward over", fr: "a remis une récompense" },
  claim_put_back: { en: "put a reward back", fr: "a rendu une récompense au client" },
  dispute_settled: { en: "closed a customer’s NO", fr: "a fermé la question d’un client" },
  account_moved: { en: "moved an account to another number", fr: "a déplacé un compte vers un autre numéro" },
  account_moved_back: { en: "moved an account back", fr: "a ramené un compte à l’ancien numéro" },
  customer_answered: { en: "answered", fr: "a répondu" },
  reward_saved: { en: "saved a reward", fr: "a enregistré une récompense" },
  reward_withdrawn: { en: "withdrew a reward", fr: "a retiré une récompense" },
  offer_saved: { en: "saved an offer", fr: "a enregistré une offre" },
  offer_withdrawn: { en: "withdrew an offer", fr: "a retiré une offre" },
  programme_saved: { en: "changed the programme", fr: "a modifié le programme" },
  shop_saved: { en: "changed the shop", fr: "a modifié le commerce" },
  kiosk_added: { en: "added a kiosk", fr: "a ajouté une tablette" },
  kiosk_paired: { en: "was paired", fr: "a été associée" },
  kiosk_revoked: { en: "removed a kiosk", fr: "a retiré une tablette" },
  staff_code_added: { en: "added a staff code", fr: "a ajouté un code du personnel" },
  staff_code_revoked: { en: "revoked a staff code", fr: "a révoqué un code du personnel" },
  api_key_made: { en: "made a key for a till", fr: "a créé une clé de caisse" },
  api_key_revoked: { en: "revoked a till’s key", fr: "a révoqué une clé de caisse" },
  person_added: { en: "invited somebody", fr: "a invité quelqu’un" },
  invitation_accepted: { en: "accepted the invitation, by text", fr: "a accepté l’invitation, par SMS" },
  role_changed: { en: "changed a role", fr: "a changé un rôle" },
  person_removed: { en: "removed somebody", fr: "a retiré quelqu’un" },
  session_revoked: { en: "ended a session", fr: "a fermé une session" },
  device_forgotten: { en: "removed one of their devices", fr: "a retiré un de ses appareils" },
  customer_deleted: { en: "deleted a customer at their wish", fr: "a supprimé un client, à sa demande" },
  sign_in_code_asked: { en: "asked for a code to sign in", fr: "a demandé un code de connexion" },
  signed_in: { en: "signed in", fr: "s’est connecté" },
  signed_out: { en: "signed out", fr: "s’est déconnecté" },
};

const fields: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  name: { en: "name", fr: "nom" },
  country: { en: "country", fr: "pays" },
  region: { en: "region", fr: "région" },
  timeZone: { en: "time zone", fr: "fuseau horaire" },
  language: { en: "language", fr: "langue" },
  contact: { en: "telephone", fr: "téléphone" },
  trades: { en: "what you sell", fr: "ce que vous vendez" },
  accentColor: { en: "colour", fr: "couleur" },
  welcomePoints: { en: "welcome points", fr: "points de bienvenue" },
  openingHours: { en: "opening hours", fr: "heures d’ouverture" },
  unit: { en: "what is collected", fr: "ce qu’on cumule" },
  pointsPerVisit: { en: "points for a visit", fr: "points par visite" },
  earnsPerDayMax: { en: "visits a day", fr: "visites par jour" },
  earnGapMinutes: { en: "time between visits", fr: "délai entre visites" },
  pointsAtOnceMax: { en: "points at once", fr: "points en une fois" },
  birthdayPoints: { en: "birthday points", fr: "points d’anniversaire" },
  spendMinorPerPoint: { en: "points for spending", fr: "points pour les achats" },
  pointsLifetimeDays: { en: "how long points last", fr: "durée des points" },
  pendingLifetimeDays: { en: "how long points wait", fr: "attente des points" },
  earnCode: { en: "earn code", fr: "code de gain" },
  multiPointCode: { en: "multi-point code", fr: "code multipoint" },
  redemptionMode: { en: "how rewards are used", fr: "usage des récompenses" },
  rotatingQr: { en: "changing QR code", fr: "code QR changeant" },
};

export const HISTORY_ACTS = Object.keys(acts) as readonly HistoryAct[];

export const actInWords = (act: HistoryAct, language: Language): string => acts[act][language];

/** What changed: the fields of a saved form, the role that somebody got. */
export function detailInWords(act: HistoryAct, subject: string, language: Language): string {
  if (act === "programme_saved" || act === "shop_saved") {
    return subject
      .split(",")
      .map((field) => fields[field]?.[language] ?? field)
      .join(", ");
  }
  if (act === "role_changed" || act === "person_added") {
    const role = subject.split(":")[1];
    if (role === "owner" || role === "manager" || role === "staff") return peopleWords[language].roles[role];
  }
  return "";
}

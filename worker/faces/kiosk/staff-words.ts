// What the staff side of the kiosk says, in the shop's language.

import type { Language } from "../../../src/conversation/language.ts";
import type { MoveAtCounterRefusal } from "../../../src/loyalty/moves.ts";

/** An account that follows its owner to a new number. */
export interface NewNumberWords {
  readonly title: string;
  readonly fromTo: (from: string, to: string) => string;
  readonly unnamed: string;
  readonly check: string;
  readonly move: string;
  readonly leave: string;
  readonly moved: (to: string) => string;
  readonly told: string;
  readonly refused: Readonly<Record<MoveAtCounterRefusal | "unknown" | "busy", string>>;
}

export interface StaffWords {
  readonly title: string;
  readonly close: string;
  readonly back: string;
  readonly openTitle: string;
  readonly openLead: string;
  readonly code: string;
  readonly open: string;
  readonly wrongCode: string;
  readonly locked: (hour: string) => string;
  readonly closed: string;
  readonly codeTitle: string;
  readonly redeemLabel: string;
  readonly redeem: string;
  readonly handOver: (reward: string) => string;
  readonly handOverTo: (name: string) => string;
  readonly refusedCode: Readonly<Record<"malformed" | "unknown" | "expired", string>>;
  readonly usedCode: (hour: string, by: string | null) => string;
  readonly newNumber: NewNumberWords;
  readonly numberTitle: string;
  readonly number: string;
  readonly points: string;
  readonly lookUp: string;
  readonly give: string;
  readonly given: (units: string, who: string) => string;
  readonly aside: (units: string, who: string) => string;
  readonly balance: (units: string) => string;
  readonly asideBalance: (units: string) => string;
  readonly inWallet: (rewards: string) => string;
  readonly within: (rewards: string) => string;
  readonly isMember: string;
  readonly isUnconfirmed: string;
  readonly isLeft: string;
  readonly hadToday: string;
  readonly tooSoon: (hour: string) => string;
  readonly tooOld: string;
  readonly keyReused: string;
  readonly notAnAmount: string;
  readonly tooManyAtOnce: (units: string, hasCode: boolean) => string;
  readonly multiPointCode: string;
  readonly wrongMultiPointCode: string;
  readonly lastActs: string;
  readonly noActs: string;
  readonly undo: string;
  readonly undone: string;
  readonly undoDone: string;
  readonly undoReason: string;
  readonly undoRefused: Readonly<Record<"no_such_act" | "points_are_spent" | "busy", string>>;
  readonly waitingTitle: string;
  readonly noWaiting: string;
  readonly until: (date: string) => string;
  readonly moveTo: string;
  readonly rightNumber: string;
  readonly move: string;
  readonly moved: (who: string, into: "account" | "waiting") => string;
  readonly moveRefused: Readonly<Record<"not_a_mobile_number" | "not_waiting" | "left" | "busy", string>>;
  readonly drop: string;
  readonly dropped: string;
  readonly notTaken: string;
  readonly notTakenLead: string;
}

const english: StaffWords = {
  title: "Staff",
  close: "Lock",
  back: "Back",
  openTitle: "Staff only",
  openLead: "Type your staff code.",
  code: "Staff code",
  open: "Open",
  wrongCode: "This is not a staff code.",
  locked: (hour) => `Five wrong codes. This kiosk takes codes again at ${hour}.`,
  closed: "The staff side has closed. Type your code again.",
  codeTitle: "Code",
  redeemLabel: "Code on the customer’s phone",
  redeem: "Check",
  handOver: (reward) => `Hand over: ${reward}`,
  handOverTo: (name) => `To ${name}`,
  refusedCode: {
    malformed: "There is no such code. Check it with the customer.",
    unknown: "There is no such code. Check it with the customer.",
    expired: "This code has expired. The reward is back in the wallet: they can text USE for a new code.",
  },
  usedCode: (hour, by) => (by === null ? `This code was used at ${hour}.` : `This code was used at ${hour}, by ${by}.`),
  newNumber: {
    title: "A new number",
    fromTo: (from, to) => `From ${from} to ${to}`,
    unnamed: "No name",
    check: "Is it theirs? Ask for their name, and keep this screen to yourself until they have told you.",
    move: "Move the account",
    leave: "Leave it",
    moved: (to) => `The account is on ${to} now`,
    told: "Both phones are told, and either can undo it for seven days.",
    refused: {
      unknown: "There is no such code. Check it with the customer.",
      already_moved: "This account has moved already.",
      expired: "This code has expired: they can text MOVE and the old number again.",
      moved_on: "This account has left our texts, or is on another number by now.",
      new_number_left: "The new phone has left our texts: it has to text START first.",
      busy: "Somebody else is changing this account. Try again.",
    },
  },
  numberTitle: "Customer",
  number: "Mobile number",
  points: "Points",
  lookUp: "Look up",
  give: "Give",
  given: (units, who) => `${units} given to ${who}`,
  aside: (units, who) => `${units} put aside for ${who}`,
  balance: (units) => `Has ${units}.`,
  asideBalance: (units) => `${units} put aside, until they reply YES.`,
  inWallet: (rewards) => `In the wallet: ${rewards}.`,
  within: (rewards) => `Within reach: ${rewards}.`,
  isMember: "Member",
  isUnconfirmed: "Has not joined yet",
  isLeft: "Has left our texts: nothing can be given until they text START.",
  hadToday: "Has had today’s already. Undo that one below to give another amount.",
  tooSoon: (hour) => `A little soon after the last one: again from ${hour}.`,
  tooOld: "Typed more than seven days ago: not taken.",
  keyReused: "This form was sent before with other content. Type it again.",
  notAnAmount: "Give between 1 and 1,000.",
  tooManyAtOnce: (units, hasCode) =>
    hasCode ? `More than ${units} at once takes the multi-point code.` : `No more than ${units} at once here.`,
  multiPointCode: "Multi-point code",
  wrongMultiPointCode: "This is not the multi-point code.",
  lastActs: "Last five",
  noActs: "Nothing yet.",
  undo: "Undo",
  undone: "undone",
  undoDone: "Undone",
  undoReason: "Undone at the kiosk",
  undoRefused: {
    no_such_act: "There is nothing to undo: it was never taken.",
    points_are_spent: "These points have been spent: they can’t be taken back.",
    busy: "Somebody else is changing this account. Try again.",
  },
  waitingTitle: "Waiting for a YES",
  noWaiting: "No points are waiting.",
  until: (date) => `until ${date}`,
  moveTo: "Move",
  rightNumber: "Right number",
  move: "Move them",
  moved: (who, into) => (into === "account" ? `Moved to ${who}` : `Moved: they wait for ${who}`),
  moveRefused: {
    not_a_mobile_number: "This is not a mobile number. Check its digits.",
    not_waiting: "These points are not waiting any more.",
    left: "This customer has left our texts: nothing can be given until they text START.",
    busy: "Somebody else is changing this account. Try again.",
  },
  drop: "Drop",
  dropped: "Dropped",
  notTaken: "Not taken",
  notTakenLead: "Typed here and refused. Give the points by hand if they are due.",
};

const french: StaffWords = {
  title: "Personnel",
  close: "Verrouiller",
  back: "Retour",
  openTitle: "Réservé au personnel",
  openLead: "Entrez votre code du personnel.",
  code: "Code du personnel",
  open: "Ouvrir",
  wrongCode: "Ce n’est pas un code du personnel.",
  locked: (hour) => `Cinq codes faux. Cette tablette reprend les codes à ${hour}.`,
  closed: "Le côté du personnel s’est refermé. Entrez de nouveau votre code.",
  codeTitle: "Code",
  redeemLabel: "Code sur le téléphone du client",
  redeem: "Vérifier",
  handOver: (reward) => `À remettre\u202f: ${reward}`,
  handOverTo: (name) => `À ${name}`,
  refusedCode: {
    malformed: "Ce code n’existe pas. Vérifiez-le avec le client.",
    unknown: "Ce code n’existe pas. Vérifiez-le avec le client.",
    expired:
      "Ce code a expiré. La récompense est revenue dans le portefeuille\u202f: le client peut envoyer UTILISER pour un autre code.",
  },
  usedCode: (hour, by) => (by === null ? `Ce code a servi à ${hour}.` : `Ce code a servi à ${hour}, par ${by}.`),
  newNumber: {
    title: "Un nouveau numéro",
    fromTo: (from, to) => `Du ${from} au ${to}`,
    unnamed: "Sans nom",
    check: "Est-ce bien le sien\u202f? Demandez son nom, sans montrer cet écran avant la réponse.",
    move: "Déplacer le compte",
    leave: "Ne rien faire",
    moved: (to) => `Le compte est sur le ${to}`,
    told: "Les deux téléphones en sont prévenus, et chacun peut l’annuler pendant sept jours.",
    refused: {
      unknown: "Ce code n’existe pas. Vérifiez-le avec le client.",
      already_moved: "Ce compte a déjà été déplacé.",
      expired: "Ce code a expiré\u202f: le client peut envoyer de nouveau CHANGER et son ancien numéro.",
      moved_on: "Ce compte a quitté nos SMS, ou est déjà sur un autre numéro.",
      new_number_left: "Le nouveau téléphone a quitté nos SMS\u202f: il doit d’abord envoyer START.",
      busy: "Quelqu’un d’autre modifie ce compte. Réessayez.",
    },
  },
  numberTitle: "Client",
  number: "Numéro de mobile",
  points: "Points",
  lookUp: "Chercher",
  give: "Donner",
  given: (units, who) => `${units} pour ${who}`,
  aside: (units, who) => `${units} de côté pour ${who}`,
  balance: (units) => `A ${units}.`,
  asideBalance: (units) => `${units} de côté, jusqu’à son OUI.`,
  inWallet: (rewards) => `Dans le portefeuille\u202f: ${rewards}.`,
  within: (rewards) => `À portée\u202f: ${rewards}.`,
  isMember: "Membre",
  isUnconfirmed: "Ne participe pas encore",
  isLeft: "A quitté nos SMS\u202f: rien ne peut être donné tant qu’il n’envoie pas START.",
  hadToday: "C’est déjà fait pour aujourd’hui. Annulez-le ci-dessous pour donner un autre nombre.",
  tooSoon: (hour) => `Un peu tôt après le dernier\u202f: de nouveau à partir de ${hour}.`,
  tooOld: "Saisi il y a plus de sept jours\u202f: pas pris.",
  keyReused: "Ce formulaire est déjà parti avec un autre contenu. Saisissez-le de nouveau.",
  notAnAmount: "Donnez entre 1 et 1\u202f000.",
  tooManyAtOnce: (units, hasCode) =>
    hasCode ? `Plus de ${units} à la fois demande le code multipoint.` : `Pas plus de ${units} à la fois ici.`,
  multiPointCode: "Code multipoint",
  wrongMultiPointCode: "Ce n’est pas le code multipoint.",
  lastActs: "Les cinq derniers",
  noActs: "Rien pour l’instant.",
  undo: "Annuler",
  undone: "annulé",
  undoDone: "Annulé",
  undoReason: "Annulé sur la tablette",
  undoRefused: {
    no_such_act: "Il n’y a rien à annuler\u202f: rien n’avait été pris.",
    points_are_spent: "Ces points ont été dépensés\u202f: on ne peut plus les reprendre.",
    busy: "Quelqu’un d’autre modifie ce compte. Réessayez.",
  },
  waitingTitle: "En attente d’un OUI",
  noWaiting: "Aucun point n’attend.",
  until: (date) => `jusqu’au ${date}`,
  moveTo: "Déplacer",
  rightNumber: "Bon numéro",
  move: "Déplacer",
  moved: (who, into) => (into === "account" ? `Déplacé\u202f: ${who}` : `Déplacé\u202f: attend ${who}`),
  moveRefused: {
    not_a_mobile_number: "Ce n’est pas un numéro de mobile. Vérifiez ses chiffres.",
    not_waiting: "Ces points n’attendent plus.",
    left: "Ce client a quitté nos SMS\u202f: rien ne peut être donné tant qu’il n’envoie pas START.",
    busy: "Quelqu’un d’autre modifie ce compte. Réessayez.",
  },
  drop: "Supprimer",
  dropped: "Supprimé",
  notTaken: "Non pris",
  notTakenLead: "Saisi ici et refusé. Donnez les points à la main s’ils sont dus.",
};

export const staffWords: Readonly<Record<Language, StaffWords>> = { en: english, fr: french };

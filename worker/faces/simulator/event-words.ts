// Each thing that happens behind a text, as one line that a newcomer understands.

import type { JournalEvent, ThreadReason } from "../../../src/conversation/events.ts";
import type { Language } from "../../../src/conversation/language.ts";
import { consentSource } from "../shared/consent-source.ts";

const threads: Readonly<Record<Language, Readonly<Record<ThreadReason, string>>>> = {
  en: {
    message: "Conversation opened in the inbox: a person answers",
    doubtful_stop: "Conversation opened in the inbox: a person looks at this stop",
    loop: "Notice put in the inbox",
    dispute: "Conversation opened in the inbox: a transaction is disputed",
    wrong_codes: "Conversation opened in the inbox: several wrong codes",
  },
  fr: {
    message: "Conversation ouverte dans la messagerie\u202f: une personne répond",
    doubtful_stop: "Conversation ouverte dans la messagerie\u202f: une personne regarde cet arrêt",
    loop: "Avis déposé dans la messagerie",
    dispute: "Conversation ouverte dans la messagerie\u202f: une opération est contestée",
    wrong_codes: "Conversation ouverte dans la messagerie\u202f: plusieurs codes erronés",
  },
};

export function englishEvent(event: JournalEvent): string {
  switch (event.type) {
    case "CustomerAsked":
      return "Terms shown, waiting for YES. No consent yet";
    case "ConsentGranted":
      return `Consent recorded (${consentSource(event.word, "en")})`;
    case "ConsentHeld":
      return `Promotions held (${event.word})`;
    case "ConsentResumed":
      return `Promotions allowed again (${event.word})`;
    case "ConsentWithdrawn":
      return `Opted out (${event.word})`;
    case "OffersGranted":
      return `Offers agreed to (${consentSource(event.word, "en")})`;
    case "OffersWithdrawn":
      return `Offers ended (${event.word})`;
    case "StoppedEverywhere":
      return `Opted out of every shop on this number (${event.word})`;
    case "StopRepeated":
      return "Opted out already: nothing changes";
    case "AnswerWithheld":
      return "No answer: too many wait on this number, and this person has not joined";
    case "PointsEarned":
      return `+${event.points} ${event.points === 1 ? "point" : "points"}, ${event.cause}`;
    case "RewardTaken":
      return `Reward taken, −${event.cost}`;
    case "CouponTaken":
      return "Coupon taken, at no cost";
    case "CodeIssued":
      return "Code issued, good for five minutes";
    case "RewardUsed":
      return "Reward used";
    case "BirthdayKept":
      return "Birthday kept: day and month, no year";
    case "TransactionDisputed":
      return "Transaction put on hold";
    case "MoveAsked":
      return "Move asked for: a code goes to the old number, if it is a member’s";
    case "AccountMoved":
      return "Account moved to this number";
    case "AccountMovedBack":
      return "Account moved back";
    case "InvitationAccepted":
      return "Invitation accepted: works at the shop from now on";
    case "SignInCodeSent":
      return "Code to sign in sent: the phone itself has asked";
    case "LanguageChosen":
      return event.language === "fr" ? "Answers in French from now on" : "Answers in English from now on";
    case "LinkIssued":
      return event.purpose === "profile" ? "Signed link issued, to the profile" : "Signed link issued, to the wallet";
    case "ThreadOpened":
      return threads.en[event.reason];
    case "FellSilent":
      return "Fell silent: looks like a robot";
    case "ReplyQueued":
      return event.evenIfStopped ? "Answer queued, allowed even after a STOP" : "Answer queued";
  }
}

export function frenchEvent(event: JournalEvent): string {
  switch (event.type) {
    case "CustomerAsked":
      return "Conditions montrées, on attend OUI. Pas encore de consentement";
    case "ConsentGranted":
      return `Consentement enregistré (${consentSource(event.word, "fr")})`;
    case "ConsentHeld":
      return `Promotions retenues (${event.word})`;
    case "ConsentResumed":
      return `Promotions permises à nouveau (${event.word})`;
    case "ConsentWithdrawn":
      return `Désabonné (${event.word})`;
    case "OffersGranted":
      return `Offres acceptées (${consentSource(event.word, "fr")})`;
    case "OffersWithdrawn":
      return `Fin des offres (${event.word})`;
    case "StoppedEverywhere":
      return `Désabonné de tous les commerces du numéro (${event.word})`;
    case "StopRepeated":
      return "Désabonné déjà\u202f: rien ne change";
    case "AnswerWithheld":
      return "Pas de réponse\u202f: trop attendent sur ce numéro, et cette personne ne participe pas";
    case "PointsEarned":
      return `+${event.points} ${event.points < 2 ? "point" : "points"}, ${event.cause === "welcome" ? "bienvenue" : "code"}`;
    case "RewardTaken":
      return `Récompense prise, −${event.cost}`;
    case "CouponTaken":
      return "Coupon pris, sans rien dépenser";
    case "CodeIssued":
      return "Code émis, valable cinq minutes";
    case "RewardUsed":
      return "Récompense utilisée";
    case "BirthdayKept":
      return "Anniversaire noté\u202f: le jour et le mois, sans l’année";
    case "TransactionDisputed":
      return "Opération mise en attente";
    case "MoveAsked":
      return "Changement demandé\u202f: un code part vers l’ancien numéro, s’il est celui d’un membre";
    case "AccountMoved":
      return "Compte déplacé vers ce numéro";
    case "AccountMovedBack":
      return "Compte ramené à l’ancien numéro";
    case "InvitationAccepted":
      return "Invitation acceptée\u202f: travaille désormais au commerce";
    case "SignInCodeSent":
      return "Code de connexion envoyé\u202f: le téléphone lui-même l’a demandé";
    case "LanguageChosen":
      return event.language === "fr" ? "Réponses en français désormais" : "Réponses en anglais désormais";
    case "LinkIssued":
      return event.purpose === "profile" ? "Lien signé émis, vers le profil" : "Lien signé émis, vers les points";
    case "ThreadOpened":
      return threads.fr[event.reason];
    case "FellSilent":
      return "Silence\u202f: on dirait un robot";
    case "ReplyQueued":
      return event.evenIfStopped ? "Réponse mise en file, permise même après un STOP" : "Réponse mise en file";
  }
}

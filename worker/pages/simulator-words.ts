// What the simulator says, and each thing that happens behind a text as one line a newcomer understands.

import type { JournalEvent, ThreadReason } from "../../src/conversation/events.ts";
import type { Language } from "../../src/conversation/language.ts";

export interface SimulatorWords {
  readonly title: string;
  readonly lead: string;
  readonly openInbox: string;
  readonly otherLanguage: string;
  readonly phones: string;
  readonly customer: string;
  readonly owner: (shop: string) => string;
  readonly notUsed: string;
  readonly addPhone: string;
  readonly texting: string;
  readonly switchNumber: string;
  readonly messages: string;
  readonly blank: string;
  readonly blankOwner: string;
  readonly message: string;
  readonly send: string;
  readonly suggestions: string;
  readonly noSender: string;
  readonly behind: string;
  readonly behindBlank: string;
  readonly nothing: string;
  readonly inboxReply: string;
  readonly signInCode: string;
  readonly reload: string;
  readonly event: (event: JournalEvent) => string;
}

const threads: Readonly<Record<Language, Readonly<Record<ThreadReason, string>>>> = {
  en: {
    message: "Thread opened in the inbox: a person answers",
    doubtful_stop: "Thread opened in the inbox: a person looks at this stop",
    loop: "Notice put in the inbox",
  },
  fr: {
    message: "Fil ouvert dans la boîte\u202f: une personne répond",
    doubtful_stop: "Fil ouvert dans la boîte\u202f: une personne regarde cet arrêt",
    loop: "Avis déposé dans la boîte",
  },
};

function englishEvent(event: JournalEvent): string {
  switch (event.type) {
    case "CustomerAsked":
      return "Terms shown, waiting for YES. No consent yet";
    case "ConsentGranted":
      return `Consent recorded (${event.word})`;
    case "ConsentHeld":
      return `Promotions held (${event.word})`;
    case "ConsentResumed":
      return `Promotions allowed again (${event.word})`;
    case "ConsentWithdrawn":
      return `Opted out (${event.word})`;
    case "StoppedEverywhere":
      return `Opted out of every shop on this number (${event.word})`;
    case "PointsEarned":
      return `+${event.points} ${event.points === 1 ? "point" : "points"}, ${event.cause}`;
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

function frenchEvent(event: JournalEvent): string {
  switch (event.type) {
    case "CustomerAsked":
      return "Conditions montrées, on attend OUI. Pas encore de consentement";
    case "ConsentGranted":
      return `Consentement enregistré (${event.word})`;
    case "ConsentHeld":
      return `Promotions retenues (${event.word})`;
    case "ConsentResumed":
      return `Promotions permises à nouveau (${event.word})`;
    case "ConsentWithdrawn":
      return `Désabonné (${event.word})`;
    case "StoppedEverywhere":
      return `Désabonné de tous les commerces du numéro (${event.word})`;
    case "PointsEarned":
      return `+${event.points} ${event.points < 2 ? "point" : "points"}, bienvenue`;
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

const english: SimulatorWords = {
  title: "Simulator",
  lead: "Be the customer: text the shop, see what it answers and what happens behind. Begin with JOIN.",
  openInbox: "Open the shop’s inbox",
  otherLanguage: "Français",
  phones: "Phones",
  customer: "Customer",
  owner: (shop) => `Owner of ${shop}`,
  notUsed: "No messages yet",
  addPhone: "Add a phone",
  texting: "Text message to",
  switchNumber: "Change",
  messages: "Messages",
  blank: "Tap a word below, or write anything.",
  blankOwner: "Codes to sign in to the inbox arrive on this phone.",
  message: "Text message",
  send: "Send",
  suggestions: "Suggestions",
  noSender: "No shop has a number yet. Start the service with SEED=demo to get one.",
  behind: "Behind the scenes",
  behindBlank: "Each thing that a text changes is listed here.",
  nothing: "Nothing changed",
  inboxReply: "A person answered from the inbox",
  signInCode: "Sign-in code sent. It works for ten minutes",
  reload: "Show what has arrived",
  event: englishEvent,
};

const french: SimulatorWords = {
  title: "Simulateur",
  lead: "Soyez le client\u202f: écrivez au commerce, voyez sa réponse et ce qui se passe derrière. Commencez par JOIGNEZ.",
  openInbox: "Ouvrir la boîte du commerce",
  otherLanguage: "English",
  phones: "Téléphones",
  customer: "Client",
  owner: (shop) => `Propriétaire, ${shop}`,
  notUsed: "Aucun message",
  addPhone: "Ajouter un téléphone",
  texting: "SMS au",
  switchNumber: "Changer",
  messages: "Messages",
  blank: "Touchez un mot ci-dessous, ou écrivez ce que vous voulez.",
  blankOwner: "Les codes pour se connecter à la boîte arrivent sur ce téléphone.",
  message: "SMS",
  send: "Envoyer",
  suggestions: "Suggestions",
  noSender: "Aucun commerce n’a encore de numéro. Démarrez le service avec SEED=demo pour en avoir un.",
  behind: "Ce qui se passe derrière",
  behindBlank: "Chaque chose qu’un SMS change s’inscrit ici.",
  nothing: "Rien n’a changé",
  inboxReply: "Une personne a répondu depuis la boîte",
  signInCode: "Code de connexion envoyé. Il vaut dix minutes",
  reload: "Voir ce qui est arrivé",
  event: frenchEvent,
};

export const simulatorWords: Readonly<Record<Language, SimulatorWords>> = { en: english, fr: french };

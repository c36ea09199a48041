// What the simulator says.

import type { Language } from "../../../src/conversation/language.ts";
import type { Words } from "../shared/words.ts";
import { englishEvent, frenchEvent } from "./event-words.ts";

const en = {
  title: "Simulator",
  lead: "Be the customer: text the shop, see what it answers and what happens behind. Begin with JOIN.",
  openInbox: "Open the shop’s inbox",
  otherLanguage: "Français",
  phones: "Phones",
  customer: "Customer",
  owner: (shop: string) => `Owner of ${shop}`,
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
  /** Before what came of a page. */
  noText: "on a page, without a text",
  inboxReply: "A person answered from the inbox",
  signInCode: "Sign-in code sent. It works for ten minutes",
  reload: "Show what has arrived",
  event: englishEvent,
};

export type SimulatorWords = Words<typeof en>;

const fr: SimulatorWords = {
  title: "Simulateur",
  lead: "Soyez le client\u202f: écrivez au commerce, voyez sa réponse et ce qui se passe derrière. Commencez par JOIGNEZ.",
  openInbox: "Ouvrir la messagerie du commerce",
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
  blankOwner: "Les codes pour se connecter à la messagerie arrivent sur ce téléphone.",
  message: "SMS",
  send: "Envoyer",
  suggestions: "Suggestions",
  noSender: "Aucun commerce n’a encore de numéro. Démarrez le service avec SEED=demo pour en avoir un.",
  behind: "Ce qui se passe derrière",
  behindBlank: "Chaque chose qu’un SMS change s’inscrit ici.",
  nothing: "Rien n’a changé",
  noText: "sur une page, sans SMS",
  inboxReply: "Une personne a répondu depuis la messagerie",
  signInCode: "Code de connexion envoyé. Il vaut dix minutes",
  reload: "Voir ce qui est arrivé",
  event: frenchEvent,
};

export const simulatorWords: Readonly<Record<Language, SimulatorWords>> = { en, fr };

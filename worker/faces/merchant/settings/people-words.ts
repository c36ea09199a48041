// What the pages on people and their sessions say, and the names of the roles.

import type { Language } from "../../../../src/conversation/language.ts";
import type { Words } from "../../shared/words.ts";

const en = {
  title: "People",
  you: "you",
  role: "Role",
  roleOf: (name: string) => `Role of ${name}`,
  roles: { owner: "Owner", manager: "Manager", staff: "Staff" },
  may: {
    owner: "everything, and who works here",
    manager: "the programme, corrections, kiosks and the history",
    staff: "answers, customers, and points within the limits",
  },
  change: "Change",
  remove: "Remove",
  removeWhat: "They are signed out everywhere and can’t come back. Their name stays in the history.",
  withdrawWhat: "They have not answered yet. Nothing of the invitation is left.",
  invited: "Invited, has not answered.",
  invitedHow: (words: string, number: string) => `Invited. To accept, they text ${words} to ${number} from this phone.`,
  add: "Invite somebody",
  name: "Name",
  phone: "Mobile number",
  phoneHint: "We text it once. They are in when they answer CODE.",
  addIt: "Invite",
  sessions: "Where you are signed in",
  sessionsOfAll: "Who is signed in",
  sessionsLead: "End what you don’t recognise: it is signed out at once.",
  thisOne: "this one",
  since: (date: string, hour: string) => `signed in ${date}, ${hour}`,
  until: (date: string) => `ends ${date}`,
  end: "End",
  devices: "Devices that know your number",
  devicesLead: "A code can be asked for there at any time, whatever others ask for. Remove what is not yours any more.",
  device: (date: string) => `Known since ${date}`,
  used: (date: string, hour: string) => `last signed in ${date}, ${hour}`,
  forget: "Remove",
  notAllowed: "You can’t do this here",
  notAllowedAdvice: (role: string) => `You are signed in as ${role}. Ask an owner of the shop.`,
  toCustomers: "To the customers",
};

type PeopleWords = Words<typeof en>;

const fr: PeopleWords = {
  title: "Équipe",
  you: "vous",
  role: "Rôle",
  roleOf: (name) => `Rôle de ${name}`,
  roles: { owner: "Propriétaire", manager: "Gérant", staff: "Personnel" },
  may: {
    owner: "tout, y compris l’équipe",
    manager: "le programme, les corrections, les tablettes et l’historique",
    staff: "les réponses, les clients, et les points dans les limites",
  },
  change: "Changer",
  remove: "Retirer",
  removeWhat: "Cette personne est déconnectée partout et ne peut revenir. Son nom reste dans l’historique.",
  withdrawWhat: "Pas encore de réponse. Il ne restera rien de l’invitation.",
  invited: "Invitation sans réponse.",
  invitedHow: (words, number) =>
    `Invitation sans réponse. Pour l’accepter\u202f: ${words} par SMS au ${number}, de ce téléphone.`,
  add: "Inviter quelqu’un",
  name: "Nom",
  phone: "Numéro de mobile",
  phoneHint: "Un seul SMS y est envoyé. Répondre CODE suffit pour entrer.",
  addIt: "Inviter",
  sessions: "Où vous êtes connecté",
  sessionsOfAll: "Qui est connecté",
  sessionsLead: "Fermez ce que vous ne reconnaissez pas\u202f: c’est déconnecté aussitôt.",
  thisOne: "celle-ci",
  since: (date, hour) => `depuis le ${date}, ${hour}`,
  until: (date) => `finit le ${date}`,
  end: "Fermer",
  devices: "Appareils qui connaissent votre numéro",
  devicesLead:
    "Un code peut y être demandé à tout moment, quoi que d’autres demandent. Retirez ce qui n’est plus à vous.",
  device: (date) => `Connu depuis le ${date}`,
  used: (date, hour) => `dernière connexion le ${date}, ${hour}`,
  forget: "Retirer",
  notAllowed: "Vous n’avez pas accès à cette page",
  notAllowedAdvice: (role) => `Votre rôle ici\u202f: ${role}. Demandez à un propriétaire du commerce.`,
  toCustomers: "Aller aux clients",
};

export const peopleWords: Readonly<Record<Language, PeopleWords>> = { en, fr };

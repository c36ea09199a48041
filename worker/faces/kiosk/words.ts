// What the kiosk says, in the language that the customer has chosen on it, or the shop's.

import type { Language } from "../../../src/conversation/language.ts";
import type { Words } from "../shared/words.ts";

const en = {
  pair: {
    title: "Connect this tablet",
    lead: "Type the code that the inbox shows for a new kiosk. It works once, for fifteen minutes.",
    code: "Pairing code",
    button: "Connect",
    errors: {
      not_a_code: "A pairing code has eight letters and digits. Check what you typed.",
      no_such_code: "This code is unknown, used, or older than fifteen minutes. Ask for a new one in the inbox.",
      too_many_tries: "Too many wrong codes have been typed from here. Wait ten minutes, then type yours again.",
    },
  },
  revoked: {
    title: "This tablet was disconnected",
    lead: "The shop has ended its pairing: nothing typed here is taken any more.",
    again: "Connect it again",
  },
  customer: {
    lead: (units: string) => `${units} each visit`,
    rewards: "Rewards",
    scan: "Or scan this with your phone",
    newHere: "New here? We text you once, and you reply YES to join. Msg & data rates may apply.",
    number: "Your mobile number",
    button: (units: string) => `Get ${units}`,
    notAMobile: "This is not a mobile number. Check its digits.",
    email: "Your e-mail",
    byEmail: "Use my e-mail",
    byNumber: "Use my number",
    notAnEmail: "This is not an e-mail address. Check it.",
    unknownEmail: "We can’t go by this e-mail. Use your mobile number: it is enough to join, too.",
    busy: "One moment: press the button again.",
    staff: "Staff",
    otherLanguage: "Français",
  },
  keypad: { name: "Keypad", back: "Delete the last digit" },
  outcome: {
    endingIn: (digits: string) => `Number ending in ${digits}`,
    missing: (missing: number, reward: string) => `${missing} more: ${reward}`,
    ready: "Ready for you",
    redeem: (number: string) => `Text REDEEM to ${number} to take one.`,
    taken: (number: string | null) =>
      number === null ? "In your wallet." : `In your wallet. To use it now, text USE to ${number}.`,
    waits: (units: string, several: boolean) => `${units} ${several ? "wait" : "waits"} for you`,
    texted: (several: boolean) => `We have just texted you. Reply YES to keep ${several ? "them" : "it"}.`,
    sayYes: (several: boolean) => `Reply YES to our text to keep ${several ? "them" : "it"}.`,
    textKeyword: (keyword: string, number: string, several: boolean) =>
      `To keep ${several ? "them" : "it"}, text ${keyword} to ${number}.`,
    lapses: (days: number) => `Kept for ${days} ${days === 1 ? "day" : "days"}.`,
    hadToday: (unit: string) => `You already have today’s ${unit}.`,
    balance: (units: string) => `You have ${units}.`,
    waitsToday: (unit: string) => `Today’s ${unit} already waits for you.`,
    tooSoon: (hour: string) => `A little soon: again from ${hour}`,
    left: "Not counted: you have left our texts",
    stays: "What you already have stays yours.",
    comeBack: (word: string, number: string) => `To come back, text ${word} to ${number}.`,
    tooOld: "Typed more than seven days ago",
    keyReused: "This was sent before with another number. Type it again.",
    notAnAmount: "That is not a number of points we can give.",
    next: "Next",
  },
  kept: { title: "Kept", lead: "It will be added as soon as this tablet is connected again." },
};

export type KioskWords = Words<typeof en>;

const fr: KioskWords = {
  pair: {
    title: "Connecter cette tablette",
    lead: "Entrez le code que la messagerie affiche pour une nouvelle tablette. Il sert une fois, pendant quinze minutes.",
    code: "Code d’association",
    button: "Connecter",
    errors: {
      not_a_code: "Un code d’association a huit lettres et chiffres. Vérifiez votre saisie.",
      no_such_code:
        "Ce code est inconnu, a servi, ou a plus de quinze minutes. Demandez-en un autre dans la messagerie.",
      too_many_tries: "Trop de codes faux ont été saisis d’ici. Attendez dix minutes, puis ressaisissez le vôtre.",
    },
  },
  revoked: {
    title: "Cette tablette a été déconnectée",
    lead: "Le commerce a mis fin à la connexion\u202f: rien de ce qui est saisi ici n’est plus pris.",
    again: "La reconnecter",
  },
  customer: {
    lead: (units) => `${units} à chaque visite`,
    rewards: "Récompenses",
    scan: "Ou scannez ceci avec votre téléphone",
    newHere:
      "Première fois\u202f? Nous vous envoyons un seul SMS\u202f: répondez OUI pour participer. Des frais de SMS peuvent s’appliquer.",
    number: "Votre numéro de mobile",
    button: (units) => `Recevoir ${units}`,
    notAMobile: "Ce n’est pas un numéro de mobile. Vérifiez ses chiffres.",
    email: "Votre courriel",
    byEmail: "Par courriel",
    byNumber: "Par numéro",
    notAnEmail: "Ce n’est pas une adresse de courriel. Vérifiez-la.",
    unknownEmail: "Ce courriel ne suffit pas ici. Entrez votre numéro de mobile\u202f: il permet aussi de s’inscrire.",
    busy: "Un instant\u202f: appuyez de nouveau.",
    staff: "Personnel",
    otherLanguage: "English",
  },
  keypad: { name: "Clavier", back: "Effacer le dernier chiffre" },
  outcome: {
    endingIn: (digits) => `Numéro finissant par ${digits}`,
    missing: (missing, reward) => `Encore ${missing}\u202f: ${reward}`,
    ready: "Prêt pour vous",
    redeem: (number) => `Pour choisir, envoyez CADEAU au ${number}.`,
    taken: (number) =>
      number === null
        ? "Dans votre portefeuille."
        : `Dans votre portefeuille. Pour l’utiliser maintenant, envoyez UTILISER au ${number}.`,
    waits: (units, several) => `${units} vous ${several ? "attendent" : "attend"}`,
    texted: () => "Nous venons de vous envoyer un SMS. Répondez OUI pour en profiter.",
    sayYes: () => "Répondez OUI à notre SMS pour en profiter.",
    textKeyword: (keyword, number) => `Pour en profiter, envoyez ${keyword} au ${number}.`,
    lapses: (days) => `Gardé ${days} ${days === 1 ? "jour" : "jours"}.`,
    hadToday: () => "C’est déjà fait pour aujourd’hui.",
    balance: (units) => `Vous avez ${units}.`,
    waitsToday: () => "Votre visite d’aujourd’hui est déjà notée.",
    tooSoon: (hour) => `Un peu tôt\u202f: de nouveau à partir de ${hour}`,
    left: "Ce passage n’est pas compté\u202f: vous avez quitté nos SMS",
    stays: "Ce que vous avez déjà reste à vous.",
    comeBack: (word, number) => `Pour revenir, envoyez ${word} au ${number}.`,
    tooOld: "Saisi il y a plus de sept jours",
    keyReused: "Déjà envoyé avec un autre numéro. Saisissez-le de nouveau.",
    notAnAmount: "Ce n’est pas un nombre de points que l’on peut donner.",
    next: "Suivant",
  },
  kept: { title: "C’est gardé", lead: "Ce sera ajouté dès que cette tablette sera de nouveau connectée." },
};

export const kioskWords: Readonly<Record<Language, KioskWords>> = { en, fr };

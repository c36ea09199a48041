// What the sign-up page says, in the reader's language.

import type { Language } from "../../../src/conversation/language.ts";
import type { Words } from "../shared/words.ts";

const en = {
  title: (shop: string) => `Join ${shop}`,
  promise: (reward: string | null, cost: string | null, units: string) =>
    reward ? `${reward} after ${cost}.` : `Collect ${units}, get rewards.`,
  otherLanguage: "Français",
  problems: (count: number) => (count === 1 ? "One thing to put right below." : `${count} things to put right below.`),
  phone: "Mobile number",
  country: "Country",
  countries: { CA: "Canada +1", US: "United States +1", FR: "France +33" },
  phoneHint: "We text you a code, so that nobody else can sign you up.",
  name: "First name",
  birthday: "Birthday",
  birthdayHint: "Day, then month: 12/05 or 12 May. No year. For a birthday gift.",
  email: "E-mail",
  optional: "optional",
  language: "Write to me in",
  languages: { en: "English", fr: "French" },
  agreement: "What you agree to",
  trap: "Leave this empty",
  submit: "Text me a code",
  byText: (keyword: string, number: string) => `Or text ${keyword} to ${number}.`,
  notice: (shop: string, contact: string | null) =>
    `${shop} keeps what you type here to run its loyalty programme, and for nothing else. You can see, correct or delete it, and take back your agreement at any time${contact ? `: ${contact}` : ""}.`,
  errors: {
    phone: {
      not_a_mobile_number: "This is not a mobile number that we can text. Check its digits.",
      not_served: "We can’t text numbers of this country.",
    },
    name: { too_long: "That is too long: 80 characters at most." },
    birthday: { not_a_day: "There is no such day. Type the day, then the month: 12/05." },
    email: {
      not_an_address: "This is not an e-mail address. Check it, or leave it empty.",
      missing: "Type your address to get offers by e-mail, or untick the box.",
    },
    sms: { unticked: "The programme works by text: it needs this box. Without it you can still buy as ever." },
    form: {
      too_fast: "That was too quick for us. Check what you typed, and send it again.",
      trap: "A hidden field was filled in, perhaps by your browser. Send it again.",
      too_many: "Too many codes were asked for. Try again in an hour, or join by text.",
    },
  },
  closedTitle: "Not open yet",
  closed: (shop: string) => `${shop} does not take sign-ups on this page yet.`,
  codeTitle: "Type your code",
  codeLead: (number: string) =>
    `If this number can be texted, a code is on its way from ${number}. It works for ten minutes.`,
  codeByText: "You can answer YES to the text instead.",
  code: "Six-digit code",
  confirm: "Join",
  left: (number: string) =>
    `Nothing arrives? If you have left our texts before, only you can undo that: text START to ${number}.`,
  again: "Use another number, or ask for a new code",
  simulator: "Read it on this phone in the simulator",
  codeErrors: {
    wrong_code: "This is not the code we sent. Check the latest message and try again.",
    code_worn_out:
      "This code no longer works: it is older than ten minutes, was used, or was tried too often. Ask for a new one.",
    has_left: "This number has left our texts. Only a text from it undoes that: send START.",
    busy: "Something else happened with this number just now. Ask for a new code.",
  },
  doneTitle: "Welcome",
  done: (balance: string) => `You have ${balance}.`,
  openWallet: "Open my wallet",
  doneByText: (number: string) => `The link is in your texts too. Text BALANCE to ${number} at any time.`,
};

export type JoinWords = Words<typeof en>;

const fr: JoinWords = {
  title: (shop) => `Participer chez ${shop}`,
  promise: (reward, cost, units) =>
    reward ? `${reward} après ${cost}.` : `Cumulez des ${units}, recevez des cadeaux.`,
  otherLanguage: "English",
  problems: (count) => (count === 1 ? "Un point à corriger ci-dessous." : `${count} points à corriger ci-dessous.`),
  phone: "Numéro de mobile",
  country: "Pays",
  countries: { CA: "Canada +1", US: "États-Unis +1", FR: "France +33" },
  phoneHint: "Nous vous envoyons un code par SMS, pour que personne d’autre ne vous inscrive.",
  name: "Prénom",
  birthday: "Anniversaire",
  birthdayHint: "Le jour, puis le mois\u202f: 12/05 ou 12 mai. Sans l’année. Pour un cadeau d’anniversaire.",
  email: "Courriel",
  optional: "facultatif",
  language: "M’écrire en",
  languages: { en: "Anglais", fr: "Français" },
  agreement: "Ce que vous acceptez",
  trap: "Laissez ce champ vide",
  submit: "Recevoir un code",
  byText: (keyword, number) => `Ou envoyez ${keyword} au ${number}.`,
  notice: (shop, contact) =>
    `${shop} garde ce que vous écrivez ici pour son programme de fidélité, et pour rien d’autre. Vous pouvez le consulter, le corriger, le faire effacer et retirer votre accord à tout moment${contact ? `\u202f: ${contact}` : ""}.`,
  errors: {
    phone: {
      not_a_mobile_number: "Ce n’est pas un numéro de mobile que nous pouvons joindre. Vérifiez ses chiffres.",
      not_served: "Nous ne pouvons pas écrire aux numéros de ce pays.",
    },
    name: { too_long: "C’est trop long\u202f: 80 caractères au plus." },
    birthday: { not_a_day: "Ce jour n’existe pas. Écrivez le jour, puis le mois\u202f: 12/05." },
    email: {
      not_an_address: "Ce n’est pas une adresse de courriel. Vérifiez-la, ou laissez ce champ vide.",
      missing: "Écrivez votre adresse pour recevoir les offres par courriel, ou décochez la case.",
    },
    sms: {
      unticked:
        "Le programme fonctionne par SMS\u202f: il a besoin de cette case. Sans elle, rien ne change à vos achats.",
    },
    form: {
      too_fast: "C’était trop rapide pour nous. Vérifiez ce que vous avez écrit et renvoyez-le.",
      trap: "Un champ caché a été rempli, peut-être par votre navigateur. Renvoyez le formulaire.",
      too_many: "Trop de codes ont été demandés. Réessayez dans une heure, ou participez par SMS.",
    },
  },
  closedTitle: "Pas encore ouvert",
  closed: (shop) => `${shop} ne prend pas encore d’inscriptions sur cette page.`,
  codeTitle: "Entrez votre code",
  codeLead: (number) =>
    `Si ce numéro peut recevoir nos SMS, un code est en route depuis le ${number}. Il vaut dix minutes.`,
  codeByText: "Vous pouvez aussi répondre OUI au SMS.",
  code: "Code à six chiffres",
  confirm: "Participer",
  left: (number) =>
    `Rien n’arrive\u202f? Si vous avez déjà quitté nos SMS, vous seul pouvez y revenir\u202f: envoyez START au ${number}.`,
  again: "Changer de numéro, ou demander un autre code",
  simulator: "Lisez-le sur ce téléphone, dans le simulateur",
  codeErrors: {
    wrong_code: "Ce n’est pas le code envoyé. Regardez le dernier message et réessayez.",
    code_worn_out:
      "Ce code ne vaut plus\u202f: il a plus de dix minutes, a servi, ou a été essayé trop souvent. Demandez-en un autre.",
    has_left: "Ce numéro a quitté nos SMS. Seul un message de ce numéro y change quelque chose\u202f: envoyez START.",
    busy: "Autre chose vient de se passer avec ce numéro. Demandez un autre code.",
  },
  doneTitle: "Bienvenue",
  done: (balance) => `Vous avez ${balance}.`,
  openWallet: "Ouvrir mon portefeuille",
  doneByText: (number) => `Le lien est aussi dans vos SMS. Envoyez SOLDE au ${number} à tout moment.`,
};

export const joinWords: Readonly<Record<Language, JoinWords>> = { en, fr };

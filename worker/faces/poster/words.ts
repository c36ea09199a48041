// What a poster says, and what stands around it on the screen.

import type { Language } from "../../../src/conversation/language.ts";

/** What the QR code opens: the messages app with the keyword typed, the sign-up page, or the messages app with the earn code. */
export type PosterCode = "sms" | "join" | "earn";

export interface PosterFacts {
  readonly shop: string;
  readonly keyword: string;
  /** As people of its country write it. */
  readonly number: string;
  readonly stop: string;
  readonly offers: number;
  /** The cheapest reward, "a free coffee" and "10 points"; null when there is none. */
  readonly reward: { readonly title: string; readonly cost: string } | null;
  readonly units: string;
  /** Null for a shop without one. */
  readonly earnCode: string | null;
  readonly joinAddress: string;
}

interface PosterWords {
  readonly say: Readonly<Record<PosterCode, (facts: PosterFacts) => string>>;
  readonly promise: (facts: PosterFacts) => string;
  readonly scan: Readonly<Record<PosterCode, string>>;
  readonly smallPrint: Readonly<Record<PosterCode, (facts: PosterFacts) => string>>;
}

export interface ToolWords {
  readonly title: (shop: string) => string;
  readonly tools: string;
  readonly lead: string;
  readonly print: string;
  readonly download: (format: string) => string;
  readonly code: string;
  readonly codes: Readonly<Record<PosterCode, string>>;
  readonly size: string;
  readonly sizes: { readonly a4: string; readonly letter: string; readonly card: string };
  readonly language: string;
  readonly languages: { readonly fr: string; readonly en: string; readonly both: string };
  readonly poster: string;
  readonly picture: Readonly<Record<PosterCode, string>>;
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

const offersEn = (offers: number): string =>
  offers === 0 ? "" : `, and at most ${offers} ${offers === 1 ? "offer" : "offers"} a month`;
const offersFr = (offers: number): string =>
  offers === 0 ? "" : ` et au plus ${offers} ${offers === 1 ? "offre" : "offres"} par mois`;

export const posterWords: Readonly<Record<Language, PosterWords>> = {
  en: {
    say: {
      sms: ({ keyword, number }) => `Text ${keyword} to ${number}.`,
      join: () => "Join in a minute.",
      earn: ({ earnCode, number }) => `Text ${earnCode} to ${number}.`,
    },
    promise: ({ reward, units }) =>
      reward ? `${capital(reward.title)} after ${reward.cost}.` : `Collect ${units}, get rewards.`,
    scan: {
      sms: "Or scan: the text is ready to send",
      join: "Scan to join",
      earn: "Or scan: the text is ready to send",
    },
    smallPrint: {
      sms: ({ shop, offers, stop, units }) =>
        `${shop} loyalty by text. We ask for your YES first. Then: news of your ${units} and rewards${offersEn(offers)}. ${stop} to leave, HELP for help. Msg & data rates may apply.`,
      join: ({ shop, joinAddress, offers, stop, units }) =>
        `${shop} loyalty by text. The page asks whether you agree first. Then: news of your ${units} and rewards${offersEn(offers)}. ${stop} to leave, HELP for help. Msg & data rates may apply. ${joinAddress}`,
      earn: ({ shop, stop }) =>
        `For members of ${shop} loyalty by text. ${stop} to leave, HELP for help. Msg & data rates may apply.`,
    },
  },
  fr: {
    say: {
      sms: ({ keyword, number }) => `Envoyez ${keyword} au ${number}.`,
      join: () => "Participez en une minute.",
      earn: ({ earnCode, number }) => `Envoyez ${earnCode} au ${number}.`,
    },
    promise: ({ reward, units }) =>
      reward ? `${capital(reward.title)} après ${reward.cost}.` : `Cumulez des ${units}, recevez des cadeaux.`,
    scan: {
      sms: "Ou scannez\u202f: le message est prêt à envoyer",
      join: "Scannez pour participer",
      earn: "Ou scannez\u202f: le message est prêt à envoyer",
    },
    smallPrint: {
      sms: ({ shop, offers, stop, units }) =>
        `Fidélité par SMS de ${shop}. Nous demandons d’abord votre OUI. Ensuite\u202f: le suivi de vos ${units} et de vos cadeaux${offersFr(offers)}. ${stop} pour quitter, AIDE pour de l’aide. Des frais de SMS peuvent s’appliquer.`,
      join: ({ shop, joinAddress, offers, stop, units }) =>
        `Fidélité par SMS de ${shop}. La page demande d’abord votre accord. Ensuite\u202f: le suivi de vos ${units} et de vos cadeaux${offersFr(offers)}. ${stop} pour quitter, AIDE pour de l’aide. Des frais de SMS peuvent s’appliquer. ${joinAddress}`,
      earn: ({ shop, stop }) =>
        `Pour les membres de la fidélité par SMS de ${shop}. ${stop} pour quitter, AIDE pour de l’aide. Des frais de SMS peuvent s’appliquer.`,
    },
  },
};

export const toolWords: Readonly<Record<Language, ToolWords>> = {
  en: {
    title: (shop) => `Poster of ${shop}`,
    tools: "Choose and print",
    lead: "Print it at 100%, on the paper that you choose here.",
    print: "Print",
    download: (format) => `QR code as ${format}`,
    code: "QR code",
    codes: { sms: "Text the keyword", join: "Sign-up page", earn: "Earn code" },
    size: "Paper",
    sizes: { a4: "A4", letter: "Letter", card: "Card 10 × 15 cm" },
    language: "Language",
    languages: { fr: "French", en: "English", both: "Both" },
    poster: "Poster",
    picture: {
      sms: "QR code that opens a text message with the keyword",
      join: "QR code of the sign-up page",
      earn: "QR code that opens a text message with the earn code",
    },
  },
  fr: {
    title: (shop) => `Affiche de ${shop}`,
    tools: "Choisir et imprimer",
    lead: "Imprimez à 100\u00a0%, sur le papier choisi ici.",
    print: "Imprimer",
    download: (format) => `Code QR en ${format}`,
    code: "Code QR",
    codes: { sms: "Envoyer le mot-clé", join: "Page d’inscription", earn: "Code de gain" },
    size: "Papier",
    sizes: { a4: "A4", letter: "Lettre", card: "Carton 10 × 15 cm" },
    language: "Langue",
    languages: { fr: "Français", en: "Anglais", both: "Les deux" },
    poster: "Affiche",
    picture: {
      sms: "Code QR qui ouvre un SMS avec le mot-clé",
      join: "Code QR de la page d’inscription",
      earn: "Code QR qui ouvre un SMS avec le code de gain",
    },
  },
};

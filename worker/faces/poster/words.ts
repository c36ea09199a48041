// What a poster says.

import type { Language } from "../../../src/conversation/language.ts";
import { sayOffersAMonth } from "../../../src/texts/offers-a-month.ts";
import type { Words } from "../shared/words.ts";

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

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

const offersEn = (offers: number): string => (offers === 0 ? "" : `, and ${sayOffersAMonth(offers, "en")}`);
const offersFr = (offers: number): string => (offers === 0 ? "" : ` et ${sayOffersAMonth(offers, "fr")}`);

const en = {
  say: {
    sms: ({ keyword, number }: PosterFacts) => `Text ${keyword} to ${number}.`,
    join: (_facts: PosterFacts) => "Join in a minute.",
    earn: ({ earnCode, number }: PosterFacts) => `Text ${earnCode} to ${number}.`,
  },
  promise: ({ reward, units }: PosterFacts) =>
    reward ? `${capital(reward.title)} after ${reward.cost}.` : `Collect ${units}, get rewards.`,
  scan: {
    sms: "Or scan: the text is ready to send",
    join: "Scan to join",
    earn: "Or scan: the text is ready to send",
  },
  smallPrint: {
    sms: ({ shop, offers, stop, units }: PosterFacts) =>
      `${shop} loyalty by text. We ask for your YES first. Then: news of your ${units} and rewards${offersEn(offers)}. ${stop} to leave, HELP for help. Msg & data rates may apply.`,
    join: ({ shop, joinAddress, offers, stop, units }: PosterFacts) =>
      `${shop} loyalty by text. The page asks whether you agree first. Then: news of your ${units} and rewards${offersEn(offers)}. ${stop} to leave, HELP for help. Msg & data rates may apply. ${joinAddress}`,
    earn: ({ shop, stop }: PosterFacts) =>
      `For members of ${shop} loyalty by text. ${stop} to leave, HELP for help. Msg & data rates may apply.`,
  },
};

type PosterWords = Words<typeof en>;

const fr: PosterWords = {
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
};

export const posterWords: Readonly<Record<Language, PosterWords>> = { en, fr };

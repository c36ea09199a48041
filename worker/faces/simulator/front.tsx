// Where somebody begins who has just started the service on this machine: a door to each of its places.

import type { Child } from "hono/jsx";
import type { Language } from "../../../src/conversation/language.ts";
import { formatPhone } from "../../../src/phone.ts";
import { kioskPaths } from "../kiosk/addresses.ts";
import { merchantPaths } from "../merchant/addresses.ts";
import { posterPaths } from "../poster/addresses.ts";
import { Page } from "../shared/layout.tsx";
import type { Words } from "../shared/words.ts";
import { simulatorPaths } from "./addresses.ts";

export interface FrontView {
  readonly language: Language;
  readonly shops: readonly { readonly name: string; readonly slug: string }[];
  /** Who can sign in to the inbox first; null before a shop is seeded. */
  readonly ownerPhone: string | null;
}

const en = {
  title: "Comptoir on this machine",
  lead: "Loyalty by text, with no carrier: the phone is in the browser. Begin with it.",
  otherLanguage: "Français",
  phone: "A phone",
  phoneLead: "Be the customer. Text JOIN, then YES.",
  inbox: "The inbox",
  inboxLead: (owner: string | null) =>
    owner === null
      ? "The merchant’s side: it opens once there is a shop."
      : `The merchant’s side. Sign in as ${owner}; the code arrives on that phone, in the simulator.`,
  kiosk: "The tablet on the counter",
  kioskLead: "Pair it with the code that the inbox makes under Kiosks.",
  poster: (shop: string) => `The poster of ${shop}`,
  posterLead: "Its QR code opens a text with the word typed.",
  wallet: "The customer’s wallet",
  walletLead: "It opens from the link in the text that answers YES: press it on the phone.",
};

type FrontWords = Words<typeof en>;

const fr: FrontWords = {
  title: "Comptoir sur cet ordinateur",
  lead: "La fidélité par SMS, sans opérateur\u202f: le téléphone est dans le navigateur. Commencez par lui.",
  otherLanguage: "English",
  phone: "Un téléphone",
  phoneLead: "Soyez le client. Envoyez JOIGNEZ, puis OUI.",
  inbox: "La messagerie",
  inboxLead: (owner) =>
    owner === null
      ? "Le côté du commerce\u202f: elle s’ouvre dès qu’il y en a un."
      : `Le côté du commerce. Connectez-vous avec le ${owner}\u202f; le code arrive sur ce téléphone, dans le simulateur.`,
  kiosk: "La tablette du comptoir",
  kioskLead: "Associez-la avec le code que donne la messagerie, sous Tablettes.",
  poster: (shop) => `L’affiche de ${shop}`,
  posterLead: "Son code QR ouvre un SMS, le mot déjà écrit.",
  wallet: "Le portefeuille du client",
  walletLead: "Il s’ouvre par le lien du SMS qui répond à OUI\u202f: suivez-le sur le téléphone.",
};

const words: Readonly<Record<Language, FrontWords>> = { en, fr };

const other = { en: "fr", fr: "en" } as const;

export function FrontPage({ language, shops, ownerPhone }: FrontView) {
  const said = words[language];
  return (
    <Page language={language} title={said.title} page="front">
      <main class="card">
        <a class="language-link" href={`?lang=${other[language]}`} lang={other[language]} hreflang={other[language]}>
          {said.otherLanguage}
        </a>
        <h1>{said.title}</h1>
        <p>{said.lead}</p>
        <nav class="choices" aria-label={said.title}>
          <Door href={simulatorPaths.home()} name={said.phone}>
            {said.phoneLead}
          </Door>
          <Door href={merchantPaths.inbox()} name={said.inbox}>
            {said.inboxLead(ownerPhone && formatPhone(ownerPhone))}
          </Door>
          <Door href={kioskPaths.home()} name={said.kiosk}>
            {said.kioskLead}
          </Door>
          {shops.map(({ name, slug }) => (
            <Door href={posterPaths.poster(slug)} name={said.poster(name)}>
              {said.posterLead}
            </Door>
          ))}
          <Door href={simulatorPaths.home()} name={said.wallet}>
            {said.walletLead}
          </Door>
        </nav>
      </main>
    </Page>
  );
}

const Door = ({ href, name, children }: { href: string; name: string; children?: Child }) => (
  <a class="choice" href={href}>
    <strong>{name}</strong>
    <span>{children}</span>
  </a>
);

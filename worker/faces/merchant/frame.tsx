// The frame of the merchant's pages: the bar, the sections, what was just done, and who is signed in.

import type { Child } from "hono/jsx";
import type { Language } from "../../../src/conversation/language.ts";
import type { Role } from "../../../src/people/roles.ts";
import { Page } from "../shared/layout.tsx";
import type { Words } from "../shared/words.ts";
import { merchantPaths } from "./addresses.ts";
import { Bar } from "./bar.tsx";
import { IncompleteShop } from "./incomplete-shop.tsx";
import { type Section, type Tab, Tabs } from "./navigation.tsx";

export interface FrameView {
  readonly language: Language;
  readonly shop: {
    readonly name: string;
    /** `#rrggbb` */
    readonly accent: string;
    /** Country and region are set. */
    readonly complete: boolean;
  };
  readonly person: {
    readonly name: string;
    readonly role: Role;
    /** How many other shops they can go to. */
    readonly otherShops: number;
  };
  readonly done: Done | null;
}

const en = {
  signedInAs: (name: string) => `Signed in as ${name}.`,
  sessions: "Where you are signed in",
  otherShop: "Another shop",
  done: {
    saved: "Saved.",
    withdrawn: "Withdrawn.",
    given: "The points are in the balance.",
    undone: "Undone: a correction was entered.",
    put_back: "The reward is back in the customer’s wallet.",
    added: "Added.",
    invited: "Invited by text. They can sign in once they have answered CODE from their own phone.",
    invited_untexted: "On the list. We can’t text this number: tell them yourself what to text.",
    removed: "Removed. Their sessions have ended.",
    revoked: "Ended.",
    settled: "The question is closed.",
    moved: "Moved. They wait for a YES from that number, which gets a text about it if it may.",
    dropped: "Dropped. Nobody has these points.",
    moved_back: "The account is back on its old number.",
  },
};

const fr: Words<typeof en> = {
  signedInAs: (name: string) => `Connecté en tant que ${name}.`,
  sessions: "Où vous êtes connecté",
  otherShop: "Un autre commerce",
  done: {
    saved: "Enregistré.",
    withdrawn: "Retiré.",
    given: "Les points sont au solde.",
    undone: "Annulé\u202f: une correction est inscrite.",
    put_back: "La récompense est de retour chez le client.",
    added: "Ajouté.",
    invited: "Invitation envoyée par SMS. Pour se connecter, il faut d’abord y répondre CODE de son propre téléphone.",
    invited_untexted: "Sur la liste. Nous ne pouvons pas écrire à ce numéro\u202f: dites vous-même quoi envoyer.",
    removed: "Retiré de l’équipe. Ses sessions sont fermées.",
    revoked: "C’est terminé.",
    settled: "La question est fermée.",
    moved: "Déplacés. Ils attendent le OUI de ce numéro, qui en reçoit un SMS s’il est permis.",
    dropped: "Supprimés. Personne n’a ces points.",
    moved_back: "Le compte est de retour à l’ancien numéro.",
  },
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

export type Done = keyof typeof words.en.done;

export const isDone = (name: string | undefined): name is Done =>
  name !== undefined && Object.hasOwn(words.en.done, name);

interface Props {
  readonly frame: FrameView;
  readonly title: string;
  readonly section: Section | null;
  readonly tab?: Tab;
  readonly script?: "offer";
  readonly children?: Child;
}

export function MerchantPage({ frame, title, section, tab, script, children }: Props) {
  const { language, shop, person, done } = frame;
  const said = words[language];
  return (
    <Page
      language={language}
      title={`${title} · ${shop.name}`}
      page="merchant"
      accent={shop.accent}
      stylesheet="merchant"
      {...(script && { script })}
    >
      <Bar language={language} shopName={shop.name} person={person} section={section} />
      {!shop.complete && <IncompleteShop language={language} role={person.role} />}
      <main class="merchant">
        {section && tab && <Tabs language={language} role={person.role} section={section} current={tab} />}
        {done && (
          <p class="done" role="status">
            {said.done[done]}
          </p>
        )}
        {children}
      </main>
      <footer class="merchant-foot">
        {said.signedInAs(person.name)} <a href={merchantPaths.sessions()}>{said.sessions}</a>
        {person.otherShops > 0 && (
          <>
            {" · "}
            <a href={merchantPaths.signInShop()}>{said.otherShop}</a>
          </>
        )}
      </footer>
    </Page>
  );
}

// The way round the merchant's pages: what a person's role opens, and nothing else.

import type { Language } from "../../../src/conversation/language.ts";
import { mayDo, type Permission, type Role } from "../../../src/people/roles.ts";
import type { Words } from "../shared/words.ts";
import { merchantPaths } from "./addresses.ts";

export type Section = "conversations" | "customers" | "rewards" | "programme" | "kiosks" | "history";

export type Tab = "customers" | "waiting" | "rewards" | "offers" | "programme" | "shop" | "kiosks" | "till" | "people";

interface Place {
  readonly href: string;
  readonly permission: Permission;
}

const sections: Readonly<Record<Section, Place>> = {
  conversations: { href: merchantPaths.inbox(), permission: "answer_customers" },
  customers: { href: merchantPaths.customers(), permission: "see_customers" },
  rewards: { href: merchantPaths.rewards(), permission: "run_programme" },
  programme: { href: merchantPaths.programme(), permission: "run_programme" },
  kiosks: { href: merchantPaths.kiosks(), permission: "manage_kiosks" },
  history: { href: merchantPaths.history(), permission: "see_history" },
};

const tabs: Readonly<Partial<Record<Section, Readonly<Partial<Record<Tab, Place>>>>>> = {
  customers: {
    customers: { href: merchantPaths.customers(), permission: "see_customers" },
    waiting: { href: merchantPaths.waiting(), permission: "see_customers" },
  },
  rewards: {
    rewards: { href: merchantPaths.rewards(), permission: "run_programme" },
    offers: { href: merchantPaths.offers(), permission: "run_programme" },
  },
  programme: {
    programme: { href: merchantPaths.programme(), permission: "run_programme" },
    shop: { href: merchantPaths.shop(), permission: "run_shop" },
  },
  kiosks: {
    kiosks: { href: merchantPaths.kiosks(), permission: "manage_kiosks" },
    till: { href: merchantPaths.till(), permission: "manage_tills" },
    people: { href: merchantPaths.people(), permission: "manage_people" },
  },
};

const en = {
  sections: "Sections",
  pages: "Pages of this section",
  conversations: "Conversations",
  customers: "Customers",
  waiting: "Waiting points",
  rewards: "Rewards",
  programme: "Programme",
  kiosks: "Kiosks",
  till: "Till",
  history: "History",
  offers: "Offers",
  shop: "Shop",
  people: "People",
};

const fr: Words<typeof en> = {
  sections: "Rubriques",
  pages: "Pages de la rubrique",
  conversations: "Conversations",
  customers: "Clients",
  waiting: "Points en attente",
  rewards: "Récompenses",
  programme: "Programme",
  kiosks: "Tablettes",
  till: "Caisse",
  history: "Historique",
  offers: "Offres",
  shop: "Commerce",
  people: "Équipe",
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

interface SectionsProps {
  readonly language: Language;
  readonly role: Role;
  readonly current: Section | null;
}

export function Sections({ language, role, current }: SectionsProps) {
  const said = words[language];
  return (
    <nav class="sections" aria-label={said.sections}>
      <ul>
        {open(sections, role).map(([name, { href }]) => (
          <li>
            <a href={href} aria-current={name === current ? "page" : undefined}>
              {said[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface TabsProps extends Omit<SectionsProps, "current"> {
  readonly section: Section;
  readonly current: Tab;
}

/** Nothing where a section has one page only for this role. */
export function Tabs({ language, role, section, current }: TabsProps) {
  const said = words[language];
  const places = open(tabs[section] ?? {}, role);
  if (places.length < 2) return null;
  return (
    <nav class="tabs" aria-label={said.pages}>
      {places.map(([name, { href }]) => (
        <a href={href} aria-current={name === current ? "page" : undefined}>
          {said[name]}
        </a>
      ))}
    </nav>
  );
}

const open = <Name extends string>(places: Readonly<Partial<Record<Name, Place>>>, role: Role) =>
  (Object.entries(places) as [Name, Place][]).filter(([, { permission }]) => mayDo(role, permission));

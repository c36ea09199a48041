// The bar above each of the merchant's pages: the shop, who is signed in, the way out, and the sections.

import type { Language } from "../../../src/conversation/language.ts";
import type { Role } from "../../../src/people/roles.ts";
import { merchantPaths } from "./addresses.ts";
import { type Section, Sections } from "./navigation.tsx";

const signOut: Readonly<Record<Language, string>> = { en: "Sign out", fr: "Se déconnecter" };

interface Props {
  readonly language: Language;
  readonly shopName: string;
  readonly person: { readonly name: string; readonly role: Role };
  /** Null for a page of none. */
  readonly section: Section | null;
}

export const Bar = ({ language, shopName, person, section }: Props) => (
  <>
    <header class="bar">
      <a class="bar-title" href={merchantPaths.inbox()}>
        {shopName}
      </a>
      <span class="bar-person">{person.name}</span>
      <form method="post" action={merchantPaths.signOut()}>
        <button type="submit" class="button-quiet">
          {signOut[language]}
        </button>
      </form>
    </header>
    <Sections language={language} role={person.role} current={section} />
  </>
);

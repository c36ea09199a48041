// What stands above every page of the inbox while nothing can be sent, with the way to mend it for whom may.

import type { Language } from "../../../src/conversation/language.ts";
import { mayDo, type Role } from "../../../src/people/roles.ts";
import type { Words } from "../shared/words.ts";
import { merchantPaths } from "./addresses.ts";

const en = {
  why: "Nothing can be sent until this shop’s country and region are set. Messages still arrive here.",
  mend: "Set them now",
  who: "The owner can set them.",
};

const fr: Words<typeof en> = {
  why: "Rien ne peut partir tant que le pays et la région du commerce ne sont pas indiqués. Les messages arrivent quand même ici.",
  mend: "Les indiquer maintenant",
  who: "Le propriétaire peut les indiquer.",
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

export function IncompleteShop({ language, role }: { language: Language; role: Role }) {
  const said = words[language];
  return (
    <p class="banner" role="status">
      {said.why} {mayDo(role, "run_shop") ? <a href={`${merchantPaths.shop()}#place`}>{said.mend}</a> : said.who}
    </p>
  );
}

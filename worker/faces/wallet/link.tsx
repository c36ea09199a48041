// What a short link shows: one button that a person presses, or why there is none. Looking at either changes nothing.

import type { Child } from "hono/jsx";
import type { Language } from "../../../src/conversation/language.ts";
import type { LinkRefusal } from "../../../src/links/link.ts";
import { Page } from "../shared/layout.tsx";
import { iconHref, initialOf } from "./icon.ts";
import { type LinkWords, linkWords } from "./link-words.ts";

interface ShopOfLink {
  readonly name: string;
  /** `#rrggbb` */
  readonly accent: string;
  readonly language: Language;
  /** Where to text for a new link: as people write it, and as an address of their phone. */
  readonly number: { readonly written: string; readonly e164: string } | null;
}

export interface LandingView {
  readonly shop: ShopOfLink;
  /** Where the button posts to: the address of the wallet's host, which may be another than this page's. */
  readonly action: string;
}

export interface LinkRefusedView {
  /** `forged`: the signature is not ours. */
  readonly refusal: LinkRefusal | "forged";
  /** Null where no shop is known. */
  readonly shop: ShopOfLink | null;
  readonly asked: Language;
}

/** Both languages, where no shop is known that could tell. */
export const beginningWith = (asked: Language): readonly Language[] => (asked === "fr" ? ["fr", "en"] : ["en", "fr"]);

export function LandingPage({ shop, action }: LandingView) {
  const said = linkWords[shop.language];
  return (
    <LinkFrame shop={shop} title={shop.name}>
      <main class="link-card">
        <LanguageChoice language={shop.language} />
        <ShopMark shop={shop} />
        <h1>{shop.name}</h1>
        <p class="tone-quiet">{said.lead}</p>
        <form method="post" action={action}>
          <button type="submit" class="button button-wide">
            {said.open}
          </button>
        </form>
        <p class="hint">{said.hint}</p>
      </main>
    </LinkFrame>
  );
}

export function LinkRefusedPage({ refusal, shop, asked }: LinkRefusedView) {
  if (shop === null) return <RefusedInBoth refusal={refusal} asked={asked} />;
  const said = linkWords[shop.language];
  return (
    <LinkFrame shop={shop} title={said.refused[refusal].title}>
      <main class="link-card">
        <LanguageChoice language={shop.language} />
        <ShopMark shop={shop} />
        <p>{shop.name}</p>
        <h1>{said.refused[refusal].title}</h1>
        <p>{said.refused[refusal].why}</p>
        <NewLink said={said} number={shop.number} />
      </main>
    </LinkFrame>
  );
}

/** How to get a new one: the text is written already where the phone understands such an address. */
export function NewLink({ said, number }: { said: LinkWords; number: ShopOfLink["number"] }) {
  if (number === null) return <p>{said.askTheShop}</p>;
  return (
    <>
      <p>{said.textFor(said.keyword, number.written)}</p>
      <p>
        <a class="button button-wide" href={`sms:${number.e164}?&body=${said.keyword}`}>
          {said.textKeyword(said.keyword)}
        </a>
      </p>
    </>
  );
}

function RefusedInBoth({ refusal, asked }: Pick<LinkRefusedView, "refusal" | "asked">) {
  const languages = beginningWith(asked);
  const title = languages.map((language) => linkWords[language].refused[refusal].title).join(" · ");
  return (
    <Page language={asked} title={title} page="link" stylesheet="wallet">
      <main class="link-both">
        {languages.map((language, i) => {
          const { refused, askTheShop } = linkWords[language];
          const Title = i === 0 ? "h1" : "h2";
          return (
            <section lang={language}>
              <Title class="h1">{refused[refusal].title}</Title>
              <p>{refused[refusal].why}</p>
              <p>{askTheShop}</p>
            </section>
          );
        })}
      </main>
    </Page>
  );
}

export const ShopMark = ({ shop }: { shop: Pick<ShopOfLink, "name"> }) => (
  <p class="shop-mark" aria-hidden="true">
    {initialOf(shop.name)}
  </p>
);

const LanguageChoice = ({ language }: { language: Language }) => {
  const { other, otherName } = linkWords[language];
  return (
    <a class="language-link" href={`?lang=${other}`} lang={other} hreflang={other}>
      {otherName}
    </a>
  );
};

function LinkFrame({ shop, title, children }: { shop: ShopOfLink; title: string; children: Child }) {
  const { language, accent, name } = shop;
  return (
    <Page
      language={language}
      title={title}
      page="link"
      accent={accent}
      branded
      stylesheet="wallet"
      icon={iconHref(name, accent)}
      namesSite
    >
      {children}
    </Page>
  );
}

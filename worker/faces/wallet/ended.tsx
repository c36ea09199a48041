// A wallet that is not open: the session is over, or was never there, or its customer is deleted.

import type { Language } from "../../../src/conversation/language.ts";
import { Page } from "../shared/layout.tsx";
import { beginningWith, NewLink, ShopMark } from "./link.tsx";
import { linkWords } from "./link-words.ts";
import { walletWords } from "./words.ts";

export interface EndedView {
  readonly language: Language;
  readonly shop: string;
  readonly accent: string;
  readonly number: { readonly written: string; readonly e164: string } | null;
}

/** @param view null where no shop is known: then in both languages, the one that the reader asks for first. */
export function WalletEndedPage({ view, asked }: { view: EndedView | null; asked: Language }) {
  if (view === null) return <EndedInBoth asked={asked} />;
  const { language, shop, accent, number } = view;
  const { ended } = walletWords[language];
  return (
    <Page language={language} title={ended.title} page="link" accent={accent} branded stylesheet="wallet">
      <main class="link-card">
        <ShopMark shop={{ name: shop }} />
        <p>{shop}</p>
        <h1>{ended.title}</h1>
        <p>{ended.what}</p>
        <NewLink said={linkWords[language]} number={number} />
      </main>
    </Page>
  );
}

function EndedInBoth({ asked }: { asked: Language }) {
  const languages = beginningWith(asked);
  return (
    <Page
      language={asked}
      title={languages.map((language) => walletWords[language].ended.title).join(" · ")}
      page="link"
      stylesheet="wallet"
    >
      <main class="link-both">
        {languages.map((language, i) => {
          const { ended } = walletWords[language];
          const Title = i === 0 ? "h1" : "h2";
          return (
            <section lang={language}>
              <Title class="h1">{ended.title}</Title>
              <p>{ended.what}</p>
              <p>{linkWords[language].askTheShop}</p>
            </section>
          );
        })}
      </main>
    </Page>
  );
}

/** Its script forgets what the phone kept for later. */
export function DeletedPage({ language, shop, accent }: Omit<EndedView, "number">) {
  const { deleted } = walletWords[language];
  return (
    <Page
      language={language}
      title={deleted.title}
      page="link"
      accent={accent}
      branded
      stylesheet="wallet"
      script="wallet"
    >
      <main class="link-card" data-forget>
        <ShopMark shop={{ name: shop }} />
        <h1>{deleted.title}</h1>
        <p>{deleted.what(shop)}</p>
      </main>
    </Page>
  );
}

// The frame of the wallet's pages: the shop's name, the other language, what was done or went wrong, and a way back.

import type { Child } from "hono/jsx";
import type { Language } from "../../../src/conversation/language.ts";
import type { Unit } from "../../../src/loyalty/programme.ts";
import { Page } from "../shared/layout.tsx";
import { walletPaths } from "./addresses.ts";
import { iconHref, touchIconHref } from "./icon.ts";
import { walletWords } from "./words.ts";

/** What every page of the wallet knows. */
export interface WalletFrameView {
  readonly language: Language;
  readonly shop: string;
  /** `#rrggbb` */
  readonly accent: string;
  readonly unit: Unit;
  readonly timeZone: string;
  /** Unix milliseconds. */
  readonly now: number;
  /** The number to text, as people write it; null for a shop without one. */
  readonly number: string | null;
  /** The address of the page at hand, to come back to after a change of language. */
  readonly here: string;
}

interface Frame {
  readonly view: WalletFrameView;
  readonly title: string;
  /** Null on the first page. */
  readonly backHref: string | null;
  /** A full-screen sheet has nothing around it. */
  readonly sheet?: boolean;
  readonly children: Child;
}

export function WalletFrame({ view, title, backHref, sheet = false, children }: Frame) {
  const { language, shop, accent, here } = view;
  const { otherLanguage, back } = walletWords[language];
  return (
    <Page
      language={language}
      title={title}
      page="wallet"
      accent={accent}
      branded
      stylesheet="wallet"
      script="wallet"
      manifest={walletPaths.manifest()}
      icon={iconHref(shop, accent)}
      namesSite
    >
      {/* Hono moves it into the head. */}
      <link rel="apple-touch-icon" href={touchIconHref(shop, accent)} />
      {sheet ? (
        children
      ) : (
        <div class="wallet-column">
          <header class="wallet-head">
            {backHref === null ? (
              <h1 class="wallet-shop">{shop}</h1>
            ) : (
              <>
                <a class="wallet-back" href={backHref}>
                  <span class="visually-hidden">{back}</span>
                  <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                    <path d="M15 5l-7 7 7 7" fill="none" stroke="currentColor" stroke-width="2" />
                  </svg>
                </a>
                <p class="wallet-shop">{shop}</p>
              </>
            )}
            <form method="post" action={walletPaths.language()}>
              <input type="hidden" name="back" value={here} />
              <button type="submit" class="wallet-language" name="language" value={otherLanguage.code}>
                <span aria-hidden="true">{otherLanguage.short}</span>
                <span class="visually-hidden" lang={otherLanguage.code}>
                  {otherLanguage.name}
                </span>
              </button>
            </form>
          </header>
          {children}
        </div>
      )}
    </Page>
  );
}

/** What was done. Announced by a screen reader, and first on the page. */
export const Notice = ({ children }: { children: Child }) => (
  <p class="wallet-notice" role="status">
    {children}
  </p>
);

/** What went wrong, and what to do. */
export const Alert = ({ children }: { children: Child }) => (
  <p class="wallet-notice wallet-alert" role="alert">
    {children}
  </p>
);

/** A title begins a line with a capital, however the shop wrote it for the middle of a sentence. */
export const capital = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);

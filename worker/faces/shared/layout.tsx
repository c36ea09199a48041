// The frame of every page: language, title, colours, one stylesheet, at most one script.

import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { Language } from "../../../src/conversation/language.ts";
import { accentHref, DEFAULT_ACCENT, PAPER } from "./accent.ts";
import { sharedPaths } from "./addresses.ts";

export interface Frame {
  readonly language: Language;
  readonly title: string;
  /** Names the page for the stylesheet. */
  readonly page:
    | "front"
    | "inbox"
    | "join"
    | "kiosk"
    | "merchant"
    | "poster"
    | "sign-in"
    | "simulator"
    | "wallet"
    | "link"
    | "error";
  /** `#rrggbb`; the service's own colour where no shop is known. */
  readonly accent?: string;
  /** Colours the browser's own bar with the accent rather than with the paper. */
  readonly branded?: boolean;
  readonly script?: "inbox" | "kiosk" | "offer" | "poster" | "simulator" | "wallet";
  /** On top of the one stylesheet of all pages. */
  readonly stylesheet?: "join" | "kiosk" | "merchant" | "poster" | "simulator" | "wallet";
  /** The address of a manifest, for a page that can be kept on the home screen; read with the cookies of its reader. */
  readonly manifest?: string;
  /** The address of the shop's own icon. */
  readonly icon?: string;
  /** Its forms name their site, never their address: for a form to another host of ours, and for browsers without Sec-Fetch-Site. */
  readonly namesSite?: boolean;
  readonly children?: Child;
}

const ICON = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H14l-8 6v-6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z" fill="${DEFAULT_ACCENT}"/></svg>`,
)}`;

export function Page({ language, title, page, accent = DEFAULT_ACCENT, branded = false, children, ...files }: Frame) {
  const { script, stylesheet, manifest, icon = ICON, namesSite = false } = files;
  const document = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {branded ? (
          <meta name="theme-color" content={accent} />
        ) : (
          <>
            <meta name="theme-color" media="(prefers-color-scheme: light)" content={PAPER.light} />
            <meta name="theme-color" media="(prefers-color-scheme: dark)" content={PAPER.dark} />
          </>
        )}
        {namesSite && <meta name="referrer" content="strict-origin" />}
        <link rel="icon" href={icon} />
        {manifest && <link rel="manifest" href={manifest} crossorigin="use-credentials" />}
        <link rel="stylesheet" href={sharedPaths.asset("style.css")} />
        {stylesheet && <link rel="stylesheet" href={sharedPaths.asset(`${stylesheet}.css`)} />}
        <link rel="stylesheet" href={accentHref(accent)} />
        {script && <script type="module" src={sharedPaths.asset(`${script}.js`)} />}
      </head>
      <body class={`${page}-page`}>{children}</body>
    </html>
  );
  return html`<!doctype html>${document}`;
}

// A shop's icon, from its initial and its colour, and the manifest that puts the wallet on a home screen under its name.

import type { Language } from "../../src/conversation/language.ts";
import { DEFAULT_ACCENT, PAPER, textOn } from "./accent.ts";

const SHORT_NAME_MAX = 12;

/** The browser's script that stands between the wallet and the network; served from the wallet's own folder, for its scope. */
export const SERVICE_WORKER = "wallet-sw";

/** `/me/icon/0b6e5f-C.svg`: all that the picture is made of, so that nothing needs to be looked up. */
export const iconHref = (shop: string, accent: string): string =>
  `/me/icon/${colorOf(accent).slice(1)}-${encodeURIComponent(initialOf(shop))}.svg`;

/** Fills its square: a launcher may cut its own shape out of it. @param accent `#rrggbb` */
export function iconSvg(initial: string, accent: string): string {
  const letter = initialOf(initial);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" fill="${accent}"/><text x="256" y="256" dy=".36em" text-anchor="middle" font-family="system-ui,-apple-system,'Segoe UI',Roboto,sans-serif" font-weight="700" font-size="272" fill="${textOn(accent)}">${letter}</text></svg>`;
}

export function walletManifest(shop: string, accent: string, language: Language): object {
  return {
    id: "/me",
    name: shop,
    short_name: shop.length > SHORT_NAME_MAX ? (shop.split(/\s+/).at(-1) ?? shop).slice(0, SHORT_NAME_MAX) : shop,
    lang: language,
    start_url: "/me",
    scope: "/me",
    display: "standalone",
    background_color: PAPER.light,
    theme_color: colorOf(accent),
    icons: [
      { src: iconHref(shop, accent), type: "image/svg+xml", sizes: "any", purpose: "any" },
      { src: iconHref(shop, accent), type: "image/svg+xml", sizes: "any", purpose: "maskable" },
    ],
  };
}

export const initialOf = (shop: string): string =>
  [...(shop.match(/[\p{L}\p{N}]/u)?.[0] ?? "·")][0]?.toUpperCase() ?? "·";

const colorOf = (accent: string): string => (/^#[\da-f]{6}$/i.test(accent) ? accent.toLowerCase() : DEFAULT_ACCENT);

// A shop's icon, from its monogram and its colour, and the manifest that puts the wallet on a home screen under its name.

import type { Language } from "../../../src/conversation/language.ts";
import { drawMonogram, monogramOf } from "../../../src/pictures/monogram.ts";
import { DEFAULT_ACCENT, PAPER, textOn } from "../shared/accent.ts";
import { walletPaths } from "./addresses.ts";

const SHORT_NAME_MAX = 12;

/** The browser's script that stands between the wallet and the network; served from the wallet's own folder, for its scope. */
export const SERVICE_WORKER = "wallet-sw";

/** In pixels. iOS takes none but PNG for its home screen, and none from a manifest where the page names one. */
const TOUCH_SIDE = 180;
const MANIFEST_SIDES = [192, 512] as const;
export const ICON_SIDES: readonly number[] = [TOUCH_SIDE, ...MANIFEST_SIDES];

/** Icons are kept for a year: another number for another drawing of the letters. */
const DRAWING = 1;
const SVG_SIDE = 512;
export const SVG_FILE = "any.svg";

export const iconHref = (shop: string, accent: string): string => fileHref(shop, accent, SVG_FILE);

export const touchIconHref = (shop: string, accent: string): string => pngHref(shop, accent, TOUCH_SIDE);

const pngHref = (shop: string, accent: string, side: number): string => fileHref(shop, accent, `${side}.png`);

const fileHref = (shop: string, accent: string, file: string): string =>
  walletPaths.icon(DRAWING, colorOf(accent).slice(1), monogramOf(shop), file);

/** Fills its square: a launcher may cut its own shape out of it. @param accent `#rrggbb` */
export function iconSvg(letter: string, accent: string): string {
  const { lines, pen } = drawMonogram(letter, SVG_SIDE);
  const path = lines.map((line) => `M${line.map((point) => point.map(rounded).join(" ")).join("L")}`).join("");
  const stroke = `stroke="${textOn(accent)}" stroke-width="${rounded(pen)}" stroke-linecap="round" stroke-linejoin="round"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SVG_SIDE} ${SVG_SIDE}"><path fill="${accent}" d="M0 0h${SVG_SIDE}v${SVG_SIDE}H0z"/><path fill="none" ${stroke} d="${path}"/></svg>`;
}

const rounded = (length: number): number => Math.round(length * 10) / 10;

export function walletManifest(shop: string, accent: string, language: Language): object {
  return {
    id: walletPaths.home(),
    name: shop,
    short_name: shop.length > SHORT_NAME_MAX ? (shop.split(/\s+/).at(-1) ?? shop).slice(0, SHORT_NAME_MAX) : shop,
    lang: language,
    start_url: walletPaths.home(),
    scope: walletPaths.home(),
    display: "standalone",
    background_color: PAPER.light,
    theme_color: colorOf(accent),
    icons: ["any", "maskable"].flatMap((purpose) => [
      ...MANIFEST_SIDES.map((side) => ({
        src: pngHref(shop, accent, side),
        type: "image/png",
        sizes: `${side}x${side}`,
        purpose,
      })),
      { src: iconHref(shop, accent), type: "image/svg+xml", sizes: "any", purpose },
    ]),
  };
}

/** As text, in any script. */
export const initialOf = (shop: string): string =>
  [...(shop.match(/[\p{L}\p{N}]/u)?.[0] ?? "·")][0]?.toUpperCase() ?? "·";

const colorOf = (accent: string): string => (/^#[\da-f]{6}$/i.test(accent) ? accent.toLowerCase() : DEFAULT_ACCENT);

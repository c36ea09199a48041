// A shop's colour as the pages use it: on buttons and bubbles with a text colour that can be read, and as text itself.

import { sharedPaths } from "./addresses.ts";

export const DEFAULT_ACCENT = "#0b6e5f";
/** WCAG 2.2, 1.4.3 (AA). */
export const TEXT_CONTRAST_MIN = 4.5;
/** Light text on dark paper that only just passes looks dim; 1.4.6 (AAA) does not. */
const DARK_CONTRAST_MIN = 7;

export const PAPER = { light: "#fffdf9", dark: "#171512" } as const;
const BLACK = "#000000";
const WHITE = "#ffffff";
const MIX_STEPS = 20;

const isAccent = (color: string): boolean => /^#[\da-f]{6}$/i.test(color);

/** Where the pages load the shop's colours from: a stylesheet of their own, since the policy allows no style in a page. */
export const accentHref = (accent: string): string =>
  sharedPaths.accent(`${isAccent(accent) ? accent.slice(1).toLowerCase() : DEFAULT_ACCENT.slice(1)}.css`);

/** @param accent `#rrggbb` */
export function accentStylesheet(accent: string): string {
  const light = `--accent:${accent};--on-accent:${textOn(accent)};--accent-ink:${readableOn(PAPER.light, accent, BLACK, TEXT_CONTRAST_MIN)}`;
  return `:root{${light}}@media(prefers-color-scheme:dark){:root{--accent-ink:${readableOn(PAPER.dark, accent, WHITE, DARK_CONTRAST_MIN)}}}\n`;
}

/** White where it can be read, else black: one of the two always can. */
export const textOn = (color: string): string => (contrast(color, WHITE) >= TEXT_CONTRAST_MIN ? WHITE : BLACK);

/** The colour, moved towards black or white only as far as reading it on this paper needs. */
function readableOn(paper: string, color: string, towards: string, contrastMin: number): string {
  for (let step = 0; step < MIX_STEPS; step++) {
    const mixed = mix(color, towards, step / MIX_STEPS);
    if (contrast(mixed, paper) >= contrastMin) return mixed;
  }
  return towards;
}

/** The WCAG contrast ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const channels = (color: string): number[] => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(color: string, towards: string, share: number): string {
  const target = channels(towards);
  const mixed = channels(color).map((channel, i) => Math.round(channel + ((target[i] ?? 0) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

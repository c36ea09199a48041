// Lists in a reply: a line each, numbered where the customer picks, as many as two segments hold.

import { segment } from "../messaging/segments.ts";
import { textKinds } from "../texts/kinds.ts";
import { renderText } from "../texts/render.ts";
import type { ReplyKind, TextValues } from "../texts/values.ts";
import type { Turn } from "./turn.ts";

/** More than the title of a reward has, and few enough that one line in the dear alphabet fits two segments. */
const LINE_UNITS_MAX = 40;
const CUT_PAIR = /[\ud800-\udbff]$/;

/** The kinds of reply whose values have a list. */
type ListKind = { [K in ReplyKind]: TextValues[K] extends { list: string } ? K : never }[ReplyKind];

/** Returns how many of the lines there was room for, one at least. */
export function replyWithList<K extends ListKind>(
  turn: Turn,
  kind: K,
  values: Omit<TextValues[K], "list">,
  lines: readonly string[],
  options: { readonly evenIfStopped?: boolean } = {},
): number {
  for (let listed = lines.length; ; listed--) {
    const list = lines.slice(0, listed).map(shorten).join("\n");
    const all = { ...values, list } as TextValues[K];
    const { segments } = segment(renderText(kind, all, turn.language()));
    if (listed > 1 && segments > textKinds[kind].segmentsMax) continue;
    turn.reply(kind, all, options);
    return listed;
  }
}

export const numbered = (lines: readonly string[]): readonly string[] => lines.map((line, i) => `${i + 1}. ${line}`);

/** What a number picks from a list; null when it is not one of the list's. @param typed Digits. */
export const pick = <T>(list: readonly T[], typed: string | undefined): T | null => list[Number(typed) - 1] ?? null;

/** What is too long to stand in a line ends with dots. */
export function shorten(line: string): string {
  const plain = line.replace(/\s+/g, " ").trim();
  if (plain.length <= LINE_UNITS_MAX) return plain;
  const cut = plain.slice(0, LINE_UNITS_MAX - 3).replace(CUT_PAIR, "");
  return `${cut.trimEnd()}...`;
}

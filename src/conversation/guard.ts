// Notices a robot that answers every reply, so that two machines do not talk to each other all night at the shop's cost.

import { elapsedMs, HOUR_MS, isWithin, MINUTE_MS } from "../time.ts";

export const BURST_TEXTS_MAX = 10;
export const BURST_WINDOW_MS = MINUTE_MS;
export const SAME_TEXT_MAX = 5;
export const SAME_TEXT_WINDOW_MS = 10 * MINUTE_MS;
export const SILENCE_MS = HOUR_MS;
const REMEMBERED_TEXT_UNITS = 80;

export interface Guard {
  readonly windowStart: number;
  readonly textsInWindow: number;
  readonly lastText: string;
  readonly sameTexts: number;
  /** Silent until then; each further text while silent puts the end off. */
  readonly silentUntil: number;
}

export const quietGuard: Guard = { windowStart: 0, textsInWindow: 0, lastText: "", sameTexts: 0, silentUntil: 0 };

export interface GuardVerdict {
  readonly guard: Guard;
  readonly verdict: "answer" | "fell_silent" | "silent";
}

/** What is kept of a text, to know it again. */
export const remembered = (text: string): string => text.trim().toLowerCase().slice(0, REMEMBERED_TEXT_UNITS);

/** @param now when the text was written. Counts one more text. People repeat themselves within seconds too, but not ten times a minute, nor the same words time after time. */
export function guardText(guard: Guard, text: string, now: number): GuardVerdict {
  const lastText = remembered(text);
  const sinceStartMs = elapsedMs(guard.windowStart, now);
  const burstGoesOn = sinceStartMs < BURST_WINDOW_MS;
  const next: Guard = {
    windowStart: burstGoesOn ? guard.windowStart : now,
    textsInWindow: burstGoesOn ? guard.textsInWindow + 1 : 1,
    lastText,
    sameTexts: lastText === guard.lastText && sinceStartMs < SAME_TEXT_WINDOW_MS ? guard.sameTexts + 1 : 1,
    silentUntil: guard.silentUntil,
  };
  if (isWithin(guard.silentUntil, SILENCE_MS, now))
    return { guard: { ...next, silentUntil: now + SILENCE_MS }, verdict: "silent" };
  const robot = next.textsInWindow > BURST_TEXTS_MAX || next.sameTexts > SAME_TEXT_MAX;
  return robot
    ? { guard: { ...next, silentUntil: now + SILENCE_MS }, verdict: "fell_silent" }
    : { guard: next, verdict: "answer" };
}

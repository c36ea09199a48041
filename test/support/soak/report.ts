// What a run says of itself: how often each kind of event came up, and a history that a person can read where the promise was broken.

import { KINDS, type Kind } from "./history.ts";
import type { Taken } from "./model.ts";
import type { Played } from "./run.ts";

export function sumCounts(played: readonly Played[]): ReadonlyMap<Kind, number> {
  const sums = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));
  for (const { counts } of played) for (const [kind, n] of counts) sums.set(kind, (sums.get(kind) ?? 0) + n);
  return sums;
}

export const neverCameUp = (counts: ReadonlyMap<Kind, number>): Kind[] =>
  KINDS.filter((kind) => (counts.get(kind) ?? 0) === 0);

export function tableOf(counts: ReadonlyMap<Kind, number>): string {
  const width = Math.max(...KINDS.map((kind) => kind.length));
  return KINDS.map((kind) => `  ${kind.padEnd(width)}  ${String(counts.get(kind) ?? 0).padStart(7)}`).join("\n");
}

/** One seed, as it ends. */
export function lineOf({ seed, counts, stage, taken, violations, faults }: Played, ms: number): string {
  const events = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const stops = stage.said.filter(({ type }) => type === "stop").length;
  const verdict = violations.length + faults.length === 0 ? "ok" : `${violations.length + faults.length} BROKEN`;
  const sent = taken.length - stage.firstAt;
  return `seed ${seed}: ${verdict}, ${events} events, ${stops} STOPs, ${sent} messages, ${Math.round(ms / 1_000)} s`;
}

/** One paragraph for each broken promise: what it was, and all that its phone said and was sent until then. */
export function broken(played: Played): string[] {
  const { seed, violations, faults, taken } = played;
  const seen = violations.map(({ message, why }) => {
    const until = taken.indexOf(message);
    const { phone, line, kind, text, attempt } = message;
    const head = `seed ${seed}: ${phone} was sent from ${line} (${kind}${answerOf(played, message)}, try ${attempt}): ${why}\n    "${text}"`;
    return `${head}\n${storyOf(played, phone, until)}`;
  });
  return [
    ...seen,
    ...faults.map((fault) => `seed ${seed}: ${fault}\n${storyOf(played, phoneIn(fault, taken), taken.length)}`),
  ];
}

/** Who a fault is about: the auditor names messages, never numbers. */
const phoneIn = (fault: string, taken: readonly Taken[]): string =>
  /\+\d+/.exec(fault)?.[0] ?? taken.find(({ id }) => fault.includes(id))?.phone ?? "";

function answerOf({ stage }: Played, { answers }: Taken): string {
  const text = stage.said.find((each) => each.type === "text" && each.id === answers);
  return text?.type === "text" ? `, in answer to "${text.words}" of ${new Date(text.written).toISOString()}` : "";
}

function storyOf({ stage, taken }: Played, phone: string, until: number): string {
  const theirs = stage.phonesOf(phone);
  const notes = stage.notes
    .filter((note) => note.at <= until && (note.phone === null || theirs.includes(note.phone)))
    .map(({ at, phone: who, words }) => ({ at, line: `      ${who ?? ""} ${words}` }));
  const sent = taken.flatMap((message, at) => {
    if (!theirs.includes(message.phone) || at > until) return [];
    return [
      {
        at: at + 0.5,
        line: `   <- ${message.phone} ${message.kind}: ${message.text.slice(0, 90).replaceAll("\n", " / ")}`,
      },
    ];
  });
  return [...notes, ...sent]
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line)
    .join("\n");
}

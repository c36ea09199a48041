/** How fast a text is read and how fast its segments are counted, over the table of texts that the reader is tested on. */

import { readText } from "../src/conversation/reader.ts";
import { segment } from "../src/messaging/segments.ts";
import { EXPECTED_READINGS } from "../test/core/reader-texts.ts";

export interface KeywordFigures {
  readonly name: string;
  readonly textsPerSecond: number;
  readonly nsPerText: number;
}

const ROUNDS = 9;
const PASSES_A_ROUND = 30;

/** Medians of several rounds, the subjects taking turns; the first rounds only warm up. */
export async function benchKeywords(): Promise<KeywordFigures[]> {
  const texts = EXPECTED_READINGS.map(({ text }) => text);
  const ordinary = EXPECTED_READINGS.filter(({ kind }) => kind === "text").map(({ text }) => text);
  const subjects = [
    { name: "reader, all texts", texts, run: readText, rounds: [] as number[] },
    { name: "reader, ordinary texts", texts: ordinary, run: readText, rounds: [] as number[] },
    { name: "segment counter, all texts", texts, run: segment, rounds: [] as number[] },
  ];
  for (let round = -2; round < ROUNDS; round++) {
    for (const subject of subjects) {
      const ns = nsPerText(subject.texts, subject.run);
      if (round >= 0) subject.rounds.push(ns);
    }
  }
  return subjects.map(({ name, rounds }) => {
    const ns = rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
    return { name, textsPerSecond: Math.round(1e9 / ns), nsPerText: Math.round(ns) };
  });
}

function nsPerText(texts: readonly string[], run: (text: string) => unknown): number {
  const start = process.hrtime.bigint();
  for (let pass = 0; pass < PASSES_A_ROUND; pass++) for (const text of texts) run(text);
  return Number(process.hrtime.bigint() - start) / (PASSES_A_ROUND * texts.length);
}

if (import.meta.main) console.table(await benchKeywords());

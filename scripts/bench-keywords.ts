/** How fast a text is read and how fast its segments are counted, over commands, opt-outs and ordinary talk. */

import { readText } from "../src/conversation/reader.ts";
import { segment } from "../src/messaging/segments.ts";

const COMMANDS = [
  ..."STOP JOIN OUI ouiii yes arrêt sotp solde BALANCE 4321 2 POURQUOI".split(" "),
  "JOIN café",
  "bonjour, solde merci",
  "anniv 12/05",
  "please stop",
  "S T O P",
  "STOP au 36179 🛑",
  "ＳＴＯＰ",
];
const OPT_OUTS = [
  "Please stop sending these texts to my phone",
  "You have the wrong number, please stop texting me",
  "Bonjour, je n'habite plus Montréal, merci de me désabonner",
  "arreter de menvoyé des sms",
  "ok stop now lol",
];
const ORDINARY = [
  "Yes I'll be there at 5, can you keep two croissants for me please?",
  "Oui je passe demain, gardez-moi une table près de la fenêtre svp 🙂",
  "No I didn't get my points yesterday, the girl at the counter said it would take an hour",
  "Pourquoi vous fermez si tôt le dimanche ? On arrive toujours trop tard…",
  "the bus stop is right in front, I'm there in two minutes",
  "Je n'arrête pas de penser à vos brioches",
  "Liked “Café Comptoir: you have 8 points. Reply STOP to leave”",
  "Hello! Do you still have the carrot cake from last week? My mother would like one for her birthday, twelve people, " +
    "nothing written on it. I can come on Friday after work, around six. Tell me the price and whether you need a deposit.",
  "ok",
  "Merci beaucoup !",
];

export interface KeywordFigures {
  readonly name: string;
  readonly textsPerSecond: number;
  readonly nsPerText: number;
}

const ROUNDS = 9;
const WARM_UP_ROUNDS = 2;
const TEXTS_A_ROUND = 20_000;

/** Medians of several rounds, the subjects taking turns. */
export async function benchKeywords(): Promise<KeywordFigures[]> {
  const mixed = [...COMMANDS, ...OPT_OUTS, ...ORDINARY];
  const subjects = [
    { name: "reader, mixed texts", texts: mixed, run: readText, rounds: [] as number[] },
    { name: "reader, ordinary texts", texts: ORDINARY, run: readText, rounds: [] as number[] },
    { name: "segment counter, mixed texts", texts: mixed, run: segment, rounds: [] as number[] },
  ];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const { texts, run, rounds } of subjects) {
      const ns = nsPerText(texts, run);
      if (round >= 0) rounds.push(ns);
    }
  }
  return subjects.map(({ name, rounds }) => {
    const ns = rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
    return { name, textsPerSecond: Math.round(1e9 / ns), nsPerText: Math.round(ns) };
  });
}

function nsPerText(texts: readonly string[], run: (text: string) => unknown): number {
  const passes = Math.ceil(TEXTS_A_ROUND / texts.length);
  const start = process.hrtime.bigint();
  for (let pass = 0; pass < passes; pass++) for (const text of texts) run(text);
  return Number(process.hrtime.bigint() - start) / (passes * texts.length);
}

if (import.meta.main) console.table(await benchKeywords());

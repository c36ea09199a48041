// Signed inbound texts through workerd to the database and the outbox, beside two references: the least that a Worker can do for them with
// this database, and an object that has its database inside.

import { TEXTS_A_CONVERSATION } from "./conversations.ts";
import { type Figure, type Figures, figuresOf, inTurns, median, ratiosOf } from "./figures.ts";
import type { LoadProcess } from "./load-process.ts";
import type { Options } from "./options.ts";
import { type Child, startChild } from "./processes.ts";
import { startReferences } from "./references.ts";
import { type Bench, onDemoShop, type Storage } from "./service.ts";
import { type Contestant, keptInDatabase, type Run, type RunTexts, textsRunner } from "./texts.ts";

/** As many carriers' connections as are busy at a rush hour; and one, as a small shop has all day. */
const CONCURRENCIES = [16, 1] as const;
const PHONES_A_RUN: Readonly<Record<number, number>> = { 16: 600, 1: 120 };
const PHONES_WARMING_UP = 200;
const ROUNDS = 3;
const RUNS_SENT: Readonly<Record<Storage, number>> = { memory: 3, disk: 0 };

const PACE_SEGMENTS_PER_S = 100_000;
/** A carrier that does not answer keeps the Line waiting, so that what it does itself is not in the figures of receiving. */
const SILENCE_MS = 3_600_000;

const OURS = "received";
const FLOOR = "floor";
const OBJECT = "object";
const IN: Readonly<Record<Storage, string>> = { memory: "in memory", disk: "on disk" };

/** The database first without waiting for a disk, which shows what the service costs; then as a laptop has it. */
export async function benchInbound(options: Options): Promise<Figures[]> {
  return [...(await benchOn("memory", options)), ...(await benchOn("disk", options))];
}

function benchOn(storage: Storage, { rounds = ROUNDS }: Options): Promise<Figures[]> {
  return onDemoShop(storage, async (bench) => {
    const load = startChild<LoadProcess>("load-process.ts");
    try {
      return await measure(bench, load, storage, rounds);
    } finally {
      await load.stop();
    }
  });
}

async function measure(bench: Bench, load: Child<LoadProcess>, storage: Storage, rounds: number): Promise<Figures[]> {
  await bench.setPace(PACE_SEGMENTS_PER_S);
  await bench.carrier.ask("answerAfter", SILENCE_MS);
  const contestants = await startContestants(bench, storage);
  const run = textsRunner(bench, load);

  const figures: Figures[] = [];
  for (const contestant of contestants.values()) await run(contestant, PHONES_WARMING_UP, 16);
  for (const concurrency of CONCURRENCIES) {
    const phones = PHONES_A_RUN[concurrency] ?? 0;
    const runs = await inTurns(contestants, rounds, (contestant) => run(contestant, phones, concurrency));
    figures.push(report(runs, storage, concurrency));
  }
  for (const { worker } of contestants.values()) await worker.dispose();
  if (RUNS_SENT[storage] > 0) figures.push(await benchSent(bench, run, storage));
  return figures;
}

/** The object keeps its database on disk: it is no peer of one in memory. */
async function startContestants(bench: Bench, storage: Storage): Promise<ReadonlyMap<string, Contestant>> {
  const { floor, object } = await startReferences(bench);
  const ours = { worker: await bench.startWorker(), kept: keptInDatabase(bench) };
  const contestants: [string, Contestant][] = [
    [FLOOR, floor],
    [OURS, ours],
  ];
  return new Map(storage === "disk" ? [...contestants, [OBJECT, object]] : contestants);
}

/** Runs until the Line has handed every answer to the carrier, which answers at once now. */
async function benchSent(bench: Bench, run: RunTexts, storage: Storage): Promise<Figures> {
  await bench.cancelUnsent();
  await bench.carrier.ask("answerAfter", 0);
  const contestant = { worker: await bench.startWorker(), kept: keptInDatabase(bench) };
  await run(contestant, PHONES_WARMING_UP, 16, bench.drained);
  const sent: Run[] = [];
  for (let i = 0; i < RUNS_SENT[storage]; i++)
    sent.push(await run(contestant, PHONES_A_RUN[16] ?? 0, 16, bench.drained));
  return report(new Map([["and sent", sent]]), storage, 16);
}

const MEASURES: readonly (readonly [key: keyof Run, what: string, unit: string])[] = [
  ["perSecond", "rate", "messages/s"],
  ["p50Ms", "p50", "ms"],
  ["p99Ms", "p99", "ms"],
  ["workerdCpu", "CPU of workerd", "s/1,000 messages"],
  ["databaseCpu", "CPU of the libSQL server", "s/1,000 messages"],
  ["loadCpu", "CPU of the load generator", "s/1,000 messages"],
  ["logCpu", "CPU of the bench, which reads the log", "s/1,000 messages"],
  ["allCpu", "CPU of all four", "s/1,000 messages"],
  ["roundTrips", "database round trips", "a message"],
  ["rowsWritten", "rows inserted and changed", "a message"],
  ["entriesWritten", "rows with their index entries", "a message"],
  ["bytesKept", "bytes by which the database grows", "a message"],
];

/** What our CPU may come to beside a reference, by how many texts come at a time. */
const AIMS: readonly (readonly [reference: string, concurrency: number, most: number])[] = [
  [FLOOR, 16, 0.8],
  [FLOOR, 1, 1.6],
  [OBJECT, 16, 1.5],
  [OBJECT, 1, 1.5],
];

function report(runs: ReadonlyMap<string, readonly Run[]>, storage: Storage, concurrency: number): Figures {
  const messages = (PHONES_A_RUN[concurrency] ?? 0) * TEXTS_A_CONVERSATION;
  const count = [...runs.values()][0]?.length ?? 0;
  const references = [FLOOR, OBJECT].filter((name) => runs.has(name));
  const about =
    `${messages} signed texts a run, ${concurrency} at a time, database ${IN[storage]}; medians of ${count} runs` +
    (references.length > 0
      ? ` in turns with the ${references.join(" and the ")}`
      : " until the carrier has every answer");
  const figures = MEASURES.map(([key, what, unit]) => ({
    what,
    unit,
    values: Object.fromEntries(Array.from(runs, ([name, each]) => [name, median(each.map((run) => run[key]))])),
  }));
  return figuresOf("inbound", about, [...figures, ...references.flatMap((name) => beside(name, runs, concurrency))]);
}

function beside(reference: string, runs: ReadonlyMap<string, readonly Run[]>, concurrency: number): Figure[] {
  const of = (key: keyof Run) => ratiosOf(runs.get(OURS) ?? [], runs.get(reference) ?? [], (run) => run[key]);
  const aim = AIMS.find(([name, at]) => name === reference && at === concurrency)?.[2];
  return [
    {
      what: `CPU of all four, to the ${reference}'s`,
      unit: `in the same round; aim: ${aim} at most`,
      values: of("allCpu"),
    },
    { what: `rate, to the ${reference}'s`, unit: "in the same round", values: of("perSecond") },
    { what: `p50, to the ${reference}'s`, unit: "in the same round", values: of("p50Ms") },
  ];
}

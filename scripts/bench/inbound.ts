// Signed inbound texts through workerd to the database and the outbox, beside the floor: the least that a Worker can do for them.

import { join } from "node:path";
import type { Workerd } from "../workerd.ts";
import { TEXTS_A_CONVERSATION } from "./conversations.ts";
import { type Figures, figuresOf, median, percentile } from "./figures.ts";
import type { LoadProcess } from "./load-process.ts";
import { type Child, startChild } from "./processes.ts";
import { recordConversations } from "./recording.ts";
import { ACCOUNT, type Bench, onDemoShop, SHOP_NUMBER, type Storage } from "./service.ts";
import { cpuSeconds } from "./usage.ts";

/** As many carriers' connections as are busy at a rush hour; and one, as a small shop has all day. */
const CONCURRENCIES = [16, 1] as const;
const PHONES_A_RUN: Readonly<Record<number, number>> = { 16: 600, 1: 120 };
const PHONES_WARMING_UP = 200;
const PAIRS: Readonly<Record<Storage, number>> = { memory: 6, disk: 4 };
const RUNS_SENT: Readonly<Record<Storage, number>> = { memory: 3, disk: 0 };

const PACE_SEGMENTS_PER_S = 100_000;
/** A carrier that does not answer keeps the Line waiting, so that what it does itself is not in the figures of receiving. */
const SILENCE_MS = 3_600_000;

const FLOOR = join(import.meta.dirname, "floor-worker.js");
const IN: Readonly<Record<Storage, string>> = { memory: "in memory", disk: "on disk" };

type Runs = Readonly<Record<"received" | "floor" | "sent", Run[]>>;

/** What one run came to. */
interface Run {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU seconds a 1,000 messages. */
  readonly workerdCpu: number;
  readonly databaseCpu: number;
  readonly loadCpu: number;
  readonly logCpu: number;
  readonly allCpu: number;
  readonly roundTrips: number;
  readonly rowsWritten: number;
}

/** The database first without waiting for a disk, which shows what the service costs; then as a laptop has it. */
export async function benchInbound(): Promise<Figures[]> {
  return [...(await benchOn("memory")), ...(await benchOn("disk"))];
}

function benchOn(storage: Storage): Promise<Figures[]> {
  return onDemoShop(storage, async (bench) => {
    const load = startChild<LoadProcess>("load-process.ts");
    try {
      return await measure(bench, load, storage);
    } finally {
      await load.stop();
    }
  });
}

async function measure(bench: Bench, load: Child<LoadProcess>, storage: Storage): Promise<Figures[]> {
  await bench.setPace(PACE_SEGMENTS_PER_S);
  await bench.carrier.ask("answerAfter", SILENCE_MS);
  const recordings = JSON.stringify(await recordConversations(bench));
  const floor = await bench.startWorker({ script: FLOOR, bindings: { RECORDINGS: recordings } });
  const ours = await bench.startWorker();
  const run = runner(bench, load);

  const figures: Figures[] = [];
  for (const worker of [floor, ours]) await run(worker, PHONES_WARMING_UP, 16);
  for (const concurrency of CONCURRENCIES) {
    const runs: Runs = { received: [], floor: [], sent: [] };
    const runOn = (worker: Workerd) => run(worker, PHONES_A_RUN[concurrency] ?? 0, concurrency);
    for (let pair = 0; pair < PAIRS[storage]; pair++) {
      // The order turns about, so that what drifts favours neither.
      if (pair % 2 === 0) runs.floor.push(await runOn(floor));
      runs.received.push(await runOn(ours));
      if (pair % 2 === 1) runs.floor.push(await runOn(floor));
    }
    figures.push(report(runs, storage, concurrency));
  }
  await ours.dispose();
  await floor.dispose();
  if (RUNS_SENT[storage] > 0) figures.push(await benchSent(bench, run, storage));
  return figures;
}

/** Runs until the Line has handed every answer to the carrier, which answers at once now. */
async function benchSent(bench: Bench, run: RunOnce, storage: Storage): Promise<Figures> {
  await bench.db.execute("UPDATE outbox SET status = 'cancelled' WHERE status <> 'submitted'");
  await bench.carrier.ask("answerAfter", 0);
  const worker = await bench.startWorker();
  await run(worker, PHONES_WARMING_UP, 16, bench.drained);
  const runs: Runs = { received: [], floor: [], sent: [] };
  for (let i = 0; i < RUNS_SENT[storage]; i++)
    runs.sent.push(await run(worker, PHONES_A_RUN[16] ?? 0, 16, bench.drained));
  return report(runs, storage, 16);
}

type RunOnce = (worker: Workerd, phones: number, concurrency: number, drained?: () => Promise<number>) => Promise<Run>;

/** Each call plays to phones that have never written before. */
function runner({ database }: Bench, load: Child<LoadProcess>): RunOnce {
  let nextPhone = 100;
  return async (worker, phones, concurrency, drained = async () => 0) => {
    const firstPhone = nextPhone;
    nextPhone += phones;
    const plan = { shopNumber: SHOP_NUMBER, account: ACCOUNT, firstPhone, phones, concurrency };
    await load.ask("prepare", { url: worker.url, ...plan });

    const cpu = () => [
      cpuSeconds(worker.pids()),
      cpuSeconds([database.pid]),
      cpuSeconds([load.pid]),
      cpuSeconds([process.pid]),
    ];
    const tripsBefore = await database.ask("roundTrips");
    const rowsBefore = await database.ask("rowsWritten");
    const cpuBefore = cpu();
    const start = performance.now();
    const latenciesMs = await load.ask("run");
    const looks = await drained();
    const seconds = (performance.now() - start) / 1_000;
    const cpuAfter = cpu();
    const tripsAfter = await database.ask("roundTrips");
    const rowsAfter = await database.ask("rowsWritten");

    const messages = phones * TEXTS_A_CONVERSATION;
    const [workerdCpu = 0, databaseCpu = 0, loadCpu = 0, logCpu = 0] = cpuAfter.map(
      (after, i) => ((after - (cpuBefore[i] ?? 0)) * 1_000) / messages,
    );
    return {
      perSecond: messages / seconds,
      p50Ms: percentile(latenciesMs, 0.5),
      p99Ms: percentile(latenciesMs, 0.99),
      workerdCpu,
      databaseCpu,
      loadCpu,
      logCpu,
      allCpu: workerdCpu + databaseCpu + loadCpu + logCpu,
      roundTrips: (tripsAfter - tripsBefore - looks) / messages,
      rowsWritten: (rowsAfter - rowsBefore) / messages,
    };
  };
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
];

function report(runs: Runs, storage: Storage, concurrency: number): Figures {
  const messages = (PHONES_A_RUN[concurrency] ?? 0) * TEXTS_A_CONVERSATION;
  const { received, floor, sent } = runs;
  const isSent = sent.length > 0;
  const about =
    `${messages} signed texts a run, ${concurrency} at a time, database ${IN[storage]}; medians of ${received.length + sent.length} runs` +
    (isSent ? " until the carrier has every answer" : " in turns with the floor");
  const figures = MEASURES.map(([key, what, unit]) => {
    const middle = (of: readonly Run[]) => median(of.map((run) => run[key]));
    if (isSent) return { what, unit, values: { "and sent": middle(sent) } };
    const ratios = received.map((run, i) => run[key] / (floor[i]?.[key] ?? Number.NaN));
    const range = { lowest: Math.min(...ratios), highest: Math.max(...ratios) };
    return {
      what,
      unit,
      values: { received: middle(received), floor: middle(floor), ratio: median(ratios), ...range },
    };
  });
  return figuresOf("inbound", about, figures);
}

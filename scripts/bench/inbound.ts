// Signed inbound texts through workerd to the database and the outbox, beside the floor: the least that a Worker can do for them.

import { join } from "node:path";
import { buildWorker, type Workerd } from "../workerd.ts";
import { TEXTS_A_CONVERSATION } from "./conversations.ts";
import { type Figures, figuresOf, median, percentile } from "./figures.ts";
import type { LoadProcess } from "./load-process.ts";
import { type Child, startChild } from "./processes.ts";
import { recordConversations } from "./recording.ts";
import { ACCOUNT, type Bench, onDemoShop, SHOP_NUMBER } from "./service.ts";
import { cpuSeconds } from "./usage.ts";

const CONCURRENCY = 16;
const PHONES_A_RUN = 600;
const PHONES_WARMING_UP = 200;
const PAIRS = 6;
const RUNS_ANSWERED = 3;

/** One message goes out, the next one waits for a quarter of an hour: the Sender sleeps while receiving is measured. */
const ASLEEP_SEGMENTS_PER_S = 0.001;
const AWAKE_SEGMENTS_PER_S = 100_000;

/** What one run came to. */
interface Run {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU seconds a 1,000 messages. */
  readonly workerdCpu: number;
  readonly databaseCpu: number;
  readonly loadCpu: number;
  readonly roundTrips: number;
}

export function benchInbound(): Promise<Figures> {
  return onDemoShop(async (bench) => {
    const load = startChild<LoadProcess>("load-process.ts");
    try {
      return await measure(bench, load);
    } finally {
      await load.stop();
    }
  });
}

async function measure(bench: Bench, load: Child<LoadProcess>): Promise<Figures> {
  const script = await buildWorker();
  await bench.setPace(ASLEEP_SEGMENTS_PER_S);
  const recordings = await recordConversations(bench, script);
  const floorScript = join(import.meta.dirname, "floor-worker.js");
  const floor = await bench.startWorker(floorScript, { RECORDINGS: JSON.stringify(recordings) });
  const ours = await bench.startWorker(script);
  const run = runner(bench, load);

  const runs: { ours: Run[]; floor: Run[]; answered: Run[] } = { ours: [], floor: [], answered: [] };
  for (const worker of [floor, ours]) await run(worker, PHONES_WARMING_UP);
  for (let pair = 0; pair < PAIRS; pair++) {
    // The order turns about, so that what drifts favours neither.
    if (pair % 2 === 0) runs.floor.push(await run(floor, PHONES_A_RUN));
    runs.ours.push(await run(ours, PHONES_A_RUN));
    if (pair % 2 === 1) runs.floor.push(await run(floor, PHONES_A_RUN));
  }
  await ours.dispose();
  await floor.dispose();

  await bench.db.execute("UPDATE outbox SET status = 'cancelled' WHERE status IN ('queued', 'sending')");
  await bench.setPace(AWAKE_SEGMENTS_PER_S);
  const answering = await bench.startWorker(script);
  await run(answering, PHONES_WARMING_UP, bench.drained);
  for (let i = 0; i < RUNS_ANSWERED; i++) runs.answered.push(await run(answering, PHONES_A_RUN, bench.drained));
  return report(runs);
}

/** Each call plays to phones that have never written before. */
function runner({ database }: Bench, load: Child<LoadProcess>) {
  let nextPhone = 100;
  return async (worker: Workerd, phones: number, drained = async () => 0): Promise<Run> => {
    const firstPhone = nextPhone;
    nextPhone += phones;
    const plan = { shopNumber: SHOP_NUMBER, account: ACCOUNT, firstPhone, phones, concurrency: CONCURRENCY };
    await load.ask("prepare", { url: worker.url, ...plan });

    const cpu = () => [cpuSeconds(worker.pids()), cpuSeconds([database.pid]), cpuSeconds([load.pid])];
    const tripsBefore = await database.ask("roundTrips");
    const cpuBefore = cpu();
    const start = performance.now();
    const latenciesMs = await load.ask("run");
    const looks = await drained();
    const seconds = (performance.now() - start) / 1_000;
    const cpuAfter = cpu();
    const tripsAfter = await database.ask("roundTrips");

    const messages = phones * TEXTS_A_CONVERSATION;
    const [workerdCpu = 0, databaseCpu = 0, loadCpu = 0] = cpuAfter.map(
      (after, i) => ((after - (cpuBefore[i] ?? 0)) * 1_000) / messages,
    );
    return {
      perSecond: messages / seconds,
      p50Ms: percentile(latenciesMs, 0.5),
      p99Ms: percentile(latenciesMs, 0.99),
      workerdCpu,
      databaseCpu,
      loadCpu,
      roundTrips: (tripsAfter - tripsBefore - looks) / messages,
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
  ["roundTrips", "database round trips", "a message"],
];

function report({ ours, floor, answered }: Readonly<Record<"ours" | "floor" | "answered", readonly Run[]>>): Figures {
  const messages = PHONES_A_RUN * TEXTS_A_CONVERSATION;
  const about =
    `${messages} signed texts a run, ${CONCURRENCY} at a time, medians of ${PAIRS} runs in turns with the floor;` +
    ` "and sent" has the Sender awake too, ${RUNS_ANSWERED} runs`;
  const figures = MEASURES.map(([key, what, unit]) => {
    const middle = (runs: readonly Run[]) => median(runs.map((run) => run[key]));
    const values = { received: middle(ours), floor: middle(floor), ratio: middle(ours) / middle(floor) };
    return { what, unit, values: { ...values, "and sent": middle(answered) } };
  });
  const ratios = ours.map((run, i) => run.perSecond / (floor[i]?.perSecond ?? Number.NaN));
  const spread = [
    { what: "rate, lowest of the runs", unit: "messages/s", values: extreme(Math.min) },
    { what: "rate, highest of the runs", unit: "messages/s", values: extreme(Math.max) },
  ];
  function extreme(pick: (...rates: number[]) => number) {
    const of = (runs: readonly Run[]) => pick(...runs.map(({ perSecond }) => perSecond));
    return { received: of(ours), floor: of(floor), ratio: pick(...ratios), "and sent": of(answered) };
  }
  return figuresOf("inbound", about, [...figures, ...spread]);
}

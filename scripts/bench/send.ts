// A full outbox through one Line to the stand-in carrier, with the pace set so high that it does not matter.

import type { Client } from "@libsql/client/web";
import type { Tally } from "./carrier-process.ts";
import { type Figures, figuresOf, median } from "./figures.ts";
import { type Bench, onDemoShop } from "./service.ts";
import { cpuSeconds, peakMemoryMib } from "./usage.ts";

const MESSAGES = 10_000;
const RUNS = 3;
const PACE_SEGMENTS_PER_S = 100_000;

interface Run {
  readonly perSecond: number;
  readonly roundTrips: number;
  /** CPU seconds a 1,000 messages. */
  readonly workerdCpu: number;
  readonly databaseCpu: number;
  readonly carrierCpu: number;
  /** Of workerd, which starts anew for each run. */
  readonly startMib: number;
  readonly peakMib: number;
  readonly twice: number;
  readonly missing: number;
}

export function benchSend(): Promise<Figures> {
  return onDemoShop("memory", async (bench) => {
    await bench.setPace(PACE_SEGMENTS_PER_S);
    const runs: Run[] = [];
    for (let i = 0; i < RUNS; i++) runs.push(await run(bench, `run-${i}`));
    return report(runs);
  });
}

async function run(bench: Bench, name: string): Promise<Run> {
  const { db, database, carrier } = bench;
  await fillOutbox(db, name);
  const worker = await bench.startWorker();
  const cpu = () => [cpuSeconds(worker.pids()), cpuSeconds([database.pid]), cpuSeconds([carrier.pid])];
  const startMib = peakMemoryMib(worker.pids());
  const tallyBefore = await carrier.ask("tally");
  const tripsBefore = await database.ask("roundTrips");
  const cpuBefore = cpu();

  const start = performance.now();
  // What is due is found by the cron sweep, as after a lost nudge.
  await worker.scheduled();
  const looks = await bench.drained();
  const seconds = (performance.now() - start) / 1_000;

  const cpuAfter = cpu();
  const tripsAfter = await database.ask("roundTrips");
  const tally = await carrier.ask("tally");
  const peakMib = peakMemoryMib(worker.pids());
  await worker.dispose();
  const [workerdCpu = 0, databaseCpu = 0, carrierCpu = 0] = cpuAfter.map(
    (after, i) => ((after - (cpuBefore[i] ?? 0)) * 1_000) / MESSAGES,
  );
  const roundTrips = (tripsAfter - tripsBefore - looks) / MESSAGES;
  return {
    perSecond: MESSAGES / seconds,
    roundTrips,
    workerdCpu,
    databaseCpu,
    carrierCpu,
    startMib,
    peakMib,
    ...compare(tallyBefore, tally),
  };
}

/** One short message to each of 10,000 people who never asked for anything else. */
async function fillOutbox(db: Client, name: string): Promise<void> {
  await db.execute({
    sql: `WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < ?)
      INSERT INTO outbox (id, cause, n, sender_id, merchant_id, recipient, class, kind, text, encoding, segments,
        status, priority, due_at, created_at)
      SELECT printf('%s-%05d', ?, i), ?, i, senders.id, merchant_id,
        printf('+1%03d55501%02d', 200 + i / 100, i % 100), 'transactional', 'bench',
        'Café Comptoir: votre commande est prête.', 'GSM-7', 1, 'queued', 1, ?, ?
      FROM numbers, senders JOIN sender_merchants ON sender_id = senders.id`,
    args: [MESSAGES, name, name, Date.now(), Date.now()],
  });
}

function compare(before: Tally, after: Tally): { twice: number; missing: number } {
  const accepted = after.accepted - before.accepted;
  const distinct = after.distinct - before.distinct;
  return { twice: accepted - distinct, missing: MESSAGES - distinct };
}

const MEASURES: readonly (readonly [key: keyof Run, what: string, unit: string])[] = [
  ["perSecond", "rate", "messages/s"],
  ["roundTrips", "database round trips", "a message"],
  ["startMib", "memory of workerd before", "MiB"],
  ["peakMib", "peak memory of workerd", "MiB"],
  ["workerdCpu", "CPU of workerd", "s/1,000 messages"],
  ["databaseCpu", "CPU of the libSQL server", "s/1,000 messages"],
  ["carrierCpu", "CPU of the stand-in carrier", "s/1,000 messages"],
  ["twice", "accepted more than once", "messages"],
  ["missing", "not accepted", "messages"],
];

function report(runs: readonly Run[]): Figures {
  const about = `${MESSAGES} queued messages through one Line to the stand-in carrier, no receipts, ${RUNS} runs`;
  const figures = MEASURES.map(([key, what, unit]) => {
    const all = runs.map((run) => run[key]);
    return { what, unit, values: { median: median(all), lowest: Math.min(...all), highest: Math.max(...all) } };
  });
  return figuresOf("send", about, figures);
}

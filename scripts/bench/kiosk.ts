// Fifty counters of one shop earn and redeem at once, on fewer accounts, so that they get in each other's way; in the end nothing is lost.

import type { Workerd } from "../workerd.ts";
import { addKiosk, checkConservation, openBusyShop, restock } from "./busy-shop.ts";
import { ACTS, type Act, type Done } from "./counter.ts";
import type { CountersProcess } from "./counters-process.ts";
import { type Figure, type Figures, figuresOf, median, percentile } from "./figures.ts";
import { joinMembers } from "./members.ts";
import { type Child, startChild } from "./processes.ts";
import { type Bench, onDemoShop, STAFF_CODE } from "./service.ts";
import { cpuSeconds } from "./usage.ts";

const COUNTERS = 50;
const MEMBERS = 20;
const RUNS = 3;
const TIMES_A_RUN = 6;
const TIMES_WARMING_UP = 1;
/** Half of what is asked for of that reward. */
const STOCK_A_RUN = (COUNTERS * TIMES_A_RUN) / 4;

interface Run {
  readonly done: readonly Done[];
  readonly seconds: number;
  readonly roundTrips: number;
  /** How often each constraint refused a write batch. */
  readonly violations: Readonly<Record<string, number>>;
  /** CPU seconds. */
  readonly workerdCpu: number;
  readonly databaseCpu: number;
  readonly loadCpu: number;
}

/** Rejects when a point, a reward or a piece of stock got lost. */
export function benchKiosk(): Promise<Figures> {
  return onDemoShop("disk", async (bench) => {
    const load = startChild<CountersProcess>("counters-process.ts");
    try {
      return await measure(bench, load);
    } finally {
      await load.stop();
    }
  });
}

async function measure(bench: Bench, load: Child<CountersProcess>): Promise<Figures> {
  const { db, hashCode } = bench;
  const worker = await bench.startWorker();
  const { rewardIds } = await openBusyShop(db);
  const members = await joinMembers(bench, worker.url, MEMBERS);
  // One after the other: a try to pair counts against every kiosk that waits.
  for (let i = 0; i < COUNTERS; i++) {
    const member = members[i % MEMBERS];
    if (member === undefined) throw new Error("There are no members.");
    const plan = { ...member, pairingCode: await addKiosk(db, `Counter ${i + 1}`, hashCode), staffCode: STAFF_CODE };
    await load.ask("open", { url: worker.url, plan });
  }
  const run = runner(bench, load, worker, rewardIds);
  const warmUp = await run(TIMES_WARMING_UP);
  const runs: Run[] = [];
  for (let i = 0; i < RUNS; i++) {
    await restock(db, rewardIds[1], STOCK_A_RUN);
    runs.push(await run(TIMES_A_RUN));
  }
  const done = [warmUp, ...runs].flatMap((each) => each.done);
  return report(runs, await checkConservation(db, done, RUNS * STOCK_A_RUN));
}

function runner({ database }: Bench, load: Child<CountersProcess>, worker: Workerd, rewardIds: readonly string[]) {
  return async (times: number): Promise<Run> => {
    const cpu = () => [cpuSeconds(worker.pids()), cpuSeconds([database.pid]), cpuSeconds([load.pid])];
    const violationsBefore = await database.ask("violations");
    const tripsBefore = await database.ask("roundTrips");
    const cpuBefore = cpu();
    const start = performance.now();
    const done = await load.ask("serve", { times, rewardIds });
    const seconds = (performance.now() - start) / 1_000;
    const cpuAfter = cpu();
    const roundTrips = (await database.ask("roundTrips")) - tripsBefore;
    const violations = Object.entries(await database.ask("violations")).map(([words, count]) => [
      words.replace(/^SQLite error: /, ""),
      count - (violationsBefore[words] ?? 0),
    ]);
    const [workerdCpu = 0, databaseCpu = 0, loadCpu = 0] = cpuAfter.map((after, i) => after - (cpuBefore[i] ?? 0));
    return { done, seconds, roundTrips, violations: Object.fromEntries(violations), workerdCpu, databaseCpu, loadCpu };
  };
}

function report(runs: readonly Run[], verdict: string): Figures {
  const about =
    `${COUNTERS} counters of one shop at once, on ${MEMBERS} accounts: two visits typed on the kiosk, a reward taken and ` +
    `its code asked for in the wallet, the code typed by staff; all over HTTP, database on disk; ${RUNS} runs`;
  const row = (what: string, unit: string, of: (run: Run) => number): Figure => {
    const all = runs.map(of);
    return { what, unit, values: { median: median(all), lowest: Math.min(...all), highest: Math.max(...all) } };
  };
  const a1000Acts = (what: string, of: (run: Run) => number) =>
    row(what, "s/1,000 acts", (run) => (of(run) * 1_000) / run.done.length);
  const speeds = [undefined, ...ACTS].flatMap((act) =>
    ([0.5, 0.99] as const).map((share) =>
      row(`p${share * 100}${act ? ` of ${act}` : ""}`, "ms", ({ done }) => percentile(latenciesOf(done, act), share)),
    ),
  );
  return figuresOf(
    "kiosk",
    about,
    [
      row("rate", "acts/s", ({ done, seconds }) => done.length / seconds),
      ...speeds,
      row(
        "database round trips, with the pages and texts between",
        "an act",
        (run) => run.roundTrips / run.done.length,
      ),
      a1000Acts("CPU of workerd", (run) => run.workerdCpu),
      a1000Acts("CPU of the libSQL server", (run) => run.databaseCpu),
      a1000Acts("CPU of the load generator", (run) => run.loadCpu),
      row("acts", "a run", ({ done }) => done.length),
      row("conflicts, tried again by the service", "a run", conflictsIn),
      row("told busy, sent again by the counter", "a run", ({ done }) =>
        done.reduce((sum, act) => sum + act.resent, 0),
      ),
      ...kindsIn(runs).map((kind) => row(kind, "refused a run", ({ done }) => done.filter(isRefused(kind)).length)),
    ],
    verdict,
  );
}

const latenciesOf = (done: readonly Done[], act: Act | undefined): number[] =>
  done.filter((each) => act === undefined || each.act === act).map(({ ms }) => ms);

/** A key that another writer was quicker to take: the database refuses the batch, and the usecase loads and decides again. */
const conflictsIn = ({ violations }: Run): number =>
  Object.entries(violations).reduce((sum, [words, count]) => (words.startsWith("UNIQUE") ? sum + count : sum), 0);

const kindOf = ({ act, refusal }: Done): string | null => refusal && `${act}: ${refusal}`;
const isRefused = (kind: string) => (done: Done) => kindOf(done) === kind;
const kindsIn = (runs: readonly Run[]): string[] =>
  [...new Set(runs.flatMap(({ done }) => done.map(kindOf)))].filter((kind) => kind !== null).sort();

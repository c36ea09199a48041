// Looking at short links: valid, expired and forged ones, beside a bare Hono answer and a bare redirect of a signed link.

import type { Workerd } from "../workerd.ts";
import { bundle } from "./bundle.ts";
import { type Figure, type Figures, figuresOf, inTurns, median, percentile, ratiosOf } from "./figures.ts";
import type { LooksProcess } from "./looks-process.ts";
import { joinMembers, type Member } from "./members.ts";
import type { Options } from "./options.ts";
import { type Child, startChild } from "./processes.ts";
import { type Bench, onDemoShop } from "./service.ts";
import { type Costs, cpuSeconds } from "./usage.ts";

const CONCURRENCY = 16;
const ROUNDS = 11;
const LOOKS_WARMING_UP = 800;
const MEMBERS = 40;

const VALID = "valid";
const EXPIRED = "expired";
const FORGED = "forged";
const BARE = "bare Hono";
const REDIRECT = "redirect";
/** What each kind of ours is held against: a forged link needs no database, the others one round trip. */
const BESIDE = [
  [VALID, REDIRECT],
  [EXPIRED, REDIRECT],
  [FORGED, BARE],
] as const;

/** One kind of answer, and from whom. */
interface Kind {
  readonly worker: Workerd;
  readonly paths: readonly string[];
  readonly status: number;
  readonly looksARun: number;
}

export function benchLinks({ rounds = ROUNDS }: Options): Promise<Figures> {
  return onDemoShop("memory", async (bench) => {
    const load = startChild<LooksProcess>("looks-process.ts");
    try {
      return await measure(bench, load, rounds);
    } finally {
      await load.stop();
    }
  });
}

async function measure(bench: Bench, load: Child<LooksProcess>, rounds: number): Promise<Figures> {
  const kinds = await kindsOf(bench);
  const run = runner(bench, load);
  for (const kind of kinds.values()) await run(kind, LOOKS_WARMING_UP);
  return report(await inTurns(kinds, rounds, (kind) => run(kind, kind.looksARun)), rounds);
}

async function kindsOf(bench: Bench): Promise<ReadonlyMap<string, Kind>> {
  const ours = await bench.startWorker();
  const members = await joinMembers(bench, ours.url, MEMBERS);
  const expired = members.slice(MEMBERS / 2);
  const valid = members.slice(0, MEMBERS / 2).map(({ link }) => link);
  await expire(bench, expired);
  const forged = valid.map(forgedFrom);
  const redirect = await bench.startWorker({ script: await bundle("redirect-worker.js", bench.folder) });
  const bare = await startBareHono(bench, ours, forged);
  return new Map<string, Kind>([
    [VALID, { worker: ours, paths: valid, status: 200, looksARun: 800 }],
    [EXPIRED, { worker: ours, paths: expired.map(({ link }) => link), status: 410, looksARun: 800 }],
    [FORGED, { worker: ours, paths: forged, status: 404, looksARun: 6_000 }],
    [BARE, { worker: bare, paths: forged, status: 404, looksARun: 6_000 }],
    [REDIRECT, { worker: redirect, paths: valid, status: 302, looksARun: 1_600 }],
  ]);
}

async function expire({ db }: Bench, members: readonly Member[]): Promise<void> {
  const ids = `SELECT id FROM customers WHERE phone IN (${members.map(() => "?")})`;
  const args = members.map(({ phone }) => phone);
  await db.execute({ sql: `UPDATE links SET expires_at = created_at WHERE customer_id IN (${ids})`, args });
}

/** A key of ours and an id of ours under a signature that is not: everything has to be computed before it is refused. */
const forgedFrom = (link: string): string => link.slice(0, -1) + (link.endsWith("A") ? "B" : "A");

async function startBareHono(bench: Bench, ours: Workerd, [forged = ""]: readonly string[]): Promise<Workerd> {
  const script = await bundle("bare-hono-worker.js", bench.folder);
  const answer = await fetch(new URL(forged, ours.url));
  const own = Array.from(answer.headers).filter(([name]) => name !== "content-length" && name !== "content-type");
  const bindings = {
    STATUS: String(answer.status),
    HEADERS: JSON.stringify(Object.fromEntries(own)),
    PAGE: await answer.text(),
  };
  const bare = await bench.startWorker({ script, bindings });
  const [theirs, ourOwn] = await Promise.all([bare, ours].map(async ({ url }) => wholeAnswer(new URL(forged, url))));
  if (theirs !== ourOwn) throw new Error(`The floor's answer is not the service's:\n${theirs}\n${ourOwn}`);
  return bare;
}

async function wholeAnswer(url: URL): Promise<string> {
  const answer = await fetch(url);
  return JSON.stringify([answer.status, [...answer.headers].sort(), await answer.text()]);
}

function runner({ database }: Bench, load: Child<LooksProcess>) {
  return async ({ worker, paths, status }: Kind, count: number): Promise<Costs> => {
    await load.ask("prepare", { url: worker.url, paths, count, concurrency: CONCURRENCY, status });
    const cpu = () => [cpuSeconds(worker.pids()), cpuSeconds([database.pid]), cpuSeconds([load.pid])];
    const tripsBefore = await database.ask("roundTrips");
    const cpuBefore = cpu();
    const start = performance.now();
    const latenciesMs = await load.ask("run");
    const seconds = (performance.now() - start) / 1_000;
    const cpuAfter = cpu();
    const tripsAfter = await database.ask("roundTrips");
    const [workerdCpu = 0, databaseCpu = 0, loadCpu = 0] = cpuAfter.map(
      (after, i) => ((after - (cpuBefore[i] ?? 0)) * 1_000) / count,
    );
    return {
      perSecond: count / seconds,
      p50Ms: percentile(latenciesMs, 0.5),
      p99Ms: percentile(latenciesMs, 0.99),
      workerdCpu,
      databaseCpu,
      loadCpu,
      allCpu: workerdCpu + databaseCpu + loadCpu,
      roundTrips: (tripsAfter - tripsBefore) / count,
    };
  };
}

const MEASURES: readonly (readonly [key: keyof Costs, what: string, unit: string])[] = [
  ["perSecond", "rate", "answers/s"],
  ["p50Ms", "p50", "ms"],
  ["p99Ms", "p99", "ms"],
  ["workerdCpu", "CPU of workerd", "s/1,000 answers"],
  ["databaseCpu", "CPU of the libSQL server", "s/1,000 answers"],
  ["loadCpu", "CPU of the load generator", "s/1,000 answers"],
  ["allCpu", "CPU of all three", "s/1,000 answers"],
  ["roundTrips", "database round trips", "an answer"],
];

function report(runs: ReadonlyMap<string, readonly Costs[]>, rounds: number): Figures {
  const about = `GET of short links, ${CONCURRENCY} at a time; medians of ${rounds} rounds, in which all take turns`;
  const figures = MEASURES.map(([key, what, unit]) => ({
    what,
    unit,
    values: Object.fromEntries(Array.from(runs, ([name, each]) => [name, median(each.map((run) => run[key]))])),
  }));
  const ratios = BESIDE.flatMap(([ours, theirs]) => {
    const of = (key: keyof Costs) => ratiosOf(runs.get(ours) ?? [], runs.get(theirs) ?? [], (run) => run[key]);
    return [
      { what: `${ours}, to ${theirs}: CPU of all three`, unit: "in the same round", values: of("allCpu") },
      { what: `${ours}, to ${theirs}: CPU of workerd`, unit: "in the same round", values: of("workerdCpu") },
      { what: `${ours}, to ${theirs}: rate`, unit: "in the same round", values: of("perSecond") },
    ] satisfies Figure[];
  });
  return figuresOf("links", about, [...figures, ...ratios]);
}

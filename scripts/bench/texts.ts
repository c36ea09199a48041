// Runs of signed inbound texts: who is measured, and what one run came to.

import type { Workerd } from "../workerd.ts";
import { TEXTS_A_CONVERSATION } from "./conversations.ts";
import { percentile } from "./figures.ts";
import type { LoadProcess } from "./load-process.ts";
import type { Child } from "./processes.ts";
import { ACCOUNT, type Bench, SHOP_NUMBER } from "./service.ts";
import { type Costs, cpuSeconds } from "./usage.ts";

export interface Contestant {
  readonly worker: Workerd;
  /** What its database holds so far. */
  readonly kept: () => Promise<Kept>;
}

export interface Kept {
  /** Inserted and changed. */
  readonly rows: number;
  /** The same with their entries in indexes; NaN where nobody counts them. */
  readonly entries: number;
  readonly bytes: number;
}

export interface Run extends Costs {
  readonly logCpu: number;
  readonly rowsWritten: number;
  readonly entriesWritten: number;
  readonly bytesKept: number;
}

/** @param drained for a run that ends when nothing is left to send; it returns how many round trips its looking took. */
export type RunTexts = (
  contestant: Contestant,
  phones: number,
  concurrency: number,
  drained?: () => Promise<number>,
) => Promise<Run>;

/** Each call plays to phones that have never written before. */
export function textsRunner({ database }: Bench, load: Child<LoadProcess>): RunTexts {
  let nextPhone = 100;
  return async ({ worker, kept }, phones, concurrency, drained = async () => 0) => {
    const firstPhone = nextPhone;
    nextPhone += phones;
    const plan = { shopNumber: SHOP_NUMBER, account: ACCOUNT, firstPhone, phones, concurrency };
    const cpu = () => [
      cpuSeconds(worker.pids()),
      cpuSeconds([database.pid]),
      cpuSeconds([load.pid]),
      cpuSeconds([process.pid]),
    ];
    const keptBefore = await kept();
    const tripsBefore = await database.ask("roundTrips");
    // Its connections are closed when they are idle for five seconds: nothing slow comes between.
    await load.ask("prepare", { url: worker.url, ...plan });
    const cpuBefore = cpu();
    const start = performance.now();
    const latenciesMs = await load.ask("run");
    const looks = await drained();
    const seconds = (performance.now() - start) / 1_000;
    const cpuAfter = cpu();
    const tripsAfter = await database.ask("roundTrips");
    const keptAfter = await kept();

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
      rowsWritten: (keptAfter.rows - keptBefore.rows) / messages,
      entriesWritten: (keptAfter.entries - keptBefore.entries) / messages,
      bytesKept: (keptAfter.bytes - keptBefore.bytes) / messages,
    };
  };
}

/** Of whoever keeps its texts in the database of the service. */
export function keptInDatabase({ db, database }: Bench): Contestant["kept"] {
  return async () => {
    const { rows } = await db.execute(
      "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()",
    );
    return { rows: await database.ask("rowsWritten"), entries: Number.NaN, bytes: Number(rows[0]?.bytes) };
  };
}

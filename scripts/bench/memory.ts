// The memory of workerd over many inbound texts, beside two Workers that share little with the service: one that only calls its database
// by fetch, one that only calls an object. What climbs with which of them says where to look.

import { setTimeout as sleep } from "node:timers/promises";
import { TEXTS_A_CONVERSATION } from "./conversations.ts";
import { type Figures, figuresOf } from "./figures.ts";
import type { LoadProcess } from "./load-process.ts";
import type { Options } from "./options.ts";
import { type Child, startChild } from "./processes.ts";
import { startReferences } from "./references.ts";
import { type Bench, onDemoShop } from "./service.ts";
import { type Contestant, keptInDatabase, textsRunner } from "./texts.ts";
import { type ResidentMib, residentMib } from "./usage.ts";

const TEXTS = 20_000;
const TEXTS_A_STEP = 5_000;
const CONCURRENCY = 16;
const PACE_SEGMENTS_PER_S = 100_000;
/** Longer than any of the service's own timers runs: what they held is free by then. */
const REST_MS = 15_000;

const OURS = "service";

/** By the contestant's name. */
type Look = ReadonlyMap<string, ResidentMib>;

export function benchMemory({ texts = TEXTS }: Options): Promise<Figures> {
  return onDemoShop("memory", async (bench) => {
    const load = startChild<LoadProcess>("load-process.ts");
    try {
      return await measure(bench, load, texts);
    } finally {
      await load.stop();
    }
  });
}

async function measure(bench: Bench, load: Child<LoadProcess>, texts: number): Promise<Figures> {
  await bench.setPace(PACE_SEGMENTS_PER_S);
  const { floor, object } = await startReferences(bench);
  await bench.cancelUnsent();
  const contestants = new Map<string, Contestant>([
    [OURS, { worker: await bench.startWorker(), kept: keptInDatabase(bench) }],
    ["floor", floor],
    ["object", object],
  ]);
  const run = textsRunner(bench, load);
  const look = (): Look => new Map(Array.from(contestants, ([name, { worker }]) => [name, memoryOf(worker.pids())]));

  const looks = new Map<string, Look>([["before", look()]]);
  for (let done = TEXTS_A_STEP; done <= texts; done += TEXTS_A_STEP) {
    for (const [name, contestant] of contestants) {
      const isOurs = name === OURS;
      await run(contestant, TEXTS_A_STEP / TEXTS_A_CONVERSATION, CONCURRENCY, isOurs ? bench.drained : undefined);
      if (!isOurs) await bench.cancelUnsent();
    }
    looks.set(`after ${done.toLocaleString("en")} texts`, look());
  }
  await sleep(REST_MS);
  looks.set(`after ${REST_MS / 1_000} s of rest`, look());
  return report(looks);
}

const memoryOf = ([pid = 0]: readonly number[]): ResidentMib => residentMib(pid);

const PARTS = [
  ["all", "resident memory"],
  ["heaps", "of it V8's heaps"],
  ["native", "of it allocated beside them"],
] as const;

function report(looks: ReadonlyMap<string, Look>): Figures {
  const about =
    `resident memory of workerd, ${CONCURRENCY} signed texts at a time in turns of ${TEXTS_A_STEP}, database in memory; ` +
    "the service sends its answers too, floor and object run the recorded statements";
  const figures = PARTS.flatMap(([part, what]) =>
    Array.from(looks, ([when, look]) => ({
      what: `${what}, ${when}`,
      unit: "MiB",
      values: Object.fromEntries(Array.from(look, ([name, mib]) => [name, mib[part]])),
    })),
  );
  return figuresOf("memory", about, figures);
}

// What a text and every page of the merchant cost as the shop grows: shops of several sizes, each with a database and a Worker of its own,
// take turns.

import { type Crowd, gatherCrowd } from "./crowd.ts";
import { type Figures, figuresOf, inTurns, median, ratiosOf } from "./figures.ts";
import type { LoadProcess } from "./load-process.ts";
import type { LooksProcess } from "./looks-process.ts";
import type { Options } from "./options.ts";
import { type Child, startChild } from "./processes.ts";
import { type Bench, onDemoShop } from "./service.ts";
import { type Contestant, keptInDatabase, type RunTexts, textsRunner } from "./texts.ts";
import { cpuSeconds } from "./usage.ts";

const CUSTOMERS = [10, 10_000, 200_000] as const;
const ROUNDS = 3;
const CONCURRENCY = 16;
const PHONES_A_RUN = 100;
const PHONES_WARMING_UP = 60;
/** Of each page: CPU is counted in hundredths of a second, of which a page takes about one. */
const LOOKS_A_RUN = 48;
const LOOKS_WARMING_UP = 16;
const PACE_SEGMENTS_PER_S = 100_000;
/** A carrier that does not answer keeps the Line waiting, as in the bench of inbound texts. */
const SILENCE_MS = 3_600_000;

interface Shop extends Contestant, Crowd {
  readonly bench: Bench;
  readonly looks: Child<LooksProcess>;
  readonly texts: RunTexts;
}

/** CPU seconds a 1,000, of all processes of that shop, by what was asked for. */
type Run = ReadonlyMap<string, number>;

export function benchGrowth({ customers = CUSTOMERS, rounds = ROUNDS }: Options): Promise<Figures[]> {
  return withShops(customers, new Map(), async (shops) => {
    for (const shop of shops.values()) await run(shop, PHONES_WARMING_UP, LOOKS_WARMING_UP);
    return report(await inTurns(shops, rounds, (shop) => run(shop, PHONES_A_RUN, LOOKS_A_RUN)), rounds);
  });
}

/** Opens a shop of each size, all at once. @param shops those that are open, by their size. */
function withShops<T>(
  [size, ...others]: readonly number[],
  shops: ReadonlyMap<string, Shop>,
  use: (shops: ReadonlyMap<string, Shop>) => Promise<T>,
): Promise<T> {
  if (size === undefined) return use(shops);
  return onDemoShop("memory", async (bench) => {
    const load = startChild<LoadProcess>("load-process.ts");
    const looks = startChild<LooksProcess>("looks-process.ts");
    try {
      await bench.setPace(PACE_SEGMENTS_PER_S);
      const worker = await bench.startWorker();
      const crowd = await gatherCrowd(bench, worker.url, size);
      await bench.carrier.ask("answerAfter", SILENCE_MS);
      const shop = { ...crowd, worker, kept: keptInDatabase(bench), bench, looks, texts: textsRunner(bench, load) };
      return await withShops(others, new Map([...shops, [size.toLocaleString("en"), shop]]), use);
    } finally {
      await Promise.all([load.stop(), looks.stop()]);
    }
  });
}

async function run(shop: Shop, phones: number, looksAPage: number): Promise<Run> {
  const costs = new Map([["inbound text", (await shop.texts(shop, phones, CONCURRENCY)).allCpu]]);
  for (const [page, path] of pagesOf(shop)) costs.set(page, await lookAt(shop, path, looksAPage));
  return costs;
}

async function lookAt({ bench, worker, looks, cookie }: Shop, path: string, count: number): Promise<number> {
  await looks.ask("prepare", { url: worker.url, paths: [path], count, concurrency: CONCURRENCY, cookie, status: 200 });
  const cpu = () => cpuSeconds([...worker.pids(), bench.database.pid, looks.pid]);
  const before = cpu();
  await looks.ask("run");
  return ((cpu() - before) * 1_000) / count;
}

/** Every page that the merchant can look at, and what they look for on two of them. */
const pagesOf = ({ customerId, rewardId }: Crowd): readonly (readonly [page: string, path: string])[] => [
  ["inbox", "/inbox"],
  ["a conversation", `/inbox/threads/${customerId}`],
  ["customers", "/inbox/customers"],
  ["customers, by a part of a number", "/inbox/customers?q=5550142"],
  ["a customer", `/inbox/customers/${customerId}`],
  ["points that wait", "/inbox/waiting"],
  ["rewards", "/inbox/rewards"],
  ["a reward", `/inbox/rewards/${rewardId}`],
  ["a new reward", "/inbox/rewards/new"],
  ["offers", "/inbox/offers"],
  ["a new offer", "/inbox/offers/new"],
  ["kiosks", "/inbox/kiosks"],
  ["till", "/inbox/till"],
  ["programme", "/inbox/programme"],
  ["shop", "/inbox/shop"],
  ["people", "/inbox/people"],
  ["sessions", "/inbox/sessions"],
  ["history", "/inbox/history"],
  ["history, of a customer", `/inbox/history?customer=${customerId}`],
];

function report(runs: ReadonlyMap<string, readonly Run[]>, rounds: number): Figures[] {
  const [[smallest = "", ofSmallest = []] = [], ...larger] = [...runs];
  const whats = [...(ofSmallest[0]?.keys() ?? [])];
  const cost = (what: string) => (each: Run) => each.get(what) ?? Number.NaN;
  const costs = whats.map((what) => ({
    what,
    unit: "s/1,000",
    values: Object.fromEntries(Array.from(runs, ([size, each]) => [size, median(each.map(cost(what)))])),
  }));
  const about = `CPU of all processes by how many customers a shop has, ${CONCURRENCY} at a time, database in memory; medians of ${rounds} rounds in turns`;
  return [
    figuresOf("growth", about, costs),
    ...larger.map(([size, each]) =>
      figuresOf(
        "growth",
        `${size} customers, to ${smallest}`,
        whats.map((what) => ({ what, unit: "in the same round", values: ratiosOf(each, ofSmallest, cost(what)) })),
      ),
    ),
  ];
}

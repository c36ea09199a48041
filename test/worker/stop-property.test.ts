// The promise over random histories: after a person's STOP nothing is sent to that number within the scope of the STOP but its one
// confirmation and the codes that the phone itself asked for, until a text that the same phone wrote later asks for it.

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Service, startService } from "../support/service.ts";
import { broken, lineOf, neverCameUp, sumCounts, tableOf } from "../support/soak/report.ts";
import { type Played, play } from "../support/soak/run.ts";
import { SEEDS_AT_ONCE } from "../support/soak/world.ts";

/** `npm run soak` says which; these are those of `npm test`. */
const seeds = (process.env.SOAK_SEEDS ?? "1,2,3,4,5").split(",").map(Number);
const isSoak = process.env.SOAK_SEEDS !== undefined;
const SEED_MAX_MS = 300_000;

let service: Service | undefined;
const open = () => startService({ retryDelaysMs: Array.from({ length: 100 }, () => 200) });

beforeAll(async () => {
  service = await open();
});
afterAll(() => service?.dispose());

const played: Played[] = [];

test.each(seeds.map((seed, i) => ({ seed, i })))(
  "seed $seed: who has left stays left",
  async ({ seed, i }) => {
    // Numbers are few: a database takes so many seeds, and then another one is opened.
    if (i > 0 && i % SEEDS_AT_ONCE === 0) {
      await service?.dispose();
      service = await open();
    }
    if (!service) throw new Error("there is no service");
    const begunAt = Date.now();
    const one = await play(service, seed);
    played.push(one);
    const faults = broken(one);
    // A long run says at once what it has found.
    if (isSoak) process.stdout.write([lineOf(one, Date.now() - begunAt), ...faults, ""].join("\n"));
    expect(faults.join("\n\n")).toBe("");
  },
  SEED_MAX_MS,
);

test("each kind of event came up", () => {
  const counts = sumCounts(played);
  if (isSoak)
    process.stdout.write(
      `\n${played.length} seeds, ${[...counts.values()].reduce((a, b) => a + b, 0)} events\n${tableOf(counts)}\n`,
    );
  // One seed that is played again need not have them all.
  expect(seeds.length < 5 ? [] : neverCameUp(counts)).toEqual([]);
});

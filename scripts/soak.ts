// `npm run soak -- --seeds 100 [--from 1]`, or `--seed 7` to play one again: the promise after a STOP, over so many random histories.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

const ROOT = join(import.meta.dirname, "..");
const TEST = "test/worker/stop-property.test.ts";
const SEEDS_DEFAULT = "20";

class BadArguments extends Error {}

function whole(name: string, value: string, least: number): number {
  const read = Number(value);
  if (/^\d{1,6}$/.test(value) && read >= least) return read;
  throw new BadArguments(`--${name} is ${value}: it is a whole number from ${least} to 999999.`);
}

function readSeeds(args: readonly string[]): number[] {
  const options = { seeds: { type: "string" }, seed: { type: "string" }, from: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.seed !== undefined) return [whole("seed", values.seed, 0)];
  const first = whole("from", values.from ?? "1", 0);
  return Array.from({ length: whole("seeds", values.seeds ?? SEEDS_DEFAULT, 1) }, (_, i) => first + i);
}

try {
  const seeds = readSeeds(process.argv.slice(2));
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const env = { ...process.env, SOAK_SEEDS: seeds.join(",") };
  const { status } = spawnSync(process.execPath, [vitest, "run", TEST], { cwd: ROOT, stdio: "inherit", env });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

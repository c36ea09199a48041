// `npm run bench [inbound] [send] [links] [kiosk] [growth] [memory] [keywords] [-- --json FILE]`: figures as tables and as JSON, never a pass or
// a fail. For a quick try or a long one: `--rounds 1` of those that take turns, `--customers 10,1000` of growth, `--texts 60000` of memory.

import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Figures, figuresOf, printTable } from "./bench/figures.ts";
import { benchGrowth } from "./bench/growth.ts";
import { benchInbound } from "./bench/inbound.ts";
import { benchKiosk } from "./bench/kiosk.ts";
import { benchLinks } from "./bench/links.ts";
import { benchMemory } from "./bench/memory.ts";
import type { Options } from "./bench/options.ts";
import { benchSend } from "./bench/send.ts";
import { benchKeywords } from "./bench-keywords.ts";

const benches: Readonly<Record<string, (options: Options) => Promise<Figures[]>>> = {
  inbound: benchInbound,
  send: async () => [await benchSend()],
  links: async (options) => [await benchLinks(options)],
  kiosk: async () => [await benchKiosk()],
  growth: benchGrowth,
  memory: async (options) => [await benchMemory(options)],
  keywords: async () => [await keywords()],
};

async function keywords(): Promise<Figures> {
  const figures = await benchKeywords();
  return figuresOf("keywords", "medians of rounds that take turns", [
    ...figures.map(({ name, textsPerSecond }) => ({ what: name, unit: "texts/s", values: { median: textsPerSecond } })),
    ...figures.map(({ name, nsPerText }) => ({ what: name, unit: "ns/text", values: { median: nsPerText } })),
  ]);
}

function countOf(written: string): number {
  if (!/^[1-9]\d{0,6}$/.test(written)) throw new Error(`Not a number from 1 to 9,999,999: ${written}.`);
  return Number(written);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      json: { type: "string" },
      rounds: { type: "string" },
      texts: { type: "string" },
      customers: { type: "string" },
    },
    allowPositionals: true,
  });
  const names = positionals.length > 0 ? positionals : Object.keys(benches);
  const unknown = names.filter((name) => !Object.hasOwn(benches, name));
  if (unknown.length > 0) throw new Error(`No such bench: ${unknown}. There are ${Object.keys(benches).join(", ")}.`);

  const options: Options = {
    ...(values.rounds === undefined ? {} : { rounds: countOf(values.rounds) }),
    ...(values.customers === undefined ? {} : { customers: values.customers.split(",").map(countOf) }),
    ...(values.texts === undefined ? {} : { texts: countOf(values.texts) }),
  };
  const results: Figures[] = [];
  for (const name of names) {
    const figures = (await benches[name]?.(options)) ?? [];
    for (const each of figures) printTable(each);
    results.push(...figures);
  }
  const json = JSON.stringify(results);
  if (values.json === undefined) console.log(`\n${json}`);
  else await writeFile(values.json, `${json}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

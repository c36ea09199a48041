// `npm run mutants`, or `npm run mutants consent links`: puts small faults into folders of src, one at a time, and says which of them no test of
// the core notices. Reports go to .mutants; a whole run takes hours.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Stryker } from "@stryker-mutator/core";

const ROOT = join(import.meta.dirname, "..");
const SRC = join(ROOT, "src");
/** A test that is only slow, on a machine that does something else, has noticed nothing. */
const TIMEOUT_MS = 60_000;

const foldersOf = (entries: readonly { isDirectory(): boolean; readonly name: string }[]): readonly string[] =>
  entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);

const options = (folder: string): ConstructorParameters<typeof Stryker>[0] => ({
  mutate: [`src/${folder}/**/*.ts`],
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  vitest: { configFile: "test/support/mutants.ts", related: true },
  // Stryker reads it with an API that TypeScript 7 no longer has, and passes over a file that does not exist.
  tsconfigFile: "none.json",
  // A constant of a module would run every test again: what is a table is left to the tests' own tables.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: TIMEOUT_MS,
  reporters: ["progress-append-only", "clear-text", "json", "html"],
  clearTextReporter: { allowColor: false, reportTests: false },
  tempDirName: `.mutants/sandbox-${folder}`,
  jsonReporter: { fileName: `.mutants/${folder}.json` },
  htmlReporter: { fileName: `.mutants/${folder}.html` },
});

const folders = foldersOf(readdirSync(SRC, { withFileTypes: true }));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !folders.includes(name));
if (unknown.length > 0) {
  console.error(`src has no folder ${unknown.join(", ")}: it has ${folders.join(", ")}.`);
  process.exit(2);
}
process.chdir(ROOT);
for (const folder of wanted.length > 0 ? wanted : folders) await new Stryker(options(folder)).runMutationTest();

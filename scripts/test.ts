// Everything that must hold: formatting and lint, types on each side, nothing unused, then every test, the browser's too.

import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const bin = (name: string) => join(ROOT, "node_modules/.bin", name);

const checks: readonly (readonly [what: string, command: string, ...args: string[]])[] = [
  ["format and lint", bin("biome"), "check", "--error-on-warnings", "."],
  ["types of the core", bin("tsc"), "-p", "src"],
  ["types of the worker", bin("tsc"), "-p", "worker"],
  ["types of the browser", bin("tsc"), "-p", "worker/tsconfig.browser.json"],
  ["types of scripts and tests", bin("tsc"), "-p", "."],
  ["unused code", process.execPath, bin("knip")],
  ["tests", process.execPath, join(ROOT, "node_modules/vitest/vitest.mjs"), "run", ...process.argv.slice(2)],
];

for (const [what, command, ...args] of checks) {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) {
    console.error(`npm test stopped: ${what} failed.`);
    process.exit(status ?? 1);
  }
}

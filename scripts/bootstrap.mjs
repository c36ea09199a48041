/**
 * Runs a script of this project with the Node that the project pins: `node scripts/bootstrap.mjs scripts/start.ts`. Installs the
 * dependencies first when they are missing or are not those of the lockfile. Plain JavaScript, no dependency, Node 20 or newer.
 */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const BIN = join(ROOT, "node_modules/.bin");
const NODE = join(BIN, "node");
/** Written last, so that an install which was broken off is never taken for a whole one. */
const STAMP = join(ROOT, "node_modules/.comptoir-lock");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const PARENT_WATCHED_EVERY_MS = 1_000;
const IS_IN_TERMINAL = [0, 1, 2].some((descriptor) => isatty(descriptor));
const OUTPUT_LINES_MAX = 20;
const RESTORE = "Restore it (git checkout package-lock.json) and start again.";

async function main() {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) fail("Say which script to run: node scripts/bootstrap.mjs scripts/start.ts");
  const wanted = wantedStamp();
  if (!isInstalled(wanted)) await install(wanted);
  const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}` };
  // By the channel the script knows that this process has ended, however it did.
  const { error, status } = await run(NODE, [script, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env,
  });
  if (error) fail(`The project's own Node.js could not be started: ${error.message}`);
  process.exit(status);
}

/** What is installed depends on the lockfile and on the machine. */
function wantedStamp() {
  let lockfile;
  try {
    lockfile = readFileSync(join(ROOT, "package-lock.json"));
    JSON.parse(lockfile.toString());
  } catch {
    fail(`package-lock.json is missing or broken. ${RESTORE}`);
  }
  return `${createHash("sha256").update(lockfile).digest("hex")} ${process.platform}-${process.arch}\n`;
}

function isInstalled(wanted) {
  try {
    return readFileSync(STAMP, "utf8") === wanted && existsSync(NODE);
  } catch {
    return false;
  }
}

async function install(wanted) {
  console.error("Installing the dependencies of package-lock.json; this takes a minute the first time.");
  rmSync(STAMP, { force: true });
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  // Inside npm, the same npm again; its path is that of a script.
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm?.endsWith("js") ? [process.execPath, npm] : ["npm"];
  const installed = await run(command, [...first, ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const { error, status, isStopped, output } = installed;
  if (error?.code === "ENOENT") fail("npm was not found: install Node.js 20 or newer, which brings it.");
  if (isStopped) process.exit(status || 1);
  if (status !== 0) fail(`${beginning(output)}\n\n${whyInstallFailed(output)}`);
  if (!existsSync(NODE)) {
    fail(
      `${beginning(output)}\n\nnpm did not install the project's own Node.js: allow install scripts and start again.`,
    );
  }
  writeFileSync(STAMP, wanted);
}

function whyInstallFailed(output) {
  if (/EUSAGE|EINTEGRITY|EJSONPARSE|ETARGET|E404|Invalid|lockfile/.test(output)) {
    return `package-lock.json is broken or does not fit package.json. ${RESTORE}`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/i.test(output)) {
    return "The package registry can't be reached: check the network and start again.";
  }
  return "The dependencies could not be installed: npm says why above.";
}

/** npm adds its whole manual. */
function beginning(output) {
  return output.trim().split("\n").slice(0, OUTPUT_LINES_MAX).join("\n");
}

/** Runs a command to its end, and hands on to it what would have ended this process. */
function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, options);
    const result = { error: undefined, status: 1, isStopped: false, output: "" };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        result.output += text;
      });
    }
    const onSignal = (signal) => {
      // In a terminal Ctrl-C goes to every process in the foreground, the child among them; and npm hands it on too.
      const hasReachedChild = result.isStopped || (IS_IN_TERMINAL && signal !== "SIGTERM");
      result.isStopped = true;
      if (!hasReachedChild) child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
    // npm that was killed can hand nothing on.
    const npm = process.env.npm_lifecycle_event === undefined ? undefined : process.ppid;
    const watch = setInterval(() => {
      if (npm !== undefined && process.ppid !== npm) child.kill("SIGTERM");
    }, PARENT_WATCHED_EVERY_MS);
    child.on("error", (error) => resolve({ ...result, error }));
    child.on("close", (code, signal) => {
      clearInterval(watch);
      for (const each of SIGNALS) process.off(each, onSignal);
      resolve({ ...result, status: code ?? 128 + constants.signals[signal] });
    });
  });
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}

await main();

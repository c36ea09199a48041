/** Builds the Worker as a deployment would and runs it in workerd, reached on workerd's own socket with no proxy in front. */

import { execFile } from "node:child_process";
import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { Log, LogLevel, Miniflare } from "miniflare";

export type WorkerdOptions = {
  /** What buildWorker returned. */
  script: string;
  /** 0 takes any free port. */
  port?: number;
  /** Variables of the environment; those that are undefined are left out. */
  bindings: Record<string, string | undefined>;
  /** Gets each line that the Worker or workerd logs; without it they go to standard output and error. */
  onLog?: (line: string) => void;
  /** Lets the Worker reach this machine and private networks only, so that a call to an unknown host fails. */
  offline?: boolean;
  /** The caller stops it on SIGINT and SIGTERM; otherwise they end this process at once. */
  leaveSignals?: boolean;
};

export type Workerd = {
  url: string;
  /** Runs the cron handler once; rejects when it throws. */
  scheduled(): Promise<void>;
  /** Process ids of workerd, to account for its CPU time. Empty where there is no /proc. */
  pids(): number[];
  dispose(): Promise<void>;
};

const HOST = "127.0.0.1";
const ROOT = join(import.meta.dirname, "..");
const COMPATIBILITY_DATE = "2026-07-01";

/** Bundles the Worker with wrangler and returns the path of the bundle. Two builds at once need two folders. */
export async function buildWorker(folder = join(ROOT, ".build/worker"), signal?: AbortSignal): Promise<string> {
  const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
  const env = {
    ...process.env,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    FORCE_COLOR: "0",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_WRITE_LOGS: "false",
  };
  const args = [wrangler, "deploy", "--dry-run", "--outdir", folder];
  try {
    await promisify(execFile)(process.execPath, args, { cwd: ROOT, env, ...(signal ? { signal } : {}) });
  } catch (error) {
    const output = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new Error(`The Worker could not be bundled:\n${output}`, { cause: error });
  }
  return join(folder, "index.js");
}

/** Rejects with the code EADDRINUSE when the port is taken. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const { script, port = 0, bindings, onLog, offline, leaveSignals } = options;
  await assertFree(port);
  endWithThisProcess();
  const pidsBefore = workerdPids();
  const listenersBefore = signalListeners();
  const miniflare = new Miniflare({
    modules: [{ type: "ESModule", path: script }],
    modulesRoot: dirname(script),
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags: ["nodejs_compat"],
    bindings: Object.fromEntries(Object.entries(bindings).filter((entry) => entry[1] !== undefined)) as never,
    durableObjects: {
      LINE: { className: "Line", useSQLite: true },
      ROOM: { className: "Room", useSQLite: true },
    },
    unsafeDirectSockets: [{ host: HOST, port }],
    cf: false, // or it asks Cloudflare where this machine is
    log: new Log(LogLevel.ERROR),
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      forward(stdout, onLog ?? console.log);
      forward(stderr, onLog ?? console.error);
    },
    ...(offline ? { outboundService: { network: { allow: ["private"] } } } : {}),
  });
  if (leaveSignals) {
    for (const [signal, listeners] of signalListeners()) {
      const added = listeners.filter((listener) => !listenersBefore.get(signal)?.includes(listener));
      for (const listener of added) process.off(signal, listener);
    }
  }
  await miniflare.ready;
  const { origin } = await miniflare.unsafeGetDirectURL();
  const pids = workerdPids().filter((pid) => !pidsBefore.includes(pid));
  return {
    url: origin,
    async scheduled() {
      const worker = await miniflare.getWorker();
      const { outcome } = await worker.scheduled({ cron: "* * * * *" });
      if (outcome !== "ok") throw new Error(`The cron handler ended with "${outcome}"`);
    },
    pids: () => pids,
    dispose: () => miniflare.dispose(),
  };
}

/** Miniflare starts what this variable names instead of workerd. Without rights to run it, workerd is started as it is. */
function endWithThisProcess(): void {
  const watched = join(ROOT, "scripts/workerd.sh");
  try {
    accessSync(watched, constants.X_OK);
  } catch {
    return;
  }
  const ofMiniflare = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  process.env.COMPTOIR_WORKERD ??= ofMiniflare("workerd").default;
  process.env.MINIFLARE_WORKERD_PATH ??= watched;
}

/** Rejects when something listens on the port: workerd itself would only say that it failed to start. */
export function assertFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(port, HOST, () => probe.close(() => resolve()));
  });
}

function signalListeners(): Map<NodeJS.Signals, NodeJS.SignalsListener[]> {
  const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM"];
  return new Map(signals.map((signal) => [signal, process.listeners(signal)]));
}

function forward(stream: Readable, onLog: (line: string) => void): void {
  createInterface({ input: stream }).on("line", onLog);
}

function workerdPids(): number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => isOwnWorkerd(pid))
      .map(Number);
  } catch {
    return [];
  }
}

function isOwnWorkerd(pid: string): boolean {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return name === "workerd" && Number(parent) === process.pid;
  } catch {
    return false; // it has ended since the folder was read
  }
}

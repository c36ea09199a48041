// What a process has used, as Linux counts it. Elsewhere the figures are missing, not guessed.

import { readFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";

/** USER_HZ, the unit of /proc/<pid>/stat, is a hundredth of a second on every platform that Node runs on. */
const TICKS_PER_S = 100;
const MIB = 1024 ** 2;

export interface Machine {
  readonly cores: number;
  readonly memoryGib: number;
}

export const machine = (): Machine => ({
  cores: availableParallelism(),
  memoryGib: Math.round(totalmem() / 1024 ** 3),
});

/** User and system time so far; NaN where it can't be known. */
export function cpuSeconds(pids: readonly number[]): number {
  const seconds = pids.map((pid) => {
    const afterName = read(pid, "stat").split(") ").at(-1) ?? "";
    const [user, system] = afterName.split(" ").slice(11, 13).map(Number);
    return ((user ?? Number.NaN) + (system ?? Number.NaN)) / TICKS_PER_S;
  });
  return seconds.length === 0 ? Number.NaN : sum(seconds);
}

/** The most memory that was ever resident, in MiB; NaN where it can't be known. */
export function peakMemoryMib(pids: readonly number[]): number {
  const kib = pids.map((pid) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(pid, "status"))?.[1] ?? Number.NaN));
  return kib.length === 0 ? Number.NaN : (sum(kib) * 1024) / MIB;
}

export interface ResidentMib {
  readonly all: number;
  /** What V8 has mapped for the heaps of all isolates, garbage included. */
  readonly heaps: number;
  /** What the process has allocated beside them; the rest of all is the program itself. */
  readonly native: number;
}

const MAPPING = /^([0-9a-f]+)-[0-9a-f]+ (\S+) \S+ \S+ \S+ *(.*)$/;
/** V8 keeps its heaps in one region of this size that begins at a multiple of it, with what it only reads. */
const CAGE_BYTES = 4 * 1024 ** 3;

/** What is in memory now, by where it lies; NaN where it can't be known. */
export function residentMib(pid: number): ResidentMib {
  let cage = Number.NaN;
  let place: "heaps" | "native" | "program" = "program";
  const kib = { heaps: 0, native: 0, program: 0 };
  for (const line of read(pid, "smaps").split("\n")) {
    const [, start, rights = "", file = ""] = MAPPING.exec(line) ?? [];
    if (start !== undefined) {
      const at = Number.parseInt(start, 16);
      if (Number.isNaN(cage) && at % CAGE_BYTES === 0 && rights.startsWith("r--")) cage = at;
      place = file.startsWith("/") ? "program" : at >= cage && at < cage + CAGE_BYTES ? "heaps" : "native";
    }
    kib[place] += Number(/^Rss: +(\d+) kB$/.exec(line)?.[1] ?? 0);
  }
  if (Number.isNaN(cage)) return { all: Number.NaN, heaps: Number.NaN, native: Number.NaN };
  const mib = (of: number) => (of * 1024) / MIB;
  return { all: mib(kib.heaps + kib.native + kib.program), heaps: mib(kib.heaps), native: mib(kib.native) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** What one run came to. */
export interface Costs {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU seconds a 1,000 messages or answers. */
  readonly workerdCpu: number;
  readonly databaseCpu: number;
  readonly loadCpu: number;
  readonly allCpu: number;
  readonly roundTrips: number;
}

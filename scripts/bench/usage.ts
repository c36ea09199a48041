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

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

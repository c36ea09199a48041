// Figures of a bench: named, with their unit, in one column or several; printed as a table and as JSON.

import { type Machine, machine } from "./usage.ts";

export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** By column. */
  readonly values: Readonly<Record<string, number>>;
}

export interface Figures {
  readonly bench: string;
  /** What was done, in a sentence: a figure means nothing without it. */
  readonly about: string;
  readonly machine: Machine;
  readonly figures: readonly Figure[];
  /** What was checked on the side, and found good. */
  readonly verdict?: string;
}

export function figuresOf(bench: string, about: string, figures: readonly Figure[], verdict?: string): Figures {
  return { bench, about, machine: machine(), figures: figures.map(rounded), ...(verdict ? { verdict } : {}) };
}

/** More digits would promise more than was measured. */
const DIGITS = 4;

function rounded({ what, unit, values }: Figure): Figure {
  const entries = Object.entries(values).map(([column, value]) => [column, Number(value.toPrecision(DIGITS))]);
  return { what, unit, values: Object.fromEntries(entries) };
}

export function printTable({ bench, about, machine: { cores, memoryGib }, figures, verdict }: Figures): void {
  const columns = [...new Set(figures.flatMap(({ values }) => Object.keys(values)))];
  const rows = [
    ["", ...columns, ""],
    ...figures.map(({ what, unit, values }) => [what, ...columns.map((column) => format(values[column])), unit]),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  console.log(`\n${bench}: ${about} (${cores} cores, ${memoryGib} GiB)\n`);
  for (const row of rows) {
    const cells = row.map((cell, i) => {
      const isFigure = i > 0 && i < row.length - 1;
      return isFigure ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0);
    });
    console.log(`  ${cells.join("  ")}`.trimEnd());
  }
  if (verdict) console.log(`\n  ${verdict}`);
}

function format(value: number | undefined): string {
  if (value === undefined) return "";
  return Number.isFinite(value) ? value.toLocaleString("en", { maximumFractionDigits: DIGITS }) : "-";
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** @param share in [0, 1]: 0.99 for the p99. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The median of the ratios within each round, and between what they lie. */
export function ratiosOf<R>(ours: readonly R[], theirs: readonly R[], measure: (run: R) => number) {
  const ratios = ours.flatMap((run, round) => {
    const beside = theirs[round];
    return beside === undefined ? [] : [measure(run) / measure(beside)];
  });
  return { ratio: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
}

/** Lets the contestants run one after the other in each round. Returns the runs of each, by its name. */
export async function inTurns<C, R>(
  contestants: ReadonlyMap<string, C>,
  rounds: number,
  run: (contestant: C, name: string) => Promise<R>,
): Promise<ReadonlyMap<string, readonly R[]>> {
  const runs = new Map<string, R[]>(Array.from(contestants.keys(), (name) => [name, []]));
  const all = [...contestants];
  for (let round = 0; round < rounds; round++) {
    // The order turns about, so that what drifts favours none.
    const first = round % all.length;
    for (const [name, contestant] of [...all.slice(first), ...all.slice(0, first)]) {
      runs.get(name)?.push(await run(contestant, name));
    }
  }
  return runs;
}

// Which places of the Worker that make up SQL have run in this process: asked of V8, so that no list can forget one.

import { readdirSync, readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const ROOT = join(import.meta.dirname, "../../..");
/** What a statement is put together from; as vitest writes an import. */
const MAKES_SQL =
  /^const (__vite_ssr_import_\d+__) = .*"(?:[^"]*\/drizzle-orm\/[^"]*|[^"]*\/db\/(?:schema|prepared)\.ts)"/gm;

/** The files of the Worker that put statements together. */
export const filesWithSql: readonly string[] = readdirSync(join(ROOT, "worker"), { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("db/schema"))
  .map((path) => `worker/${path}`)
  .filter((path) => /from "drizzle-orm|\borm\b|\bdb\.(insert|update)\(/.test(readFileSync(join(ROOT, path), "utf8")))
  .sort();

export interface Coverage {
  /** `worker/db/offers.ts: .where(eq(offers.id, id))`: each line with SQL that has not run since the start. */
  missing(): Promise<readonly string[]>;
  stop(): void;
}

/** To be called before the files are loaded. */
export async function startCoverage(): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Debugger.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const sources = new Map<string, { readonly source: string; idle: Uint8Array }>();
  return {
    async missing() {
      // V8 tells each time what has run since the last time.
      const { result } = await session.post("Profiler.takePreciseCoverage");
      for (const { url, scriptId, functions } of result) {
        const path = filesWithSql.find((each) => url === pathToFileURL(join(ROOT, each)).href);
        if (path === undefined) continue;
        const { scriptSource: source } = await session.post("Debugger.getScriptSource", { scriptId });
        const before = sources.get(path)?.idle;
        const now = notRun(functions, source.length);
        sources.set(path, { source, idle: before ? before.map((idle, i) => idle & (now[i] ?? 1)) : now });
      }
      return filesWithSql.flatMap((path) => {
        const known = sources.get(path);
        return known ? linesOf(known.source, known.idle).map((line) => `${path}: ${line}`) : [`${path}: never loaded`];
      });
    },
    stop: () => session.disconnect(),
  };
}

type Range = { readonly startOffset: number; readonly endOffset: number; readonly count: number };

/** By character. A range within another one knows better. */
function notRun(functions: readonly { readonly ranges: readonly Range[] }[], length: number): Uint8Array {
  const idle = new Uint8Array(length).fill(1);
  const ranges = functions.flatMap((each) => each.ranges);
  ranges.sort((a, b) => b.endOffset - b.startOffset - (a.endOffset - a.startOffset));
  for (const { startOffset, endOffset, count } of ranges) idle.fill(count === 0 ? 1 : 0, startOffset, endOffset);
  return idle;
}

function linesOf(source: string, idle: Uint8Array): readonly string[] {
  const names = Array.from(source.matchAll(MAKES_SQL), ([, name = ""]) => name);
  if (names.length === 0) return [];
  const uses = source.matchAll(new RegExp(`(?:${names.join("|")})\\.`, "g"));
  const starts = Array.from(uses, ({ index }) => index).filter((index) => idle[index] === 1);
  // Of what has not run in one piece, the first line.
  const firsts = starts.filter((index, i) => i === 0 || idle.subarray(starts[i - 1], index).includes(0));
  const lines = firsts.map((index) => {
    const line = source.slice(source.lastIndexOf("\n", index) + 1, source.indexOf("\n", index));
    return line
      .replace(/\(0,(__vite_ssr_import_\d+__\.\w+)\)/g, "$1")
      .replace(/__vite_ssr_import_\d+__\./g, "")
      .trim();
  });
  return [...new Set(lines)];
}

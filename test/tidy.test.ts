// The architecture, as rules that fail: each is held against the project, and against a small project that breaks it.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { rulesOfFiles } from "./support/tidy/rules-of-files.ts";
import { rulesOfPages } from "./support/tidy/rules-of-pages.ts";
import { rulesOfRecords } from "./support/tidy/rules-of-records.ts";
import { rulesOfStructure } from "./support/tidy/rules-of-structure.ts";
import { ROOT, readTree } from "./support/tidy/tree.ts";

const RULES = [...rulesOfStructure, ...rulesOfFiles, ...rulesOfPages, ...rulesOfRecords];
const project = readTree();

describe("the project", () => {
  test("is read whole", () => {
    const some = ["package.json", ".gitignore", "src/ids.ts", "worker/index.ts", "worker/faces/shared/layout.tsx"];
    for (const path of [...some, "migrations/0001_ground_floor.sql", "test/tidy.test.ts"]) {
      expect(project.get(path)).not.toBeUndefined();
    }
    expect([...project.keys()].filter((path) => /node_modules|^\.git\//.test(path))).toEqual([]);
  });

  test.each(RULES)("$name", (rule) => {
    expect(rule.faults(project), rule.advice).toEqual([]);
  });
});

describe("a project that breaks the rule is found out", () => {
  test.each(RULES)("$name", (rule) => {
    expect(rule.faults(new Map(Object.entries(rule.broken)))).toEqual(rule.found);
  });
});

describe("the compiler, in the company of all that the core imports", () => {
  const platform = `fetch crypto performance process console navigator caches setTimeout setInterval queueMicrotask
    structuredClone atob btoa require Buffer URL Request Response Headers WebSocket TextEncoder AbortController Blob
    document window self localStorage`.split(/\s+/);

  /** Which names of the platform a file of the core could use without an error. */
  async function known(opening: string): Promise<string[]> {
    const folder = await mkdtemp(join(tmpdir(), "comptoir-tidy-"));
    try {
      const config = { extends: join(ROOT, "src/tsconfig.json"), include: [join(ROOT, "src"), "probe.ts"] };
      const probe = [opening, ...platform.map((name, i) => `export const p${i} = ${name};`)];
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
      await writeFile(join(folder, "probe.ts"), probe.join("\n"));
      const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
      const compiled = promisify(execFile)(process.execPath, [tsc, "-p", folder, "--pretty", "false"]);
      const { stdout } = await compiled.catch((error: { stdout: string }) => error);
      return platform.filter((_, i) => !stdout.includes(`probe.ts(${i + 2},`));
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test("refuses every name of the platform", async () => {
    expect(await known(""), "Something that src imports brings a platform's types along: leave it out.").toEqual([]);
  });

  test("would let the platform in after one type import: hence the rule on packages", async () => {
    const types = join(ROOT, "node_modules/@types/node/index.d.ts");
    expect(await known(`import type {} from ${JSON.stringify(types)};`)).toEqual(
      expect.arrayContaining(["fetch", "process"]),
    );
  });
});

// Builds the Worker, unpacks the browser, migrates a database and grows one to ask for plans, once for all tests of a run.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import type { TestProject } from "vitest/node";
import { buildWorker } from "../../scripts/workerd.ts";
import { makeMigrated } from "./migrated.ts";
import { growDatabase } from "./plans/grown.ts";

interface Built {
  /** Path of the bundle. */
  readonly worker: string;
  /** Path of a database with today's schema, and nothing in it. */
  readonly migrated: string;
  /** Paths of the same database, without and with SQLite's statistics. */
  readonly grown: readonly string[];
}

declare module "vitest" {
  export interface ProvidedContext extends Built {}
}

/** Two floors need it, and this file is loaded for each of them. */
const shared = globalThis as { build?: Promise<Built & { readonly folder: string }> };

export default async function build(project: TestProject): Promise<() => Promise<void>> {
  shared.build ??= make();
  const { folder, worker, migrated, grown } = await shared.build;
  project.provide("worker", worker);
  project.provide("migrated", migrated);
  project.provide("grown", grown);
  return () => rm(folder, { recursive: true, force: true });
}

async function make() {
  // A folder of its own: another run at the same time must not change the Worker that a test restarts.
  const folder = await mkdtemp(join(tmpdir(), "comptoir-worker-"));
  const [worker, migrated] = await Promise.all([
    buildWorker(folder),
    makeMigrated(join(folder, "migrated.db")),
    chromium.executablePath(),
  ]);
  return { folder, worker, migrated, grown: growDatabase(join(folder, "grown.db")) };
}

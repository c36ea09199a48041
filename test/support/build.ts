// Builds the Worker, unpacks the browser and grows a database to ask for plans, once for all tests of a run.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import type { TestProject } from "vitest/node";
import { buildWorker } from "../../scripts/workerd.ts";
import { growDatabase } from "./plans/grown.ts";

declare module "vitest" {
  export interface ProvidedContext {
    worker: string;
    /** Paths of the same database, without and with SQLite's statistics. */
    grown: readonly string[];
  }
}

export default async function build(project: TestProject): Promise<() => Promise<void>> {
  // A folder of its own: another run at the same time must not change the Worker that a test restarts.
  const folder = await mkdtemp(join(tmpdir(), "comptoir-worker-"));
  const [worker] = await Promise.all([buildWorker(folder), chromium.executablePath()]);
  project.provide("worker", worker);
  project.provide("grown", growDatabase(join(folder, "grown.db")));
  return () => rm(folder, { recursive: true, force: true });
}

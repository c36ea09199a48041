// Builds the Worker once for all tests of a run.

import type { TestProject } from "vitest/node";
import { buildWorker } from "../../scripts/workerd.ts";

declare module "vitest" {
  export interface ProvidedContext {
    worker: string;
  }
}

export default async function build(project: TestProject): Promise<void> {
  project.provide("worker", await buildWorker());
}

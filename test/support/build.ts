// Builds the Worker and unpacks the browser, once for all tests of a run.

import chromium from "@sparticuz/chromium";
import type { TestProject } from "vitest/node";
import { buildWorker } from "../../scripts/workerd.ts";

declare module "vitest" {
  export interface ProvidedContext {
    worker: string;
  }
}

export default async function build(project: TestProject): Promise<void> {
  const [worker] = await Promise.all([buildWorker(), chromium.executablePath()]);
  project.provide("worker", worker);
}

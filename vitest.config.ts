// Three floors: the pure core, whole behaviour in the real runtime, pages in a real browser.

import { defineConfig } from "vitest/config";

const BUILD = "test/support/build.ts";
const RUNTIME = ["test/worker/**/*.test.ts", "test/faces/**/*.test.ts"];
const PAGES = "test/faces/**/*.browser.test.ts";
const PLANS = "test/worker/query-plans.test.ts";

export default defineConfig({
  test: {
    // How fast a machine is says nothing of what it tests.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // One more than there are cores on a small machine: many a test waits for a carrier, a clock or a page.
    maxWorkers: 3,
    // What a test leaves behind is a database or a process of its own: modules are loaded once for many files.
    isolate: false,
    setupFiles: "test/support/random.ts",
    projects: [
      { extends: true, test: { name: "core", include: ["test/core/**/*.test.ts", "test/*.test.ts"] } },
      {
        extends: true,
        test: { name: "worker", include: RUNTIME, exclude: [PAGES, PLANS], globalSetup: BUILD },
      },
      // It asks which code has run since its modules were loaded: they have to be its own.
      { extends: true, test: { name: "plans", include: [PLANS], isolate: true, globalSetup: BUILD } },
      { extends: true, test: { name: "browser", include: [PAGES], globalSetup: BUILD } },
    ],
  },
});

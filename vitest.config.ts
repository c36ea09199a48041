// Three floors: the pure core, whole behaviour in the real runtime, pages in a real browser.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/build.ts",
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // One more than there are cores: many a test waits for a carrier, a clock or a page.
    maxWorkers: 3,
  },
});

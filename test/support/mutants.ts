// How the mutation tests (scripts/mutants.ts) run the tests of src: in one process, the small files first, up to the first that fails.

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

class SmallFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse();
  }
}

export default defineConfig({
  test: {
    include: ["test/core/**/*.test.ts"],
    // The first two run scripts, the third replaces a module, which one process for all does not bear.
    exclude: ["chat", "data-folder", "kept"].map((name) => `test/core/${name}.test.ts`),
    testTimeout: 30_000,
    isolate: false,
    sequence: { sequencer: SmallFirst },
  },
});

// Whole conversations, as files that anybody can read. `UPDATE_GOLDEN=1 vitest run test/core/golden.test.ts` writes down what
// is answered now; read the difference before you keep it.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatTranscript, replay, type Transcript } from "../../scripts/transcript.ts";

const GOLDEN = join(import.meta.dirname, "../golden");
const CONVERSATIONS_MIN = 40;

const files = readdirSync(GOLDEN).sort();

describe("golden conversations", () => {
  test("there are enough of them, each named for what it shows", () => {
    expect(files.length).toBeGreaterThanOrEqual(CONVERSATIONS_MIN);
    for (const file of files) expect(file).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.json$/);
  });

  test.each(files)("%s", (file) => {
    const path = join(GOLDEN, file);
    const golden: Transcript = JSON.parse(readFileSync(path, "utf8"));
    const played = replay(golden);
    if (process.env.UPDATE_GOLDEN) writeFileSync(path, formatTranscript(played));
    else expect(played).toEqual(golden);
  });
});

// The chat in the terminal, run as a person runs it, with the conversation piped in.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { replay } from "../../scripts/transcript.ts";

const ROOT = join(import.meta.dirname, "../..");

function chat(options: readonly string[], ...lines: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["scripts/chat.ts", ...options], {
    cwd: ROOT,
    input: lines.join("\n"),
    encoding: "utf8",
  });
  return { printed: stdout.split("\n"), stderr, status };
}

describe("npm run chat", () => {
  const folder = mkdtempSync(join(tmpdir(), "chat-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("answers each line, says how it was read and what it changed", () => {
    const { printed, status } = chat([], "JOIN", "YES", "/quit", "STOP");
    expect(status).toBe(0);
    expect(printed).toContain("  reads: join (en)");
    expect(printed).toContain("  ConsentGranted at CAFE by YES to the terms shown");
    expect(printed).toContain("  CAFE subscribed, points: 1");
    expect(printed.find((line) => line.startsWith("Café Comptoir: welcome."))).toContain("You have 1 point.");
    expect(printed).not.toContain("  reads: stop (en)");
  });

  test("moves the clock, and speaks for other shops in the language chosen", () => {
    const { printed } = chat(["--shops", "shared", "--as", "fr"], "JOIGNEZ SALON", "/wait 8d", "OUI", "/wait long");
    expect(printed.find((line) => line.startsWith("Salon Rivage : "))).toContain("OUI pour accepter");
    expect(printed).toContain("  CAFE none; SALON none");
    expect(printed).toContain('"long" is no duration. Write 30 s, 5 min, 2 h or 8 d.');
  });

  test("writes a golden file that replays to itself", () => {
    chat(["--repro", "yes-after-a-while", "--into", folder, "--as", "en"], "JOIN", "/wait 2h", "YES");
    const written = JSON.parse(readFileSync(join(folder, "yes-after-a-while.json"), "utf8"));
    expect(replay(written)).toEqual(written);
    expect(written).toMatchObject({ title: "yes after a while", shops: "demo", language: "en" });
    expect(written.steps.map(({ after, customer }: { after?: string; customer: string }) => [after, customer])).toEqual(
      [
        [undefined, "JOIN"],
        ["2h", "YES"],
      ],
    );
  });

  test.each([
    [["--shops", "nowhere"], /^There are no shops "nowhere"\. There are: demo, /],
    [["--as", "de"], /^--as takes fr or en, not "de"\./],
    [["--repro", "../x"], /^--repro takes a name such as stop-while-asked, not "\.\.\/x"\./],
    [["--repro", "join-in-english"], /^There is a conversation join-in-english already\./],
    [["--loud"], /^Unknown option '--loud'.* Try --help\./],
  ])("refuses %j in one sentence", (options, sentence) => {
    const { stderr, status } = chat(options, "JOIN");
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

/** `npm run -s read < texts`: one text a line on standard input, how it is read as one JSON object a line on standard output. */

import { once } from "node:events";
import { readText } from "../src/conversation/reader.ts";
import { segment } from "../src/messaging/segments.ts";

function readingOf(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  const { kind, language, doubt } = readText(text);
  const { encoding, segments } = segment(text);
  return `${JSON.stringify({ reading: kind, language, doubt, encoding, segments })}\n`;
}

async function main(): Promise<void> {
  let unfinished = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) {
    const lines = (unfinished + chunk).split("\n");
    unfinished = lines.pop() ?? "";
    await write(lines.map(readingOf).join(""));
  }
  if (unfinished !== "") await write(readingOf(unfinished));
}

async function write(output: string): Promise<void> {
  if (!process.stdout.write(output)) await once(process.stdout, "drain");
}

// Whoever reads us may stop early, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
await main();

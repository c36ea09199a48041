// `npm run -s chat`: a conversation with the core in the terminal. No server, no database, a clock that you move.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs, styleText } from "node:util";
import type { Language } from "../src/conversation/language.ts";
import {
  durationOf,
  formatTranscript,
  openTalk,
  type PlayedStep,
  type Setting,
  say,
  type Transcript,
} from "./transcript.ts";
import { casts, isCastName } from "./transcript-casts.ts";

const USAGE = `npm run -s chat -- [options]
  --shops NAME    who is texted: ${Object.keys(casts).join(", ")} (demo)
  --as fr|en      the language that the customer has chosen (none yet)
  --points N      the customer is a member already, with so many points (not one yet)
  --repro NAME    at the end, write the conversation to NAME.json
  --into FOLDER   where to (test/golden)
  --help          this
While it runs, a line is a text, a minute after the last one. But for:
  /wait 2h        let time pass first: 30s, 5min, 2h, 8d
  /help, /quit`;

const GOLDEN = join(import.meta.dirname, "../test/golden");
const START = "2026-11-23 10:00";
const WHOLE_NUMBER = /^\d{1,6}$/;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

class UsageError extends Error {}

interface Options {
  readonly setting: Setting;
  readonly repro: { readonly title: string; readonly path: string } | null;
}

function readOptions(): Options | "help" {
  const { shops = "demo", as, points, repro, into = GOLDEN, help } = parse();
  if (help) return "help";
  if (!isCastName(shops))
    throw new UsageError(`There are no shops "${shops}". There are: ${Object.keys(casts).join(", ")}.`);
  if (as !== undefined && !isLanguage(as)) throw new UsageError(`--as takes fr or en, not "${as}".`);
  if (points !== undefined && !WHOLE_NUMBER.test(points))
    throw new UsageError(`--points takes a number, not "${points}".`);
  const member = Object.fromEntries(casts[shops].shops.map(({ keyword }) => [keyword, Number(points)]));
  const setting = { shops, start: START, ...(as && { language: as }), ...(points && { memberWithPoints: member }) };
  if (repro === undefined) return { setting, repro: null };

  if (!KEBAB_CASE.test(repro)) throw new UsageError(`--repro takes a name such as stop-while-asked, not "${repro}".`);
  const path = join(into, `${repro}.json`);
  if (existsSync(path)) throw new UsageError(`There is a conversation ${repro} already.`);
  return { setting, repro: { title: repro.replaceAll("-", " "), path } };
}

function parse() {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      options: { shops: text, as: text, points: text, repro: text, into: text, help: { type: "boolean" } },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message} Try --help.`);
  }
}

const isLanguage = (text: string): text is Language => text === "fr" || text === "en";

async function chat(setting: Setting): Promise<PlayedStep[]> {
  const { stdin, stdout } = process;
  const lines = createInterface({ input: stdin, ...(stdin.isTTY && { output: stdout }), prompt: "> " });
  const prompt = () => stdin.isTTY && lines.prompt();
  const steps: PlayedStep[] = [];
  let talk = openTalk(setting);
  let after: string | undefined;

  aside(
    `You text ${talk.world.cast.shops.map(({ name, keyword }) => `${name} (${keyword})`).join(", ")}. /help says how.`,
  );
  prompt();
  for await (const line of lines) {
    const [command, argument = ""] = line.split(/ +(.*)/s);
    if (command === "/quit") break;
    if (command === "/help") aside(USAGE);
    else if (command === "/wait") after = wait(argument) ?? after;
    else {
      const said = say(talk, { ...(after && { after }), customer: line });
      talk = said.talk;
      steps.push(said.step);
      after = undefined;
      print(said.step);
    }
    prompt();
  }
  lines.close();
  return steps;
}

function wait(duration: string): string | undefined {
  try {
    durationOf(duration);
    aside(`The next text comes ${duration} later.`);
    return duration;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    aside(error.message);
    return undefined;
  }
}

function print({ reading, events, replies, consent }: PlayedStep): void {
  aside(`  ${[`reads: ${reading}`, ...events, consent].join("\n  ")}`);
  for (const { text, segments, encoding } of replies) {
    console.log(text);
    aside(`  ${segments} ${segments === 1 ? "segment" : "segments"}, ${encoding}`);
  }
}

const aside = (text: string): void => console.log(styleText("dim", text, { stream: process.stdout }));

async function main(): Promise<void> {
  const options = readOptions();
  if (options === "help") return console.log(USAGE);
  const { setting, repro } = options;
  const steps = await chat(setting);
  if (repro === null || steps.length === 0) return;
  const transcript: Transcript = { title: repro.title, ...setting, steps };
  writeFileSync(repro.path, formatTranscript(transcript));
  aside(`Written to ${repro.path}. Read it, give it a better title, and keep it if that is how it should be.`);
}

main().catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});

// What a command of the operator is, and how its words are read: every fault at once, before anything is touched.

import { err, ok, type Result } from "../../src/result.ts";
import type { Environment } from "../settings.ts";
import type { OperatorDatabase } from "./database.ts";

export interface Flag {
  /** What stands for its value in the help. */
  readonly value: string;
  readonly isRequired?: true;
}

/** Flags by name without the dashes; each was given once, with a value. */
export type Given = Readonly<Record<string, string | undefined>>;

/** Says a line of the command's answer; nothing else goes to standard output. */
export type Say = (line: string) => void;
export type Act = (database: OperatorDatabase, say: Say) => Promise<void>;

export interface Command {
  /** As it is typed: `shop create`. */
  readonly name: string;
  readonly does: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Takes one word that is no flag: a path. */
  readonly takesFile?: true;
  /** Of a command that has the database to itself, in place of what `read` returns: nothing is open. */
  readonly instead?: (env: Environment, file: string, say: Say) => Promise<void>;
  /** Values are read here; an error is a list of faults, each a sentence without its full stop. */
  read(given: Given, file: string): Result<Act, readonly string[]>;
}

/** What `scripts/operator.ts` was asked for. */
export type Asked =
  | { readonly kind: "help"; readonly command: Command | null }
  | { readonly kind: "act"; act: Act }
  | { readonly kind: "alone"; act: (env: Environment, say: Say) => Promise<void> };

export function readCommand(commands: readonly Command[], words: readonly string[]): Result<Asked, readonly string[]> {
  const command = commands.find(({ name }) => name.split(" ").every((word, i) => words[i] === word));
  if (words.includes("--help") || words.length === 0) return ok({ kind: "help", command: command ?? null });
  if (command === undefined) {
    const said = words.filter((word) => !word.startsWith("--")).slice(0, 2);
    return err([`There is no command ${said.join(" ")}: --help lists them`]);
  }
  const { given, files, faults } = readWords(command, words.slice(command.name.split(" ").length));
  const missing = Object.entries(command.flags).flatMap(([name, { isRequired }]) =>
    isRequired && given[name] === undefined && !faults.some((fault) => fault.startsWith(`--${name} `))
      ? [`--${name} is missing`]
      : [],
  );
  if (command.takesFile && files.length === 0) missing.push("FILE is missing");
  const [file = "", ...others] = command.takesFile ? files : ["", ...files];
  const all = [...faults, ...others.map((word) => `${word} is no flag of ${command.name}`), ...missing];
  const read = command.read(given, file);
  // What is missing is said once, by whoever asks for it first.
  const ofValues = read.ok ? [] : read.error.filter((fault) => !all.some((other) => sameFlag(other, fault)));
  if (all.length > 0 || !read.ok) return err([...all, ...ofValues]);
  const { instead } = command;
  if (instead !== undefined) return ok({ kind: "alone", act: (env, say) => instead(env, file, say) });
  return ok({ kind: "act", act: read.value });
}

const sameFlag = (one: string, other: string): boolean => one.split(" ")[0] === other.split(" ")[0];

function readWords({ name, flags }: Command, words: readonly string[]) {
  const given: Record<string, string> = {};
  const files: string[] = [];
  const faults: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const [, flag, inWord] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (flag === undefined) {
      files.push(word);
      continue;
    }
    const next = words[i + 1];
    const hasNext = inWord === undefined && next !== undefined && !next.startsWith("--");
    if (hasNext) i++;
    const value = inWord ?? (hasNext ? next : undefined);
    if (!Object.hasOwn(flags, flag)) faults.push(`--${flag} is no flag of ${name}`);
    else if (Object.hasOwn(given, flag)) faults.push(`--${flag} is given twice`);
    else if (value === undefined || value.trim() === "") faults.push(`--${flag} has no value`);
    else given[flag] = value.trim();
  }
  return { given, files, faults };
}

/** Reads one flag of a closed list. */
export function choiceOf<const T extends string>(given: Given, flag: string, choices: readonly T[]) {
  const value = given[flag];
  const choice = choices.find((each) => each === value);
  if (value === undefined) return { value: undefined, faults: [] };
  return choice === undefined
    ? { value: undefined, faults: [`--${flag} is not ${listOf(choices)}`] }
    : { value: choice, faults: [] };
}

export const listOf = (choices: readonly string[]): string =>
  choices.length < 2 ? choices.join("") : `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;

/** Columns under their names. */
export function sayTable(rows: readonly Readonly<Record<string, unknown>>[], say: Say): void {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? "")))];
  const widths = names.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  for (const line of lines)
    say(
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

export function help(commands: readonly Command[]): string {
  const lines = commands.map(({ does, ...command }) => `  ${usageOf(command)}\n      ${does}`);
  return `npm run -s operator -- <command>\n\n${lines.join("\n")}\n\n${WHERE}`;
}

const WHERE = `Acts on the database of DATABASE_URL (with DATABASE_AUTH_TOKEN), or without it on the local one of DATA_DIR (.data), whether npm
start runs on it or not.`;

export const usageOf = ({ name, flags, takesFile }: Pick<Command, "name" | "flags" | "takesFile">): string =>
  [
    name,
    ...(takesFile ? ["FILE"] : []),
    ...Object.entries(flags).map(([flag, { value, isRequired }]) => {
      const written = `--${flag} ${value}`;
      return isRequired ? written : `[${written}]`;
    }),
  ].join(" ");

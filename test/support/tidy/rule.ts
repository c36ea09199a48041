// What a rule of the project is: a question to a tree of files, advice to who breaks it, and the proof that it can be broken.

import type { Tree } from "./tree.ts";

export interface Rule {
  readonly name: string;
  /** What a contributor does about a fault. */
  readonly advice: string;
  /** One line for each fault. */
  faults(tree: Tree): string[];
  /** A small project that breaks the rule, and every fault that must be found in it. */
  readonly broken: Readonly<Record<string, string>>;
  readonly found: readonly string[];
}

/** The rules themselves quote what they forbid. */
const QUOTES = /^test\/(?:tidy\.test\.ts$|support\/tidy\/)/;

/** One line for each line of the chosen files that has a fault. */
export function grep(tree: Tree, chosen: (path: string) => boolean, faultIn: (line: string) => string | undefined) {
  return [...tree].flatMap(([path, text]) => {
    if (QUOTES.test(path) || !chosen(path)) return [];
    return text.split("\n").flatMap((line, i) => {
      const fault = faultIn(line);
      return fault === undefined ? [] : [`${path}:${i + 1} ${fault}`];
    });
  });
}

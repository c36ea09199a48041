// Who imports whom: read from source, and held against the direction in which imports may run.

import { posix } from "node:path";
import { codeOf, type Token, unquoted } from "./tokens.ts";
import { isCode, type Tree } from "./tree.ts";

export interface Import {
  readonly specifier: string;
  /** Erased by the compiler: nothing of it is there when the program runs. */
  readonly typeOnly: boolean;
  readonly line: number;
}

interface From {
  readonly specifier: Token;
  readonly typeOnly: boolean;
}

export function importsOf(source: string): Import[] {
  const tokens = codeOf(source);
  return tokens.flatMap(({ kind, text, line }, i) => {
    if (kind !== "word" || tokens[i - 1]?.text === ".") return [];
    const from = text === "import" ? importedAt(tokens, i) : text === "export" ? exportedAt(tokens, i) : null;
    return from === null ? [] : [{ specifier: unquoted(from.specifier), typeOnly: from.typeOnly, line }];
  });
}

/** `import "a"`, `import("a")`, `import a from "a"` and `import type`; `import.meta` is none. */
function importedAt(tokens: readonly Token[], at: number): From | null {
  const first = tokens[at + 1];
  const second = tokens[at + 2];
  if (first?.text === ".") return null;
  if (first?.kind === "string") return { specifier: first, typeOnly: false };
  if (first?.text === "(") {
    const isLiteral = second?.kind === "string" || second?.kind === "template";
    return isLiteral ? { specifier: second, typeOnly: tokens[at - 1]?.text === "typeof" } : null;
  }
  const typeOnly = first?.text === "type" && second?.text !== "," && second?.text !== "from";
  return fromClause(tokens, at + 1, typeOnly);
}

/** `export * from "a"`, `export { a } from "a"` and `export type`; an export of one's own is none. */
function exportedAt(tokens: readonly Token[], at: number): From | null {
  const typeOnly = tokens[at + 1]?.text === "type";
  const first = at + (typeOnly ? 2 : 1);
  if (tokens[first]?.text === "*") return fromClause(tokens, first, typeOnly);
  if (tokens[first]?.text !== "{") return null;
  const close = tokens.findIndex(({ text }, i) => i > first && text === "}");
  return tokens[close + 1]?.text === "from" ? fromClause(tokens, close, typeOnly) : null;
}

function fromClause(tokens: readonly Token[], start: number, typeOnly: boolean): From | null {
  for (let i = start; i < tokens.length && tokens[i]?.text !== ";"; i++) {
    const specifier = tokens[i + 1];
    if (tokens[i]?.text === "from" && specifier?.kind === "string") return { specifier, typeOnly };
  }
  return null;
}

const isRelative = (specifier: string): boolean => specifier.startsWith(".");

const resolveFrom = (path: string, specifier: string): string =>
  posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ""));

/** A part of the project, what it may import, and what of that only as types. */
export interface Layer {
  readonly name: string;
  readonly holds: RegExp;
  readonly imports: readonly string[];
  readonly types?: readonly string[];
  /** `node:` and `@vonage/` stand for all that begins so, `hono` for itself and what is below it. Without a list: any package. */
  readonly packages?: readonly string[];
}

/** One line for each import that runs against the direction. A path belongs to the first layer that holds it. */
export function arrowsBack(tree: Tree, layers: readonly Layer[]): string[] {
  const layerOf = (path: string) => layers.find(({ holds }) => holds.test(path));
  return [...tree].flatMap(([path, source]) => {
    const from = layerOf(path);
    if (!isCode(path)) return [];
    if (from === undefined) return [`${path} belongs to no part of the project`];
    return importsOf(source).flatMap(({ specifier, typeOnly, line }) => {
      const what = `${path}:${line} imports ${typeOnly ? "types of " : ""}${specifier}`;
      if (!isRelative(specifier)) {
        const isFree = from.packages === undefined || from.packages.some((each) => isOfPackage(specifier, each));
        return isFree ? [] : [`${what}: not a package for ${from.name}`];
      }
      const to = layerOf(resolveFrom(path, specifier))?.name ?? "no part of the project";
      const allowed = typeOnly ? [...from.imports, ...(from.types ?? [])] : from.imports;
      return allowed.includes(to) ? [] : [`${what}: ${from.name} → ${to}`];
    });
  });
}

const isOfPackage = (specifier: string, name: string): boolean =>
  specifier === name || specifier.startsWith(/[:/]$/.test(name) ? name : `${name}/`);

/** Every file that the entries bring along. A script that is started by its file name counts as imported. */
export function reachedFrom(tree: Tree, entries: Iterable<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (path: string) => {
    const source = tree.get(path);
    if (source === undefined || reached.has(path)) return;
    reached.add(path);
    for (const { specifier } of importsOf(source)) if (isRelative(specifier)) visit(resolveFrom(path, specifier));
    for (const token of codeOf(source)) {
      if (token.kind !== "string" || !isCode(unquoted(token))) continue;
      visit(posix.normalize(unquoted(token)));
      visit(resolveFrom(path, unquoted(token)));
    }
  };
  for (const entry of entries) visit(entry);
  return reached;
}

/** Circles of files that need each other to run, each once: `a → b → a`. Types may go in circles. */
export function circles(tree: Tree): string[] {
  const found = new Map<string, string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = trail.slice(start);
      found.set([...circle].sort().join(" "), [...circle, path].join(" → "));
    }
    if (start >= 0 || done.has(path)) return;
    for (const { specifier, typeOnly } of importsOf(tree.get(path) ?? "")) {
      if (isRelative(specifier) && !typeOnly) visit(resolveFrom(path, specifier), [...trail, path]);
    }
    done.add(path);
  };
  for (const path of tree.keys()) if (isCode(path)) visit(path, []);
  return [...found.values()];
}

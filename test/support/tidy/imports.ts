// Who imports whom: read from source, and held against the direction in which imports may run.

import { posix } from "node:path";
import type { Node } from "oxc-parser";
import { read, stringOf } from "./source.ts";
import { isCode, type Tree } from "./tree.ts";

export interface Import {
  readonly specifier: string;
  /** Erased by the compiler: nothing of it is there when the program runs. */
  readonly typeOnly: boolean;
  readonly line: number;
}

export const importsOf = (path: string, source: string): Import[] =>
  read(path, source).nodes.flatMap(({ node, line }) => {
    const from = importedBy(node);
    return from === null ? [] : [{ ...from, line }];
  });

/** `import "a"`, `import("a")`, `import a from "a"`, `export * from "a"`, and what of that is of types alone. */
function importedBy(node: Node): Omit<Import, "line"> | null {
  switch (node.type) {
    case "ImportDeclaration":
      return { specifier: node.source.value, typeOnly: node.importKind === "type" };
    case "ExportAllDeclaration":
      return { specifier: node.source.value, typeOnly: node.exportKind === "type" };
    case "ExportNamedDeclaration":
      return node.source && { specifier: node.source.value, typeOnly: node.exportKind === "type" };
    case "TSImportType":
      return { specifier: node.source.value, typeOnly: true };
    case "ImportExpression": {
      const specifier = stringOf(node.source);
      return specifier === null ? null : { specifier, typeOnly: false };
    }
    default:
      return null;
  }
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
    return importsOf(path, source).flatMap(({ specifier, typeOnly, line }) => {
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
    if (!isCode(path)) return;
    for (const { specifier } of importsOf(path, source)) if (isRelative(specifier)) visit(resolveFrom(path, specifier));
    for (const { node } of read(path, source).nodes) {
      const named = stringOf(node);
      if (named === null || !isCode(named)) continue;
      visit(posix.normalize(named));
      visit(resolveFrom(path, named));
    }
  };
  for (const entry of entries) visit(entry);
  return reached;
}

/**
 * Circles of files that need each other to run, each once: `a → b → a`. In a face a type makes a circle too: what a page shows is said in
 * a file of its own, or nobody can read one of its parts alone.
 */
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
    for (const { specifier, typeOnly } of importsOf(path, tree.get(path) ?? "")) {
      const counts = !typeOnly || path.startsWith("worker/faces/");
      if (isRelative(specifier) && counts) visit(resolveFrom(path, specifier), [...trail, path]);
    }
    done.add(path);
  };
  for (const path of tree.keys()) if (isCode(path)) visit(path, []);
  return [...found.values()];
}

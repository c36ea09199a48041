// A file of code as the language reads it: its nodes with where they stand, and its comments.

import { type Node, parseSync, visitorKeys } from "oxc-parser";

export interface Placed {
  readonly node: Node;
  /** Null for the program itself. */
  readonly parent: Placed | null;
  /** Counted from 1. */
  readonly line: number;
}

export interface Text {
  readonly text: string;
  readonly line: number;
}

interface Source {
  readonly nodes: readonly Placed[];
  readonly comments: readonly Text[];
}

const known = new Map<string, Source>();

/** @param path whose ending says whether there are elements in it. */
export function read(path: string, source: string): Source {
  const name = `${path}\n${source}`;
  const kept = known.get(name) ?? parsed(path, source);
  known.set(name, kept);
  return kept;
}

function parsed(path: string, source: string): Source {
  const { program, comments } = parseSync(path, source);
  const lineAt = lineCounter(source);
  const nodes: Placed[] = [];
  const visit = (node: Node, parent: Placed | null) => {
    const placed = { node, parent, line: lineAt(node.start) };
    nodes.push(placed);
    for (const key of visitorKeys[node.type] ?? []) {
      for (const child of [(node as unknown as Record<string, Node | null | (Node | null)[]>)[key]].flat()) {
        if (child) visit(child, placed);
      }
    }
  };
  visit(program, null);
  return { nodes, comments: comments.map(({ value, start }) => ({ text: value, line: lineAt(start) })) };
}

function lineCounter(source: string): (offset: number) => number {
  const starts = [...source.matchAll(/\n/g)].map(({ index }) => index + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** What stands between quotes; a template only where nothing is put into it. */
export function stringOf(node: Node | null): string | null {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  const [only, ...others] = node?.type === "TemplateLiteral" ? node.quasis : [];
  return only && others.length === 0 ? only.value.cooked : null;
}

/** A name in its own right, and not the name of a part of something: `process`, but not `carrier.process`. */
export function nameOf({ node, parent }: Placed): string | null {
  if (node.type !== "Identifier") return null;
  const of = parent?.node;
  return of?.type === "MemberExpression" && of.property === node && !of.computed ? null : node.name;
}

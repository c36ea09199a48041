// The files of a project as paths and texts: what the rules look at, whether read from disk or written in a test.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Path from the root, with forward slashes → text. */
export type Tree = ReadonlyMap<string, string>;

export const ROOT = join(import.meta.dirname, "../../..");

const TEXT = /\.(?:tsx?|mjs|css|sql|json|toml|md|yml)$|(?:^|\/)\.?[a-z]+$/;

/** What git would have: everything but the folders that .gitignore names. */
export function readTree(): Tree {
  const ignored = readFileSync(join(ROOT, ".gitignore"), "utf8").split("\n");
  const isIgnored = (name: string) => name === ".git" || ignored.includes(`${name}/`);
  const tree = new Map<string, string>();
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory()) {
        if (!isIgnored(entry.name)) visit(`${path}/`);
      } else if (entry.isFile() && TEXT.test(path)) tree.set(path, readFileSync(join(ROOT, path), "utf8"));
    }
  };
  visit("");
  return tree;
}

export const isCode = (path: string): boolean => /\.(?:tsx?|mjs)$/.test(path);

// What the service is measured against: small Workers of this folder, each bundled to one script.

import { join } from "node:path";
import { build } from "esbuild";

/** @param worker the name of its file. @param folder where the script goes. Returns its path. */
export async function bundle(worker: string, folder: string): Promise<string> {
  const script = join(folder, worker);
  await build({
    entryPoints: [join(import.meta.dirname, worker)],
    outfile: script,
    bundle: true,
    format: "esm",
    target: "es2022",
    external: ["cloudflare:workers"],
  });
  return script;
}

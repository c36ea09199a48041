// The routes that the application really has: its own listing, read from the Worker's code as it is bundled for Node.

import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");

interface Routed {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/** `GET /inbox/customers/:customerId`, each once. Middleware, which answers to every method, is left out. */
export async function listRoutes(): Promise<string[]> {
  const folder = join(ROOT, ".build/routes");
  const outfile = join(folder, `${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(ROOT, "worker/app.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    tsconfig: join(ROOT, "worker/tsconfig.json"),
    logLevel: "warning",
  });
  try {
    const { app }: { app: Routed } = await import(pathToFileURL(outfile).href);
    const names = app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
    return [...new Set(names)].sort();
  } finally {
    await rm(outfile);
  }
}

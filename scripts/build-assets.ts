/**
 * Bundles what runs in the browser into .build/assets.json, which the Worker imports and serves under /assets/, and tells it in
 * .build/schema.json which migrations it was built with. Wrangler runs it before each bundle. Static assets of the platform would put a proxy in front of every request on a laptop.
 */

import { createHash } from "node:crypto";
import { glob, mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

type Asset = { type: string; body: string; etag: string };

const ROOT = join(import.meta.dirname, "..");
const OUTPUT = join(ROOT, ".build");
/** Only files right in such a folder are pages' own; what they are made of lives in folders below it. */
const SCRIPTS = "worker/faces/**/in-browser/*.ts";
const STYLESHEETS = "worker/faces/*/*.css";
/** A face has one stylesheet, which bears its name, and all faces have one in common; they import the rest. */
const OF_A_FACE = /\/([\w-]+)\/\1\.css$|\/shared\/style\.css$/;
const TYPES: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

async function main(): Promise<void> {
  const entryPoints: string[] = [];
  for await (const file of glob(SCRIPTS, { cwd: ROOT })) entryPoints.push(file);
  for await (const file of glob(STYLESHEETS, { cwd: ROOT })) if (OF_A_FACE.test(file)) entryPoints.push(file);
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: entryPoints.sort(),
    outdir: "assets",
    entryNames: "[name]",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    write: false,
    logLevel: "warning",
  });
  const assets: Record<string, Asset> = {};
  for (const { path, text } of outputFiles) {
    const name = basename(path);
    const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 16)}"`;
    assets[name] = { type: TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream", body: text, etag };
  }
  const migrations = (await readdir(join(ROOT, "migrations"))).filter((file) => file.endsWith(".sql"));
  await mkdir(OUTPUT, { recursive: true });
  await replace("assets.json", assets);
  await replace("schema.json", { migrations: migrations.length });
}

/** Another build may be reading it. */
async function replace(name: string, content: object): Promise<void> {
  const unfinished = join(OUTPUT, `${name}.${process.pid}`);
  await writeFile(unfinished, JSON.stringify(content));
  await rename(unfinished, join(OUTPUT, name));
}

await main();

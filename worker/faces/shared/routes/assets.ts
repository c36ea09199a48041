// GET /assets/…: the browser's scripts and styles as scripts/build-assets.ts bundles them, and a stylesheet for each shop's colour.

import { Hono } from "hono";
import bundled from "../../../../.build/assets.json";
import type { AppEnv } from "../../../env.ts";
import { accentStylesheet } from "../accent.ts";
import { sharedPaths } from "../addresses.ts";

interface Asset {
  readonly type: string;
  readonly body: string;
  readonly etag: string;
}

const bundle = new Map<string, Asset>(Object.entries(bundled));

export const assets = new Hono<AppEnv>();

assets.get(sharedPaths.accent(":file{[\\da-f]{6}\\.css}"), (c) => {
  const css = accentStylesheet(`#${c.req.param("file").slice(0, 6)}`);
  return c.body(css, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=86400" });
});

/** Asked for again with each page, and mostly answered without a body: a page and its script are never of two versions. */
assets.get(sharedPaths.asset(":name"), (c) => {
  const asset = bundle.get(c.req.param("name"));
  if (asset === undefined) return c.notFound();
  const headers = { etag: asset.etag, "cache-control": "public, no-cache" };
  if (c.req.header("if-none-match")?.includes(asset.etag)) return c.body(null, 304, headers);
  return c.body(asset.body, 200, { ...headers, "content-type": asset.type });
});

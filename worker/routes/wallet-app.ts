// What makes an app of the wallet: the manifest, the icon, and the script that keeps the last seen balance for a phone without network.

import { Hono } from "hono";
import bundled from "../../.build/assets.json";
import type { AppEnv } from "../env.ts";
import { iconSvg, SERVICE_WORKER, walletManifest } from "../pages/wallet-icon.ts";
import { problem } from "../problems.ts";
import { readCustomerSession } from "./customer-session.ts";

export const walletApp = new Hono<AppEnv>();

walletApp.get("/manifest.webmanifest", async (c) => {
  const session = await readCustomerSession(c);
  if (session === null) return problem(404, "not_found");
  const { merchant, language } = session;
  const manifest = walletManifest(merchant.name, merchant.accentColor, language);
  return c.body(JSON.stringify(manifest), 200, {
    "content-type": "application/manifest+json",
    "cache-control": "private, no-cache",
  });
});

walletApp.get("/icon/:file{[\\da-f]{6}-.+\\.svg}", (c) => {
  const file = c.req.param("file");
  return c.body(iconSvg(file.slice(7, -4), `#${file.slice(0, 6)}`), 200, {
    "content-type": "image/svg+xml; charset=utf-8",
    "cache-control": "public, max-age=86400",
  });
});

/** Its scope is the wallet and nothing else of this host. */
walletApp.get("/sw.js", (c) => {
  const script = (bundled as Readonly<Record<string, { body: string; etag: string }>>)[`${SERVICE_WORKER}.js`];
  if (script === undefined) return c.notFound();
  const headers = { etag: script.etag, "cache-control": "public, no-cache", "service-worker-allowed": "/me" };
  return c.body(script.body, 200, { ...headers, "content-type": "text/javascript; charset=utf-8" });
});

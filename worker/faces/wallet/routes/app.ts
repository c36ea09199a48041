// What makes an app of the wallet: the manifest, the icon, and the script that keeps the last seen balance for a phone without network.

import { Hono } from "hono";
import bundled from "../../../../.build/assets.json";
import { isLetter } from "../../../../src/pictures/letters.ts";
import { INK_MAX, inkOfMonogram } from "../../../../src/pictures/monogram.ts";
import type { AppEnv } from "../../../env.ts";
import { encodePng, paletteBetween } from "../../../gateways/png.ts";
import { problem } from "../../../problems.ts";
import { textOn } from "../../shared/accent.ts";
import { walletPaths } from "../addresses.ts";
import { ICON_SIDES, iconSvg, SERVICE_WORKER, SVG_FILE, walletManifest } from "../icon.ts";
import { readCustomerSession } from "./customer-session.ts";

export const walletApp = new Hono<AppEnv>();

walletApp.get(walletPaths.manifest(), async (c) => {
  const session = await readCustomerSession(c);
  if (session === null) return problem(404, "not_found");
  const { merchant, language } = session;
  const manifest = walletManifest(merchant.name, merchant.accentColor, language);
  return c.body(JSON.stringify(manifest), 200, {
    "content-type": "application/manifest+json",
    "cache-control": "private, no-cache",
  });
});

const iconRoute = <F extends string>(file: F) =>
  walletPaths.icon(":drawing{\\d+}", ":color{[\\da-f]{6}}", ":letter", file);
const YEAR_S = 31_536_000;
const keptForAYear = { "cache-control": `public, max-age=${YEAR_S}, immutable` };

walletApp.get(iconRoute(SVG_FILE), (c) => {
  const { letter, color } = c.req.param();
  if (!isLetter(letter)) return c.notFound();
  return c.body(iconSvg(letter, `#${color}`), 200, { ...keptForAYear, "content-type": "image/svg+xml; charset=utf-8" });
});

walletApp.get(iconRoute(`:file{(?:${ICON_SIDES.join("|")})\\.png}`), async (c) => {
  const { letter, color, file } = c.req.param();
  if (!isLetter(letter)) return c.notFound();
  const [side, ground] = [Number.parseInt(file, 10), `#${color}`];
  const png = await encodePng(side, inkOfMonogram(letter, side), paletteBetween(ground, textOn(ground), INK_MAX));
  return c.body(png, 200, { ...keptForAYear, "content-type": "image/png" });
});

/** Its scope is the wallet and nothing else of this host. */
walletApp.get(walletPaths.serviceWorker(), (c) => {
  const script = (bundled as Readonly<Record<string, { body: string; etag: string }>>)[`${SERVICE_WORKER}.js`];
  if (script === undefined) return c.notFound();
  const headers = {
    etag: script.etag,
    "cache-control": "public, no-cache",
    "service-worker-allowed": walletPaths.home(),
  };
  return c.body(script.body, 200, { ...headers, "content-type": "text/javascript; charset=utf-8" });
});

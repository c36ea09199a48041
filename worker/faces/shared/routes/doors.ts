// What every request goes through before any route: headers for whatever is answered, and the doors that a browser comes in by.

import { createMiddleware } from "hono/factory";
import { secureHeaders } from "hono/secure-headers";
import { isOurHost, mayAsk, type OurAddresses } from "../../../../src/browser-doors.ts";
import type { Config } from "../../../config.ts";
import type { AppEnv, Env } from "../../../env.ts";
import { log } from "../../../log.ts";
import { problem } from "../../../problems.ts";
import { apiPaths } from "../../api/addresses.ts";

/** No route is without them: pages, problems, files, and what could not be served at all. */
export const headersOfAll = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    // A short domain of its own posts to the app's host.
    formAction: ["'self'", (c) => originOf(c.env)],
    manifestSrc: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  xFrameOptions: "DENY",
  referrerPolicy: "no-referrer",
});

/** A service whose addresses are wrong says so, with the same headers. */
const originOf = ({ APP_BASE_URL = "" }: Env): string =>
  URL.canParse(APP_BASE_URL) ? new URL(APP_BASE_URL).origin : "'self'";

/** What is not said to be for everybody is for one person: no cache keeps it, nor the Back of who sits down next. */
export const keptByNobody = createMiddleware<AppEnv>(async function keptByNobody(c, next) {
  await next();
  if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "private, no-store");
});

/** These know who asks by a signature or a key, and no browser is at them. */
const BY_SIGNATURE = /^\/webhooks\//;
const BY_KEY = /^\/api\/v1\//;
/** A load balancer asks it by number. */
const HEALTH = apiPaths.health();
const LINK_BUTTON = /^\/[\w-]{16}$/;

/** Read once: a forged link is answered in as little time as it takes. */
const known = new WeakMap<Config, OurAddresses>();
function addressesOf(config: Config): OurAddresses {
  const { APP_BASE_URL, LINK_BASE_URL, CARRIER } = config;
  const kept = known.get(config);
  if (kept) return kept;
  const ours = { app: new URL(APP_BASE_URL), link: new URL(LINK_BASE_URL), simulated: CARRIER === "simulator" };
  known.set(config, ours);
  return ours;
}

/** In an address or a cookie it is nobody's id, and no database takes it. */
const NUL = /%00|\0/;

export const doors = createMiddleware<AppEnv>(async function doors(c, next) {
  const { method, path } = c.req;
  if (NUL.test(c.req.url) || NUL.test(c.req.header("cookie") ?? "")) return c.notFound();
  if (path === HEALTH || BY_SIGNATURE.test(path)) return next();
  const address = new URL(c.req.url);
  const ours = addressesOf(c.var.context.config);
  if (!isOurHost(address, ours)) {
    return problem(421, "other_host", "This service does not answer to this name. Use the address of APP_BASE_URL.");
  }
  if (BY_KEY.test(path)) return next();
  const asking = {
    address,
    method,
    isSocket: c.req.header("upgrade")?.toLowerCase() === "websocket",
    hasCookie: c.req.header("cookie") !== undefined,
    origin: c.req.header("origin") ?? null,
    fetchSite: c.req.header("sec-fetch-site") ?? null,
    isLinkButton: LINK_BUTTON.test(path),
  };
  const may = mayAsk(asking, ours);
  if (may.ok) return next();
  log("warn", "refused_at_the_door", { method, reason: may.error });
  return problem(403, may.error, "Only a page of this service can do this. Open it, and do it there.");
});

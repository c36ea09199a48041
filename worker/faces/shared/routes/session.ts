// Who is asking: the session behind a cookie, for every route of the inbox.

import type { Context as RequestContext } from "hono";
import { createMiddleware } from "hono/factory";
import { loadSession, type SignedIn } from "../../../db/sign-in.ts";
import type { AppEnv } from "../../../env.ts";
import { hash } from "../../../gateways/secrets.ts";
import { merchantPaths } from "../../merchant/addresses.ts";
import { dropCookie, readCookie, writeCookie } from "./cookies.ts";

export interface InboxEnv extends AppEnv {
  Variables: AppEnv["Variables"] & { signedIn: SignedIn };
}

/** The numbers that one browser is kept for: a colleague's beside one's own. */
const DEVICE_TOKENS_MAX = 4;

/** Turns away whoever is not signed in: a page goes to the sign-in form, anything else is refused. */
export const signedIn = createMiddleware<InboxEnv>(async function signedIn(c, next) {
  const token = readCookie(c, "session");
  const { context } = c.var;
  const session = token ? await loadSession(context.db, await hash(token), context.now()) : null;
  if (session === null) {
    if (c.req.header("upgrade") === "websocket") return c.body(null, 401);
    const isPage = c.req.method === "GET" && c.req.header("accept")?.includes("text/html");
    if (isPage) writeCookie(c, "next", c.req.url.slice(new URL(c.req.url).origin.length));
    return c.redirect(merchantPaths.signIn(), 303);
  }
  c.set("signedIn", session);
  c.header("cache-control", "private, no-store");
  await next();
});

/** Pages that ask who it is, and no other address. */
const NEXT = /^\/(?:inbox|poster)(?:[/?][^\\]*)?$/;

/** Where whoever has just signed in was going to. */
export function takeNext<E extends AppEnv>(c: RequestContext<E>): string {
  const next = readCookie(c, "next");
  if (next === undefined) return merchantPaths.inbox();
  dropCookie(c, "next");
  return NEXT.test(next) ? next : merchantPaths.inbox();
}

/** What this browser was given when a code was typed in it: a token for each number, the latest first. */
export const readDevices = <E extends AppEnv>(c: RequestContext<E>): readonly string[] =>
  (readCookie(c, "device") ?? "")
    .split(".")
    .filter((token) => token !== "")
    .slice(0, DEVICE_TOKENS_MAX);

export const keepDevice = <E extends AppEnv>(c: RequestContext<E>, token: string): void =>
  writeCookie(c, "device", [token, ...readDevices(c)].slice(0, DEVICE_TOKENS_MAX).join("."));

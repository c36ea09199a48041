// Who is asking: the session behind a cookie, for every route of the inbox.

import type { Context as RequestContext } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { CookieOptions } from "hono/utils/cookie";
import { SMS_CODE_LIFETIME_MS } from "../../src/messaging/sms-code.ts";
import type { Config } from "../config.ts";
import { loadSession, type SignedIn } from "../db/sign-in.ts";
import type { AppEnv } from "../env.ts";
import { hash } from "../gateways/secrets.ts";
import { SESSION_LIFETIME_MS } from "../usecases/sign-in.ts";

export interface InboxEnv extends AppEnv {
  Variables: AppEnv["Variables"] & { signedIn: SignedIn };
}

type Cookie = "session" | "sign_in";

const lifetimes: Readonly<Record<Cookie, number>> = { session: SESSION_LIFETIME_MS, sign_in: SMS_CODE_LIFETIME_MS };

/** Turns away whoever is not signed in: a page goes to the sign-in form, anything else is refused. */
export const signedIn = createMiddleware<InboxEnv>(async function signedIn(c, next) {
  const token = readCookie(c, "session");
  const { context } = c.var;
  const session = token ? await loadSession(context.db, await hash(token), context.now()) : null;
  if (session === null) {
    return c.req.header("upgrade") === "websocket" ? c.body(null, 401) : c.redirect("/inbox/sign-in", 303);
  }
  c.set("signedIn", session);
  c.header("cache-control", "private, no-store");
  await next();
});

/** `session` holds the session's token; `sign_in` the id of the code that this browser asked for. */
export function readCookie<E extends AppEnv>(c: RequestContext<E>, name: Cookie): string | undefined {
  return isSecure(c.var.context.config) ? getCookie(c, name, "host") : getCookie(c, name);
}

export function writeCookie<E extends AppEnv>(c: RequestContext<E>, name: Cookie, value: string): void {
  setCookie(c, name, value, { ...attributes(c.var.context.config), maxAge: lifetimes[name] / 1_000 });
}

export function dropCookie<E extends AppEnv>(c: RequestContext<E>, name: Cookie): void {
  deleteCookie(c, name, attributes(c.var.context.config));
}

const isSecure = (config: Config): boolean => config.APP_BASE_URL.startsWith("https:");

function attributes(config: Config): CookieOptions {
  const common = { path: "/", httpOnly: true, sameSite: "Lax" } as const;
  return isSecure(config) ? { ...common, secure: true, prefix: "host" } : common;
}

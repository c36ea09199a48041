// Whose wallet it is: the session behind a customer's cookie.

import type { Context as RequestContext } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import type { Config } from "../../../config.ts";
import { type CustomerSession, loadCustomerSession } from "../../../db/customer-session.ts";
import type { AppEnv } from "../../../env.ts";
import { hash } from "../../../gateways/secrets.ts";
import { CUSTOMER_SESSION_LIFETIME_MS } from "../../../usecases/open-link.ts";

const COOKIE = "wallet";

export async function readCustomerSession<E extends AppEnv>(c: RequestContext<E>): Promise<CustomerSession | null> {
  const { db, config } = c.var.context;
  const token = isSecure(config) ? getCookie(c, COOKIE, "host") : getCookie(c, COOKIE);
  return token ? loadCustomerSession(db, await hash(token)) : null;
}

export function writeCustomerSession<E extends AppEnv>(c: RequestContext<E>, token: string): void {
  setCookie(c, COOKIE, token, { ...attributes(c.var.context.config), maxAge: CUSTOMER_SESSION_LIFETIME_MS / 1_000 });
}

export function dropCustomerSession<E extends AppEnv>(c: RequestContext<E>): void {
  deleteCookie(c, COOKIE, attributes(c.var.context.config));
}

const isSecure = (config: Config): boolean => config.APP_BASE_URL.startsWith("https:");

function attributes(config: Config): CookieOptions {
  const common = { path: "/", httpOnly: true, sameSite: "Lax" } as const;
  return isSecure(config) ? { ...common, secure: true, prefix: "host" } : common;
}

// The cookies of the service: which there are, how long each is kept, and with what attributes.

import type { Context as RequestContext } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import { STAFF_PASS_LIFETIME_MS } from "../../../../src/loyalty/staff-code.ts";
import { SMS_CODE_LIFETIME_MS } from "../../../../src/messaging/sms-code.ts";
import { DAY_MS } from "../../../../src/time.ts";
import type { Config } from "../../../config.ts";
import type { AppEnv } from "../../../env.ts";
import { CUSTOMER_SESSION_LIFETIME_MS } from "../../../usecases/open-link.ts";
import { DEVICE_LIFETIME_MS, SESSION_LIFETIME_MS } from "../../../usecases/sign-in.ts";

const lifetimes = {
  /** The token of a merchant person's session. */
  session: SESSION_LIFETIME_MS,
  /** The id of the code that this browser asked for. */
  sign_in: SMS_CODE_LIFETIME_MS,
  /** What makes it known: a token for each number that a code was typed for. */
  device: DEVICE_LIFETIME_MS,
  /** Where whoever signs in was going to. */
  next: SMS_CODE_LIFETIME_MS,
  /** The token of a paired tablet: the longest that browsers keep one, and each visit begins it anew. */
  kiosk: 400 * DAY_MS,
  /** That its staff side is open. */
  kiosk_staff: STAFF_PASS_LIFETIME_MS,
  /** The token of a customer's session. */
  wallet: CUSTOMER_SESSION_LIFETIME_MS,
} as const;

type Cookie = keyof typeof lifetimes;

export const readCookie = <E extends AppEnv>(c: RequestContext<E>, name: Cookie): string | undefined =>
  isSecure(c.var.context.config) ? getCookie(c, name, "host") : getCookie(c, name);

export const writeCookie = <E extends AppEnv>(c: RequestContext<E>, name: Cookie, value: string): void =>
  setCookie(c, name, value, { ...attributes(c.var.context.config), maxAge: lifetimes[name] / 1_000 });

export const dropCookie = <E extends AppEnv>(c: RequestContext<E>, name: Cookie): void =>
  void deleteCookie(c, name, attributes(c.var.context.config));

const isSecure = (config: Config): boolean => config.APP_BASE_URL.startsWith("https:");

function attributes(config: Config): CookieOptions {
  const common = { path: "/", httpOnly: true, sameSite: "Lax" } as const;
  return isSecure(config) ? { ...common, secure: true, prefix: "host" } : common;
}

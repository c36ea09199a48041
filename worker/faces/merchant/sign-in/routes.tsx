// Signing in to the inbox, choosing the shop, and signing out.

import { type Context, Hono } from "hono";
import * as v from "valibot";
import { possiblePhones } from "../../../../src/phone.ts";
import type { AppEnv } from "../../../env.ts";
import { requestSignInCode } from "../../../usecases/request-sign-in-code.ts";
import { type Browser, chooseShop, shopsToChoose, signIn } from "../../../usecases/sign-in.ts";
import { signOut } from "../../../usecases/sign-out.ts";
import { dropCookie, readCookie, writeCookie } from "../../shared/routes/cookies.ts";
import { addressOf, languageOf, type PageEnv, readersLanguage } from "../../shared/routes/page.tsx";
import { type InboxEnv, keepDevice, readDevices, signedIn, takeNext } from "../../shared/routes/session.ts";
import { simulatorPaths } from "../../simulator/addresses.ts";
import { merchantPaths } from "../addresses.ts";
import { CodeFormPage, PhoneFormPage, ShopChoicePage } from "./sign-in.tsx";

const field = v.fallback(v.string(), "");
const typed = v.object({ phone: field, code: field, person: field });

export const signInRoutes = new Hono<PageEnv>();

signInRoutes.use(`${merchantPaths.signIn()}/*`, readersLanguage, async (c, next) => {
  c.header("cache-control", "private, no-store");
  await next();
});

signInRoutes.get(merchantPaths.signIn(), (c) =>
  c.html(<PhoneFormPage language={languageOf(c.var)} typed="" error={null} />),
);

signInRoutes.post(merchantPaths.signIn(), async (c) => {
  const { phone } = v.parse(typed, await c.req.parseBody());
  const [number] = possiblePhones(phone);
  const view = { language: languageOf(c.var), typed: phone.slice(0, 40) };
  if (number === undefined) return c.html(<PhoneFormPage {...view} error="not_a_mobile_number" />, 422);
  const request = { phone: number, address: addressOf(c), deviceTokens: readDevices(c) };
  const asked = await requestSignInCode(c.var.context, request);
  if (!asked.ok) return c.html(<PhoneFormPage {...view} error={asked.error} />, 429);
  writeCookie(c, "sign_in", asked.value);
  // In the simulator the code page says on which phone to look. A real number stays out of addresses.
  const hint = isSimulated(c.var) ? `?${new URLSearchParams({ phone: number })}` : "";
  return c.redirect(`${merchantPaths.signInCode()}${hint}`, 303);
});

signInRoutes.get(merchantPaths.signInCode(), (c) => {
  if (!readCookie(c, "sign_in")) return c.redirect(merchantPaths.signIn(), 303);
  return c.html(<CodeFormPage language={languageOf(c.var)} error={null} simulatorHref={hintOf(c)} />);
});

signInRoutes.post(merchantPaths.signInCode(), async (c) => {
  const { code } = v.parse(typed, await c.req.parseBody());
  const codeId = readCookie(c, "sign_in");
  const proven = codeId
    ? await signIn(c.var.context, { codeId, typed: code, address: addressOf(c), ...browserOf(c) })
    : ({ ok: false, error: "code_worn_out" } as const);
  if (!proven.ok) {
    const view = { language: languageOf(c.var), error: proven.error, simulatorHref: hintOf(c) };
    return c.html(<CodeFormPage {...view} />, proven.error === "too_many" ? 429 : 422);
  }
  const { deviceToken, sessionToken } = proven.value;
  dropCookie(c, "sign_in");
  keepDevice(c, deviceToken);
  if (sessionToken === null) return c.redirect(merchantPaths.signInShop(), 303);
  writeCookie(c, "session", sessionToken);
  return c.redirect(takeNext(c), 303);
});

signInRoutes.get(merchantPaths.signInShop(), async (c) => {
  const shops = await shopsToChoose(c.var.context, browserOf(c));
  if (shops.length === 0) return c.redirect(merchantPaths.signIn(), 303);
  return c.html(<ShopChoicePage language={languageOf(c.var)} shops={shops} />);
});

signInRoutes.post(merchantPaths.signInShop(), async (c) => {
  const { person } = v.parse(typed, await c.req.parseBody());
  const token = await chooseShop(c.var.context, browserOf(c), person);
  if (token === null) return c.redirect(merchantPaths.signIn(), 303);
  writeCookie(c, "session", token);
  return c.redirect(takeNext(c), 303);
});

export const signOutRoute = new Hono<InboxEnv>();

signOutRoute.post(merchantPaths.signOut(), signedIn, async (c) => {
  await signOut(c.var.context, c.var.signedIn);
  dropCookie(c, "session");
  return c.redirect(merchantPaths.signIn(), 303);
});

const browserOf = (c: Context<PageEnv>): Browser => ({
  deviceTokens: readDevices(c),
  sessionToken: readCookie(c, "session") ?? null,
});

/** The form goes back to its own address, and so keeps the number that it was opened with. */
function hintOf(c: Context<PageEnv>): string | null {
  const phone = c.req.query("phone");
  return isSimulated(c.var) && phone ? `${simulatorPaths.home()}?${new URLSearchParams({ phone })}` : null;
}

const isSimulated = ({ context }: AppEnv["Variables"]): boolean => context.config.CARRIER === "simulator";

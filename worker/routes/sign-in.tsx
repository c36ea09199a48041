// Signing in to the inbox, and out of it.

import { Hono } from "hono";
import * as v from "valibot";
import { possiblePhones } from "../../src/phone.ts";
import type { AppEnv } from "../env.ts";
import { CodeFormPage, PhoneFormPage } from "../pages/sign-in.tsx";
import { requestSignInCode } from "../usecases/request-sign-in-code.ts";
import { signIn } from "../usecases/sign-in.ts";
import { signOut } from "../usecases/sign-out.ts";
import { languageOf, type PageEnv, readersLanguage } from "./page.tsx";
import { dropCookie, type InboxEnv, readCookie, signedIn, writeCookie } from "./session.ts";

const typed = v.object({ phone: v.fallback(v.string(), ""), code: v.fallback(v.string(), "") });

export const signInRoutes = new Hono<PageEnv>();

signInRoutes.use("/sign-in/*", readersLanguage);

signInRoutes.get("/sign-in", (c) => c.html(<PhoneFormPage language={languageOf(c.var)} typed="" error={null} />));

signInRoutes.post("/sign-in", async (c) => {
  const { phone } = v.parse(typed, await c.req.parseBody());
  const [number] = possiblePhones(phone);
  if (number === undefined) {
    const view = { language: languageOf(c.var), typed: phone.slice(0, 40), error: "not_a_mobile_number" } as const;
    return c.html(<PhoneFormPage {...view} />, 422);
  }
  writeCookie(c, "sign_in", await requestSignInCode(c.var.context, number));
  // In the simulator the code page says on which phone to look. A real number stays out of addresses.
  const hint = isSimulated(c.var) ? `?${new URLSearchParams({ phone: number })}` : "";
  return c.redirect(`/inbox/sign-in/code${hint}`, 303);
});

signInRoutes.get("/sign-in/code", (c) => {
  if (!readCookie(c, "sign_in")) return c.redirect("/inbox/sign-in", 303);
  const phone = c.req.query("phone");
  const simulatorHref = isSimulated(c.var) && phone ? `/simulator?${new URLSearchParams({ phone })}` : null;
  return c.html(<CodeFormPage language={languageOf(c.var)} error={null} simulatorHref={simulatorHref} />);
});

signInRoutes.post("/sign-in/code", async (c) => {
  const { code } = v.parse(typed, await c.req.parseBody());
  const codeId = readCookie(c, "sign_in");
  const token = codeId ? await signIn(c.var.context, codeId, code) : ({ ok: false, error: "code_worn_out" } as const);
  if (!token.ok) {
    return c.html(<CodeFormPage language={languageOf(c.var)} error={token.error} simulatorHref={null} />, 422);
  }
  dropCookie(c, "sign_in");
  writeCookie(c, "session", token.value);
  return c.redirect("/inbox", 303);
});

export const signOutRoute = new Hono<InboxEnv>();

signOutRoute.post("/sign-out", signedIn, async (c) => {
  await signOut(c.var.context, c.var.signedIn);
  dropCookie(c, "session");
  return c.redirect("/inbox/sign-in", 303);
});

const isSimulated = ({ context }: AppEnv["Variables"]): boolean => context.config.CARRIER === "simulator";

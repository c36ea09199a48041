// The token of a short link is looked at before anything else is done for it: guessing at links costs us one signature and no page.

import { createMiddleware } from "hono/factory";
import type { Language } from "../../../../src/conversation/language.ts";
import type { AppEnv } from "../../../env.ts";
import type { Service } from "../../../service.ts";
import { askedLanguage } from "../../shared/routes/page.tsx";
import { walletPaths } from "../addresses.ts";

export const LINK_PATH = walletPaths.link(":token{[\\w-]{16}}");

export interface LinkEnv extends AppEnv {
  /** Null for a token that is forged. */
  Variables: AppEnv["Variables"] & { linkId: string | null };
}

/** What every forged link is answered, in the language that is asked for. */
type Answers = Partial<Record<Language, { readonly page: string; readonly headers: Headers }>>;
const answers = new WeakMap<Service, Answers>();

export const readToken = createMiddleware<LinkEnv>(async function readToken(c, next) {
  const { service } = c.var;
  const linkId = await service.links.verify(c.req.param("token") ?? "");
  c.set("linkId", linkId);
  if (linkId !== null || c.req.method !== "GET") return next();
  const language = askedLanguage(c);
  const inBoth = answers.get(service) ?? {};
  const kept = inBoth[language];
  if (kept) return new Response(kept.page, { status: 404, headers: kept.headers });
  await next();
  if (c.res.status === 404) {
    inBoth[language] = { page: await c.res.clone().text(), headers: new Headers(c.res.headers) };
    answers.set(service, inBoth);
  }
});

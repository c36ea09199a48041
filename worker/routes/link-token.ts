// The token of a short link is looked at before anything else is done for it: guessing at links costs us one signature and no page.

import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../env.ts";
import type { Service } from "../service.ts";

export const LINK_PATH = "/:token{[\\w-]{16}}";

export interface LinkEnv extends AppEnv {
  /** Null for a token that is forged. */
  Variables: AppEnv["Variables"] & { linkId: string | null };
}

/** What every forged link is answered. */
const answers = new WeakMap<Service, { readonly page: string; readonly headers: Headers }>();

export const readToken = createMiddleware<LinkEnv>(async function readToken(c, next) {
  const { service } = c.var;
  const linkId = await service.links.verify(c.req.param("token") ?? "");
  c.set("linkId", linkId);
  if (linkId !== null || c.req.method !== "GET") return next();
  const kept = answers.get(service);
  if (kept) return new Response(kept.page, { status: 404, headers: kept.headers });
  await next();
  if (c.res.status === 404) {
    answers.set(service, { page: await c.res.clone().text(), headers: new Headers(c.res.headers) });
  }
});

// GET /<token>: a short link. Forged ones are refused before any database call; looking at one changes nothing.

import { Hono } from "hono";
import { progress } from "../../src/loyalty/programme.ts";
import { loadLink } from "../db/load-link.ts";
import type { AppEnv } from "../env.ts";
import { ErrorPage } from "../pages/error.tsx";
import { WalletPage } from "../pages/wallet.tsx";

export const links = new Hono<AppEnv>();

links.get("/:token{[\\w-]{16}}", async (c) => {
  const { context, service } = c.var;
  const linkId = await service.links.verify(c.req.param("token"));
  const link = linkId && (await loadLink(context.db, linkId));
  c.header("cache-control", "private, no-store");
  if (!link) return c.html(<ErrorPage kind="not_found" />, 404);
  if (link.expiresAt <= context.now()) return c.html(<ErrorPage kind="expired" />, 410);

  const { shop, accent, language, points, unit } = link;
  const { next } = progress(points, link.rewards);
  const view = { shop, accent, language, points, unit };
  return c.html(<WalletPage {...view} next={next && { title: next.reward.title[language], missing: next.missing }} />);
});

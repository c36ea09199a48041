// GET and POST /<token>: short links. A forged one is refused before any database call; only a person's POST changes anything.

import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import type { LinkRefusal } from "../../../../src/links/link.ts";
import { mayOpen } from "../../../../src/links/link.ts";
import { formatPhone } from "../../../../src/phone.ts";
import { type LoadedLink, loadLink } from "../../../db/load-link.ts";
import { openLink } from "../../../usecases/open-link.ts";
import { writeCookie } from "../../shared/routes/cookies.ts";
import { answerWithPage, askedLanguage } from "../../shared/routes/page.tsx";
import { walletPaths } from "../addresses.ts";
import { LandingPage, LinkRefusedPage } from "../link.tsx";
import { LINK_PATH, type LinkEnv } from "./link-token.ts";

const FORM_BYTES_MAX = 1_024;

const statuses = { forged: 404, unknown: 404, revoked: 410, expired: 410, used_up: 410 } as const;

export const links = new Hono<LinkEnv>();

links.onError(answerWithPage);

links.get(LINK_PATH, async (c) => {
  const { linkId } = c.var;
  if (linkId === null) return refuse(c, "forged", null);
  const link = await loadLink(c.var.context.db, linkId);
  const open = mayOpen(link?.terms ?? null, c.var.context.now());
  if (!open.ok || link === null) return refuse(c, open.ok ? "unknown" : open.error, link);
  c.header("cache-control", "private, no-store");
  return c.html(<LandingPage shop={shopOf(c, link)} action={actionOf(c)} />);
});

/** The form of either host, and no other: else anybody could sign a customer in to a wallet that is not theirs. */
const fromOurHosts = csrf({
  origin: (origin, c: Context<LinkEnv>) =>
    [c.req.url, c.var.context.config.LINK_BASE_URL].some((url) => new URL(url).origin === origin),
});

links.post(LINK_PATH, fromOurHosts, bodyLimit({ maxSize: FORM_BYTES_MAX }), async (c) => {
  const { linkId } = c.var;
  if (linkId === null) return refuse(c, "forged", null);
  const token = await openLink(c.var.context, linkId);
  if (!token.ok) return refuse(c, token.error, await loadLink(c.var.context.db, linkId));
  writeCookie(c, "wallet", token.value);
  return c.redirect(walletPaths.home(), 303);
});

function refuse(c: Context<LinkEnv>, refusal: LinkRefusal | "forged", link: LoadedLink | null) {
  c.header("cache-control", "private, no-store");
  return c.html(
    <LinkRefusedPage refusal={refusal} shop={link && shopOf(c, link)} asked={askedLanguage(c)} />,
    statuses[refusal],
  );
}

function shopOf(c: Context<LinkEnv>, { shop, accent, language, number }: LoadedLink) {
  const asked = c.req.query("lang");
  return {
    name: shop,
    accent,
    language: asked === "fr" || asked === "en" ? asked : language,
    number: number === null ? null : { written: formatPhone(number), e164: number },
  };
}

/**
 * The wallet and its cookie live on the app's host. From a short domain of its own the form posts there straight away, token and
 * all: the same Worker answers on both, so nothing needs to be carried over.
 */
function actionOf(c: Context<LinkEnv>): string {
  const { APP_BASE_URL, LINK_BASE_URL } = c.var.context.config;
  const { origin, pathname } = new URL(c.req.url);
  const app = new URL(APP_BASE_URL).origin;
  return origin !== app && origin === new URL(LINK_BASE_URL).origin ? `${app}${pathname}` : pathname;
}

// Posters: the sheet to print, and its QR code as a file. The one with the earn code is for the shop's own people.

import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import * as v from "valibot";
import { stopWord } from "../../../src/consent/stop-word.ts";
import type { Language } from "../../../src/conversation/language.ts";
import { fixedCodeEarns } from "../../../src/loyalty/earning.ts";
import { formatUnits } from "../../../src/loyalty/programme.ts";
import { smsUri } from "../../../src/messaging/sms-uri.ts";
import { formatPhone } from "../../../src/phone.ts";
import { loadPublicShop, type PublicShop } from "../../db/public-shop.ts";
import { drawQr, qrPng, qrSvg } from "../../gateways/qr.ts";
import { answerWithPage, errorPage } from "../shared/routes/page.tsx";
import { type InboxEnv, signedIn } from "../shared/routes/session.ts";
import { posterPaths } from "./addresses.ts";
import { PosterPage } from "./poster.tsx";
import type { PosterCode, PosterFacts } from "./words.ts";

type PosterContext = Context<InboxEnv>;

const query = v.object({
  size: v.fallback(v.nullable(v.picklist(["a4", "letter", "card"])), null),
  lang: v.fallback(v.nullable(v.picklist(["fr", "en", "both"])), null),
  qr: v.fallback(v.picklist(["sms", "join", "earn"]), "sms"),
});

/** The earn code is worth a point: a poster that anybody can open does not show it. */
const guardEarnCode = createMiddleware<InboxEnv>(async function guardEarnCode(c, next) {
  if (c.req.query("qr") === "earn") return signedIn(c, next);
  await next();
});

export const poster = new Hono<InboxEnv>();

poster.onError(answerWithPage);
poster.use(posterPaths.poster("*"), guardEarnCode);

poster.get(posterPaths.poster(":shop"), async (c) => {
  const { size, lang, qr: code } = v.parse(query, c.req.query());
  const shop = await shopFor(c, code);
  const content = shop && contentOf(c, shop, code);
  if (!shop || content === null) return errorPage(c, "not_found", 404);
  const { merchant } = shop;
  const codes: PosterCode[] = ["sms", "join"];
  if (printedEarnCode(merchant) !== null) codes.push("earn");
  return c.html(
    <PosterPage
      slug={merchant.slug}
      first={merchant.language}
      accent={merchant.accentColor}
      size={size ?? (merchant.country === "FR" ? "a4" : "letter")}
      language={lang ?? merchant.language}
      code={code}
      codes={codes}
      facts={{ en: factsOf(c, shop, "en"), fr: factsOf(c, shop, "fr") }}
      qr={drawQr(content)}
    />,
  );
});

poster.get(posterPaths.qrSvg(":shop"), async (c) => {
  const content = await contentToDownload(c);
  if (content === null) return errorPage(c, "not_found", 404);
  return c.body(qrSvg(content), 200, { "content-type": "image/svg+xml" });
});

poster.get(posterPaths.qrPng(":shop"), async (c) => {
  const content = await contentToDownload(c);
  if (content === null) return errorPage(c, "not_found", 404);
  return c.body(await qrPng(content), 200, { "content-type": "image/png" });
});

async function contentToDownload(c: PosterContext): Promise<string | null> {
  const { qr: code } = v.parse(query, c.req.query());
  const shop = await shopFor(c, code);
  return shop && contentOf(c, shop, code);
}

/** Null for no such shop, and for the earn code of a shop of others. */
async function shopFor(c: PosterContext, code: PosterCode): Promise<PublicShop | null> {
  const { context } = c.var;
  const shop = await loadPublicShop(context.db, c.req.param("shop") ?? "", context.now());
  return code === "earn" && shop?.merchant.id !== c.var.signedIn.merchant.id ? null : shop;
}

function contentOf(c: PosterContext, { merchant, sender }: PublicShop, code: PosterCode): string | null {
  if (sender === null) return null;
  switch (code) {
    case "sms":
      return smsUri(sender.number, sender.keyword);
    case "join":
      return joinAddress(c, merchant.slug);
    case "earn": {
      const earnCode = printedEarnCode(merchant);
      return earnCode && smsUri(sender.number, earnCode);
    }
  }
}

/** Null where it would earn nothing. */
const printedEarnCode = (merchant: PublicShop["merchant"]): string | null =>
  fixedCodeEarns(merchant, false) ? merchant.earnCode : null;

const joinAddress = (c: PosterContext, slug: string): string =>
  `${c.var.context.config.APP_BASE_URL.replace(/\/$/, "")}/join/${slug}`;

function factsOf(c: PosterContext, { merchant, sender, reward }: PublicShop, language: Language): PosterFacts {
  return {
    shop: merchant.name,
    keyword: sender?.keyword ?? "",
    number: sender ? formatPhone(sender.number) : "",
    stop: stopWord(language, merchant.country),
    offers: merchant.promotionsPerMonth,
    reward: reward && { title: reward.title[language], cost: formatUnits(reward.cost, merchant.unit, language) },
    units: merchant.unit[language].other,
    earnCode: merchant.earnCode,
    joinAddress: joinAddress(c, merchant.slug),
  };
}

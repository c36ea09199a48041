// /me/earn: a customer at the counter types the shop's code, or scans its picture, and for several points the staff type theirs.

import { Hono } from "hono";
import * as v from "valibot";
import { readRotatingToken } from "../../../../src/loyalty/rotating-code.ts";
import { type EarnByCodeError, earnByCode } from "../../../usecases/earn-by-code.ts";
import { type EarnByQrRefusal, earnByQr } from "../../../usecases/earn-by-qr.ts";
import { createClock } from "../../shared/clock.ts";
import { errorPage } from "../../shared/routes/page.tsx";
import { walletPaths } from "../addresses.ts";
import { EarnPage, type EarnView } from "../earn.tsx";
import type { WalletFrameView } from "../frame.tsx";
import { walletWords } from "../words.ts";
import { frameOf, type WalletContext, type WalletEnv } from "./session.tsx";

const text = v.fallback(v.string(), "");
const earnForm = v.object({
  key: v.pipe(v.string(), v.uuid()),
  code: v.string(),
  by: v.fallback(v.picklist(["code", "qr"]), "code"),
  multiPointCode: text,
  amount: text,
});

export const walletEarn = new Hono<WalletEnv>();

/** A poster's QR code brings the shop's code along; nothing is earned by looking. */
walletEarn.get(walletPaths.earn(), (c) => {
  const code = c.req.query("code")?.slice(0, 80) ?? "";
  return showEarn(c, { code, amount: "", by: code === "" ? "code" : "qr", error: null });
});

walletEarn.post(walletPaths.earn(), async (c) => {
  const form = v.safeParse(earnForm, await c.req.parseBody());
  if (!form.success) return errorPage(c, "malformed", 400);
  const { code, by, key, multiPointCode, amount } = form.output;
  const { merchant, customer } = c.var.session;
  const typed = { code, multiPointCode, amount };
  const request = { merchant, customerId: customer.id, typed, cause: by, idempotencyKey: `wallet:${key}` };
  // The kiosk's picture carries a code of its own, which changes every half minute.
  const isRotating = readRotatingToken(code) !== null;
  if (isRotating && multiPointCode !== "") return showEarn(c, { code, amount, by, error: { code: "one_visit_only" } });
  const earned = isRotating
    ? await earnByQr(c.var.context, { merchantId: merchant.id, customerId: customer.id, token: code })
    : await earnByCode(c.var.context, request);
  if (earned.ok) return c.redirect(`${walletPaths.home()}?done=earned`, 303);
  const isOneOfTwo = earned.error.code === "wrong_code" && multiPointCode !== "";
  return showEarn(c, { code, amount, by, error: isOneOfTwo ? { code: "wrong_codes" } : earned.error });
});

type EarnRefusal = EarnByCodeError | EarnByQrRefusal | { readonly code: "one_visit_only" | "wrong_codes" };

interface Shown extends Pick<EarnView, "code" | "amount" | "by"> {
  readonly error: EarnRefusal | null;
}

function showEarn(c: WalletContext, { error, ...typed }: Shown): Response | Promise<Response> {
  const frame = frameOf(c, walletPaths.earn());
  const takesSeveral = c.var.session.merchant.multiPointCode !== null;
  const about = error && takesSeveral && SEVERAL_ERRORS.has(error.code) ? ("several" as const) : ("code" as const);
  const view = {
    ...frame,
    ...typed,
    takesSeveral,
    scansTablet: c.var.session.merchant.rotatingQr,
    idempotencyKey: c.var.context.newId(),
    error: error && { words: wordsOf(error, frame), about },
  };
  return c.html(<EarnPage {...view} />, error ? 422 : 200);
}

/** Said below the fields for several points; all else below the shop's code. */
const SEVERAL_ERRORS: ReadonlySet<string> = new Set(["not_an_amount", "needs_multi_point_code", "one_visit_only"]);

function wordsOf(error: EarnRefusal, { language, now, timeZone }: WalletFrameView): string {
  const { errors, tooSoon } = walletWords[language];
  return error.code === "too_soon"
    ? tooSoon(createClock(now, timeZone, language).hour(error.until))
    : errors[error.code];
}

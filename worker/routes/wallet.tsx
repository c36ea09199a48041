// /me: the wallet of the customer whose link this browser opened. Everything on it is a plain form, and has its twin by text.

import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as v from "valibot";
import { stopWord } from "../../src/consent/stop-word.ts";
import { onOffer, takeRefusal } from "../../src/loyalty/catalogue.ts";
import { statusAt } from "../../src/loyalty/claims.ts";
import { progress } from "../../src/loyalty/programme.ts";
import { readRotatingToken } from "../../src/loyalty/rotating-code.ts";
import { loadCustomerSession } from "../db/customer-session.ts";
import { loadClaim, loadWallet } from "../db/wallet.ts";
import { createClock } from "../pages/clock.ts";
import { ErrorPage } from "../pages/error.tsx";
import { WalletPage } from "../pages/wallet.tsx";
import { CounterPage, ReceivedPage, SheetPage, TakePage, UsedPage } from "../pages/wallet-claim.tsx";
import { EarnPage, type EarnView } from "../pages/wallet-earn.tsx";
import { walletWords } from "../pages/wallet-frame.tsx";
import { type WalletDeed, type WalletError, walletDeeds } from "../pages/wallet-words.ts";
import { confirmShownClaim } from "../usecases/confirm-shown-claim.ts";
import { type EarnByCodeRefusal, earnByCode } from "../usecases/earn-by-code.ts";
import { type EarnByQrRefusal, earnByQr } from "../usecases/earn-by-qr.ts";
import { takeReward } from "../usecases/take-reward.ts";
import { useClaim } from "../usecases/use-claim.ts";
import { answerWithPage, formRules } from "./page.tsx";
import { walletAccount } from "./wallet-account.tsx";
import { walletApp } from "./wallet-app.ts";
import { frameOf, ownerOf, type WalletContext, type WalletEnv, withCustomer } from "./wallet-session.tsx";

const keyForm = v.object({ key: v.pipe(v.string(), v.uuid()) });
const earnForm = v.object({ ...keyForm.entries, code: v.string(), by: v.fallback(v.picklist(["code", "qr"]), "code") });
const deed = v.fallback(v.nullable(v.picklist(walletDeeds)), null);

export const wallet = new Hono<WalletEnv>();

wallet.onError(answerWithPage);
wallet.route("/", walletApp);
wallet.use(...formRules);
wallet.use(withCustomer);
wallet.route("/", walletAccount);

wallet.get("/", (c) => showHome(c, { done: v.parse(deed, c.req.query("done")) }));

wallet.get("/rewards/:id", async (c) => {
  const { merchant, customer, spendable } = c.var.session;
  const now = c.var.context.now();
  const { rewards, taken } = await loadWallet(c.var.context.db, merchant.id, customer.id, now);
  const reward = rewards.find(({ id }) => id === c.req.param("id"));
  if (!reward) return showHome(c, { error: "no_such_reward", status: 404 });
  const refusal = takeRefusal(reward, { points: spendable, taken }, now);
  if (refusal !== null) return showHome(c, { error: refusal, status: 409 });
  const frame = frameOf(c, c.req.path);
  const shown = { id: reward.id, cost: reward.cost, title: reward.title[frame.language] };
  return c.html(<TakePage {...frame} reward={shown} points={customer.points} idempotencyKey={crypto.randomUUID()} />);
});

wallet.post("/rewards/:id", async (c) => {
  const form = v.safeParse(keyForm, await c.req.parseBody());
  if (!form.success) return c.html(<ErrorPage kind="malformed" />, 400);
  const idempotencyKey = `wallet:${form.output.key}`;
  const request = { ...ownerOf(c.var), rewardId: c.req.param("id"), idempotencyKey };
  const taken = await takeReward(c.var.context, request);
  return taken.ok ? c.redirect("/me?done=taken", 303) : showHome(c, { error: taken.error, status: 409 });
});

wallet.get("/claims/:id", (c) => showClaim(c, null));

/** What an open page looks at, to see what staff did with its code. */
wallet.get("/claims/:id/status", async (c) => {
  const claim = await loadOwnClaim(c);
  return c.json({ status: claim && statusAt(claim, c.var.context.now()) });
});

wallet.post("/claims/:id/use", async (c) => {
  const { customer } = c.var.session;
  const used = await useClaim(c.var.context, { customerId: customer.id, claimId: c.req.param("id") });
  if (!used.ok && used.error === "busy") return showClaim(c, "busy");
  return c.redirect(`/me/claims/${encodeURIComponent(c.req.param("id"))}`, 303);
});

wallet.get("/claims/:id/received", async (c) => {
  const claim = await loadOwnClaim(c);
  const { redemptionMode } = c.var.session.merchant;
  const isLive = claim && redemptionMode === "show" && statusAt(claim, c.var.context.now()) === "in_use";
  if (!isLive) return showClaim(c, null);
  const frame = frameOf(c, c.req.path);
  return c.html(<ReceivedPage {...frame} claim={titled(claim, frame)} mode="show" />);
});

wallet.post("/claims/:id/received", async (c) => {
  const confirmed = await confirmShownClaim(c.var.context, { ...ownerOf(c.var), claimId: c.req.param("id") });
  if (!confirmed.ok) return showClaim(c, confirmed.error);
  return c.redirect(`/me/claims/${encodeURIComponent(c.req.param("id"))}`, 303);
});

/** A poster's QR code brings the shop's code along; nothing is earned by looking. */
wallet.get("/earn", (c) => {
  const typed = c.req.query("code")?.slice(0, 80) ?? "";
  return showEarn(c, { typed, by: typed === "" ? "code" : "qr", error: null });
});

wallet.post("/earn", async (c) => {
  const form = v.safeParse(earnForm, await c.req.parseBody());
  if (!form.success) return c.html(<ErrorPage kind="malformed" />, 400);
  const { code: typed, by, key } = form.output;
  const { merchant, customer } = c.var.session;
  const request = { merchant, customerId: customer.id, typed, cause: by, idempotencyKey: `wallet:${key}` };
  // The kiosk's picture carries a code of its own, which changes every half minute.
  const isRotating = readRotatingToken(typed) !== null;
  const earned = isRotating
    ? await earnByQr(c.var.context, { merchantId: merchant.id, customerId: customer.id, token: typed })
    : await earnByCode(c.var.context, request);
  if (earned.ok) return c.redirect("/me?done=earned", 303);
  return showEarn(c, { typed, by, error: earned.error });
});

interface HomeOptions {
  readonly done?: WalletDeed | null;
  /** After a refusal the balance is loaded again: it may be another device that spent it. */
  readonly error?: WalletError;
  readonly status?: ContentfulStatusCode;
}

async function showHome(c: WalletContext, { done = null, error, status = 200 }: HomeOptions): Promise<Response> {
  const { db, now: clock } = c.var.context;
  const now = clock();
  const fresh = error ? await loadCustomerSession(db, c.var.session.tokenHash) : null;
  const session = fresh ?? c.var.session;
  const { customer, merchant, language, spendable } = session;
  const loaded = await loadWallet(db, merchant.id, customer.id, now);
  const holdings = { points: spendable, taken: loaded.taken };
  const shown = loaded.rewards
    .map((reward) => ({ ...reward, refusal: takeRefusal(reward, holdings, now) }))
    .filter(({ refusal }) => refusal !== "withdrawn" && refusal !== "not_yet" && refusal !== "over");
  const { affordable, next } = progress(spendable, onOffer(loaded.rewards, holdings, now));
  const view = {
    ...frameOf(c, "/me", session),
    points: customer.points,
    spendable,
    next: next && { title: next.reward.title[language], missing: next.missing },
    affordable: affordable?.title[language] ?? null,
    claims: loaded.claims.map((claim) => ({
      id: claim.id,
      title: claim.title[language],
      inUse: statusAt(claim, now) === "in_use",
    })),
    rewards: shown.map(({ id, title, cost, refusal }) => ({
      id,
      title: title[language],
      cost,
      refusal,
      missing: Math.max(0, cost - spendable),
    })),
    offers: loaded.offers.map((offer) => ({
      ...offer,
      title: offer.title[language],
      details: offer.details[language],
    })),
    hasLeft: customer.consent === "opted_out",
    isNamed: customer.name !== null,
    stopWord: stopWord(language, merchant.country),
    perVisit: merchant.pointsPerVisit,
    done,
    error: error ?? null,
  };
  return c.html(<WalletPage {...view} />, status);
}

/** The page that its status asks for: before the counter, at it, or after. */
async function showClaim(c: WalletContext, error: WalletError | null): Promise<Response> {
  const claim = await loadOwnClaim(c);
  if (claim === null) return showHome(c, { error: "no_such_claim", status: 404 });
  const now = c.var.context.now();
  const frame = frameOf(c, `/me/claims/${claim.id}`);
  const view = { ...frame, claim: titled(claim, frame), mode: c.var.session.merchant.redemptionMode };
  switch (statusAt(claim, now)) {
    case "reversed":
      return showHome(c, { error: "reversed", status: 410 });
    case "used":
      return c.html(<UsedPage {...view} usedAt={claim.usedAt ?? now} />);
    case "in_use":
      return c.html(<SheetPage {...view} code={claim.code ?? ""} until={claim.codeUntil ?? now} />, error ? 409 : 200);
    case "taken": {
      const lapsed = claim.status === "in_use" ? ("lapsed" as const) : null;
      return c.html(<CounterPage {...view} error={error ?? lapsed} />, error ? 409 : 200);
    }
  }
}

function showEarn(
  c: WalletContext,
  { error, ...typed }: Pick<EarnView, "typed" | "by"> & { readonly error: EarnByCodeRefusal | EarnByQrRefusal | null },
): Response | Promise<Response> {
  const frame = frameOf(c, "/me/earn");
  const said = walletWords[frame.language];
  const hour = (at: number) => createClock(frame.now, frame.timeZone, frame.language).hour(at);
  const words = error && (error.code === "too_soon" ? said.tooSoon(hour(error.until)) : said.errors[error.code]);
  const view = { ...frame, ...typed, idempotencyKey: crypto.randomUUID(), error: words };
  return c.html(<EarnPage {...view} />, error ? 422 : 200);
}

async function loadOwnClaim(c: WalletContext) {
  const { merchantId, customerId } = ownerOf(c.var);
  return loadClaim(c.var.context.db, merchantId, customerId, c.req.param("id") ?? "");
}

const titled = (claim: { id: string; title: { en: string; fr: string } }, { language }: { language: "en" | "fr" }) => ({
  id: claim.id,
  title: claim.title[language],
});

// /me: the wallet of the customer whose link this browser opened. Everything on it is a plain form, and has its twin by text.

import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as v from "valibot";
import { stopWord } from "../../../../src/consent/stop-word.ts";
import { progress } from "../../../../src/loyalty/programme.ts";
import { onOffer, takeRefusal } from "../../../../src/rewards/catalogue.ts";
import { statusAt, statusesFor } from "../../../../src/rewards/claims.ts";
import { givesCoupon } from "../../../../src/rewards/coupons.ts";
import { type CustomerSession, loadCustomerSession } from "../../../db/customer-session.ts";
import { type LoadedOffer, type LoadedWallet, loadClaim, loadLastEarned, loadWallet } from "../../../db/wallet.ts";
import { actOnRewards } from "../../../usecases/act-on-rewards.ts";
import { answerWithPage, errorPage, formRules } from "../../shared/routes/page.tsx";
import { walletPaths } from "../addresses.ts";
import { CounterPage, SheetPage, ShowPage, TakePage, UsedPage } from "../claim.tsx";
import type { OfferView } from "../offers.tsx";
import { WalletPage } from "../wallet.tsx";
import { type WalletDeed, type WalletError, walletDeeds } from "../words.ts";
import { walletAccount } from "./account.tsx";
import { walletApp } from "./app.ts";
import { walletEarn } from "./earn.tsx";
import { frameOf, ownerOf, type WalletContext, type WalletEnv, withCustomer } from "./session.tsx";

const takeForm = v.object({
  key: v.pipe(v.string(), v.uuid()),
  cost: v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)),
});
const deed = v.fallback(v.nullable(v.picklist(walletDeeds)), null);

export const wallet = new Hono<WalletEnv>();

wallet.onError(answerWithPage);
wallet.route("/", walletApp);
wallet.use(`${walletPaths.home()}/*`, ...formRules, withCustomer);
wallet.route("/", walletAccount);
wallet.route("/", walletEarn);

wallet.get(walletPaths.home(), (c) => showHome(c, { done: v.parse(deed, c.req.query("done")) }));

wallet.get(walletPaths.reward(":id"), (c) => askToTake(c, null));

wallet.post(walletPaths.reward(":id"), async (c) => {
  const form = v.safeParse(takeForm, await c.req.parseBody());
  if (!form.success) return errorPage(c, "malformed", 400);
  const { key: claimId, cost } = form.output;
  const act = { type: "TakeReward", rewardId: c.req.param("id"), cost } as const;
  const taken = await actOnRewards(c.var.context, { ...ownerOf(c.var), act, claimId });
  if (taken.ok) return c.redirect(`${walletPaths.home()}?done=taken`, 303);
  return taken.error === "price_changed" ? askToTake(c, taken.error) : showHome(c, refused(taken.error));
});

/** It costs nothing, and so is asked for once only. */
wallet.post(walletPaths.coupon(":id"), async (c) => {
  const act = { type: "TakeCoupon", offerId: c.req.param("id") } as const;
  const taken = await actOnRewards(c.var.context, { ...ownerOf(c.var), act });
  return taken.ok ? c.redirect(`${walletPaths.home()}?done=coupon`, 303) : showHome(c, refused(taken.error));
});

wallet.get(walletPaths.claim(":id"), (c) => showClaim(c, null));

/** What an open page looks at, to see what staff did with its code. */
wallet.get(walletPaths.claimStatus(":id"), async (c) => {
  const claim = await loadOwnClaim(c);
  return c.json({ status: claim && statusAt(claim, c.var.context.now()) });
});

/** With a code for the staff; where the screen is the proof, it is shown, after a second warning. */
wallet.post(walletPaths.useClaim(":id"), async (c) => {
  const act = { type: "AskForCode", claimId: c.req.param("id") } as const;
  const asked = await actOnRewards(c.var.context, { ...ownerOf(c.var), act });
  if (!asked.ok) return showClaim(c, asked.error === "busy" ? asked.error : null);
  return c.redirect(walletPaths.claim(encodeURIComponent(c.req.param("id"))), 303);
});

wallet.get(walletPaths.showClaim(":id"), async (c) => {
  const claim = await loadOwnClaim(c);
  const { redemptionMode } = c.var.session.merchant;
  const status = claim && statusAt(claim, c.var.context.now());
  if (!claim || redemptionMode !== "show" || status === null || !SHOWABLE.has(status)) return showClaim(c, null);
  const frame = frameOf(c, c.req.path);
  return c.html(<ShowPage {...frame} claim={titled(claim, frame)} mode="show" />);
});

/** Pressed twice it is used once, and the first countdown goes on. */
wallet.post(walletPaths.showClaim(":id"), async (c) => {
  const act = { type: "ShowAtCounter", claimId: c.req.param("id") } as const;
  const shown = await actOnRewards(c.var.context, { ...ownerOf(c.var), act });
  if (!shown.ok && shown.error !== "already_used") {
    return showClaim(c, shown.error === "wants_code" || shown.error === "busy" ? shown.error : null);
  }
  return c.redirect(walletPaths.claim(encodeURIComponent(c.req.param("id"))), 303);
});

const SHOWABLE: ReadonlySet<string> = new Set(statusesFor("show"));

interface HomeOptions {
  readonly done?: WalletDeed | null;
  /** After a refusal the balance is loaded again: it may be another device that spent it. */
  readonly error?: WalletError;
  readonly status?: ContentfulStatusCode;
}

const refused = (error: WalletError): HomeOptions => ({ error, status: 409 });

/** "Are you sure?", with the price that a yes agrees to. */
async function askToTake(c: WalletContext, error: WalletError | null): Promise<Response> {
  const { customer, spendable } = c.var.session;
  const now = c.var.context.now();
  const { rewards, taken } = await loadOwnWallet(c, c.var.session, now);
  const reward = rewards.find(({ id }) => id === c.req.param("id"));
  if (!reward) return showHome(c, { error: "no_such_reward", status: 404 });
  const refusal = takeRefusal(reward, { points: spendable, taken }, now);
  if (refusal !== null) return showHome(c, refused(refusal));
  const frame = frameOf(c, walletPaths.reward(reward.id));
  const shown = { id: reward.id, cost: reward.cost, title: reward.title[frame.language] };
  const view = { ...frame, reward: shown, points: customer.points, idempotencyKey: crypto.randomUUID(), error };
  return c.html(<TakePage {...view} />, error ? 409 : 200);
}

async function loadOwnWallet({ var: { context } }: WalletContext, session: CustomerSession, now: number) {
  const { merchant, customer } = session;
  const numberHash = await context.keyedHash("number", customer.phone);
  return loadWallet(context.db, merchant.id, { customerId: customer.id, numberHash }, now);
}

async function showHome(c: WalletContext, { done = null, error, status = 200 }: HomeOptions): Promise<Response> {
  const { db, now: clock } = c.var.context;
  const now = clock();
  const fresh = error ? await loadCustomerSession(db, c.var.session.tokenHash) : null;
  const session = fresh ?? c.var.session;
  const { customer, merchant, language, spendable } = session;
  const loaded = await loadOwnWallet(c, session, now);
  const holdings = { points: spendable, taken: loaded.taken };
  const shown = loaded.rewards
    .map((reward) => ({ ...reward, refusal: takeRefusal(reward, holdings, now) }))
    .filter(({ refusal }) => refusal !== "withdrawn" && refusal !== "not_yet" && refusal !== "over");
  const { affordable, next } = progress(spendable, onOffer(loaded.rewards, holdings, now));
  const view = {
    ...frameOf(c, walletPaths.home(), session),
    points: customer.points,
    spendable,
    next: next && { title: next.reward.title[language], missing: next.missing },
    affordable: affordable?.title[language] ?? null,
    claims: loaded.claims.map((claim) => ({
      id: claim.id,
      title: claim.title[language],
      inUse: statusAt(claim, now) === "in_use",
      expiresAt: claim.expiresAt,
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
      exclusions: offer.exclusions[language],
      coupon: couponOf(offer, loaded),
    })),
    hasLeft: customer.consent === "opted_out",
    isNamed: customer.name !== null,
    stopWord: stopWord(language, merchant.country),
    // Looked up, since the address that says so can be opened again, or typed.
    earned: done === "earned" ? await loadLastEarned(db, customer.id, customer.pointsSeq) : null,
    done,
    error: error ?? null,
  };
  return c.html(<WalletPage {...view} />, status);
}

/** What the customer can do about the coupon of an offer that is on. */
function couponOf(offer: LoadedOffer, { claims, taken }: LoadedWallet): OfferView["coupon"] {
  if (!offer.hasCoupon) return null;
  if (givesCoupon(offer, taken)) return "get";
  return claims.some(({ rewardId }) => rewardId === offer.id) ? "waiting" : "had";
}

/** The page that its status asks for: before the counter, at it, or after. */
async function showClaim(c: WalletContext, error: WalletError | null): Promise<Response> {
  const claim = await loadOwnClaim(c);
  if (claim === null) return showHome(c, { error: "no_such_claim", status: 404 });
  const now = c.var.context.now();
  const frame = frameOf(c, walletPaths.claim(claim.id));
  const view = { ...frame, claim: titled(claim, frame), mode: c.var.session.merchant.redemptionMode };
  const status = statusAt(claim, now);
  switch (status) {
    case "reversed":
    case "expired":
      return showHome(c, { error: status, status: 410 });
    case "used": {
      const isShown = view.mode === "show" && claim.usedWith === "customer" && (claim.codeUntil ?? 0) > now;
      if (isShown) return c.html(<SheetPage {...view} code={null} until={claim.codeUntil ?? now} />);
      return c.html(<UsedPage {...view} usedAt={claim.usedAt ?? now} />);
    }
    case "in_use":
      return c.html(<SheetPage {...view} code={claim.code ?? ""} until={claim.codeUntil ?? now} />, error ? 409 : 200);
    case "taken": {
      const lapsed = claim.status === "in_use" ? ("lapsed" as const) : null;
      return c.html(<CounterPage {...view} error={error ?? lapsed} />, error ? 409 : 200);
    }
  }
}

async function loadOwnClaim(c: WalletContext) {
  const { merchantId, customerId } = ownerOf(c.var);
  return loadClaim(c.var.context.db, merchantId, customerId, c.req.param("id") ?? "");
}

const titled = (claim: { id: string; title: { en: string; fr: string } }, { language }: { language: "en" | "fr" }) => ({
  id: claim.id,
  title: claim.title[language],
});

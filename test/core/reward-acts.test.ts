// What a customer may do with rewards, an act a ladder: one fault mended a row, and what each leaves of the account.

import { describe, expect, test } from "vitest";
import { afterAct, type Claim, type ClaimStatus, CODE_LIFETIME_MS, claimStatuses } from "../../src/rewards/claims.ts";
import { decideRewards, type RewardAccount, type RewardAct, type RewardShop } from "../../src/rewards/decide.ts";
import { DAY_MS, MINUTE_MS } from "../../src/time.ts";

const NOW = Date.UTC(2026, 10, 27, 17);
const fresh = { claimId: "fresh", redemptionCode: "K7M42F" };
const title = { en: "a coffee", fr: "un café" };
const noTerms = { perCustomerMax: null, stock: null, startsAt: null, endsAt: null, withdrawnAt: null };

const shop: RewardShop = {
  timeZone: "America/Toronto",
  redemptionMode: "code",
  rewards: [{ id: "coffee", cost: 5, title, ...noTerms }],
  offers: [
    { id: "two", hasCoupon: true, couponDays: null, endsAt: NOW + DAY_MS, title },
    { id: "news", hasCoupon: false, couponDays: null, endsAt: NOW + DAY_MS, title },
  ],
};
const claim: Claim = {
  id: "mine",
  rewardId: "coffee",
  title,
  cost: 5,
  status: "taken",
  code: null,
  codeUntil: null,
  expiresAt: null,
};
const account: RewardAccount = { points: 12, pointsOnHold: 0, claims: [claim], taken: { coffee: 1 } };

const decide = (of: Partial<RewardAccount>, at: Partial<RewardShop>, act: RewardAct, now = NOW) =>
  decideRewards({ ...account, ...of }, { ...shop, ...at }, act, { now, fresh });

const withTerms = (terms: Partial<RewardShop["rewards"][number]>) => ({
  rewards: shop.rewards.map((each) => ({ ...each, ...terms })),
});

describe("taking a reward", () => {
  const take = { type: "TakeReward", rewardId: "coffee", cost: 5 } as const;
  test.each([
    ["that the shop has not", {}, { rewards: [] }, "no_such_reward"],
    ["that is withdrawn", {}, withTerms({ withdrawnAt: NOW }), "withdrawn"],
    ["before its time", {}, withTerms({ startsAt: NOW + 1 }), "not_yet"],
    ["after it", {}, withTerms({ endsAt: NOW }), "over"],
    ["of which none is left", {}, withTerms({ stock: 0 }), "out_of_stock"],
    ["once more than one may", {}, withTerms({ perCustomerMax: 1 }), "limit_reached"],
    ["with a point too few", { points: 4 }, {}, "not_enough_points"],
    ["with points that are on hold", { pointsOnHold: 8 }, {}, "not_enough_points"],
    ["at another price than was named", {}, withTerms({ cost: 6 }), "price_changed"],
    ["even a lower one", {}, withTerms({ cost: 4 }), "price_changed"],
  ] as const)("%s is refused", (_what, of, at, error) => {
    expect(decide(of, at, take)).toEqual({ ok: false, error });
  });

  test("takes its price, and it waits in the wallet", () => {
    expect(decide({ pointsOnHold: 7 }, {}, take)).toEqual({
      ok: true,
      value: {
        account: {
          points: 7,
          pointsOnHold: 7,
          claims: [claim, { ...claim, id: "fresh" }],
          taken: { coffee: 2 },
        },
        happenings: [{ type: "RewardTaken", claimId: "fresh", rewardId: "coffee", cost: 5 }],
      },
    });
  });

  test("by a form that was sent before takes nothing more, and nothing of another reward's", () => {
    const taken = { points: 7, claims: [{ ...claim, id: "fresh" }] };
    expect(decide(taken, withTerms({ withdrawnAt: NOW }), take)).toMatchObject({ ok: true, value: { happenings: [] } });
    const other = { ...taken, claims: [{ ...claim, id: "fresh", rewardId: "cake" }] };
    expect(decide(other, {}, take)).toEqual({ ok: false, error: "key_reused" });
    const reversed = { ...taken, claims: [{ ...claim, id: "fresh", status: "reversed" as const }] };
    expect(decide(reversed, {}, take)).toEqual({ ok: false, error: "reversed" });
  });
});

describe("taking a coupon", () => {
  const take = (offerId: string) => ({ type: "TakeCoupon", offerId }) as const;
  const coupon: Claim = { ...claim, id: "coupon", rewardId: "two", cost: 0, expiresAt: NOW + DAY_MS };
  const waiting = { claims: [coupon], taken: { two: 1 } };
  test.each([
    ["of an offer that is not on", {}, "gone", "coupon_gone"],
    ["of one that gives none", {}, "news", "coupon_gone"],
    ["that one has had", { taken: { two: 1 } }, "two", "coupon_had"],
    ["that one has used", { ...waiting, claims: [{ ...coupon, status: "used" as const }] }, "two", "coupon_had"],
    ["whose days are over", { ...waiting, claims: [{ ...coupon, expiresAt: NOW }] }, "two", "coupon_had"],
  ])("%s is refused", (_what, of, offerId, error) => {
    expect(decide(of, {}, take(offerId))).toEqual({ ok: false, error });
  });

  test("costs nothing, and is good until its offer ends", () => {
    const taken = decide({ claims: [], taken: {} }, {}, take("two"));
    expect(taken).toMatchObject({
      ok: true,
      value: {
        account: { points: 12, claims: [{ id: "fresh", cost: 0, expiresAt: NOW + DAY_MS }], taken: { two: 1 } },
        happenings: [{ type: "CouponTaken", claimId: "fresh", offerId: "two", expiresAt: NOW + DAY_MS }],
      },
    });
  });

  test("again while it waits is the one that they have", () => {
    expect(decide(waiting, {}, take("two"))).toMatchObject({ ok: true, value: { account: waiting, happenings: [] } });
  });
});

/** As each status is found at the counter. */
const inStatus: Readonly<Record<ClaimStatus, Claim>> = {
  taken: claim,
  in_use: { ...claim, status: "in_use", code: "OLD234", codeUntil: NOW + MINUTE_MS },
  used: { ...claim, status: "used" },
  reversed: { ...claim, status: "reversed" },
};
const asFound = [...claimStatuses.map((status) => [status, inStatus[status]] as const)];

describe("at the counter", () => {
  const ask = { type: "AskForCode", claimId: "mine" } as const;
  const show = { type: "ShowAtCounter", claimId: "mine" } as const;

  test.each(asFound)("a claim that is %s goes where its table leads, and nowhere else", (status, found) => {
    const of = { claims: [found] };
    const asked = decide(of, {}, ask);
    expect([status, asked.ok]).toEqual([status, afterAct(status, "use") !== null]);
    if (asked.ok) expect(asked.value.account.claims.map((each) => each.status)).toEqual([afterAct(status, "use")]);
    const shown = decide(of, { redemptionMode: "show" }, show);
    expect([status, shown.ok]).toEqual([status, afterAct(status, "show") !== null]);
  });

  test.each([
    ["of somebody else", { claims: [] }, "no_such_claim"],
    ["handed over already", { claims: [inStatus.used] }, "already_used"],
    ["given back", { claims: [inStatus.reversed] }, "reversed"],
    ["past its last day", { claims: [{ ...claim, expiresAt: NOW }] }, "expired"],
    [
      "past it, with a code that has lapsed",
      { claims: [{ ...inStatus.in_use, codeUntil: NOW, expiresAt: NOW }] },
      "expired",
    ],
  ] as const)("one %s is refused, code or screen", (_what, of, error) => {
    expect(decide(of, {}, ask)).toEqual({ ok: false, error });
    expect(decide(of, { redemptionMode: "show" }, show)).toEqual({ ok: false, error });
  });

  test("each shop has its own way, a code or the screen", () => {
    expect(decide({}, { redemptionMode: "show" }, ask)).toEqual({ ok: false, error: "wants_screen" });
    expect(decide({}, {}, show)).toEqual({ ok: false, error: "wants_code" });
  });

  test("a code counts for five minutes, and asked for again it is the same one", () => {
    const until = NOW + CODE_LIFETIME_MS;
    const issued = { type: "CodeIssued", claimId: "mine", code: fresh.redemptionCode, until };
    const first = decide({}, {}, ask);
    expect(first).toMatchObject({ ok: true, value: { happenings: [issued] } });
    if (!first.ok) return;
    expect(decide(first.value.account, {}, ask, until - 1)).toMatchObject({ ok: true, value: { happenings: [] } });
    const next = { ...issued, until: until + CODE_LIFETIME_MS };
    expect(decide(first.value.account, {}, ask, until)).toMatchObject({ ok: true, value: { happenings: [next] } });
  });

  test("what is shown is used from that moment, and waits no more", () => {
    expect(decide({}, { redemptionMode: "show" }, show)).toEqual({
      ok: true,
      value: {
        account: { ...account, claims: [] },
        happenings: [{ type: "RewardUsed", claimId: "mine", shownUntil: NOW + CODE_LIFETIME_MS }],
      },
    });
  });
});

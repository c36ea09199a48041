// The coupon of an offer: who gets it, and until when it is good.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { membership } from "../../src/conversation/state.ts";
import { CODE_LIFETIME_MS, codeLapse } from "../../src/rewards/claims.ts";
import { type CouponOffer, couponExpiry, givesCoupon } from "../../src/rewards/coupons.ts";
import { HOUR_MS, MINUTE_MS, zoned } from "../../src/time.ts";
import { joined } from "./conversation-arbitraries.ts";
import { walksFrom } from "./walking-talks.ts";

const TORONTO = "America/Toronto";
const at = (local: string) => Date.parse(local);
const offer: CouponOffer = { id: "two", hasCoupon: true, couponDays: null, endsAt: at("2026-12-01T00:00-05:00") };

test.each([
  ["an offer without a coupon", { hasCoupon: false }, {}, false],
  ["a first one", {}, {}, true],
  ["after the coupon of another offer, and other rewards", {}, { cookie: 1, coffee: 9 }, true],
  ["a second one", {}, { two: 1 }, false],
] as const)("%s", (_what, change, taken, gives) => {
  expect(givesCoupon({ ...offer, ...change }, taken)).toBe(gives);
});

describe("a coupon is good", () => {
  test.each([
    ["until the offer ends", null, "2026-11-22T12:00-05:00", "2026-12-01T00:00-05:00"],
    ["until the last moment of the next day", 1, "2026-11-22T12:00-05:00", "2026-11-24T00:00-05:00"],
    ["as long when it is taken in the evening", 1, "2026-11-22T23:59-05:00", "2026-11-24T00:00-05:00"],
    ["beyond the offer's end", 30, "2026-11-30T12:00-05:00", "2026-12-31T00:00-05:00"],
    ["by the shop's calendar where the clocks go back", 7, "2026-10-30T12:00-04:00", "2026-11-07T00:00-05:00"],
    ["by the shop's calendar where they go forward", 2, "2026-03-07T12:00-05:00", "2026-03-10T00:00-04:00"],
  ])("%s", (_what, couponDays, taken, expires) => {
    const expiry = couponExpiry({ ...offer, couponDays }, TORONTO, at(taken));
    expect(zoned(expiry, TORONTO).toString()).toBe(zoned(at(expires), TORONTO).toString());
  });
});

test.each([
  ["what was paid for: five minutes", null, CODE_LIFETIME_MS],
  ["a coupon with time left: five minutes", HOUR_MS, CODE_LIFETIME_MS],
  ["a coupon that expires sooner: no longer than that", 2 * MINUTE_MS, 2 * MINUTE_MS],
])("a code is good for %s", (_what, expiresIn, lifetime) => {
  const now = at("2026-11-22T12:00-05:00");
  const expiresAt = expiresIn === null ? null : now + expiresIn;
  expect(codeLapse({ expiresAt }, now) - now).toBe(lifetime);
});

test("whatever a member texts, each coupon is taken once, costs nothing, and waits in the wallet", () => {
  const cast = casts.coupons;
  const [{ id: shopId }] = cast.shops;
  const came: string[] = [];
  const walk = walksFrom(fc.constant({ cast, known: joined, people: [], hasMovedAway: false }));
  fc.assert(
    fc.property(walk, (turns) => {
      for (const { before, decision } of turns) {
        const [was, is] = [membership(before, shopId), membership(decision.state, shopId)];
        for (const event of decision.events) {
          if (event.type !== "CouponTaken") continue;
          came.push(event.offerId);
          expect(was.taken[event.offerId]).toBeUndefined();
          expect(is).toMatchObject({ points: was.points, taken: { ...was.taken, [event.offerId]: 1 } });
          expect(is.claims).toEqual([...was.claims, expect.objectContaining({ rewardId: event.offerId, cost: 0 })]);
        }
      }
    }),
  );
  expect(new Set(came)).toEqual(new Set(["two", "cookie"]));
});

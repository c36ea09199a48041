// What holds of accounts whatever is texted: points, rewards, coupons and moves are what their events say, and no more than was allowed.

import { describe, expect, test } from "vitest";
import type { ConversationEvent } from "../../src/conversation/events.ts";
import { type Membership, membership } from "../../src/conversation/state.ts";
import { readMoveCode } from "../../src/conversation/typed-figures.ts";
import { formatUnits } from "../../src/loyalty/programme.ts";
import type { ClaimStatus } from "../../src/rewards/claims.ts";
import { localDate, MINUTE_MS } from "../../src/time.ts";
import { comes, holds, isMove, type Turn } from "./walking-talks.ts";

/** What an account holds after an event, worked out from what the event says alone. */
function holdsAfter(held: Held, event: ConversationEvent, turn: Turn): Held {
  const { points, pointsWaiting, pointsOnHold, claims, taken } = held;
  const times = (id: string) => ({ ...taken, [id]: (taken[id] ?? 0) + 1 });
  switch (event.type) {
    case "PointsEarned":
      return { ...held, points: points + event.points };
    case "ConsentGranted":
      return { ...held, points: points + pointsWaiting, pointsWaiting: 0 };
    case "RewardTaken": {
      const { claimId, rewardId, cost } = event;
      return { ...held, points: points - cost, claims: { ...claims, [claimId]: "taken" }, taken: times(rewardId) };
    }
    case "CouponTaken":
      return { ...held, claims: { ...claims, [event.claimId]: "taken" }, taken: times(event.offerId) };
    case "CodeIssued":
      return { ...held, claims: { ...claims, [event.claimId]: "in_use" } };
    case "RewardUsed": {
      const { [event.claimId]: _used, ...others } = claims;
      return { ...held, claims: others };
    }
    case "TransactionDisputed":
      return { ...held, pointsOnHold: pointsOnHold + event.receipt.points };
    case "AccountMoved": {
      const account = heldBy(comes(turn, event.moveId));
      return { ...account, points: account.points + pointsWaiting, pointsWaiting: 0 };
    }
    case "AccountMovedBack":
      return heldBy(comes(turn, event.moveId));
    default:
      return held;
  }
}

type Held = ReturnType<typeof heldBy>;

const heldBy = ({ points, pointsWaiting, pointsOnHold, claims, taken }: Membership) => ({
  points,
  pointsWaiting,
  pointsOnHold,
  claims: Object.fromEntries(claims.map(({ id, status }): [string, ClaimStatus] => [id, status])),
  taken,
});

describe("an account", () => {
  test("holds what its events say: points, those that wait and those on hold, rewards and coupons", () => {
    holds((turns) => {
      for (const turn of turns) {
        const { cast, before, decision } = turn;
        for (const { id } of cast.shops) {
          const here = decision.events.filter((event) => "shopId" in event && event.shopId === id);
          const held = here.reduce((sum, event) => holdsAfter(sum, event, turn), heldBy(membership(before, id)));
          expect(heldBy(membership(decision.state, id))).toEqual(held);
        }
      }
    });
  });

  test("comes with a move at the code that was sent for it, and goes back once", () => {
    holds((turns) => {
      const codes = new Map<string, string>();
      const back = new Set<string>();
      for (const { decision, input } of turns) {
        for (const event of decision.events) {
          if (event.type === "MoveAsked") codes.set(event.moveId, event.code);
          if (event.type === "AccountMoved") expect(readMoveCode(input.text)).toBe(codes.get(event.moveId));
          if (event.type !== "AccountMovedBack") continue;
          expect(back).not.toContain(event.moveId);
          back.add(event.moveId);
        }
      }
    });
  });

  test("is told its new balance, whichever way it goes", () => {
    holds((turns) => {
      for (const turn of turns) {
        for (const event of turn.decision.events) {
          if (event.type !== "AccountMoved") continue;
          const shop = turn.cast.shops.find(({ id }) => id === event.shopId);
          const { points } = membership(turn.decision.state, event.shopId);
          const language = turn.decision.state.language ?? shop?.language ?? "en";
          const told = turn.decision.events.flatMap((each) => (each.type === "ReplyQueued" ? [each.text] : []));
          expect(told).toEqual([expect.stringContaining(shop ? formatUnits(points, shop.unit, language) : "?")]);
        }
      }
    });
  });
});

describe("a reward", () => {
  test("is taken as often as the shop allows, with the points that nobody has to look at first", () => {
    holds((turns) => {
      for (const { cast, decision } of turns) {
        for (const event of decision.events) {
          if (event.type !== "RewardTaken") continue;
          const shop = cast.shops.find(({ id }) => id === event.shopId);
          const { points, pointsOnHold, taken } = membership(decision.state, event.shopId);
          expect(points).toBeGreaterThanOrEqual(pointsOnHold);
          const reward = shop?.rewards.find(({ id }) => id === event.rewardId);
          expect(event.cost).toBe(reward?.cost);
          expect(taken[event.rewardId]).toBeLessThanOrEqual(reward?.perCustomerMax ?? Number.POSITIVE_INFINITY);
        }
      }
    });
  });

  test("is used by the customer's own YES at the counter, once, and only where the shop has no codes", () => {
    holds((turns) => {
      for (const { before, cast, decision } of turns) {
        for (const event of decision.events) {
          if (event.type !== "RewardUsed") continue;
          expect(decision.reading.kind).toBe("yes");
          expect(before.dialogue).toMatchObject({ kind: "at_counter", claimId: event.claimId });
          expect(cast.shops.find(({ id }) => id === event.shopId)?.redemptionMode).toBe("show");
          const { claims } = membership(before, event.shopId);
          expect(claims.filter(({ id }) => id === event.claimId)).toHaveLength(1);
        }
      }
    });
  });

  test("has a code for five minutes, and no longer than a coupon is good", () => {
    holds((turns) => {
      for (const { before, cast, decision, now } of turns) {
        for (const event of decision.events) {
          if (event.type !== "CodeIssued") continue;
          expect(cast.shops.find(({ id }) => id === event.shopId)?.redemptionMode).toBe("code");
          const claim = membership(before, event.shopId).claims.find(({ id }) => id === event.claimId);
          const expiresAt = claim?.expiresAt ?? Number.POSITIVE_INFINITY;
          expect(event.until).toBe(Math.min(now + 5 * MINUTE_MS, expiresAt));
          expect(event.until).toBeGreaterThan(now);
        }
      }
    });
  });

  test("that was disputed is held once, within a quarter of an hour of its receipt", () => {
    holds((turns) => {
      for (const { before, decision, input } of turns) {
        for (const event of decision.events) {
          if (event.type !== "TransactionDisputed") continue;
          expect(decision.reading.kind).toBe("no");
          expect(membership(before, event.shopId).receipt).toEqual(event.receipt);
          expect(membership(decision.state, event.shopId).receipt).toBeNull();
          expect(input.writtenAt - event.receipt.at).toBeLessThan(15 * MINUTE_MS);
        }
      }
    });
  });
});

describe("points", () => {
  test("leave only at a YES to the price that was asked, and never after a stop", () => {
    holds((turns) => {
      for (const { before, decision } of turns) {
        for (const event of decision.events) {
          if (event.type !== "RewardTaken") continue;
          const { rewardId, cost } = event;
          expect(decision.reading.kind).toBe("yes");
          expect(before.dialogue).toMatchObject({ kind: "confirming_reward", rewardId, cost });
          expect(membership(before, event.shopId).consent).not.toBe("opted_out");
        }
      }
    });
  });

  test("for a code come as often as the shop allows", () => {
    holds((turns) => {
      const days = new Map<string, number>();
      /** Where the account of this phone is another one, by shop. */
      const exchanged = new Set<string>();
      for (const { cast, decision, now } of turns) {
        for (const event of decision.events) {
          if (isMove(event) && !exchanged.delete(event.shopId)) exchanged.add(event.shopId);
          if (event.type !== "PointsEarned" || event.cause !== "code") continue;
          const shop = cast.shops.find(({ id }) => id === event.shopId);
          const account = `${event.shopId} ${exchanged.has(event.shopId)}`;
          const day = `${account} on ${shop && localDate(event.earned?.lastAt ?? now, shop.timeZone)}`;
          days.set(day, (days.get(day) ?? 0) + 1);
          expect(days.get(day)).toBeLessThanOrEqual(shop?.earnsPerDayMax ?? 0);
        }
      }
    });
  });
});

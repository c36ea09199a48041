// What REDEEM and USE list: what can be taken now, as much of it as two segments hold, whatever the shop calls it.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { decide } from "../../src/conversation/decide.ts";
import { ERRAND_WAIT_MS } from "../../src/conversation/dialogue.ts";
import { pick } from "../../src/conversation/lists.ts";
import { type Conversation, newConversation, type Shop, stranger } from "../../src/conversation/state.ts";
import { segment } from "../../src/messaging/segments.ts";
import { type CatalogueReward, onOffer, takeRefusal } from "../../src/rewards/catalogue.ts";
import { textKinds } from "../../src/texts/kinds.ts";
import { DAY_MS } from "../../src/time.ts";

const NOW = Date.UTC(2026, 10, 23, 15);

const reward = (terms: Partial<CatalogueReward>): CatalogueReward => ({
  id: "coffee",
  cost: 10,
  title: { en: "a free coffee", fr: "un café offert" },
  perCustomerMax: null,
  stock: null,
  startsAt: null,
  endsAt: null,
  withdrawnAt: null,
  ...terms,
});

describe("a reward of the catalogue", () => {
  test.each([
    ["withdrawn", { withdrawnAt: NOW }, "withdrawn", false],
    ["withdrawn from tomorrow on", { withdrawnAt: NOW + DAY_MS }, null, true],
    ["not yet", { startsAt: NOW + 1 }, "not_yet", false],
    ["over", { endsAt: NOW }, "over", false],
    ["out of stock", { stock: 0 }, "out_of_stock", false],
    ["the last one", { stock: 1 }, null, true],
    ["had often enough", { perCustomerMax: 2 }, "limit_reached", false],
    ["not had often enough", { perCustomerMax: 3 }, null, true],
    ["too dear", { cost: 13 }, "not_enough_points", true],
    ["within reach", {}, null, true],
  ] as const)("%s", (_name, terms, refusal, isOnOffer) => {
    const holdings = { points: 12, taken: { coffee: 2 } };
    expect(takeRefusal(reward(terms), holdings, NOW)).toBe(refusal);
    expect(onOffer([reward(terms)], holdings, NOW)).toHaveLength(isOnOffer ? 1 : 0);
  });

  test("is offered cheapest first", () => {
    const costs = onOffer(
      [reward({ cost: 9 }), reward({ cost: 3 }), reward({ cost: 40 })],
      { points: 12, taken: {} },
      NOW,
    );
    expect(costs.map(({ cost }) => cost)).toEqual([3, 9, 40]);
  });
});

test.each([
  ["1", "a"],
  ["02", "b"],
  ["3", null],
  ["0", null],
  [undefined, null],
])("%s of two picks %s", (typed, picked) => {
  expect(pick(["a", "b"], typed)).toBe(picked);
});

function asked(text: string, shop: Shop, before: Conversation, now = NOW) {
  const fresh = { claimId: "claim", redemptionCode: "K7M42F", moveId: "move", moveCode: "482913" };
  const around = { phone: "+15145550142", link: "https://cmptr.test/A", fresh, moves: [], sender: casts.demo.sender };
  const said = { text, writtenAt: now, answersWaiting: 0 };
  const { state, events } = decide(before, { ...around, ...said, shops: [shop] }, now);
  return { state, reply: events.find((event) => event.type === "ReplyQueued") };
}

const memberOf = (shop: Shop, points: number): Conversation => ({
  ...newConversation,
  language: "en",
  members: { [shop.id]: { ...stranger, consent: "subscribed", joinedBefore: true, points } },
});

test("a list fits two segments and can be picked from, whatever the titles are", () => {
  const title = fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(fc.array(title, { minLength: 2, maxLength: 6 }), (titles) => {
      const rewards = titles.map((en, i) => reward({ id: `r${i}`, cost: i + 1, title: { en, fr: en } }));
      const shop = { ...casts.demo.shops[0], rewards };
      const { state, reply } = asked("REDEEM", shop, memberOf(shop, 99));
      const { dialogue } = state;
      const listed = dialogue?.kind === "picking_reward" ? dialogue.rewardIds.length : 0;
      expect(listed).toBeGreaterThan(0);
      expect(segment(reply?.text ?? "").segments).toBeLessThanOrEqual(textKinds.reward_list.segmentsMax);
      expect(reply?.text).toContain(`\n${listed}. `);
      expect(asked(String(listed), shop, state).state.dialogue).toMatchObject({ kind: "confirming_reward" });
    }),
  );
});

test("a YES from somebody who has left meanwhile, on a page, takes nothing", () => {
  const [shop] = casts.demo.shops;
  const { state } = asked("REDEEM", shop, memberOf(shop, 12));
  const left = { ...stranger, consent: "opted_out" as const, joinedBefore: true, points: 12 };
  const { state: after, reply } = asked("YES", shop, { ...state, members: { [shop.id]: left } });
  expect(reply?.kind).toBe("welcome_back");
  expect(after.members[shop.id]).toMatchObject({ points: 12, claims: [] });
});

test.each([
  ["in time", ERRAND_WAIT_MS - 1, "reward_taken"],
  ["too late", ERRAND_WAIT_MS, "lapsed"],
  ["too late by less than an hour", ERRAND_WAIT_MS + 3_599_999, "lapsed"],
  ["so late that a person reads it", ERRAND_WAIT_MS + 3_600_000, undefined],
])("a YES comes %s", (_name, afterMs, kind) => {
  const [shop] = casts.demo.shops;
  const { state } = asked("REDEEM", shop, memberOf(shop, 12));
  expect(asked("YES", shop, state, NOW + afterMs).reply?.kind).toBe(kind);
});

describe("a reward that has changed since it was listed", () => {
  const coffee = reward({ id: "coffee", cost: 5 });
  const cake = reward({ id: "cake", cost: 8, title: { en: "a cake", fr: "une tarte" } });
  const [cafe] = casts.demo.shops;
  const shop = { ...cafe, rewards: [coffee, cake] };
  const listed = asked("REDEEM", shop, memberOf(shop, 12)).state;
  const confirmed = asked("2", shop, listed).state;

  interface Change {
    readonly terms?: Partial<CatalogueReward>;
    readonly taken?: Record<string, number>;
    readonly points?: number;
    readonly isGone?: boolean;
  }
  const rows: readonly [what: string, change: Change, kind: string, says: string][] = [
    ["is no longer in the catalogue", { isGone: true }, "reward_gone", "REDEEM"],
    ["is withdrawn", { terms: { withdrawnAt: NOW } }, "reward_gone", "REDEEM"],
    ["is not yet to be had", { terms: { startsAt: NOW + 1 } }, "reward_gone", "REDEEM"],
    ["is over", { terms: { endsAt: NOW } }, "reward_gone", "REDEEM"],
    ["is out of stock", { terms: { stock: 0 } }, "reward_out_of_stock", "a cake"],
    ["was had often enough", { terms: { perCustomerMax: 1 }, taken: { cake: 1 } }, "reward_limit", "a cake"],
    ["costs more than there is", { points: 7 }, "reward_too_dear", "8 points"],
  ];

  describe.each([
    ["picked from the list", listed, "2"],
    ["taken at a YES", confirmed, "YES"],
  ] as const)("%s", (_, before, text) => {
    test.each(rows)("%s: that is said, nothing is taken, and nothing more is asked", (_, change, kind, says) => {
      const { terms = {}, taken = {}, points = 12, isGone = false } = change;
      const member = { ...stranger, consent: "subscribed" as const, joinedBefore: true, points, taken };
      const changed = { ...shop, rewards: isGone ? [coffee] : [coffee, { ...cake, ...terms }] };
      const { state, reply } = asked(text, changed, { ...before, members: { [shop.id]: member } });
      expect(reply).toMatchObject({ kind, text: expect.stringContaining(says) });
      expect(state.members[shop.id]).toMatchObject({ points, claims: [] });
      expect(state.dialogue).toBeNull();
    });
  });

  test("is not taken twice by a second YES", () => {
    const once = asked("YES", shop, confirmed).state;
    const twice = asked("YES", shop, once);
    expect(once.dialogue).toBeNull();
    expect(twice.reply).toBeUndefined();
    expect(twice.state.members[shop.id]).toMatchObject({ points: 4, taken: { cake: 1 } });
  });

  test("a wrong number brings the list once more, and then a person; where nothing is left of it, a person at once", () => {
    const again = asked("9", shop, listed);
    expect(again.reply?.kind).toBe("reward_list");
    expect(asked("9", shop, again.state)).toMatchObject({ reply: undefined, state: { dialogue: null } });
    const nothing = { ...shop, rewards: [] };
    expect(asked("9", nothing, listed)).toMatchObject({ reply: undefined, state: { dialogue: null } });
  });
});

test.each([
  ["as many as it costs, some of them on hold", 10, 3, "points_on_hold"],
  ["one too few for it, none on hold", 9, 0, "reward_missing"],
])("with %s, REDEEM says so", (_, points, pointsOnHold, kind) => {
  const [shop] = casts.demo.shops;
  const member = { ...stranger, consent: "subscribed" as const, joinedBefore: true, points, pointsOnHold };
  expect(asked("REDEEM", shop, { ...newConversation, members: { [shop.id]: member } }).reply?.kind).toBe(kind);
});

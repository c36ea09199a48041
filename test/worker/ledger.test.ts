// Points and claims against a real database: fifty clients at once, the same request many times over, other shops' ids.

import { randomUUID } from "node:crypto";
import { and, asc, count, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Act } from "../../src/merchant/acts.ts";
import { CODE_LIFETIME_MS } from "../../src/rewards/claims.ts";
import { redemptionCode } from "../../src/rewards/redemption-code.ts";
import { HOUR_MS, MINUTE_MS } from "../../src/time.ts";
import type { Context } from "../../worker/context.ts";
import { auditEntries, claims, customers, disputes, merchants, pointEntries, rewards } from "../../worker/db/schema.ts";
import { type EarnPoints, earnPoints } from "../../worker/usecases/earn-points.ts";
import { putBackClaim } from "../../worker/usecases/put-back-claim.ts";
import { redeemCode } from "../../worker/usecases/redeem-code.ts";
import { reverseEntry } from "../../worker/usecases/reverse-entry.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { insist, startUsecases, type Usecases } from "../support/usecases.ts";
import { askForCode, takeReward } from "../support/wallet-acts.ts";

const NOW = Date.UTC(2026, 10, 22, 17);
const OTHER_SHOP = "spa";
const COST = 3;

let shop: Usecases;
let context: Context;
let merchantId: string;
let personId: string;

beforeAll(async () => {
  shop = await startUsecases();
  ({ context, merchantId, personId } = shop);
  const { orm } = shop;
  await orm.update(merchants).set({ earnsPerDayMax: 1_000_000, earnGapMinutes: 0, pointsAtOnceMax: 20 });
  const [cafe] = await orm.select().from(merchants);
  if (cafe) await orm.insert(merchants).values({ ...cafe, id: OTHER_SHOP, slug: "spa-azur", name: "Spa Azur" });
});
beforeEach(() => shop.setClock(NOW));
afterEach(async () => {
  expect(await auditLedgers(shop.client)).toEqual([]);
  expect(await auditClaims()).toEqual([]);
});
afterAll(() => shop?.dispose());

async function newCustomer(points = 0, ofMerchant = merchantId): Promise<string> {
  const id = await shop.newCustomer({ merchantId: ofMerchant });
  if (points > 0) await earn({ customerId: id, points, merchantId: ofMerchant });
  return id;
}

async function newReward(more: Partial<typeof rewards.$inferInsert> = {}): Promise<string> {
  const id = randomUUID();
  const reward = { id, merchantId, cost: COST, titleEn: "a coffee", titleFr: "un café", createdAt: NOW, ...more };
  await shop.orm.insert(rewards).values(reward);
  return id;
}

const earn = (request: Partial<EarnPoints> & { readonly customerId: string }) =>
  earnPoints(context, {
    merchantId,
    points: 1,
    cause: "visit",
    actor: "kiosk:1",
    idempotencyKey: randomUUID(),
    hasMultiPointCode: true,
    ...request,
  });

const take = (customerId: string, rewardId: string, claimId = randomUUID(), ofMerchant = merchantId) =>
  takeReward(context, { merchantId: ofMerchant, customerId, rewardId, claimId });

const redeem = (typed: string, ofMerchant = merchantId) =>
  redeemCode(context, { merchantId: ofMerchant, typed, usedWith: "kiosk:1", auditId: `kiosk:1:${randomUUID()}` });

const putBack = (claimId: string, ofMerchant = merchantId) =>
  putBackClaim(context, { merchantId: ofMerchant, claimId, actor: `person:${personId}` });

const reverse = (customerId: string, seq: number, ofMerchant = merchantId) => {
  const request = { customerId, seq, actor: `person:${personId}`, personId, reason: "a mistake" };
  return reverseEntry(context, { merchantId: ofMerchant, ...request });
};

const entriesOf = (customerId: string) =>
  shop.orm.select().from(pointEntries).where(eq(pointEntries.customerId, customerId)).orderBy(asc(pointEntries.seq));

async function balanceOf(customerId: string): Promise<number | undefined> {
  const [customer] = await shop.orm.select().from(customers).where(eq(customers.id, customerId));
  return customer?.points;
}

async function claimOf(claimId: string) {
  const [claim] = await shop.orm.select().from(claims).where(eq(claims.id, claimId));
  if (!claim) throw new Error("there is no such claim");
  return claim;
}

async function auditsOf(act: Act, subject: string): Promise<number> {
  const isIt = and(eq(auditEntries.act, act), eq(auditEntries.subject, subject));
  const [row] = await shop.orm.select({ rows: count() }).from(auditEntries).where(isIt);
  return row?.rows ?? 0;
}

/** A claim that was taken, for a customer who had just enough. */
async function taken(more: Partial<typeof rewards.$inferInsert> = {}) {
  const customerId = await newCustomer(COST);
  const rewardId = await newReward(more);
  const answer = await take(customerId, rewardId);
  if (!answer.ok) throw new Error(answer.error);
  return { merchantId, customerId, rewardId, claimId: answer.value.claimId };
}

async function inUse(more: Partial<typeof rewards.$inferInsert> = {}) {
  const claim = await taken(more);
  const answer = await askForCode(context, claim);
  if (!answer.ok) throw new Error(answer.error);
  return { ...claim, ...answer.value };
}

/** Each claim was paid for by one entry that is its cost; it is reversed if and only if that entry is. */
async function auditClaims(): Promise<string[]> {
  const known = await shop.orm.select().from(claims);
  const entries = await shop.orm.select().from(pointEntries);
  return known.flatMap(({ id, cost, status, customerId }) => {
    const own = entries.filter(({ claimId }) => claimId === id);
    const paid = own.filter(({ cause }) => cause === "claim");
    const back = own.filter(({ cause }) => cause === "reversal");
    const faults: string[] = [];
    if (own.some((entry) => entry.customerId !== customerId)) faults.push("was paid by another account");
    if (paid.length !== 1 || paid[0]?.delta !== -cost) faults.push("was not paid for once");
    if (back.length !== (status === "reversed" ? 1 : 0)) faults.push(`is ${status} with ${back.length} reversals`);
    return faults.map((fault) => `claim ${id} ${fault}`);
  });
}

describe("the same request", () => {
  test("any number of times at once is one entry, with the same answer", async () => {
    const customerId = await newCustomer();
    const request = { customerId, points: 4, idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 12 }, () => insist(() => earn(request))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"ok":true,"value":{"balance":4,"seq":1}}']),
    );
    await earn({ customerId });
    expect(await earn(request)).toEqual({ ok: true, value: { balance: 4, seq: 1 } });
    expect(await entriesOf(customerId)).toHaveLength(2);
  });

  test("to take a reward is one claim", async () => {
    const customerId = await newCustomer(10 * COST);
    const rewardId = await newReward();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => insist(() => take(customerId, rewardId, key))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await balanceOf(customerId)).toBe(9 * COST);
  });

  test("is not that of another customer who has the same key: refused, and nothing is said of the first", async () => {
    const [one, two] = [await newCustomer(5), await newCustomer(10)];
    const rewardId = await newReward();
    const key = randomUUID();
    await earn({ customerId: one, idempotencyKey: key });
    expect(await earn({ customerId: two, idempotencyKey: key })).toEqual({ ok: false, error: { code: "key_reused" } });
    const elsewhere = await earn({ customerId: one, merchantId: OTHER_SHOP, idempotencyKey: key });
    expect(elsewhere).toEqual({ ok: false, error: { code: "no_such_customer" } });
    expect(await take(two, rewardId, key)).toMatchObject({ ok: true });
    expect(await take(one, rewardId, key)).toEqual({ ok: false, error: "key_reused" });
    expect(await balanceOf(two)).toBe(10 - COST);
  });

  test("to undo an entry, at once and again later: reversed once", async () => {
    const customerId = await newCustomer(5);
    const answers = await Promise.all(Array.from({ length: 6 }, () => insist(() => reverse(customerId, 1))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.error === "already_reversed")).toHaveLength(5);
    expect(await reverse(customerId, 1)).toEqual({ ok: false, error: "already_reversed" });
    expect(await auditsOf("entry_reversed", `${customerId}:1`)).toBe(1);
    expect(await balanceOf(customerId)).toBe(0);
  });
});

describe("taking", () => {
  test("never takes more than there is in stock, and a reward that is undone is there again", async () => {
    const rewardId = await newReward({ stock: 3 });
    const buyers = await Promise.all(Array.from({ length: 8 }, () => newCustomer(COST)));
    const answers = await Promise.all(buyers.map((buyer) => insist(() => take(buyer, rewardId))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(answers.filter((answer) => !answer.ok && answer.error === "out_of_stock")).toHaveLength(5);

    const winner = buyers[answers.findIndex(({ ok }) => ok)] ?? "";
    expect(await reverse(winner, 2)).toEqual({ ok: true, value: COST });
    expect(await take(winner, rewardId)).toMatchObject({ ok: true });
    expect(await take(buyers[0] ?? "", rewardId)).toMatchObject({ ok: false });
  });

  test("by two devices at once spends the points once", async () => {
    const customerId = await newCustomer(COST);
    const rewardId = await newReward();
    const answers = await Promise.all([1, 2, 3].map(() => insist(() => take(customerId, rewardId))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.error === "not_enough_points")).toHaveLength(2);
  });

  test("stays within the limit of each customer, reversed ones aside", async () => {
    const customerId = await newCustomer(10 * COST);
    const rewardId = await newReward({ perCustomerMax: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => insist(() => take(customerId, rewardId))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    await reverse(customerId, 2);
    expect(await take(customerId, rewardId)).toMatchObject({ ok: true });
    expect(await take(customerId, rewardId)).toEqual({ ok: false, error: "limit_reached" });
  });

  test("leaves alone the points that a customer has said NO to, until that is settled", async () => {
    const customerId = await newCustomer(COST);
    const rewardId = await newReward();
    const dispute = { id: randomUUID(), merchantId, customerId, entrySeq: 1, givenBy: "Ana", openedAt: NOW };
    await shop.orm.insert(disputes).values(dispute);
    expect(await take(customerId, rewardId)).toEqual({ ok: false, error: "not_enough_points" });
    await earn({ customerId, points: COST });
    expect(await take(customerId, rewardId)).toMatchObject({ ok: true, value: { balance: COST } });
    await shop.orm.update(disputes).set({ settledAt: NOW }).where(eq(disputes.id, dispute.id));
    expect(await take(customerId, rewardId)).toMatchObject({ ok: true, value: { balance: 0 } });
  });
});

describe("a code", () => {
  test("asked for again, also by two phones at the same moment, is the same one and goes on counting", async () => {
    const claim = await taken();
    const answers = await Promise.all([1, 2, 3, 4].map(() => insist(() => askForCode(context, claim))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    shop.setClock(NOW + CODE_LIFETIME_MS - 1);
    const [first] = answers;
    expect(await askForCode(context, claim)).toEqual(first);
    expect(first).toMatchObject({ ok: true, value: { until: NOW + CODE_LIFETIME_MS } });
    shop.setClock(NOW + CODE_LIFETIME_MS);
    expect(await askForCode(context, claim)).not.toEqual(first);
  });

  test("works once, in lower case and with spaces too; then it tells when and with whom it was used", async () => {
    const { claimId, customerId, code } = await inUse();
    shop.setClock(NOW + MINUTE_MS);
    const typed = ` ${code.slice(0, 2).toLowerCase()} ${code.slice(2)}`;
    const answers = await Promise.all([1, 2, 3, 4].map(() => redeem(typed)));
    const title = { en: "a coffee", fr: "un café" };
    expect(answers.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { claimId, customerId, name: null, title } }]);
    const used = { ok: false, error: { code: "used", at: NOW + MINUTE_MS, with: "kiosk:1" } };
    expect(answers.filter(({ ok }) => !ok)).toEqual([used, used, used]);
    shop.setClock(NOW + HOUR_MS);
    expect(await redeem(code)).toEqual(used);
    expect(await askForCode(context, { merchantId, customerId, claimId })).toEqual({
      ok: false,
      error: "already_used",
    });
  });

  test("works in its last millisecond and not after: expired, which is not unknown", async () => {
    const [early, late] = [await inUse(), await inUse()];
    shop.setClock(early.until - 1);
    expect(await redeem(early.code)).toMatchObject({ ok: true });
    shop.setClock(late.until);
    expect(await redeem(late.code)).toEqual({ ok: false, error: { code: "expired" } });
    const newer = await askForCode(context, late);
    expect(await redeem(late.code)).toEqual({ ok: false, error: { code: "expired" } });
    expect(await redeem(newer.ok ? newer.value.code : "")).toMatchObject({ ok: true });
  });

  test("is unknown at another shop, and goes on working at its own", async () => {
    const { code } = await inUse();
    expect(await redeem(code, OTHER_SHOP)).toEqual({ ok: false, error: { code: "unknown" } });
    expect(await redeem(code)).toMatchObject({ ok: true });
  });

  test("that was never given is unknown, and what is no code is told apart from it", async () => {
    const never = redemptionCode(new Uint8Array([1, 2, 3, 4, 5]));
    expect(await redeem(never)).toEqual({ ok: false, error: { code: "unknown" } });
    const slip = `${never[1]}${never[0]}${never.slice(2)}`;
    expect(await redeem(slip)).toEqual({ ok: false, error: { code: "malformed" } });
  });

  test("of a reward that was put back or undone is expired", async () => {
    const [first, second] = [await inUse(), await inUse()];
    await redeem(first.code);
    await putBack(first.claimId);
    await reverse(second.customerId, 2);
    for (const { code } of [first, second])
      expect(await redeem(code)).toEqual({ ok: false, error: { code: "expired" } });
    expect(await askForCode(context, second)).toEqual({ ok: false, error: "reversed" });
    expect(await askForCode(context, first)).toMatchObject({ ok: true });
  });
});

describe("putting back", () => {
  test("moves a used reward to the wallet once, and writes one row of audit", async () => {
    const { claimId, code } = await inUse();
    await redeem(code);
    const answers = await Promise.all([1, 2, 3].map(() => putBack(claimId)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await claimOf(claimId)).toMatchObject({ status: "taken", usedAt: null, usedWith: null });
    expect(await auditsOf("claim_put_back", claimId)).toBe(1);
  });

  test.each([
    ["waits in the wallet", async () => (await taken()).claimId],
    ["is in use", async () => (await inUse()).claimId],
    ["does not exist", async () => randomUUID()],
  ])("a reward that %s: refused, without a row of audit", async (_, make) => {
    const claimId = await make();
    expect(await putBack(claimId)).toEqual({ ok: false, error: "not_used" });
    expect(await auditsOf("claim_put_back", claimId)).toBe(0);
  });
});

describe("reversing", () => {
  test("a reversal is refused, whether it took points or gave them", async () => {
    const { customerId } = await taken();
    await reverse(customerId, 2);
    await reverse(customerId, 1);
    expect(await reverse(customerId, 3)).toEqual({ ok: false, error: "is_a_reversal" });
    expect(await reverse(customerId, 4)).toEqual({ ok: false, error: "is_a_reversal" });
    expect((await entriesOf(customerId)).map(({ delta, reverses }) => [delta, reverses])).toEqual([
      [COST, null],
      [-COST, null],
      [COST, 2],
      [-COST, 1],
    ]);
  });

  test("points that are spent is refused, and so is an entry that does not exist", async () => {
    const { customerId } = await taken();
    expect(await reverse(customerId, 1)).toEqual({ ok: false, error: "points_are_spent" });
    expect(await reverse(customerId, 9)).toEqual({ ok: false, error: "no_such_entry" });
  });

  test("gives the points of a used reward back, whatever has become of it", async () => {
    const { customerId, claimId, code } = await inUse();
    await redeem(code);
    expect(await reverse(customerId, 2)).toEqual({ ok: true, value: COST });
    expect(await claimOf(claimId)).toMatchObject({ status: "reversed" });
    expect(await putBack(claimId)).toEqual({ ok: false, error: "not_used" });
  });
});

test("another shop's ids are refused in every act, and nothing has moved", async () => {
  const { customerId, rewardId, claimId, code } = await inUse();
  const stranger = await newCustomer(COST, OTHER_SHOP);
  const before = [await claimOf(claimId), await entriesOf(customerId), await entriesOf(stranger)];
  expect(await earn({ customerId, merchantId: OTHER_SHOP })).toMatchObject({ error: { code: "no_such_customer" } });
  expect(await earn({ customerId: stranger })).toMatchObject({ error: { code: "no_such_customer" } });
  expect(await take(customerId, rewardId, randomUUID(), OTHER_SHOP)).toMatchObject({ error: "no_such_reward" });
  expect(await take(stranger, rewardId)).toMatchObject({ error: "no_such_reward" });
  expect(await take(stranger, rewardId, randomUUID(), OTHER_SHOP)).toMatchObject({ error: "no_such_reward" });
  for (const of of [
    { merchantId, customerId: stranger },
    { merchantId: OTHER_SHOP, customerId },
  ]) {
    expect(await askForCode(context, { ...of, claimId })).toMatchObject({ error: "no_such_claim" });
  }
  expect(await redeem(code, OTHER_SHOP)).toMatchObject({ error: { code: "unknown" } });
  expect(await putBack(claimId, OTHER_SHOP)).toMatchObject({ error: "not_used" });
  expect(await reverse(customerId, 1, OTHER_SHOP)).toMatchObject({ error: "no_such_entry" });
  expect([await claimOf(claimId), await entriesOf(customerId), await entriesOf(stranger)]).toEqual(before);
});

describe("fifty clients at once", () => {
  const CLIENTS = 50;
  const STOCK = 12;
  const ACTS = [
    "earn",
    "earn",
    "earn",
    "again",
    "take",
    "take",
    "use",
    "redeem",
    "put back",
    "undo",
    "undo all",
  ] as const;
  type Act = {
    readonly kind: (typeof ACTS)[number];
    readonly who: number;
    readonly points: number;
    readonly pick: number;
  };
  const anyAct: fc.Arbitrary<Act> = fc.record({
    kind: fc.constantFrom(...ACTS),
    who: fc.nat(),
    points: fc.integer({ min: 1, max: 6 }),
    pick: fc.nat(),
  });

  /** What one client does, with whatever codes, claims and keys the others have made so far. */
  async function play(acts: readonly Act[], accounts: readonly string[], rewardIds: readonly string[], seen: Seen) {
    for (const { kind, who, points, pick } of acts) {
      const of = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(1, list.length)];
      const customerId = accounts[who % accounts.length] ?? "";
      const code = of(seen.codes);
      const claim = of(seen.claims);
      const before = of(seen.earned);
      if (kind === "earn" || (kind === "again" && before === undefined)) {
        const request = { customerId, points, idempotencyKey: randomUUID() };
        seen.earned.push(request);
        await insist(() => earn(request));
      } else if (kind === "again" && before) await insist(() => earn(before));
      else if (kind === "take") {
        const key = randomUUID();
        const answer = await insist(() => take(customerId, of(rewardIds) ?? "", key));
        if (answer.ok) seen.claims.push({ customerId, claimId: answer.value.claimId });
      } else if (kind === "use" && claim) {
        const answer = await insist(() => askForCode(context, { merchantId, ...claim }));
        if (answer.ok) seen.codes.push(answer.value.code);
      } else if (kind === "redeem" && code) await redeem(code);
      else if (kind === "put back" && claim) await putBack(claim.claimId);
      else if (kind === "undo") await insist(() => reverse(customerId, 1 + (pick % 12)));
      else for (let seq = 1; kind === "undo all" && seq <= 4; seq++) await insist(() => reverse(customerId, seq));
    }
  }
  interface Seen {
    readonly earned: { customerId: string; points: number; idempotencyKey: string }[];
    readonly claims: { customerId: string; claimId: string }[];
    readonly codes: string[];
  }

  test("whatever they do, points and stock are conserved", async () => {
    const scripts = fc.array(fc.array(anyAct, { minLength: 2, maxLength: 5 }), {
      minLength: CLIENTS,
      maxLength: CLIENTS,
    });
    await fc.assert(
      fc.asyncProperty(scripts, async (clients) => {
        const accounts = await Promise.all([1, 2, 3, 4].map(() => newCustomer(10)));
        const rewardIds = [await newReward({ stock: STOCK }), await newReward({ cost: 1, perCustomerMax: 2 })];
        const seen: Seen = { earned: [], claims: [], codes: [] };
        await Promise.all(clients.map((acts) => play(acts, accounts, rewardIds, seen)));

        for (const customerId of accounts) {
          const entries = await entriesOf(customerId);
          const earned = seen.earned.filter((request) => request.customerId === customerId);
          const wanted = earned.map(({ idempotencyKey }) => idempotencyKey).sort();
          const visits = entries.filter(({ cause }) => cause === "visit").slice(1);
          expect(visits.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(wanted);
          const sumOf = (cause: string) =>
            entries.filter((entry) => entry.cause === cause).reduce((sum, { delta }) => sum + delta, 0);
          const given = 10 + earned.reduce((sum, { points }) => sum + points, 0);
          expect(sumOf("visit")).toBe(given);
          expect(await balanceOf(customerId)).toBe(given + sumOf("claim") + sumOf("reversal"));
          expect(entries.every(({ balance }) => balance >= 0)).toBe(true);
        }
        const [counted] = await shop.orm
          .select()
          .from(rewards)
          .where(eq(rewards.id, rewardIds[0] ?? ""));
        const ofReward = await shop.orm
          .select()
          .from(claims)
          .where(eq(claims.rewardId, rewardIds[0] ?? ""));
        expect(STOCK - (counted?.stock ?? 0)).toBe(ofReward.filter(({ status }) => status !== "reversed").length);
        expect(await auditLedgers(shop.client)).toEqual([]);
        expect(await auditClaims()).toEqual([]);
      }),
      { numRuns: 2 },
    );
  });
});

// The auditor of points finds each kind of loss, and nothing in a shop where nothing was lost.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLedgers } from "../../scripts/audit/run.ts";
import { rewards } from "../../worker/db/schema.ts";
import { earnPoints } from "../../worker/usecases/earn-points.ts";
import { startUsecases, type Usecases } from "../support/usecases.ts";
import { takeReward } from "../support/wallet-acts.ts";

let shop: Usecases;
beforeAll(async () => {
  shop = await startUsecases();
});
afterAll(() => shop?.dispose());

/** A customer who has earned what one reward costs, and taken it. */
async function taken(): Promise<{ customerId: string; claimId: string }> {
  const { context, merchantId } = shop;
  const customerId = await shop.newCustomer();
  const [reward] = await shop.orm.select().from(rewards);
  const [rewardId = "", points = 0] = [reward?.id, reward?.cost];
  const visit = { merchantId, customerId, points, cause: "visit", actor: "kiosk:1", hasMultiPointCode: true } as const;
  await earnPoints(context, { ...visit, idempotencyKey: randomUUID() });
  const claim = await takeReward(context, { merchantId, customerId, rewardId });
  if (!claim.ok) throw new Error(claim.error);
  return { customerId, claimId: claim.value.claimId };
}

const run = (sql: string, ...args: (string | number)[]) => shop.client.execute({ sql, args });

/** What is found between the loss and its mending; before and after nothing is. */
async function found(lose: Promise<unknown>, mend: () => Promise<unknown>): Promise<string[]> {
  await lose;
  const faults = await auditLedgers(shop.client, 0);
  await mend();
  expect(await auditLedgers(shop.client, 0)).toEqual([]);
  return faults;
}

test("a balance that its entries do not come to", async () => {
  const { customerId } = await taken();
  const set = (points: number) => run("UPDATE customers SET points = ? WHERE id = ?", points, customerId);
  expect(await found(set(3), () => set(0))).toEqual([`account ${customerId}: 3 points, but its entries come to 0`]);
});

test("an entry that the account knows nothing of", async () => {
  const { customerId } = await taken();
  const set = (seq: number) => run("UPDATE customers SET points_seq = ? WHERE id = ?", seq, customerId);
  const fault = `account ${customerId}: 2 entries, the last is number 2, but 1 are told`;
  expect(await found(set(1), () => set(2))).toEqual([fault]);
});

test("a claim that was paid for with less than its cost, or reversed and not paid back", async () => {
  const { claimId } = await taken();
  const set = (cost: number, status: string) =>
    run("UPDATE claims SET cost = ?, status = ? WHERE id = ?", cost, status, claimId);
  const mend = () => set(10, "taken");
  const costly = `claim ${claimId}: taken at a cost of 12, but its entries come to -10`;
  expect(await found(set(12, "taken"), mend)).toEqual([costly]);
  const unpaid = `claim ${claimId}: reversed at a cost of 10, but its entries come to -10`;
  expect(await found(set(10, "reversed"), mend)).toEqual([unpaid]);
});

test("a code that has worked twice, unless the reward was put back in between", async () => {
  const { claimId } = await taken();
  const audit = (act: string) =>
    run(
      "INSERT INTO audit_entries (id, merchant_id, act, subject, at) SELECT ?, id, ?, ?, 1 FROM merchants",
      randomUUID(),
      act,
      claimId,
    );
  await audit("code_redeemed");
  const again = audit("code_redeemed");
  expect(await found(again, () => audit("claim_put_back"))).toEqual([
    `claim ${claimId}: handed over 2 times`,
    `claim ${claimId}: taken, but it was handed over and not put back`,
  ]);
});

test("a balance that does not follow from the entries before it", async () => {
  const { customerId } = await taken();
  await run("UPDATE customers SET points = 5, points_seq = 3 WHERE id = ?", customerId);
  await run(
    `INSERT INTO point_entries (customer_id, seq, delta, balance, idempotency_key, cause, actor, at)
      VALUES (?, 3, 5, 6, 'lost', 'visit', 'kiosk:1', 1)`,
    customerId,
  );
  expect(await auditLedgers(shop.client, 0)).toEqual([
    `account ${customerId}: balance 6 after entry 3, but the sum is 5`,
  ]);
});

// What is had once is not had again by changing the phone: with an account that moves goes what its numbers have had.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { deleteCustomer } from "../../worker/usecases/delete-customer.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { takeReward } from "../support/wallet-acts.ts";
import { startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
  await texting.client.execute("UPDATE rewards SET per_customer_max = 1, cost = 1 WHERE offer_id IS NULL");
});
afterEach(async () => {
  await texting.nothingWaits();
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting?.close());

async function takes(phone: string): Promise<string> {
  const { id: customerId, merchantId } = await texting.customerAt(phone);
  const taken = await takeReward(texting.context, { merchantId, customerId, rewardId: texting.rewardId });
  return taken.ok ? "taken" : taken.error;
}

async function deletes(phone: string): Promise<void> {
  const { id: customerId, merchantId } = await texting.customerAt(phone);
  const request = { word: "Delete", shown: "Delete", customerId, merchantId };
  expect(await deleteCustomer(texting.context, request)).toBe("deleted");
  // In the second of the deletion nobody can come back.
  await texting.says("+15145550119", "HELP");
}

test("a second phone that brings the account to itself and deletes it there leaves the first without it", async () => {
  const [one, other] = ["+15145550111", "+15145550112"];
  await texting.joins(one, 5);
  expect(await takes(one)).toBe("taken");
  await texting.joins(other, 5);
  await texting.brings(one, other);
  await deletes(other);
  expect(await takes(one)).toBe("limit_reached");
});

test("nor does a new number of who has had it before a deletion", async () => {
  const [old, fresh] = ["+15145550113", "+15145550114"];
  await texting.joins(old, 5);
  expect(await takes(old)).toBe("taken");
  await deletes(old);
  await texting.joins(old, 5);
  expect(await takes(old)).toBe("limit_reached");
  await texting.brings(old, fresh);
  expect(await takes(fresh)).toBe("limit_reached");
});

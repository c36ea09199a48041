// The life of a claim is its table: each act, through the door that it has, from each status, leads where the table says or nowhere.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { afterAct, type ClaimAct, type ClaimStatus, claimStatuses } from "../../src/rewards/claims.ts";
import { claims, merchants, pointEntries } from "../../worker/db/schema.ts";
import { deleteCustomer } from "../../worker/usecases/delete-customer.ts";
import { putBackClaim } from "../../worker/usecases/put-back-claim.ts";
import { redeemCode } from "../../worker/usecases/redeem-code.ts";
import { reverseEntry } from "../../worker/usecases/reverse-entry.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { askForCode, showAtCounter, takeReward } from "../support/wallet-acts.ts";
import { startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  await texting.nothingWaits();
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting?.close());

let phones = 0;

interface Owned {
  readonly phone: string;
  readonly merchantId: string;
  readonly customerId: string;
  readonly claimId: string;
}

async function taken(): Promise<Owned> {
  const phone = `+1${514 + (phones % 5)}55501${10 + Math.floor(phones++ / 5)}`;
  const { id: customerId, merchantId } = await texting.joins(phone, 10);
  const answer = await takeReward(texting.context, { merchantId, customerId, rewardId: texting.rewardId });
  if (!answer.ok) throw new Error(answer.error);
  return { phone, merchantId, customerId, claimId: answer.value.claimId };
}

const mode = (redemptionMode: "code" | "show") => texting.db.orm.update(merchants).set({ redemptionMode });
const claimOf = async ({ claimId }: Owned) =>
  (await texting.db.orm.select().from(claims).where(eq(claims.id, claimId)))[0];
const person = () => ({ actor: `person:${texting.ownerId}`, personId: texting.ownerId });

/** The doors of each act, whatever they answer. */
const doors: Readonly<Record<ClaimAct, readonly ((of: Owned) => Promise<unknown>)[]>> = {
  use: [
    (of) => mode("code").then(() => askForCode(texting.context, of)),
    ({ phone }) => mode("code").then(() => texting.says(phone, "USE")),
  ],
  show: [
    (of) => mode("show").then(() => showAtCounter(texting.context, of)),
    async ({ phone }) => {
      await mode("show");
      await texting.says(phone, "USE");
      await texting.says(phone, "YES");
    },
  ],
  redeem: [
    async (of) => {
      const by = { usedWith: "kiosk:1", auditId: `kiosk:1:${randomUUID()}` };
      return redeemCode(texting.context, {
        merchantId: of.merchantId,
        typed: (await claimOf(of))?.code ?? "ABCDEF",
        ...by,
      });
    },
  ],
  put_back: [({ merchantId, claimId }) => putBackClaim(texting.context, { merchantId, claimId, ...person() })],
  reverse: [
    async ({ merchantId, customerId, claimId }) => {
      const [entry] = await texting.db.orm.select().from(pointEntries).where(eq(pointEntries.claimId, claimId));
      const by = { ...person(), reason: "a mistake" };
      return reverseEntry(texting.context, { merchantId, customerId, seq: entry?.seq ?? 0, ...by });
    },
  ],
  // Who has themselves deleted leaves no code behind.
  lapse: [
    ({ merchantId, customerId }) =>
      deleteCustomer(texting.context, { merchantId, customerId, word: "Delete", shown: "Delete" }),
  ],
};

/** As each status comes about. */
const reached: Readonly<Record<ClaimStatus, readonly ClaimAct[]>> = {
  taken: [],
  in_use: ["use"],
  used: ["use", "redeem"],
  reversed: ["reverse"],
};

const acts = Object.keys(doors) as ClaimAct[];
const pairs = claimStatuses.flatMap((status) =>
  acts.flatMap((act) => doors[act].map((door, i) => [status, act, i + 1, door] as const)),
);

test.each(pairs)("%s, %s by door %i", async (status, act, _n, door) => {
  const of = await taken();
  for (const each of reached[status]) await doors[each][0]?.(of);
  const before = await claimOf(of);
  expect(before?.status).toBe(status);
  await door(of);
  const after = await claimOf(of);
  expect(after?.status).toBe(afterAct(status, act) ?? status);
  // Deletion forgets what it finds, whatever its status.
  if (afterAct(status, act) === null && act !== "lapse") expect(after).toEqual(before);
});

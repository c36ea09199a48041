// Offers and accounts that change their phone: each phone's own words hold there, and no agreement comes to it that another one gave.

import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { moves } from "../../worker/db/schema.ts";
import { reverseMove } from "../../worker/usecases/reverse-move.ts";
import { auditLedgers } from "../support/ledgers.ts";
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

let pairs = 0;
const nextPair = () => {
  const n = 5145550130 + 2 * pairs++;
  return [`+1${n}`, `+1${n + 1}`] as const;
};

async function says(phone: string, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await texting.says(phone, text);
}
const offersAt = async (phone: string) => (await texting.customerAt(phone)).offersConsent === "subscribed";

const joins = ["JOIN", "YES"];
const withOffers = ["JOIN", "YES OFFERS"];

test("what the new phone agreed to does not come back to the old one", async () => {
  const [old, fresh] = nextPair();
  await says(old, ...joins);
  await texting.brings(old, fresh);
  await says(fresh, "YES OFFERS");
  expect(await offersAt(fresh)).toBe(true);
  await says(old, "MOVE BACK");
  expect(await offersAt(old)).toBe(false);
});

test("nor what the old phone agreed to meanwhile to the new one", async () => {
  const [old, fresh] = nextPair();
  await says(old, ...joins);
  await says(fresh, ...joins);
  await texting.brings(old, fresh);
  await says(old, "YES", "YES OFFERS");
  expect(await offersAt(old)).toBe(true);
  await says(old, "MOVE BACK");
  expect(await offersAt(fresh)).toBe(false);
});

test.each([
  ["their own MOVE BACK", true],
  ["staff", false],
])("a NO OFFERS on the old phone is not undone by %s", async (_who, isByText) => {
  for (const rejoins of [true, false]) {
    const [old, fresh] = nextPair();
    await says(old, ...withOffers);
    await texting.brings(old, fresh);
    await says(old, ...(rejoins ? joins : []), "NO OFFERS");
    if (isByText) await says(old, "MOVE BACK");
    else {
      const [move] = await texting.db.orm.select().from(moves).where(eq(moves.fromPhone, old));
      const by = { merchantId: texting.merchantId, moveId: move?.id ?? "", personId: texting.ownerId };
      expect(await reverseMove(texting.context, by)).toMatchObject({ ok: true });
    }
    expect([rejoins, await offersAt(old)]).toEqual([rejoins, false]);
  }
});

test.each([
  ["a member's", [...joins, "NO OFFERS"]],
  ["somebody's who is none", ["NO OFFERS"]],
])("a no to offers of the new phone, %s, is not undone by an account that comes to it", async (_whose, texts) => {
  const [old, fresh] = nextPair();
  await says(old, ...withOffers);
  await says(fresh, ...texts);
  await texting.brings(old, fresh);
  expect(await texting.customerAt(fresh)).toMatchObject({ consent: "subscribed", offersConsent: "opted_out" });
  await says(fresh, "YES OFFERS");
  expect(await offersAt(fresh)).toBe(true);
});

test("what each phone agreed to itself is its own again", async () => {
  const [old, fresh] = nextPair();
  await says(old, ...withOffers);
  await says(fresh, ...withOffers);
  await texting.brings(old, fresh);
  expect(await offersAt(fresh)).toBe(true);
  await says(fresh, "MOVE BACK");
  expect([await offersAt(old), await offersAt(fresh)]).toEqual([true, true]);
});

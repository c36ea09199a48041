// Purchases at the same moment: one key is one entry, and whatever is bought, refunded and undone at once, no point appears or is lost.

import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ApiCaller, loadApiCaller } from "../../worker/db/api-keys.ts";
import { settlePending } from "../../worker/db/pending.ts";
import { apiKeys, customers, merchants, pendingPoints, pointEntries, purchases } from "../../worker/db/schema.ts";
import { recordPurchase } from "../../worker/usecases/record-purchase.ts";
import { refundPurchase } from "../../worker/usecases/refund-purchase.ts";
import { reverseEntry } from "../../worker/usecases/reverse-entry.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { insist, startUsecases, type Usecases } from "../support/usecases.ts";

let shop: Usecases;
let till: ApiCaller;

beforeAll(async () => {
  shop = await startUsecases();
  const { orm } = shop;
  await orm.update(merchants).set({ spendMinorPerPoint: 100 });
  const key = { id: randomUUID(), merchantId: shop.merchantId, label: "Caisse 1", createdAt: 1 };
  await orm.insert(apiKeys).values({ ...key, keyHash: "hash", scopes: ["purchases:write"] });
  const caller = await loadApiCaller(shop.context.db, "hash");
  if (!caller) throw new Error("there is no till");
  till = caller;
});
afterEach(async () => {
  expect(await auditLedgers(shop.client)).toEqual([]);
});
afterAll(() => shop?.dispose());

const buy = (phone: string, dollars: number, idempotencyKey: string = randomUUID()) =>
  insist(() =>
    recordPurchase(shop.context, till, {
      phone,
      amountMinor: dollars * 100,
      currency: "CAD",
      reference: null,
      idempotencyKey,
      secret: "key",
    }),
  );

const refund = (purchaseId: string) =>
  insist(() => refundPurchase(shop.context, till, { purchaseId, reason: "Refunded" }));

async function boughtBy(phone: string, dollars: number) {
  const bought = await buy(phone, dollars);
  if (!bought.ok) throw new Error(bought.error.code);
  return bought.value.purchase;
}

async function newMember(): Promise<{ id: string; phone: string }> {
  const id = await shop.newCustomer({ consent: "subscribed" });
  const [customer] = await shop.orm.select().from(customers).where(eq(customers.id, id));
  return { id, phone: customer?.phone ?? "" };
}

const pointsOf = async (id: string) => (await shop.orm.select().from(customers).where(eq(customers.id, id)))[0]?.points;

const entriesOf = (id: string) =>
  shop.orm.select().from(pointEntries).where(eq(pointEntries.customerId, id)).orderBy(pointEntries.seq);

/** A person of the shop undoes the entry, in the inbox. */
const undo = (customerId: string, seq: number) => {
  const correction = { merchantId: shop.merchantId, customerId, seq, actor: `person:${shop.personId}` };
  return insist(() => reverseEntry(shop.context, { ...correction, personId: shop.personId, reason: "A mistake" }));
};

/** The number says YES: what waits comes in. */
async function join(phone: string): Promise<string> {
  const id = await shop.newCustomer({ phone, consent: "subscribed" });
  const account = { merchantId: shop.merchantId, customerId: id, which: { phone }, dayStart: 0 };
  await shop.context.db.write(settlePending(account, shop.context.now()));
  return id;
}

test.each(["a member", "a stranger"])("the same purchase of %s, posted thirty times at once, is one", async (who) => {
  const member = who === "a member" ? await newMember() : null;
  const phone = member?.phone ?? "+16135550101";
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 30 }, () => buy(phone, 7, key)));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(answers.filter((answer) => answer.ok && !answer.value.again)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.ok && answer.value.purchase.id)).size).toBe(1);
  if (member) expect((await entriesOf(member.id)).map(({ delta }) => delta)).toEqual([7]);
  else expect(await waiting(phone)).toBe(7);
});

test("the same key with two contents at once is the one or the other, never both", async () => {
  const { id, phone } = await newMember();
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => buy(phone, i % 2 ? 3 : 5, key)));
  const refused = answers.filter((answer) => !answer.ok && answer.error.code === "key_reused");
  expect(refused).toHaveLength(10);
  expect(await entriesOf(id)).toHaveLength(1);
});

test("a refund that is asked for many times at once is made once", async () => {
  const { id, phone } = await newMember();
  const purchase = await boughtBy(phone, 9);
  const answers = await Promise.all(Array.from({ length: 12 }, () => refund(purchase.id)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))).toEqual(Array(11).fill("already_refunded"));
  expect((await entriesOf(id)).map(({ delta }) => delta)).toEqual([9, -9]);
});

test("what a person of the shop has undone is refunded already", async () => {
  const { id, phone } = await newMember();
  const purchase = await boughtBy(phone, 4);
  expect(await undo(id, purchase.entrySeq ?? 0)).toEqual({ ok: true, value: 0 });
  expect(await refund(purchase.id)).toEqual({ ok: false, error: "already_refunded" });
});

test("a refund while the number says YES finds its points, wherever they are", async () => {
  for (let round = 0; round < 10; round++) {
    const phone = `+16135550${110 + round}`;
    const purchase = await boughtBy(phone, 6);
    const [id, refunded] = await Promise.all([join(phone), refund(purchase.id)]);
    expect(refunded).toMatchObject({ ok: true, value: { points: 6 } });
    expect([await pointsOf(id), await waiting(phone)]).toEqual([0, 0]);
  }
});

test("what waited for a purchase takes no turn of the day, and gives none back", async () => {
  const phone = "+16135550102";
  const purchase = await boughtBy(phone, 6);
  const id = await join(phone);
  const turns = async () => {
    const [customer] = await shop.orm.select().from(customers).where(eq(customers.id, id));
    return [customer?.lastEarnAt, customer?.earnsOnLastDay];
  };
  expect(await turns()).toEqual([null, 0]);
  const at = shop.context.now() - 60_000;
  await shop.orm.update(customers).set({ lastEarnAt: at, earnsOnLastDay: 1 }).where(eq(customers.id, id));
  await refund(purchase.id);
  expect(await turns()).toEqual([at, 1]);
});

test("any interleaving of purchases, refunds and undoing conserves points", async () => {
  const act = fc.record({
    what: fc.constantFrom("buy", "buy", "send again", "refund", "refund", "undo"),
    whose: fc.nat({ max: 5 }),
    dollars: fc.integer({ min: 1, max: 9 }),
  });
  let phones = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(act, { minLength: 2, maxLength: 8 }), { maxLength: 3 }), async (waves) => {
      const member = await newMember();
      const stranger = `+14385550${100 + phones++}`;
      const bought: { id: string; key: string; dollars: number; phone: string; entrySeq: number | null }[] = [];
      for (const wave of waves) {
        await Promise.all(
          wave.map(async ({ what, whose, dollars }) => {
            const earlier = bought[whose % Math.max(1, bought.length)];
            if (what === "buy" || earlier === undefined) {
              const phone = whose % 2 ? member.phone : stranger;
              const key = randomUUID();
              const recorded = await buy(phone, dollars, key);
              if (!recorded.ok) throw new Error(recorded.error.code);
              bought.push({ ...recorded.value.purchase, key, dollars, phone });
            } else if (what === "send again") {
              expect(await buy(earlier.phone, earlier.dollars, earlier.key)).toMatchObject({ value: { again: true } });
            } else if (what === "refund") await refund(earlier.id);
            else if (earlier.entrySeq !== null) await undo(member.id, earlier.entrySeq);
          }),
        );
      }
      const entries = await entriesOf(member.id);
      const rows = await shop.orm.select().from(purchases).where(eq(purchases.customerId, member.id));
      const undone = new Set(entries.map(({ reverses }) => reverses));
      const standing = rows.filter(({ entrySeq }) => !undone.has(entrySeq));
      expect(await pointsOf(member.id)).toBe(standing.reduce((sum, { points }) => sum + points, 0));
      for (const { refundedAt, entrySeq } of rows) if (refundedAt !== null) expect(undone.has(entrySeq)).toBe(true);
      const kept = await shop.orm
        .select({ sum: sql<number>`coalesce(sum(${purchases.points}), 0)` })
        .from(purchases)
        .innerJoin(pendingPoints, eq(pendingPoints.id, purchases.pendingId))
        .where(and(eq(pendingPoints.phone, stranger), sql`${purchases.refundedAt} IS NULL`));
      expect(await waiting(stranger)).toBe(kept[0]?.sum);
      expect(await auditLedgers(shop.client)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

async function waiting(phone: string): Promise<number> {
  const rows = await shop.orm
    .select()
    .from(pendingPoints)
    .where(and(eq(pendingPoints.phone, phone), eq(pendingPoints.status, "waiting")));
  return rows.reduce((sum, { points }) => sum + points, 0);
}

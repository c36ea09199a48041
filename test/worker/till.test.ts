// Points for spending: a till sends what was spent and takes it back, and the customer is told as of anything at the counter.

import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { joins, ledgerOf, waitingFor } from "../support/kiosk.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { type Service, startService } from "../support/service.ts";
import { addTill, setSpending, type Till } from "../support/till.ts";
import { waitFor } from "../support/wait.ts";

let service: Service;
let till: Till;
let merchantId: string;

beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  merchantId = String(rows[0]?.id);
  await setSpending(service, merchantId, 100);
  till = await addTill(service, merchantId);
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

describe("a member", () => {
  const phone = "+15145550121";
  beforeAll(() => joins(service, phone));

  test("gets a point for each dollar, rounded down, with the till and its reference in the ledger", async () => {
    const { status, body } = await till.buys({ phone: "514 555-0121", amount: 1_299, reference: "A-7" });
    expect(status).toBe(201);
    expect(body).toMatchObject({ customer: "member", points: 12, balance: 13, amount: 1_299, reference: "A-7" });
    const { entries } = await ledgerOf(service, phone);
    expect(entries.at(-1)).toEqual({ delta: 12, cause: "spend", actor: `till:${till.keyId}` });
    const { rows } = await service.db.execute("SELECT reason FROM point_entries WHERE cause = 'spend'");
    expect(rows[0]?.reason).toBe("A-7");
  });

  test("is told of it, and says NO: the points are on hold, by the name of the till", async () => {
    const customer = service.customer(phone);
    const hears = (words: string) =>
      waitFor(words, async () => (await customer.received()).find((text) => text.includes(words)) ?? null);
    await till.buys({ phone, amount: 500 });
    expect(await hears("+5 points at the counter")).toContain("NO within 15 minutes");
    await customer.texts("NO");
    await hears("on hold");
    const { rows } = await service.db.execute("SELECT given_by FROM disputes");
    expect(rows).toMatchObject([{ given_by: "Caisse 1" }]);
  });

  test("who spends less than a point costs is recorded, earns nothing and is told nothing", async () => {
    const before = await ledgerOf(service, phone);
    const { status, body } = await till.buys({ phone, amount: 99 });
    expect(status).toBe(201);
    expect(body).toMatchObject({ customer: "member", points: 0, balance: before.points });
    expect(await ledgerOf(service, phone)).toEqual(before);
    expect((await till.refunds(body.id)).body).toMatchObject({ points: 0 });
  });

  test("may buy as often as they like, and still has the point of the visit", async () => {
    for (let i = 0; i < 3; i++) expect((await till.buys({ phone, amount: 100 })).status).toBe(201);
    const { rows } = await service.db.execute({
      sql: "SELECT last_earn_at, earns_on_last_day FROM customers WHERE phone = ?",
      args: [phone],
    });
    expect(rows[0]).toMatchObject({ last_earn_at: null, earns_on_last_day: 0 });
  });

  test("the same key is the same answer; with other content it is refused", async () => {
    const key = randomUUID();
    const first = await till.buys({ phone, amount: 700, reference: "B-1" }, key);
    const after = await ledgerOf(service, phone);
    await setSpending(service, merchantId, 50);
    const again = await till.buys({ phone: "(514) 555-0121", amount: 700, reference: "B-1" }, key);
    await setSpending(service, merchantId, 100);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    for (const other of [{ amount: 701 }, { phone: "+15145550122" }, { reference: "B-2" }, { currency: "USD" }]) {
      const refused = await till.buys({ phone, amount: 700, reference: "B-1", ...other }, key);
      expect([refused.status, refused.body.code]).toEqual([409, "key_reused"]);
    }
    expect(await ledgerOf(service, phone)).toEqual(after);
  });

  test("another till of the shop may use the same key, for a purchase of its own", async () => {
    const key = randomUUID();
    const second = await addTill(service, merchantId, { label: "Caisse 2" });
    const [one, other] = [await till.buys({ phone, amount: 100 }, key), await second.buys({ phone, amount: 200 }, key)];
    expect([one.body.points, other.body.points]).toEqual([1, 2]);
  });
});

describe("a number that has not confirmed", () => {
  test("has its points put aside, is texted nothing, has agreed to nothing, and gets them with a YES", async () => {
    const phone = "+15145550131";
    const { status, body } = await till.buys({ phone, amount: 800 });
    expect(status).toBe(201);
    expect(body).toMatchObject({ customer: "pending", points: 8, balance: null });
    expect(await waitingFor(service, phone)).toBe(8);
    const { rows } = await service.db.execute({ sql: "SELECT 1 FROM outbox WHERE recipient = ?", args: [phone] });
    expect(rows).toEqual([]);
    const known = await service.db.execute({ sql: "SELECT 1 FROM customers WHERE phone = ?", args: [phone] });
    expect(known.rows).toEqual([]);

    await joins(service, phone);
    expect((await ledgerOf(service, phone)).points).toBe(9);
    const { rows: counted } = await service.db.execute({
      sql: "SELECT last_earn_at, earns_on_last_day FROM customers WHERE phone = ?",
      args: [phone],
    });
    expect(counted[0]).toMatchObject({ last_earn_at: null, earns_on_last_day: 0 });
    expect((await till.refunds(body.id)).body).toMatchObject({ points: 8, balance: 1 });
  });

  test("loses what waits when the purchase is taken back", async () => {
    const phone = "+15145550132";
    const kept = await till.buys({ phone, amount: 300 });
    const { body } = await till.buys({ phone, amount: 400 });
    expect((await till.refunds(body.id)).body).toEqual({ id: body.id, points: 4, balance: null });
    expect(await waitingFor(service, phone)).toBe(3);
    expect((await till.refunds(body.id)).body.code).toBe("already_refunded");
    await service.db.execute("UPDATE pending_points SET status = 'lapsed' WHERE status = 'waiting'");
    expect((await till.refunds(kept.body.id)).body).toMatchObject({ points: 0, balance: null });
  });

  test("that has left gets nothing: only they can come back", async () => {
    const phone = "+15145550133";
    await joins(service, phone);
    await service.customer(phone).texts("STOP");
    const { status, body } = await till.buys({ phone, amount: 800 });
    expect([status, body.code]).toEqual([409, "customer_left"]);
    expect(await waitingFor(service, phone)).toBe(0);
  });
});

describe("a refund", () => {
  const phone = "+15145550141";
  beforeAll(() => joins(service, phone));

  test("is a correction that names its entry, once", async () => {
    const { body } = await till.buys({ phone, amount: 600 });
    const { status, body: back } = await till.refunds(body.id);
    expect([status, back]).toEqual([200, { id: body.id, points: 6, balance: 1 }]);
    const { entries } = await ledgerOf(service, phone);
    expect(entries.slice(-2)).toEqual([
      { delta: 6, cause: "spend", actor: `till:${till.keyId}` },
      { delta: -6, cause: "reversal", actor: `till:${till.keyId}` },
    ]);
    const again = await till.refunds(body.id);
    expect([again.status, again.body.code]).toEqual([409, "already_refunded"]);
    expect((await ledgerOf(service, phone)).points).toBe(1);
  });

  test("of points that are spent is refused, and can be made once there are enough", async () => {
    const { body } = await till.buys({ phone, amount: 1_000 });
    const spend = "UPDATE customers SET points = points - 5, points_seq = points_seq + 1 WHERE phone = ?";
    const enter = `INSERT INTO point_entries (customer_id, seq, delta, balance, idempotency_key, cause, actor, at)
      SELECT id, points_seq, -5, points, 'spent', 'staff', 'person:1', 1 FROM customers WHERE phone = ?`;
    await service.db.batch([spend, enter].map((sql) => ({ sql, args: [phone] })));
    const refused = await till.refunds(body.id);
    expect([refused.status, refused.body.code]).toEqual([409, "points_are_spent"]);
    expect(refused.body.detail).toContain("A manager can give back a reward");
    expect((await ledgerOf(service, phone)).points).toBe(6);
    await till.buys({ phone, amount: 400 });
    expect((await till.refunds(body.id)).body).toMatchObject({ points: 10, balance: 0 });
  });
});

test("the till's last sign of life is kept, and the key itself nowhere", async () => {
  const { rows } = await service.db.execute("SELECT * FROM api_keys");
  expect(rows.find((row) => row.id === till.keyId)?.last_used_at).toBeTypeOf("number");
  const everything = JSON.stringify([rows, (await service.db.execute("SELECT * FROM purchases")).rows, service.logs]);
  expect(everything).not.toContain(till.key);
  expect(everything).not.toMatch(/5145550\d{3}/);
});

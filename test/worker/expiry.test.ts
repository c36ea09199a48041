// Points that lapse, minute by minute against a real database: the warning first, in the customer's language, and only once.

import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newConversation } from "../../src/conversation/state.ts";
import type { MessageStatus } from "../../src/messaging/lifecycle.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/time.ts";
import { selectDue } from "../../worker/db/expiry.ts";
import { conversations, customers, expiryWarnings, merchants, outbox, pointEntries } from "../../worker/db/schema.ts";
import { toStoredState } from "../../worker/db/stored-state.ts";
import { earnPoints } from "../../worker/usecases/earn-points.ts";
import { EXPIRY_BATCH_MAX, expirePoints } from "../../worker/usecases/expire-points.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { startUsecases, type Usecases } from "../support/usecases.ts";

const START = Date.UTC(2026, 0, 1, 17);
const day = (n: number): number => START + n * DAY_MS;
/** Two weeks before the points of the first day are a hundred days old, and the midnight that ends that day. */
const WARNED = day(86);
const LAPSES = Date.UTC(2026, 3, 12, 4);

let shop: Usecases;
beforeAll(async () => {
  shop = await startUsecases();
  const limits = { pointsLifetimeDays: 100, earnsPerDayMax: 1_000, pointsAtOnceMax: 1_000 };
  await shop.orm.update(merchants).set(limits);
});
beforeEach(() => shop.setClock(START));
afterEach(async () => {
  expect(await auditLedgers(shop.client)).toEqual([]);
  // What one test leaves behind lapses in none of the others.
  await shop.orm.update(customers).set({ expiryCheckAt: day(10_000) });
});
afterAll(() => shop?.dispose());

async function customerWith(points: number, more: Partial<typeof customers.$inferInsert> = {}): Promise<string> {
  const id = await shop.newCustomer({ consent: "subscribed", ...more });
  await earn(id, points);
  return id;
}

async function earn(customerId: string, points: number): Promise<void> {
  const by = { cause: "visit", actor: "kiosk:1", idempotencyKey: randomUUID() } as const;
  const earned = await earnPoints(shop.context, { merchantId: shop.merchantId, customerId, points, ...by });
  expect(earned.ok).toBe(true);
}

/** The cron runs at that moment, twice, as it may. */
async function cronAt(at: number): Promise<void> {
  shop.setClock(at);
  await Promise.all([expirePoints(shop.context), expirePoints(shop.context)]);
}

/** As if a week had passed in which the account was looked at. */
const lookAgain = (id: string) => shop.orm.update(customers).set({ expiryCheckAt: 0 }).where(eq(customers.id, id));

async function balanceOf(id: string) {
  const [customer] = await shop.orm.select().from(customers).where(eq(customers.id, id));
  return customer?.points;
}

const textsTo = (id: string) =>
  shop.orm.select().from(outbox).where(eq(outbox.customerId, id)).orderBy(asc(outbox.createdAt));

const become = (id: string, status: MessageStatus, submittedAt: number | null = null) =>
  shop.orm
    .update(outbox)
    .set({
      status,
      submittedAt,
      settledAt: submittedAt,
      carrierMessageId: sql`iif(${submittedAt} IS NULL, NULL, 'sent-' || id)`,
    })
    .where(eq(outbox.customerId, id));

const lastEntry = async (id: string) =>
  (await shop.orm.select().from(pointEntries).where(eq(pointEntries.customerId, id))).at(-1);

test("warns two weeks before, once, in one segment; then, delivered, the points lapse at that day's end", async () => {
  const id = await customerWith(5);
  await cronAt(WARNED - MINUTE_MS);
  expect(await textsTo(id)).toEqual([]);
  await cronAt(WARNED);
  await cronAt(WARNED + DAY_MS);
  const texts = await textsTo(id);
  expect(texts).toMatchObject([
    {
      class: "transactional",
      kind: "expiry_warning",
      segments: 1,
      encoding: "GSM-7",
      senderId: shop.senderId,
      text: "Café Comptoir : 5 points à utiliser jusqu'au 11 avril, c'est perdu ensuite. Envoyez ECHANGER pour voir les cadeaux.",
    },
  ]);
  expect(shop.nudged).toContain(shop.senderId);

  await become(id, "delivered", WARNED);
  await lookAgain(id);
  await cronAt(LAPSES - 1);
  expect(await balanceOf(id)).toBe(5);
  await lookAgain(id);
  await cronAt(LAPSES);
  expect(await balanceOf(id)).toBe(0);
  const idempotencyKey = `expiry:${id}:2026-04-11`;
  expect(await lastEntry(id)).toMatchObject({ delta: -5, cause: "expiry", actor: "system", idempotencyKey });
  expect(await textsTo(id)).toHaveLength(1);
});

test("speaks the language that the customer last wrote in", async () => {
  const id = await customerWith(1, { phone: "+14385550142" });
  const state = toStoredState({ ...newConversation, language: "en" });
  const talk = { id: randomUUID(), senderId: shop.senderId, phone: "+14385550142", seq: 0, state, updatedAt: START };
  await shop.orm.insert(conversations).values(talk);
  await cronAt(WARNED);
  const [text] = await textsTo(id);
  expect(text?.text).toBe(
    "Café Comptoir: 1 point to use by April 11, lost after that. Text REDEEM to see the rewards.",
  );
});

describe("a warning that did not arrive", () => {
  test.each(["queued", "held", "sending", "unconfirmed", "undelivered", "failed", "expired", "cancelled"] as const)(
    "%s: the points stay",
    async (status) => {
      const id = await customerWith(5);
      await cronAt(WARNED);
      const isLeased = status === "sending" || status === "unconfirmed";
      await become(id, status, status === "undelivered" ? WARNED : null);
      // What the auditor wants of a message in that status.
      const about = isLeased
        ? { claim: "c", leaseUntil: day(10_000) }
        : { settledAt: ["queued", "held"].includes(status) ? null : WARNED };
      await shop.orm.update(outbox).set(about).where(eq(outbox.customerId, id));
      await lookAgain(id);
      await cronAt(LAPSES);
      await cronAt(LAPSES + 2 * DAY_MS);
      expect(await balanceOf(id)).toBe(5);
      expect(await textsTo(id)).toHaveLength(1);
    },
  );

  test("is given again after a month, and then they lapse at the new date", async () => {
    const id = await customerWith(5);
    await cronAt(WARNED);
    await become(id, "undelivered", WARNED);
    await lookAgain(id);
    await cronAt(WARNED + 30 * DAY_MS);
    expect(await textsTo(id)).toHaveLength(2);
    await become(id, "delivered", WARNED + 30 * DAY_MS);
    await lookAgain(id);
    await cronAt(WARNED + 43 * DAY_MS);
    expect(await balanceOf(id)).toBe(5);
    await lookAgain(id);
    await cronAt(WARNED + 45 * DAY_MS);
    expect(await balanceOf(id)).toBe(0);
    const warnings = shop.orm.select().from(expiryWarnings).where(eq(expiryWarnings.customerId, id));
    expect((await warnings).every(({ settledAt }) => settledAt !== null)).toBe(true);
  });

  test("with a carrier that says nothing for 72 hours counts as sent, and not an hour before", async () => {
    const id = await customerWith(5);
    await cronAt(WARNED);
    await become(id, "submitted", LAPSES - 71 * HOUR_MS);
    await shop.orm.update(outbox).set({ settledAt: null }).where(eq(outbox.customerId, id));
    await lookAgain(id);
    await cronAt(LAPSES);
    expect(await balanceOf(id)).toBe(5);
    await cronAt(LAPSES + HOUR_MS);
    expect(await balanceOf(id)).toBe(0);
  });
});

test.each(["opted_out", "none"] as const)("who is %s is not texted, and loses nothing for it", async (consent) => {
  const id = await customerWith(5, { consent });
  await cronAt(WARNED);
  await cronAt(day(1_000));
  expect(await textsTo(id)).toEqual([]);
  expect(await balanceOf(id)).toBe(5);
});

test("what was spent or earned since the warning does not lapse", async () => {
  const id = await customerWith(5);
  await cronAt(WARNED);
  await become(id, "delivered", WARNED);
  await earn(id, 7);
  await lookAgain(id);
  await cronAt(LAPSES);
  expect(await balanceOf(id)).toBe(7);
});

test("more accounts than one run looks at are all warned in the next ones", async () => {
  const ids = await Promise.all(Array.from({ length: EXPIRY_BATCH_MAX + 3 }, () => customerWith(1)));
  shop.setClock(WARNED);
  await expirePoints(shop.context);
  const waiting = await selectDue(shop.context.db, WARNED, 100);
  expect(waiting).toHaveLength(3);
  await expirePoints(shop.context);
  for (const id of ids) expect(await textsTo(id)).toHaveLength(1);
});

test("costs one round trip when nothing is due", async () => {
  await cronAt(day(1));
  const before = shop.roundTrips();
  await expirePoints(shop.context);
  expect(shop.roundTrips() - before).toBe(1);
});

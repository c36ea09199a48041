// A message on its way out: its life, its turn, and what is asked again at the moment of sending.

import { drizzle } from "drizzle-orm/libsql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nextPromotionTime } from "../../src/consent/quiet-hours.ts";
import { messageClasses } from "../../src/messaging/lifecycle.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/time.ts";
import { merchants, senders } from "../../worker/db/schema.ts";
import { auditLedgers } from "../support/ledgers.ts";
import {
  makeDue,
  messagesTo,
  moveShopTo,
  queueDirectly,
  reach,
  readMessages,
  setPace,
  timeZoneAt,
} from "../support/outbox.ts";
import { type Customer, type Service, startService } from "../support/service.ts";
import { waitFor } from "../support/wait.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  await setPace(service.db, 20);
  await moveShopTo(service.db, timeZoneAt(14));
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service.dispose());

let phones = 120;
async function member(): Promise<Customer> {
  const customer = service.customer(`+1514555${String(phones++).padStart(4, "0")}`);
  await customer.texts("JOIN");
  await customer.texts("YES OFFERS");
  await customer.receives(2);
  return customer;
}

const promote = async (...customers: readonly Customer[]) =>
  queueDirectly(
    service.db,
    customers.map(({ phone }) => ({ recipient: phone, class: "promotional" as const, text: "Two for one today" })),
  );

test("a reply goes from the queue to the phone, with the carrier's id and every time on the way", async () => {
  const customer = await member();
  const ids = (await messagesTo(service.db, customer.phone)).map(({ id }) => id);
  for (const message of await reach(service.db, ids, "delivered")) {
    const accepted = service.vonage.accepted.find(({ clientRef }) => clientRef === message.id);
    expect(accepted).toMatchObject({ messageUuid: message.carrierMessageId, text: message.text });
    expect(message).toMatchObject({ attempt: 1, reason: null, class: "conversation" });
    expect(message.submittedAt).toBeGreaterThanOrEqual(message.createdAt);
    expect(message.settledAt).toBeGreaterThanOrEqual(message.submittedAt ?? 0);
  }
});

test("an answer overtakes a notice, and both overtake promotions", async () => {
  const customer = await member();
  await setPace(service.db, 4);
  const rows = (["promotional", "transactional", "conversation"] as const).flatMap((each) =>
    Array.from({ length: 3 }, (_, i) => ({ recipient: customer.phone, class: each, text: `${each} ${i}` })),
  );
  const ids = await queueDirectly(service.db, rows);
  await service.sweep();
  await reach(service.db, ids, "delivered");
  const order = service.vonage.accepted.filter(({ clientRef }) => ids.includes(String(clientRef)));
  expect(order.map(({ text }) => text.split(" ")[0])).toEqual([
    ...Array(3).fill("conversation"),
    ...Array(3).fill("transactional"),
    ...Array(3).fill("promotional"),
  ]);
});

describe("a promotion", () => {
  test("waits for the morning, and is not dropped", async () => {
    const customer = await member();
    const night = timeZoneAt(3);
    await moveShopTo(service.db, night);
    const before = Date.now();
    const [id = ""] = await promote(customer);
    await service.sweep();
    const deferred = await waitFor("the promotion to be put off", async () => {
      const [row] = await readMessages(service.db, [id]);
      return row?.status === "queued" && row.dueAt > Date.now() ? row : null;
    });
    expect(deferred.dueAt).toBe(nextPromotionTime(before, "CA", night));
    expect(deferred.dueAt).toBeGreaterThan(before + 5 * HOUR_MS);
    expect(deferred.dueAt).toBeLessThan(before + 7 * HOUR_MS);
    expect(deferred.reason).toBe("quiet_hours");

    await moveShopTo(service.db, timeZoneAt(14));
    await makeDue(service.db);
    await service.sweep();
    await reach(service.db, [id], "delivered");
    expect((await customer.received()).filter((text) => text === "Two for one today")).toHaveLength(1);
  });

  test("to someone who has left, or never joined, is cancelled with the reason", async () => {
    const customer = await member();
    await customer.texts("STOP");
    const ids = await promote(customer, service.customer("+15145550190"));
    await service.sweep();
    const rows = await reach(service.db, ids, "cancelled");
    expect(rows.map(({ reason }) => reason)).toEqual(["opted_out", "no_consent"]);
  });

  test("waits while a stop is in doubt: YES lets it go", async () => {
    const customer = await member();
    await customer.texts("ok stop now lol");
    expect(await customer.receives(3)).toMatch(/YES.*STOP/);
    const ids = await promote(customer);
    await service.sweep();
    expect(await reach(service.db, ids, "held")).toMatchObject([{ reason: "doubtful_stop" }]);
    await service.sweep();
    await reach(service.db, ids, "held");

    await customer.texts("YES");
    await service.sweep();
    await reach(service.db, ids, "delivered");
  });

  test("waits while a stop is in doubt: STOP ends it", async () => {
    const customer = await member();
    await customer.texts("ok stop now lol");
    const ids = await promote(customer);
    await service.sweep();
    await reach(service.db, ids, "held");

    await customer.texts("STOP");
    await service.sweep();
    expect(await reach(service.db, ids, "cancelled")).toMatchObject([{ reason: "opted_out" }]);
  });

  test("of a trade that carriers refuse is cancelled, and all else with it, unless the operator has opened that", async () => {
    const customer = await member();
    const db = drizzle(service.db);
    await db.update(merchants).set({ trades: ["cafe", "alcohol"] });
    const [promotion, notice] = [
      await promote(customer),
      await queueDirectly(service.db, [{ recipient: customer.phone }]),
    ];
    await service.sweep();
    for (const ids of [promotion, notice]) {
      expect(await reach(service.db, ids, "cancelled")).toMatchObject([{ reason: "forbidden_trade" }]);
    }
    await customer.texts("HELP");
    expect(await customer.receives(3)).toContain("loyalty by text");
    await db.update(merchants).set({ transactionalOpenedAt: 1 });
    const [again, opened] = [await promote(customer), await queueDirectly(service.db, [{ recipient: customer.phone }])];
    await service.sweep();
    await reach(service.db, again, "cancelled");
    await reach(service.db, opened, "delivered");
    await db.update(merchants).set({ trades: [], transactionalOpenedAt: null });
  });
});

describe("a number", () => {
  afterEach(async () => {
    await drizzle(service.db).update(senders).set({ registered: "yes", purposes: messageClasses });
  });

  test("that is not registered holds all but answers; registered, it lets them go", async () => {
    const customer = await member();
    await drizzle(service.db).update(senders).set({ registered: "pending" });
    const ids = await queueDirectly(service.db, [{ recipient: customer.phone }]);
    await customer.texts("BALANCE");
    expect(await customer.receives(3)).toContain("you have");
    await service.sweep();
    expect(await reach(service.db, ids, "held")).toMatchObject([{ reason: "unregistered" }]);
    await service.sweep();
    await reach(service.db, ids, "held");
    await drizzle(service.db).update(senders).set({ registered: "yes" });
    await service.sweep();
    await reach(service.db, ids, "delivered");
  });

  test("holds a class that it does not carry, until it does", async () => {
    const customer = await member();
    await drizzle(service.db)
      .update(senders)
      .set({ purposes: ["conversation"] });
    const ids = await queueDirectly(service.db, [{ recipient: customer.phone }]);
    await service.sweep();
    expect(await reach(service.db, ids, "held")).toMatchObject([{ reason: "not_carried" }]);
    await drizzle(service.db)
      .update(senders)
      .set({ purposes: ["conversation", "transactional"] });
    await service.sweep();
    await reach(service.db, ids, "delivered");
  });
});

test("an answer that a STOP has overtaken is not sent; the confirmation of the STOP is", async () => {
  const customer = await member();
  const overtaken = await queueDirectly(service.db, [
    { recipient: customer.phone, class: "conversation", text: "Your points", dueAt: Date.now() + DAY_MS },
  ]);
  await customer.texts("STOP");
  await customer.receives(3);
  await makeDue(service.db);
  await service.sweep();
  expect(await reach(service.db, overtaken, "cancelled")).toMatchObject([{ reason: "opted_out" }]);
  const sent = (await messagesTo(service.db, customer.phone)).filter(({ status }) => status === "delivered");
  expect(sent.map(({ kind }) => kind)).toEqual(["join_prompt", "welcome", "stop_confirmed"]);
});

test("a sign-in code that has expired in the queue is not sent", async () => {
  const [id = ""] = await queueDirectly(service.db, [
    { recipient: "+15145550199", kind: "sign_in_code", text: "482913", expiresAt: Date.now() - MINUTE_MS },
  ]);
  await service.sweep();
  expect(await reach(service.db, [id], "expired")).toMatchObject([{ reason: "too_late" }]);
  expect(service.vonage.accepted.map(({ clientRef }) => clientRef)).not.toContain(id);
});

test("a message that no receipt ever came for stays submitted", async () => {
  service.vonage.planReceipts({ statuses: [] });
  const ids = await queueDirectly(service.db, [{ recipient: "+15145550191" }]);
  await service.sweep();
  await reach(service.db, ids, "submitted");
  await service.sweep();
  await reach(service.db, ids, "submitted");
  service.vonage.recover();
});

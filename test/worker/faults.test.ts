// Whatever fails, between us and the carrier or inside, every message is accounted for and none is sent twice.

import { drizzle } from "drizzle-orm/libsql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MINUTE_MS } from "../../src/time.ts";
import { merchants } from "../../worker/db/schema.ts";
import { auditLedgers } from "../support/ledgers.ts";
import {
  lapse,
  makeDue,
  messagesTo,
  moveShopTo,
  type OutboxRow,
  queueDirectly,
  reach,
  readMessages,
  setPace,
  timeZoneAt,
} from "../support/outbox.ts";
import { type Customer, nextSecond, type Service, startService } from "../support/service.ts";
import { waitFor } from "../support/wait.ts";

let service: Service;
beforeAll(async () => {
  service = await startService({ retryDelaysMs: Array(100).fill(50) });
});
beforeEach(async () => {
  service.vonage.recover();
  await setPace(service.db, 500);
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

/** To as many phones: they do not wait for one another. */
const notices = (count: number) =>
  queueDirectly(
    service.db,
    Array.from({ length: count }, (_, n) => ({ recipient: `+1438555${String(100 + n).padStart(4, "0")}` })),
  );
const timesSent = (id: string) => service.vonage.accepted.filter(({ clientRef }) => clientRef === id).length;
const sentOnce = (ids: readonly string[]) => expect(ids.map(timesSent)).toEqual(ids.map(() => 1));
const sends = () => service.vonage.counts.sends;
/** Returns with a call on its way to a slow carrier, and no answer yet. */
async function sweepIntoCall(): Promise<void> {
  const before = sends();
  await service.sweep();
  await waitFor("a call of the carrier", () => (sends() > before ? true : null));
}

const statuses = (rows: readonly OutboxRow[]) => rows.map(({ status }) => status);

/** What a day would bring: backoffs, leases and windows run out, and cron looks. */
async function timePasses(): Promise<void> {
  await makeDue(service.db);
  await lapse(service.db);
  await service.sweep();
}

async function passTimeUntil(ids: readonly string[], ...wanted: OutboxRow["status"][]): Promise<OutboxRow[]> {
  return waitFor(`${wanted.join(" or ")}, with time passing`, async () => {
    const rows = await readMessages(service.db, ids);
    if (rows.every(({ status }) => wanted.includes(status))) return rows;
    if (rows.every(({ status }) => status !== "sending")) await timePasses();
    return null;
  });
}

describe("the carrier", () => {
  test("is down for a while", async () => {
    await service.vonage.goDown();
    const customer = service.customer("+15145550101");
    await customer.texts("JOIN");
    const ids = [...(await notices(20)), ...(await messagesTo(service.db, customer.phone)).map(({ id }) => id)];
    await service.sweep();
    const rows = await waitFor("every message to have been tried", async () => {
      const rows = await readMessages(service.db, ids);
      return rows.every(({ status, attempt }) => status !== "sending" && attempt > 0) ? rows : null;
    });
    // A refused connection looks like one that broke later, so the first in flight are in doubt; the others never left.
    const inDoubt = (seen: readonly OutboxRow[]) => seen.filter(({ status }) => status === "unconfirmed").length;
    expect(inDoubt(rows)).toBeLessThanOrEqual(6);
    // Still down: whatever is tried again asks first, and no more of them come into doubt.
    await makeDue(service.db);
    await service.sweep();
    const later = await waitFor("a second round", async () => {
      const rows = await readMessages(service.db, ids);
      return rows.every(({ status, attempt }) => status === "unconfirmed" || (status === "queued" && attempt > 1))
        ? rows
        : null;
    });
    expect(inDoubt(later)).toBe(inDoubt(rows));

    await service.vonage.comeBack();
    await passTimeUntil(ids, "delivered");
    sentOnce(ids);
  });

  test.each([429, 500])("answers %i in bursts", async (status) => {
    service.vonage.fail({ kind: "answer", status }, 12);
    const ids = await notices(6);
    await service.sweep();
    const waiting = await waitFor("a first refusal", async () => {
      const rows = await readMessages(service.db, ids);
      return rows.every(({ status, reason }) => status === "queued" && reason !== null) ? rows : null;
    });
    for (const { dueAt } of waiting) expect(dueAt).toBeGreaterThan(Date.now() - 2 * MINUTE_MS);
    const rows = await passTimeUntil(ids, "delivered");
    sentOnce(ids);
    for (const { attempt } of rows) expect(attempt).toBeGreaterThanOrEqual(2);
  });

  test("refuses the account: the sender waits, no message fails", async () => {
    service.vonage.fail({ kind: "answer", status: 401 });
    const before = sends();
    const ids = await notices(250);
    await service.sweep();
    const logged = await waitFor(
      "the log",
      () => service.logs.find((line) => line.includes("account_refused")) ?? null,
    );
    expect(JSON.parse(logged)).toMatchObject({ level: "error", event: "account_refused" });
    await waitFor("the sender to pause", async () => {
      const rows = await readMessages(service.db, ids);
      return statuses(rows).every((status) => status === "queued") && rows.some(({ reason }) => reason !== null)
        ? rows
        : null;
    });
    // One round of what is in flight, not one call for each message.
    expect(sends() - before).toBeLessThanOrEqual(6);

    // Nor for each text that comes in meanwhile, nor each minute.
    await service.customer("+15145550102").texts("JOIN");
    await makeDue(service.db);
    await service.sweep();
    await service.sweep();
    expect(sends() - before).toBeLessThanOrEqual(6);

    // Credentials are mended by a deployment, which starts the Lines anew.
    service.vonage.recover();
    await service.restartWorker();
    await makeDue(service.db);
    await service.sweep();
    await reach(service.db, ids, "delivered");
    sentOnce(ids);
    await service.customer("+15145550102").receives(1);
  });

  test("refuses one message for good: it fails at once with the code, and alone", async () => {
    service.vonage.fail({ kind: "answer", status: 422, code: "1170" }, 1);
    const ids = await notices(3);
    await service.sweep();
    const rows = await reach(service.db, ids, "delivered", "failed");
    expect(statuses(rows).sort()).toEqual(["delivered", "delivered", "failed"]);
    expect(rows.find(({ status }) => status === "failed")).toMatchObject({ reason: "1170", attempt: 1 });
  });

  test("knows that somebody has opted out: so do we, once, until they come back", async () => {
    const customer = await member();
    service.vonage.fail({ kind: "answer", status: 422, code: "1240" }, 1);
    const first = await queueDirectly(service.db, [{ recipient: customer.phone }]);
    await service.sweep();
    expect(await reach(service.db, first, "failed")).toMatchObject([{ reason: "1240" }]);
    const ledger = () =>
      service.db.execute({
        sql: "SELECT change, actor FROM consent_entries JOIN customers ON id = customer_id WHERE phone = ? AND purpose = 'points' ORDER BY seq",
        args: [customer.phone],
      });
    const left = { change: "withdrawn", actor: "carrier" };
    expect((await ledger()).rows.slice(2)).toMatchObject([left]);

    const next = await queueDirectly(service.db, Array(2).fill({ recipient: customer.phone }));
    await service.sweep();
    expect(await reach(service.db, next, "cancelled")).toMatchObject(Array(2).fill({ reason: "opted_out" }));
    await nextSecond();
    await customer.texts("YES");
    expect(await customer.receives(3)).toContain("welcome back");
    expect((await ledger()).rows.slice(2)).toMatchObject([left, { change: "granted", actor: "customer" }]);
  });
});

describe("an outcome that is lost", () => {
  test("on the way back is found by the carrier's receipt", async () => {
    service.vonage.fail({ kind: "accept_then_reset" }, 3);
    const ids = await notices(8);
    await service.sweep();
    await reach(service.db, ids, "delivered");
    sentOnce(ids);
  });

  test("in a call that never ends is found by a receipt that comes later", async () => {
    service.vonage.fail({ kind: "accept_then_hang" }, 1);
    service.vonage.planReceipts({ statuses: [] });
    const [id = ""] = await notices(1);
    await service.sweep();
    expect(await reach(service.db, [id], "unconfirmed")).toMatchObject([{ reason: "timeout" }]);
    await service.sweep();

    const [accepted] = service.vonage.accepted.filter(({ clientRef }) => clientRef === id);
    const receipt = { message_uuid: accepted?.messageUuid, client_ref: id, status: "delivered" };
    expect((await service.webhook("status", receipt)).status).toBe(200);
    expect(await reach(service.db, [id], "delivered")).toMatchObject([{ carrierMessageId: accepted?.messageUuid }]);
    await timePasses();
    sentOnce([id]);
  });

  test("for good: an answer is tried once more, a promotion waits for a person", async () => {
    const customer = await member();
    service.vonage.fail({ kind: "accept_then_reset" }, 2);
    service.vonage.planReceipts({ statuses: [] });
    const rows = [
      { recipient: customer.phone, class: "conversation" as const },
      { recipient: customer.phone, class: "promotional" as const },
    ];
    const [answer = "", promotion = ""] = await queueDirectly(service.db, rows);
    await service.sweep();
    await reach(service.db, [answer, promotion], "unconfirmed");
    await service.sweep();
    await reach(service.db, [answer, promotion], "unconfirmed");

    service.vonage.recover();
    await timePasses();
    await reach(service.db, [answer], "delivered");
    await reach(service.db, [promotion], "unknown");
    await timePasses();
    expect([timesSent(answer), timesSent(promotion)]).toEqual([2, 1]);
  });

  test("because the Worker is killed between the call and the commit", async () => {
    service.vonage.slow(1_000);
    const before = service.vonage.counts;
    const ids = await notices(4);
    await sweepIntoCall();
    await service.restartWorker();
    expect(statuses(await readMessages(service.db, ids))).toContain("sending");
    // The carrier takes what it was given and says so; whatever was claimed and never given waits out its lease.
    await service.vonage.until(({ counts }) => counts.accepted - before.accepted === counts.sends - before.sends);
    await service.vonage.settle();
    service.vonage.recover();
    await lapse(service.db);
    await service.sweep();
    await passTimeUntil(ids, "delivered");
    sentOnce(ids);
  });

  test("because the Worker is killed, and the receipt comes after the lease has run out", async () => {
    service.vonage.slow(1_000);
    service.vonage.planReceipts({ delayMs: 3_600_000 });
    const ids = await notices(1);
    await sweepIntoCall();
    await service.restartWorker();
    expect(statuses(await readMessages(service.db, ids))).toEqual(["sending"]);
    await lapse(service.db);
    await service.sweep();
    expect(await reach(service.db, ids, "unconfirmed")).toMatchObject([{ reason: "lease_lapsed" }]);
    await service.vonage.until(({ accepted }) => ids.includes(String(accepted.at(-1)?.clientRef)));
    await service.vonage.settle();
    await reach(service.db, ids, "delivered");
    sentOnce(ids);
  });

  test("because the database is away when the carrier answers: it is kept until it can be written", async () => {
    service.vonage.slow(1_000);
    service.vonage.planReceipts({ statuses: [] });
    const ids = await notices(1);
    await sweepIntoCall();
    await service.database.goDown();
    await waitFor("the Line to notice", () => service.logs.find((line) => line.includes("tick_failed")) ?? null);
    await service.database.comeBack();
    service.vonage.recover();
    await service.customer("+15145550103").texts("JOIN");
    await reach(service.db, ids, "submitted");
    await timePasses();
    sentOnce(ids);
  });
});

describe("inside", () => {
  test("a nudge is lost: cron finds the message", async () => {
    const ids = await notices(1);
    expect(statuses(await readMessages(service.db, ids))).toEqual(["queued"]);
    await service.sweep();
    await reach(service.db, ids, "delivered");
  });

  test("two Lines run for one number: each message goes once", async () => {
    const twin = await service.startTwin();
    service.vonage.slow(50);
    const ids = await notices(200);
    const sweeps = () => service.logs.filter((line) => line.includes('"swept"')).length;
    const before = sweeps();
    await Promise.all([service.sweep(), twin.scheduled()]);
    await reach(service.db, ids, "delivered");
    await waitFor("both to have had something to do", () => (sweeps() - before >= 2 ? true : null));
    sentOnce(ids);
    await twin.dispose();
  });

  test("messages that the carrier's client or the carrier can't take settle alone", async () => {
    const bad = await queueDirectly(service.db, [
      { recipient: "nobody" },
      { recipient: "" },
      { recipient: "+1\ud83d" },
      { recipient: "+15145550191", text: "" },
      { recipient: "+15145550191", text: "long ".repeat(1_000), segments: 1 },
    ]);
    const good = await notices(5);
    await service.sweep();
    await reach(service.db, good, "delivered");
    const rows = await reach(service.db, bad, "failed");
    for (const { reason } of rows) expect(reason).not.toBeNull();
    sentOnce(good);
  });

  test("a shop in a time zone that does not exist stops nobody else", async () => {
    const customer = await member();
    await drizzle(service.db).update(merchants).set({ timeZone: "Mars/Olympus_Mons" });
    const promotion = { recipient: customer.phone, class: "promotional" as const };
    const ids = await queueDirectly(service.db, [promotion, { recipient: customer.phone }]);
    await service.sweep();
    await reach(service.db, ids.slice(1), "delivered");
    const [putOff] = await waitFor("the promotion to be put off", async () => {
      const rows = await readMessages(service.db, ids.slice(0, 1));
      return rows.some(({ status, reason }) => status === "queued" && reason !== null) ? rows : null;
    });
    expect(putOff?.dueAt).toBeGreaterThan(Date.now() + MINUTE_MS);

    await moveShopTo(service.db, timeZoneAt(14));
    await timePasses();
    await reach(service.db, ids, "delivered");
    sentOnce(ids);
  });
});

test("through all of it, texts that came in were answered once", async () => {
  await service.vonage.settle();
  const counts = new Map<string, number>();
  for (const { clientRef } of service.vonage.accepted)
    counts.set(String(clientRef), (counts.get(String(clientRef)) ?? 0) + 1);
  const { rows } = await service.db.execute("SELECT id FROM outbox WHERE cause LIKE 'inbound:%'");
  expect(rows.map((row) => counts.get(String(row.id)))).toEqual(rows.map(() => 1));
  expect(service.vonage.counts.webhooks.lost).toBe(0);
});

// What the carrier says became of a message: twice, late, out of order, before our own commit, or about nothing we know.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MessageStatus } from "../../src/messaging/lifecycle.ts";
import { HOUR_MS } from "../../src/time.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { lapse, messagesTo, queueDirectly, reach, readMessages, setPace } from "../support/outbox.ts";
import { nextSecond, type Service, startService } from "../support/service.ts";
import { waitFor } from "../support/wait.ts";

let service: Service;
beforeAll(async () => {
  service = await startService({ retryDelaysMs: Array(100).fill(50) });
  await setPace(service.db, 100);
});
beforeEach(() => service.vonage.recover());
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service.dispose());

/** A message that the carrier has taken and says nothing about. */
async function submitted(recipient = "+15145550121") {
  service.vonage.planReceipts({ statuses: [] });
  const [id = ""] = await queueDirectly(service.db, [{ recipient }]);
  await service.sweep();
  const [message] = await reach(service.db, [id], "submitted");
  return { id, uuid: String(message?.carrierMessageId) };
}

const receipt = (uuid: string, status: string, more: object = {}) =>
  service.webhook("status", { message_uuid: uuid, status, timestamp: new Date().toISOString(), ...more });
const statusOf = async (id: string) => (await readMessages(service.db, [id]))[0]?.status;
const error = (code: string) => ({ error: { title: code, type: `https://example.com/errors#${code}` } });

const sequences: [what: string, statuses: string[], end: MessageStatus][] = [
  ["twice", ["submitted", "submitted", "delivered", "delivered"], "delivered"],
  ["in the wrong order", ["delivered", "submitted", "accepted"], "delivered"],
  ["against each other: the first end holds", ["delivered", "undeliverable", "rejected"], "delivered"],
  ["that the text was read", ["delivered", "read"], "delivered"],
  ["undeliverable", ["submitted", "undeliverable"], "undelivered"],
  ["rejected", ["rejected", "submitted"], "failed"],
];
test.each(sequences)("%s", async (_what, statuses, end) => {
  const { id, uuid } = await submitted();
  const before = (await readMessages(service.db, [id]))[0];
  for (const status of statuses) {
    // By the carrier's id as well as by ours: not every carrier gives ours back.
    expect((await receipt(uuid, status)).status).toBe(200);
    expect((await receipt(uuid, status, { client_ref: id })).status).toBe(200);
  }
  expect((await readMessages(service.db, [id]))[0]).toMatchObject({
    status: end,
    carrierMessageId: uuid,
    submittedAt: before?.submittedAt,
  });
});

test("all at the same moment", async () => {
  const { id, uuid } = await submitted();
  const words = ["delivered", "submitted", "delivered", "accepted", "submitted"];
  const answers = await Promise.all(words.map((status) => receipt(uuid, status, { client_ref: id })));
  expect(answers.map(({ status }) => status)).toEqual(words.map(() => 200));
  expect(await statusOf(id)).toBe("delivered");
});

test("a status that nobody has heard of changes nothing and is logged in its own word", async () => {
  const { id, uuid } = await submitted();
  expect((await receipt(uuid, "teleported", { client_ref: id })).status).toBe(200);
  expect(await statusOf(id)).toBe("submitted");
  const line = await waitFor("the log", () => service.logs.find((each) => each.includes("teleported")) ?? null);
  expect(JSON.parse(line)).toMatchObject({ event: "receipt", messageId: id, status: "teleported" });
});

test("the code of a failure is kept", async () => {
  const { id, uuid } = await submitted();
  await receipt(uuid, "rejected", error("1260"));
  expect((await readMessages(service.db, [id]))[0]).toMatchObject({ status: "failed", reason: "1260" });
});

describe("about a message that we don't know", () => {
  test("it is asked for again while it is young, since our commit may be on its way", async () => {
    const answer = await receipt("0d4a1f5e-unknown", "delivered");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "early" });
  });

  test.each([
    ["old", new Date(Date.now() - HOUR_MS).toISOString()],
    ["without a time", undefined],
  ])("%s: it is taken, and logged as matching nothing", async (what, timestamp) => {
    const uuid = `unmatched-${what.replaceAll(" ", "-")}`;
    expect((await receipt(uuid, "delivered", { timestamp })).status).toBe(200);
    const line = await waitFor("the log", () => service.logs.find((each) => each.includes(uuid)) ?? null);
    expect(JSON.parse(line)).toMatchObject({ event: "receipt", recorded: "unmatched", messageId: null });
  });
});

test("a receipt that is faster than our own commit holds", async () => {
  service.vonage.slow(1_500);
  const before = service.vonage.counts.sends;
  const [id = ""] = await queueDirectly(service.db, [{ recipient: "+15145550122" }]);
  await service.sweep();
  await waitFor("the call", () => (service.vonage.counts.sends > before ? true : null));
  expect(await statusOf(id)).toBe("sending");
  expect((await receipt("faster-than-the-commit", "delivered", { client_ref: id })).status).toBe(200);
  expect(await statusOf(id)).toBe("delivered");
  await service.vonage.until(({ accepted }) => accepted.some(({ clientRef }) => clientRef === id));
  await service.vonage.settle();
  expect(await statusOf(id)).toBe("delivered");
});

test("a receipt that comes hours late still counts, and the message is not sent again", async () => {
  service.vonage.planReceipts({ delayMs: HOUR_MS });
  const [id = ""] = await queueDirectly(service.db, [{ recipient: "+15145550123" }]);
  await service.sweep();
  await reach(service.db, [id], "submitted");
  await lapse(service.db);
  await service.sweep();
  await service.vonage.settle();
  expect(await statusOf(id)).toBe("delivered");
  expect(service.vonage.accepted.filter(({ clientRef }) => clientRef === id)).toHaveLength(1);
});

describe("that the customer has opted out at the carrier", () => {
  const ledger = async (phone: string) => {
    const sql = `SELECT change, actor, cause FROM consent_entries JOIN customers ON id = customer_id
      WHERE phone = ? ORDER BY seq`;
    return (await service.db.execute({ sql, args: [phone] })).rows;
  };
  async function member(phone: string) {
    const customer = service.customer(phone);
    await customer.texts("JOIN");
    await customer.texts("YES");
    await customer.receives(2);
    await service.vonage.settle();
    return customer;
  }

  test("it holds here too, with one entry however often it is said", async () => {
    const customer = await member("+15145550124");
    const { id, uuid } = await submitted(customer.phone);
    for (let i = 0; i < 3; i++) await receipt(uuid, "rejected", { client_ref: id, ...error("1240") });
    expect((await ledger(customer.phone)).slice(2)).toMatchObject([
      { change: "withdrawn", actor: "carrier", cause: `outbox:${id}` },
    ]);
    const next = await queueDirectly(service.db, [{ recipient: customer.phone }]);
    await service.sweep();
    expect(await reach(service.db, next, "cancelled")).toMatchObject([{ reason: "opted_out" }]);
  });

  test("said again after the customer has come back, it does not undo that", async () => {
    const customer = await member("+15145550125");
    const { id, uuid } = await submitted(customer.phone);
    await receipt(uuid, "rejected", { client_ref: id, ...error("1240") });
    await nextSecond();
    await customer.texts("YES");
    await receipt(uuid, "rejected", { client_ref: id, ...error("1240") });
    expect((await ledger(customer.phone)).map(({ change }) => change)).toEqual([
      "asked",
      "granted",
      "withdrawn",
      "granted",
    ]);
    const replies = (await messagesTo(service.db, customer.phone)).map(({ kind }) => kind);
    expect(replies.at(-1)).toBe("welcome_back");
  });
});

// A sender number never goes faster than its carrier allows, in segments a second, and never stands still for being slow.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { auditLedgers } from "../support/ledgers.ts";
import { queueDirectly, reach, readMessages, setPace } from "../support/outbox.ts";
import { type Service, startService } from "../support/service.ts";
import { waitFor } from "../support/wait.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => setPace(service.db, 20));
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service.dispose());

const PHONE = "+15145550121";

test.each([
  ["single messages", 6, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
  ["messages of several segments", 10, [3, 1, 2, 6, 1, 4, 2, 3]],
])("%s keep to the pace", async (_what, pace, sizes) => {
  await setPace(service.db, pace);
  const rows = sizes.map((segments) => ({ recipient: PHONE, segments }));
  const ids = await queueDirectly(service.db, rows);
  const startedAt = Date.now();
  await service.sweep();
  await reach(service.db, ids, "delivered");

  const sent = service.vonage.accepted.filter(({ clientRef }) => ids.includes(String(clientRef)));
  expect(sent).toHaveLength(ids.length);
  let segmentsBefore = 0;
  for (const { clientRef, at } of sent) {
    expect(at - startedAt).toBeGreaterThanOrEqual((segmentsBefore / pace) * 1_000);
    segmentsBefore += sizes[ids.indexOf(String(clientRef))] ?? 0;
  }
});

test("a number that may send one segment in two minutes keeps the others in the queue, and they go when it may", async () => {
  await setPace(service.db, 1 / 120);
  const [first = "", ...others] = await queueDirectly(service.db, Array(4).fill({ recipient: PHONE }));
  await service.sweep();
  await reach(service.db, [first], "delivered");
  await service.sweep();
  const waiting = await readMessages(service.db, others);
  // Nothing is claimed that would only sit out its lease: a crash would leave it in doubt.
  expect(waiting.map(({ status }) => status)).toEqual(Array(3).fill("queued"));

  await setPace(service.db, 20);
  await service.sweep();
  await reach(service.db, others, "delivered");
  expect((await readMessages(service.db, others)).map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
});

test("messages queued while the sender is at work are taken in the same breath", async () => {
  const ids = await queueDirectly(service.db, Array(15).fill({ recipient: PHONE }));
  await service.sweep();
  const more = await queueDirectly(service.db, Array(15).fill({ recipient: PHONE }));
  await reach(service.db, [...ids, ...more], "delivered");
});

test("one phone's texts go one after the other, in their order; another phone's do not wait for them", async () => {
  await setPace(service.db, 1_000);
  service.vonage.slow(200);
  const phones = [PHONE, "+15145550122", "+15145550123"];
  const rows = phones.flatMap((recipient) => Array(3).fill({ recipient }));
  const ids = await queueDirectly(service.db, rows);
  const before = service.vonage.accepted.length;
  await service.sweep();
  await reach(service.db, ids, "delivered");
  service.vonage.recover();
  const sent = service.vonage.accepted.slice(before);
  const order = (recipient: string) => ids.filter((_, n) => rows[n]?.recipient === recipient);
  const times = phones.map((recipient) =>
    order(recipient).map((id) => sent.find(({ clientRef }) => clientRef === id)?.at ?? 0),
  );
  for (const [first = 0, second = 0, third = 0] of times) {
    expect(second - first).toBeGreaterThanOrEqual(190);
    expect(third - second).toBeGreaterThanOrEqual(190);
  }
  const [one = 0, other = 0] = [times[0]?.[2], times[1]?.[0]];
  expect(other).toBeLessThan(one);
});

test("a STOP in the middle of a crowd takes back what was claimed and has not begun, and is confirmed before it", async () => {
  await setPace(service.db, 50);
  const leaves = service.customer("+15145550124");
  await leaves.texts("JOIN");
  await leaves.texts("YES");
  await leaves.receives(2);
  service.vonage.slow(1_500);
  const crowd = Array.from({ length: 40 }, (_, i) => ({ recipient: `+1514${String(5_550_130 + i)}` }));
  const ids = await queueDirectly(service.db, [...crowd, { recipient: leaves.phone, text: "Your ring is ready" }]);
  await service.sweep();
  await waitFor("a claim", async () => {
    const [last] = (await readMessages(service.db, ids)).slice(-1);
    return last?.status === "sending" ? last : null;
  });
  await leaves.texts("STOP");
  expect(await leaves.receives(3)).toMatch(/no more texts/);
  service.vonage.recover();
  await reach(service.db, ids, "delivered", "cancelled");
  expect((await readMessages(service.db, ids)).map(({ status }) => status)).toEqual([
    ...Array(40).fill("delivered"),
    "cancelled",
  ]);
  expect(await leaves.received()).toHaveLength(3);
});

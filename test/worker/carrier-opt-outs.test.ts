// The carrier answers that a customer has opted out: what is claimed with that answer knows it already.

import { afterAll, beforeAll, expect, test } from "vitest";
import { settleAndClaim } from "../../worker/db/outbox-claims.ts";
import { queueDirectly } from "../support/outbox.ts";
import { startUsecases, type Usecases } from "../support/usecases.ts";

let shop: Usecases;
beforeAll(async () => {
  shop = await startUsecases();
});
afterAll(() => shop?.dispose());

test("the next message to them is claimed as one to somebody who has left", async () => {
  const { context, client, senderId } = shop;
  await shop.newCustomer({ phone: "+15145550181", consent: "subscribed" });
  await queueDirectly(client, [{ recipient: "+15145550181" }, { recipient: "+15145550181" }]);
  const request = { senderId, size: 1 };
  const now = Date.now();
  const first = await settleAndClaim(context.db, { ...request, claim: "one", settled: [] }, now);
  const [message] = first.messages;
  if (!message) throw new Error("nothing was due");
  const settlement = {
    status: "failed",
    reason: "1240",
    carrierMessageId: null,
    dueAt: null,
    untried: false,
    optedOut: true,
  } as const;
  const next = await settleAndClaim(
    context.db,
    { ...request, claim: "two", settled: [{ message, settlement: settlement as never }] },
    now,
  );
  expect(next.messages).toMatchObject([{ text: "Message 2", consent: "opted_out" }]);
});

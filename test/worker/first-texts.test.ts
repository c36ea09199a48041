// The first text to a number, through the doors by which people and shops write: it says who writes and how to leave.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { customers, merchants, outbox } from "../../worker/db/schema.ts";
import { messagesTo, queueDirectly, reach, setPace } from "../support/outbox.ts";
import { OWNER_PHONE, type Service, startService } from "../support/service.ts";
import { type SignedIn, signIn } from "../support/signed-in.ts";

let service: Service;
let owner: SignedIn;
beforeAll(async () => {
  service = await startService();
  await setPace(service.db, 20);
  owner = await signIn(service, OWNER_PHONE);
});
beforeEach(() => setPace(service.db, 20));
afterAll(() => service?.dispose());

async function threadOf(phone: string): Promise<string> {
  const [customer] = await drizzle(service.db).select().from(customers).where(eq(customers.phone, phone));
  return `/inbox/threads/${customer?.id}`;
}

const reply = async (phone: string, text: string, key: string = randomUUID()) =>
  owner.post(`${await threadOf(phone)}/replies`, { text, idempotencyKey: key });

const page = async (path: string) => (await owner.get(path)).text();

let phones = 120;
const stranger = () => service.customer(`+1514555${String(phones++).padStart(4, "0")}`);

const WAYS_OUT = /[.!?\n] ?(STOP to leave|ARRET pour quitter)\.$/;

describe("a stranger who asks", () => {
  test("gets the owner's first answer with name and way out, as the composer says; the second one bare", async () => {
    const asks = stranger();
    await asks.texts("Do you sell beans?");
    expect(await page(await threadOf(asks.phone))).toContain("ARRET pour quitter.");
    const key = randomUUID();
    await reply(asks.phone, "Yes, 12 dollars a bag", key);
    expect(await asks.receives(1)).toBe("Café Comptoir : Yes, 12 dollars a bag\nARRET pour quitter.");
    const [sent] = await messagesTo(service.db, asks.phone);
    await reach(service.db, [sent?.id ?? ""], "delivered");
    // The same form again is the same answer.
    expect((await reply(asks.phone, "Yes, 12 dollars a bag", key)).status).toBe(303);
    expect(await page(await threadOf(asks.phone))).not.toContain("reply-first");

    await reply(asks.phone, "And 40 for four");
    expect(await asks.receives(2)).toBe("And 40 for four");
  });

  test("an answer that has both is left alone", async () => {
    const asks = stranger();
    await asks.texts("Do you sell tea?");
    await reply(asks.phone, "Café Comptoir: no. STOP to leave");
    expect(await asks.receives(1)).toBe("Café Comptoir: no. STOP to leave");
    await reply(asks.phone, "Sorry!");
    expect(await asks.receives(2)).toBe("Sorry!");
  });

  test("is told when the shop is closed, with the way out", async () => {
    const db = drizzle(service.db);
    await db.update(merchants).set({ openingHours: [null, null, null, null, null, null, null] });
    const asks = stranger();
    await asks.texts("Are you open tomorrow?");
    expect(await asks.receives(1)).toMatch(/^Café Comptoir : merci, nous avons votre message/);
    expect(await asks.receives(1)).toMatch(WAYS_OUT);
    await db.update(merchants).set({ openingHours: null });
  });
});

test.each(["BALANCE", "WHY", "REDEEM", "2468", "FRANCAIS", "MOVE", "USE", "OFFERS", "BIRTHDAY 12/05"])(
  "%s from a stranger is answered with name and way out, once",
  async (command) => {
    const asks = stranger();
    await asks.texts(command);
    const [first = ""] = [await asks.receives(1)];
    expect(first).toMatch(/^Café Comptoir( :|:)/);
    expect(first).toMatch(WAYS_OUT);
    const [sent] = await messagesTo(service.db, asks.phone);
    await reach(service.db, [sent?.id ?? ""], "delivered");
    await asks.texts("BALANCE");
    expect(await asks.receives(2)).not.toMatch(WAYS_OUT);
  },
);

test.each(["JOIN", "HELP"])("%s bears both by itself", async (command) => {
  const asks = stranger();
  await asks.texts(command);
  expect(await asks.receives(1)).not.toMatch(WAYS_OUT);
  await asks.texts("BALANCE");
  expect(await asks.receives(2)).not.toMatch(WAYS_OUT);
});

test("codes to sign in and the confirmation of a STOP bear none, and are no first text", async () => {
  const asks = stranger();
  const [id = ""] = await queueDirectly(service.db, [
    { recipient: asks.phone, kind: "sign_in_code", class: "conversation", text: "123456 is your code" },
  ]);
  await service.sweep();
  await reach(service.db, [id], "delivered");
  expect(await asks.receives(1)).toBe("123456 is your code");
  await asks.texts("STOP");
  expect(await asks.receives(2)).not.toMatch(WAYS_OUT);
  await asks.texts("WHY");
  expect(await asks.receives(3)).toMatch(WAYS_OUT);
});

test.each(["cancelled", "failed", "undelivered", "expired"] as const)(
  "after a first text that was %s the next one is the first",
  async (status) => {
    const asks = stranger();
    const [lost = ""] = await queueDirectly(service.db, [{ recipient: asks.phone, dueAt: Date.now() + 3_600_000 }]);
    await drizzle(service.db).update(outbox).set({ status, introduces: true }).where(eq(outbox.id, lost));
    const ids = await queueDirectly(service.db, [{ recipient: asks.phone, text: "Your order is ready" }]);
    await service.sweep();
    const [sent] = await reach(service.db, ids, "delivered");
    expect(sent).toMatchObject({ introduces: true, segments: 1 });
    expect(await asks.receives(1)).toBe("Café Comptoir : Your order is ready\nARRET pour quitter.");
  },
);

test("of several that go out together the first that is sent has both, and the rest go as they were written", async () => {
  const asks = stranger();
  const offer = { recipient: asks.phone, class: "promotional" as const, text: "Two for one" };
  const ids = await queueDirectly(service.db, [
    { ...offer, dueAt: 1 },
    { recipient: asks.phone, text: "Your order is ready", dueAt: 2 },
    { recipient: asks.phone, text: "It waits at the counter", dueAt: 3 },
  ]);
  await service.sweep();
  const [promotion, ...rest] = await reach(service.db, ids, "cancelled", "delivered");
  expect(promotion).toMatchObject({ status: "cancelled", introduces: false });
  expect(rest.map(({ introduces, segments }) => [introduces, segments])).toEqual([
    [true, 1],
    [false, 1],
  ]);
  expect(await asks.received()).toEqual([
    "Café Comptoir : Your order is ready\nARRET pour quitter.",
    "It waits at the counter",
  ]);
});

test("what it adds is counted: a text of one segment goes out, and is paced, as two", async () => {
  const asks = stranger();
  const ids = await queueDirectly(service.db, [{ recipient: asks.phone, text: "a".repeat(150) }]);
  await service.sweep();
  expect(await reach(service.db, ids, "delivered")).toMatchObject([{ segments: 2, encoding: "GSM-7" }]);
});

test("a first text that the carrier refused leaves the next one the first", async () => {
  const asks = stranger();
  service.vonage.fail({ kind: "answer", status: 422, code: "1170" }, 1);
  const refused = await queueDirectly(service.db, [{ recipient: asks.phone }]);
  await service.sweep();
  await reach(service.db, refused, "failed");
  await asks.texts("BALANCE");
  expect(await asks.receives(1)).toMatch(WAYS_OUT);
});

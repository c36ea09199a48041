// What a STOP and a way back leave in the ledger of consent: the same as in the customer's row, with the words that were answered.

import { randomUUID } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { SECOND_MS } from "../../src/time.ts";
import { asThread, selectThread } from "../../worker/db/inbox-thread.ts";
import { consentEntries, customers, outbox, senders, suppressions } from "../../worker/db/schema.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { SHOP_NUMBER } from "../support/service.ts";
import { SHARED_NUMBER, startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting.close());

const ledgerAt = (merchantId: string, phone: string) =>
  texting.db.orm
    .select({ change: consentEntries.change, word: consentEntries.word, shown: consentEntries.shown })
    .from(consentEntries)
    .innerJoin(customers, eq(customers.id, consentEntries.customerId))
    .where(and(eq(customers.merchantId, merchantId), eq(customers.phone, phone)))
    .orderBy(asc(consentEntries.seq));

test("STOP ALL leaves every shop of the number: in the ledger of each that knew the customer, and by the number itself", async () => {
  const phone = "+15145550141";
  await texting.says(phone, "JOIN SALON", SHARED_NUMBER);
  await texting.says(phone, "YES", SHARED_NUMBER);
  await texting.says(phone, "STOP ALL", SHARED_NUMBER);
  expect((await ledgerAt(texting.salonId, phone)).map(({ change }) => change)).toEqual([
    "asked",
    "granted",
    "withdrawn",
  ]);
  expect(await ledgerAt(texting.merchantId, phone)).toEqual([]);
  const numberHash = await texting.context.keyedHash("number", phone);
  const left = await texting.db.orm.select().from(suppressions).where(eq(suppressions.numberHash, numberHash));
  expect(left.map(({ scopeKind, source }) => `${scopeKind} ${source}`).sort()).toEqual(["business text", "pool text"]);
});

test("who comes back is recorded with the invitation that they answered", async () => {
  const phone = "+15145550142";
  await texting.joins(phone, 0);
  const invitation = await texting.says(phone, "STOP");
  await texting.says(phone, "YES");
  expect((await ledgerAt(texting.merchantId, phone)).at(-1)).toEqual({
    change: "granted",
    word: "YES",
    shown: invitation,
  });
});

test("a START that was written before a STOP and comes after it is for a person to see, at its time", async () => {
  const phone = "+15145550145";
  const { id } = await texting.joins(phone, 0);
  const written = texting.context.now();
  await texting.says(phone, "STOP");
  const shown = async () => {
    const [...rows] = await texting.db.read(selectThread(texting.db, texting.merchantId, id));
    return asThread(rows, true);
  };
  expect(await shown()).toBeNull();
  await texting.says(phone, "START", SHOP_NUMBER, written);
  const thread = await shown();
  expect(thread).toMatchObject({ unread: true, consent: "opted_out" });
  const received = thread?.entries.filter(({ kind }) => kind === "received") ?? [];
  expect(received.map((entry) => "text" in entry && entry.text)).toEqual(["JOIN", "YES", "START", "STOP"]);
});

describe("in a pool of strangers, a plain STOP that comes after another shop has written", () => {
  const consentAt = async (merchantId: string, phone: string) => {
    const of = and(eq(customers.merchantId, merchantId), eq(customers.phone, phone));
    const [customer] = await texting.db.orm.select().from(customers).where(of);
    return customer?.consent;
  };
  const joins = async (phone: string, shop: string) => {
    await texting.says(phone, `JOIN ${shop}`, SHARED_NUMBER);
    await texting.says(phone, "YES", SHARED_NUMBER);
  };
  beforeAll(async () => {
    await texting.db.orm.update(senders).set({ stopScope: "shop" }).where(eq(senders.number, SHARED_NUMBER));
  });

  test("leaves the shop that they had, and not the one that they have asked to join since", async () => {
    const phone = "+15145550143";
    await joins(phone, "CAFE");
    const written = texting.context.now() - SECOND_MS;
    await texting.says(phone, "JOIN SALON", SHARED_NUMBER);
    expect(await texting.says(phone, "STOP", SHARED_NUMBER, written)).toMatch(/^Café Comptoir: no more texts/);
    const confirmation = eq(outbox.kind, "stop_confirmed_shared");
    const sent = await texting.db.orm
      .select()
      .from(outbox)
      .where(and(eq(outbox.recipient, phone), confirmation));
    expect(sent.map(({ merchantId, status }) => [merchantId, status])).toEqual([[texting.merchantId, "queued"]]);
    await texting.says(phone, "YES", SHARED_NUMBER);
    expect(await consentAt(texting.merchantId, phone)).toBe("opted_out");
    expect(await consentAt(texting.salonId, phone)).toBe("subscribed");
  });

  test("leaves both, where the other has sent a receipt since", async () => {
    const phone = "+15145550144";
    await joins(phone, "SALON");
    await joins(phone, "CAFE");
    const written = texting.context.now() - SECOND_MS;
    const [welcome] = await texting.db.orm.select().from(outbox).where(eq(outbox.recipient, phone));
    if (!welcome) throw new Error("nothing was sent");
    const at = texting.context.now();
    const receipt = { id: randomUUID(), cause: randomUUID(), class: "transactional", kind: "receipt" } as const;
    const unasked = { evenIfStopped: false, answersAt: null, carrierMessageId: randomUUID() };
    const sent = { merchantId: texting.salonId, status: "submitted", createdAt: at, submittedAt: at } as const;
    await texting.db.orm.insert(outbox).values({ ...welcome, ...receipt, ...unasked, ...sent });
    await texting.says(phone, "STOP", SHARED_NUMBER, written);
    expect(await consentAt(texting.merchantId, phone)).toBe("opted_out");
    expect(await consentAt(texting.salonId, phone)).toBe("opted_out");
  });
});

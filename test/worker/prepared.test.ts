// Queries that are built once and bound many times: what they write and read is what Drizzle's own would.

import { randomUUID } from "node:crypto";
import { createClient } from "@libsql/client/web";
import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "../../scripts/seed.ts";
import { type Database, openDatabase } from "../../worker/db/client.ts";
import { builder, type Held, prepared } from "../../worker/db/prepared.ts";
import { customers, merchants, outbox, senders } from "../../worker/db/schema.ts";
import { startMigrated } from "../support/migrated.ts";

let server: Awaited<ReturnType<typeof startMigrated>>;
let db: Database;
let merchantId: string;
let senderId: string;
beforeAll(async () => {
  server = await startMigrated();
  const client = createClient({ url: server.url });
  await seed(client, { demo: true, env: {} });
  client.close();
  db = openDatabase(server.url, undefined);
  const [[merchant], [sender]] = await db.read([db.orm.select().from(merchants), db.orm.select().from(senders)]);
  merchantId = merchant?.id ?? "";
  senderId = sender?.id ?? "";
});
afterAll(() => server.close());

const proof = { word: "YES", at: 1 };
const newCustomer = (phone: string) => ({ id: randomUUID(), merchantId, phone, createdAt: 1 });

async function customerWith(id: string) {
  const [row] = await db.orm.select().from(customers).where(eq(customers.id, id));
  return row;
}

test.each([
  ["+15145550100", "+15145550101", {}],
  ["+15145550102", "+15145550103", { name: null, proof: null }],
  ["+15145550104", "+15145550105", { name: "Camille", proof, consent: "subscribed", points: 3 }],
  ["+15145550106", "+15145550107", { name: undefined, birthday: "05-12" }],
] as const)("%s and %s: an inserted row is the one that Drizzle's own insert makes of %o", async (a, b, row) => {
  const [own, ours] = [newCustomer(a), newCustomer(b)];
  await db.write([db.orm.insert(customers).values({ ...own, ...row }), db.insert(customers, { ...ours, ...row })]);
  const { id, phone } = ours;
  expect(await customerWith(id)).toEqual({ ...(await customerWith(own.id)), id, phone });
});

test("an update changes what it names, to null as well, and nothing else", async () => {
  const { id, ...row } = { ...newCustomer("+15145550120"), name: "Camille", proof, points: 3 };
  await db.write([db.insert(customers, { id, ...row })]);
  const before = await customerWith(id);
  await db.write([db.update(customers, id, { name: null, points: 4 })]);
  await db.write([db.update(customers, id, { name: undefined, proof: null })]);
  expect(await customerWith(id)).toEqual({ ...before, name: null, points: 4, proof: null });
  await db.write([db.update(customers, id, { name: "Dominique", points: 5 })]);
  expect(await customerWith(id)).toEqual({ ...before, name: "Dominique", points: 5, proof: null });
});

test("a boolean comes and goes as one", async () => {
  const message = (evenIfStopped: boolean) => ({
    id: randomUUID(),
    cause: `reply:${evenIfStopped}`,
    n: 0,
    senderId,
    recipient: "+15145550130",
    class: "conversation" as const,
    kind: "reply" as const,
    text: "Bonjour",
    encoding: "GSM-7" as const,
    segments: 1,
    evenIfStopped,
    status: "queued" as const,
    priority: 1,
    dueAt: 1,
    createdAt: 1,
  });
  await db.write([db.insert(outbox, message(true)), db.insert(outbox, message(false))]);
  const rows = await db.orm.select({ yes: outbox.evenIfStopped }).from(outbox).orderBy(outbox.cause);
  expect(rows).toEqual([{ yes: false }, { yes: true }]);
});

test("queries are built once, and bound to other values each time, also within one batch", async () => {
  let built = 0;
  const find = prepared(({ phone, other }: Held<{ phone: string; other: string }>) => {
    built++;
    return [
      builder.select({ phone: customers.phone }).from(customers).where(eq(customers.phone, phone)),
      builder
        .select({ customer: customers, shop: merchants.name })
        .from(customers)
        .innerJoin(merchants, eq(merchants.id, customers.merchantId))
        .where(and(inArray(customers.phone, [phone, other]), eq(customers.points, 9)))
        .orderBy(customers.phone),
    ];
  });
  const [a, b] = ["+15145550140", "+15145550141"] as const;
  await db.write([
    db.insert(customers, { ...newCustomer(a), proof, points: 9 }),
    db.insert(customers, { ...newCustomer(b), proof, points: 9 }),
  ]);
  const [[first], both, none, [second]] = await db.read([
    ...find({ phone: a, other: b }),
    ...find({ phone: "+15145550149", other: b }),
  ]);
  expect(built).toBe(1);
  expect(first).toEqual({ phone: a });
  expect(both.map(({ customer, shop }) => [customer.phone, customer.proof, shop])).toEqual([
    [a, proof, "Café Comptoir"],
    [b, proof, "Café Comptoir"],
  ]);
  expect(none).toEqual([]);
  expect(second?.customer.phone).toBe(b);
});

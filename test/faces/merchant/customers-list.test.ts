// The list of customers by their last visit, page by page, and what keeps the time of that visit; with what was there before it was kept.

import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLibsqlServer } from "../../../scripts/libsql-server.ts";
import { migrate } from "../../../scripts/migrations.ts";
import { searchCustomers } from "../../../worker/db/merchant-customers.ts";
import { apiKeys, purchases } from "../../../worker/db/schema.ts";
import { startUsecases, type Usecases } from "../../support/usecases.ts";

const PEOPLE = 130;
const MIDDLE = 50_000;

interface Person {
  readonly id: string;
  /** Null for somebody who never was. */
  readonly lastVisitAt: number | null;
  readonly seenAt: number;
}

let usecases: Usecases;
const people: Person[] = [];
beforeAll(async () => {
  usecases = await startUsecases();
  const { db } = usecases.context;
  const apiKeyId = randomUUID();
  const { merchantId } = usecases;
  await db.orm.insert(apiKeys).values({ id: apiKeyId, merchantId, label: "", keyHash: "", scopes: [], createdAt: 1 });
  const buy = async (customerId: string, createdAt: number) => {
    const id = randomUUID();
    const bought = {
      apiKeyId,
      idempotencyKey: id,
      fingerprint: "",
      amountMinor: 1,
      currency: "CAD" as const,
      points: 0,
    };
    await db.orm.insert(purchases).values({ ...bought, id, merchantId, customerId, balance: 0, createdAt });
    return id;
  };
  for (let i = 0; i < PEOPLE; i++) {
    // Some moments are many people's.
    const moment = ((i * 37) % 97) * 1_000;
    const lastEarnAt = i % 3 === 0 ? moment : null;
    const createdAt = ((i * 53) % 89) * 1_000;
    const id = await usecases.newCustomer({ lastEarnAt, createdAt });
    const boughtAt = i % 5 === 0 ? moment + 3_000 : null;
    if (boughtAt !== null) await buy(id, boughtAt);
    if (i % 10 === 0) {
      const later = await buy(id, 99_000);
      await db.orm.update(purchases).set({ refundedAt: 1 }).where(eq(purchases.id, later));
    }
    const lastVisitAt = Math.max(lastEarnAt ?? 0, boughtAt ?? 0) || null;
    people.push({ id, lastVisitAt, seenAt: lastVisitAt ?? createdAt });
  }
  people.sort((a, b) => b.seenAt - a.seenAt || (a.id < b.id ? 1 : -1));
});
afterAll(() => usecases.dispose());

test.each<[string, { since: number | null; notSince: number | null }, (person: Person) => boolean]>([
  ["all", { since: null, notSince: null }, () => true],
  ["who was here since", { since: MIDDLE, notSince: null }, ({ lastVisitAt }) => (lastVisitAt ?? 0) >= MIDDLE],
  ["who was not", { since: null, notSince: MIDDLE }, ({ lastVisitAt }) => (lastVisitAt ?? 0) < MIDDLE],
])("%s: nobody is missing, nobody comes twice, the last visit comes first", async (_, search, belongs) => {
  const found: Person[] = [];
  for (let after: { at: number; id: string } | null = null; ; ) {
    const page = await searchCustomers(usecases.context.db, usecases.merchantId, { text: "", ...search, after });
    found.push(...page.customers.map(({ id, lastVisitAt, seenAt }) => ({ id, lastVisitAt, seenAt })));
    const last = page.customers.at(-1);
    if (!page.more || !last) break;
    after = { at: last.seenAt, id: last.id };
  }
  expect(found).toEqual(people.filter(belongs));
});

test("what is there already is in the lists too", async () => {
  const all = join(import.meta.dirname, "../../../migrations");
  const files = (await readdir(all)).filter((file) => file.endsWith(".sql")).sort();
  const before = files.slice(
    0,
    files.findIndex((file) => file.endsWith("_growth.sql")),
  );
  const folder = await mkdtemp(join(tmpdir(), "growth-"));
  const server = await startLibsqlServer({ file: ":memory:" });
  const client = createClient({ url: server.url });
  try {
    for (const file of before) await cp(join(all, file), join(folder, file));
    await migrate(client, folder);
    await client.batch([
      `INSERT INTO merchants (id, slug, name, language, time_zone, unit, created_at) VALUES ('m', 'm', 'm', 'fr', 'UTC', '{}', 1)`,
      "INSERT INTO customers (id, merchant_id, phone, created_at) VALUES ('c', 'm', '+15145550142', 1)",
      "INSERT INTO api_keys (id, merchant_id, label, key_hash, scopes, created_at) VALUES ('k', 'm', '', '', '[]', 1)",
      `INSERT INTO sign_ups (id, merchant_id, n, phone, prefix, language, sms_words, words_version, page, code_hash, expires_at, created_at)
        VALUES ('f', 'm', 1, '', '', 'fr', '', '1', '/join/m', '', 1, 1)`,
      ...["sign_up_confirmed:f", "sign_up_confirmed:gone", "inbound:1"].map(
        (cause, i) => `INSERT INTO consent_entries (customer_id, seq, change, word, actor, cause, at)
          VALUES ('c', ${i + 1}, 'granted', '', 'customer', '${cause}', 1)`,
      ),
      ...["kiosk:1", "customer", "till:1"].map(
        (actor, i) => `INSERT INTO point_entries (customer_id, seq, delta, balance, idempotency_key, cause, actor, at)
          VALUES ('c', ${i + 1}, 1, ${i + 1}, '${i}', 'visit', '${actor}', ${i})`,
      ),
      ...[5, 7].map(
        (
          at,
        ) => `INSERT INTO purchases (id, merchant_id, api_key_id, idempotency_key, fingerprint, amount_minor, currency, points,
          customer_id, balance, refunded_at, created_at) VALUES ('${at}', 'm', 'k', '${at}', '', 1, 'CAD', 0, 'c', 0, ${at === 7 ? 8 : "NULL"}, ${at})`,
      ),
    ]);
    await migrate(client, all);
    const values = async (sql: string) => (await client.execute(sql)).rows.map((row) => row[0]);
    expect(await values("SELECT sign_up_id FROM consent_entries ORDER BY seq")).toEqual(["f", null, null]);
    expect(await values("SELECT last_bought_at FROM customers")).toEqual([5]);
    expect(await values("SELECT id FROM counter_entries ORDER BY at")).toEqual(["c:1", "c:3"]);
    await expect(client.execute("UPDATE consent_entries SET sign_up_id = NULL")).rejects.toThrow("append-only");
  } finally {
    client.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
});

// What is kept, and how long: the list against the schema, carried out a chunk at a time; and no secret in a text that has gone.

import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kept, type Retained, retention } from "../../src/retention.ts";
import { DAY_MS } from "../../src/time.ts";
import { queueDirectly, readMessages } from "../support/outbox.ts";
import { OWNER_PHONE, type Service, startService } from "../support/service.ts";
import { waitFor } from "../support/wait.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
  await service.customer("+15145550121").texts("JOIN");
  await service.customer("+15145550121").texts("YES");
  await service.customer("+15145550121").receives(2);
});
afterAll(() => service.dispose());

const rows = async (sql: string, ...args: (string | number | null)[]) => (await service.db.execute({ sql, args })).rows;
const count = async (sql: string, ...args: (string | number)[]) => Number((await rows(sql, ...args))[0]?.n);

describe("the list", () => {
  test("names each table that there is: with an age, or with why it stays", async () => {
    const found = await rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'",
    );
    const listed = [...new Set([...retention.map(({ table }) => table), ...Object.keys(kept)])];
    expect(listed.sort()).toEqual(found.map(({ name }) => String(name)).sort());
    for (const why of [...Object.values(kept), ...retention.map((rule) => rule.why)]) expect(why).toMatch(/\.$/);
  });

  test("has columns and keys that there are, and a condition that SQLite understands, found by an index", async () => {
    const empty = new Database(":memory:");
    const migrations = join(import.meta.dirname, "../../migrations");
    for (const file of readdirSync(migrations).sort()) empty.exec(readFileSync(join(migrations, file), "utf8"));
    for (const { table, key, since, only, emptied } of retention) {
      const columns = await rows(`PRAGMA table_info(${table})`);
      const names = columns.map(({ name }) => String(name));
      expect(names, table).toEqual(expect.arrayContaining([since, ...(emptied ? [emptied] : [])]));
      expect(
        columns
          .filter(({ pk }) => pk !== 0)
          .map(({ name }) => name)
          .sort(),
        table,
      ).toEqual([...key].sort());
      const plan = empty
        .prepare(
          `EXPLAIN QUERY PLAN SELECT ${key} FROM ${table} WHERE ${since} <= 1${only ? ` AND ${only}` : ""} ORDER BY ${since} LIMIT 1`,
        )
        .all() as readonly { readonly detail: string }[];
      const said = plan.map(({ detail }) => detail).join("; ");
      expect(said, table).toMatch(/^SEARCH .* USING (?:COVERING )?INDEX/);
      expect(said, table).not.toContain("TEMP B-TREE");
    }
  });

  test("proof of consent and the books stay: no rule touches them", () => {
    const proof = [
      "consent_entries",
      "email_consent_entries",
      "point_entries",
      "claims",
      "suppressions",
      "audit_entries",
    ];
    for (const table of proof)
      expect(
        retention.some((rule) => rule.table === table),
        table,
      ).toBe(false);
    const forms = retention.filter(({ table }) => table === "sign_ups");
    expect(forms.every(({ only }) => only === "confirmed_at IS NULL")).toBe(true);
  });
});

/** A row of each rule's, with a time of one's own. */
const planted: Readonly<Record<string, (id: string, at: number) => Promise<unknown>>> = {
  sessions: (id, at) =>
    rows(
      "INSERT INTO sessions (id, token_hash, person_id, expires_at, created_at) SELECT ?, ?, id, ?, 1 FROM people LIMIT 1",
      id,
      id,
      at,
    ),
  customer_sessions: (id, at) =>
    rows(
      "INSERT INTO customer_sessions (token_hash, customer_id, expires_at, created_at) SELECT ?, id, ?, 1 FROM customers LIMIT 1",
      id,
      at,
    ),
  sign_in_codes: (id, at) =>
    rows(
      "INSERT INTO sign_in_codes (id, phone, asked_by, code_hash, expires_at, created_at) VALUES (?, NULL, 'page', 'x', 1, ?)",
      id,
      at,
    ),
  links: (id, at) =>
    rows(
      "INSERT INTO links (id, purpose, merchant_id, customer_id, expires_at, created_at) SELECT ?, 'wallet', merchant_id, id, ?, 1 FROM customers LIMIT 1",
      id,
      at,
    ),
  past_codes: (id, at) =>
    rows("INSERT INTO past_codes (merchant_id, code, left_at) SELECT id, ?, ? FROM merchants LIMIT 1", id, at),
  inbound_conflicts: (id, at) =>
    rows(
      "INSERT INTO inbound_conflicts (id, carrier, carrier_message_id, from_number, to_number, text, received_at) VALUES (?, 'vonage', 'x', 'x', 'x', 'x', ?)",
      id,
      at,
    ),
  inbound_messages: (id, at) =>
    rows(
      "INSERT INTO inbound_messages (id, carrier, carrier_message_id, sender_id, from_number, to_number, text, received_at) SELECT ?, 'vonage', ?, id, 'x', 'x', 'What they wrote', ? FROM senders LIMIT 1",
      id,
      id,
      at,
    ),
  devices: (id, at) =>
    rows(
      "INSERT INTO devices (id, token_hash, phone, expires_at, used_at, created_at) VALUES (?, ?, '+15145550177', ?, 1, 1)",
      id,
      id,
      at,
    ),
  limit_counters: (id, at) => rows("INSERT INTO limit_counters (key, count, until) VALUES (?, 1, ?)", id, at),
  pending_points: (id, at) =>
    rows(
      "INSERT INTO pending_points (id, merchant_id, phone, points, actor, status, idempotency_key, created_at, lapses_at) SELECT ?, id, '+15145550177', 1, 'kiosk:1', 'lapsed', ?, 1, ? FROM merchants LIMIT 1",
      id,
      id,
      at,
    ),
  outbox: async (id, at) => {
    await queueDirectly(service.db, [
      { id, recipient: "+15145550121", status: "delivered", text: "What was written", createdAt: at },
    ]);
  },
};
const idColumn: Readonly<Record<string, string>> = {
  customer_sessions: "token_hash",
  past_codes: "code",
  limit_counters: "key",
};

/** What is left of a planted row. */
async function left({ table, emptied }: Retained, id: string): Promise<"whole" | "emptied" | "gone"> {
  const [row] = await rows(`SELECT * FROM ${table} WHERE ${idColumn[table] ?? "id"} = ?`, id);
  if (!row) return "gone";
  return emptied && (row[emptied] === "" || String(row[emptied]) === "deleted:") ? "emptied" : "whole";
}

const isPlain = ({ table, only }: Retained) => table in planted && only !== "sender_id IS NULL";

test.each(retention.filter(isPlain))(
  "$table: a row goes when its time has come, and not a minute before",
  async (rule) => {
    const [old, young] = [randomUUID(), randomUUID()];
    const plant = planted[rule.table];
    await plant?.(old, Date.now() - rule.ageMs - 1_000);
    await plant?.(young, Date.now() - rule.ageMs + 60_000);
    await service.sweep();
    expect(await left(rule, old)).toBe(rule.emptied ? "emptied" : "gone");
    expect(await left(rule, young)).toBe("whole");
  },
);

test("forms that nobody confirmed go after a day; one that was confirmed is evidence and stays", async () => {
  const form = (id: string, n: number, confirmedAt: number | null) =>
    rows(
      `INSERT INTO sign_ups (id, merchant_id, n, phone, prefix, language, sms_words, words_version, page, code_hash, expires_at, confirmed_at, created_at)
        SELECT ?, id, ?, '+15145550178', '+1514', 'en', 'w', '1', '/', 'x', 1, ?, ? FROM merchants LIMIT 1`,
      id,
      n,
      confirmedAt,
      Date.now() - 2 * DAY_MS,
    );
  await form("open", 901, null);
  await form("confirmed", 902, 1);
  await service.sweep();
  expect((await rows("SELECT id FROM sign_ups WHERE n > 900")).map(({ id }) => id)).toEqual(["confirmed"]);
});

test("a run takes so many at a time, and the next goes on", async () => {
  await rows(
    `WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 700)
      INSERT INTO inbound_conflicts (id, carrier, carrier_message_id, from_number, to_number, text, received_at)
      SELECT 'many-' || i, 'vonage', 'x', 'x', 'x', 'x', 1 FROM c`,
  );
  const remaining = () => count("SELECT count(*) AS n FROM inbound_conflicts WHERE id LIKE 'many-%'");
  await service.sweep();
  expect(await remaining()).toBe(200);
  await service.sweep();
  expect(await remaining()).toBe(0);
});

describe("a text that has gone", () => {
  test("keeps no code and no link, whatever became of it; one that may still go is whole", async () => {
    const url = "https://c.example/AayarLhFSkK9wbtn";
    const text = `Your link ${url}`;
    const final = ["submitted", "delivered", "undelivered", "failed", "expired", "cancelled", "unknown"] as const;
    const waiting = ["queued", "held", "sending", "unconfirmed"] as const;
    const later = Date.now() + DAY_MS;
    const ids = await queueDirectly(
      service.db,
      [...final, ...waiting].map((status) => ({
        recipient: "+15145550131",
        kind: "welcome",
        text,
        holdsSecret: true,
        status,
        dueAt: later,
        leaseUntil: later,
        reason: status === "held" ? "a test" : null,
      })),
    );
    await service.sweep();
    const kepts = (await readMessages(service.db, ids)).map(({ status, text: now }) => `${status} ${now}`);
    expect(kepts).toEqual([
      ...final.map((status) => `${status} Your link https://c.example/…`),
      ...waiting.map((status) => `${status} ${text}`),
    ]);
  });

  test("of each kind that holds one is found nowhere in the outbox, and the inbox shows that there was one", async () => {
    const customer = service.customer("+15145550121");
    await fetch(`${service.url}/inbox/sign-in`, {
      method: "POST",
      body: new URLSearchParams({ phone: OWNER_PHONE }),
      headers: { origin: service.url },
      redirect: "manual",
    });
    await customer.texts("BALANCE");
    const code = /\d{6}/.exec(await service.customer(OWNER_PHONE).receives(1))?.[0] ?? "";
    const link = /http\S+$/.exec(await customer.receives(3))?.[0] ?? "";
    await waitFor("both to have gone", async () =>
      (await count(
        "SELECT count(*) AS n FROM outbox WHERE status IN ('queued', 'sending') AND due_at < ?",
        Date.now(),
      )) === 0
        ? true
        : null,
    );
    expect([code, link]).toEqual([expect.stringMatching(/^\d{6}$/), expect.stringContaining("http")]);
    await service.sweep();
    const all = JSON.stringify(await rows("SELECT text FROM outbox WHERE holds_secret = 0"));
    expect(all).not.toContain(code);
    expect(all).not.toContain(new URL(link).pathname);
    expect(all).toContain("******");
  });
});

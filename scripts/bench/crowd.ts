// A shop with many customers in seconds: one of them does through the service what customers do, and SQL copies the rows that this left,
// for as many other phones as are wanted. What the service writes is never described twice.

import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Client, InStatement, InValue } from "@libsql/client/web";
import { handIn } from "./members.ts";
import type { Bench } from "./service.ts";

const MODEL_PHONE = "15145550142";
/** Joins, is given points, takes a reward, writes to a person: a row of each kind that a page lists. The coffee costs ten points. */
const TEXTS_BEFORE = ["JOIN", "YES"];
const TEXTS_AFTER = ["REDEEM", "1", "YES", "Do you have a table for two at noon?"];
const POINTS_GIVEN = "12";
/** Between a customer and the next one, who did the same so much earlier: a hundred thousand in two months. */
const APART_MS = 50_000;
const SESSION_MS = 24 * 3_600_000;

export interface Crowd {
  /** Of a session of the shop's owner. */
  readonly cookie: string;
  /** The one whose rows were copied. */
  readonly customerId: string;
  readonly rewardId: string;
}

/** @param customers in all, the model among them. */
export async function gatherCrowd(bench: Bench, url: string, customers: number): Promise<Crowd> {
  const { db, drained } = bench;
  const cookie = await signInOwner(db);
  const before = await rowsOf(db);
  await text(url, TEXTS_BEFORE);
  const customerId = await onlyId(db, "customers");
  await givePoints(url, cookie, customerId);
  await text(url, TEXTS_AFTER);
  await drained();
  const left = (await rowsOf(db)).filter(({ key }) => !before.some((row) => row.key === key));
  const ids = new Set(before.flatMap(({ key }) => key.match(UUID) ?? []));
  const copies = left.map((row) => copyStatement(row, ids, customers)).filter((each) => each !== null);
  // Each by itself: one transaction of millions of rows would be a log of gigabytes.
  for (const copy of copies) await db.execute(copy);
  const { rows } = await db.execute("SELECT count(*) AS count FROM customers");
  if (rows[0]?.count !== customers) throw new Error(`There are ${rows[0]?.count} customers instead of ${customers}.`);
  return { cookie, customerId, rewardId: await onlyId(db, "rewards") };
}

async function signInOwner(db: Client): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const now = Date.now();
  const hash = createHash("sha256").update(token).digest("hex");
  await db.batch([
    { sql: "UPDATE people SET confirmed_at = ?", args: [now] },
    {
      sql: `INSERT INTO sessions (id, token_hash, person_id, expires_at, created_at) SELECT ?, ?, id, ?, ? FROM people`,
      args: [randomUUID(), hash, now + SESSION_MS, now],
    },
  ]);
  return `session=${token}`;
}

async function givePoints(url: string, cookie: string, customerId: string): Promise<void> {
  const points = { amount: POINTS_GIVEN, reason: "a party", direction: "give", idempotencyKey: randomUUID() };
  const { status } = await fetch(new URL(`/inbox/customers/${customerId}/points`, url), {
    method: "POST",
    headers: { cookie, origin: url },
    body: new URLSearchParams(points),
    redirect: "manual",
  });
  if (status !== 303) throw new Error(`Points by hand were answered ${status}.`);
}

async function text(url: string, texts: readonly string[]): Promise<void> {
  for (const each of texts) {
    const status = await handIn(url, { from: `+${MODEL_PHONE}`, text: each, messageId: randomUUID() });
    if (status !== 200) throw new Error(`A text was answered ${status}.`);
  }
}

async function onlyId(db: Client, table: string): Promise<string> {
  const { rows } = await db.execute(`SELECT id FROM ${table}`);
  if (rows.length !== 1) throw new Error(`There are ${rows.length} ${table} instead of one.`);
  return String(rows[0]?.id);
}

interface Row {
  readonly table: string;
  readonly values: readonly (readonly [column: string, value: InValue])[];
  /** All of it: no two rows of a table are the same. */
  readonly key: string;
}

/** Of every table, in the order in which these were made. */
async function rowsOf(db: Client): Promise<readonly Row[]> {
  const tables = await db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid");
  const rows: Row[] = [];
  for (const { name } of tables.rows) {
    const table = String(name);
    const found = await db.execute(`SELECT * FROM ${table}`);
    for (const row of found.rows) {
      const values = found.columns.map((column) => [column, row[column] ?? null] as const);
      rows.push({ table, values, key: JSON.stringify([table, values]) });
    }
  }
  return rows;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const LINK_ID = /^[0-9a-f]{12}$/;
const N = "{n}";
const PHONE = "{phone}";
/** A number from here on is a time. */
const TIME_MIN = 1_600_000_000_000;

/** One row for each other customer: another phone, other ids, an earlier time; null for a row that is not about a customer. */
function copyStatement({ table, values }: Row, idsBefore: ReadonlySet<string>, customers: number): InStatement | null {
  const args: InValue[] = [];
  let isOfCustomer = false;
  const selected = values.map(([, value]) => {
    if (typeof value === "number" && value > TIME_MIN) {
      args.push(value, APART_MS);
      return "? - i * ?";
    }
    const template = typeof value === "string" ? templateOf(value, idsBefore) : value;
    args.push(template);
    const held = [N, PHONE].filter((name) => typeof template === "string" && template.includes(name));
    isOfCustomer ||= held.length > 0;
    return held.reduce((sql, name) => `replace(${sql}, '${name}', ${name.slice(1, -1)})`, "?");
  });
  if (!isOfCustomer) return null;
  // What a trigger writes beside a row is there already when the turn of its own table comes.
  const sql = `WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ?),
      others AS (SELECT i, printf('%09d', i) AS n, printf('12%02d555%04d', i / 10000, i % 10000) AS phone FROM numbers WHERE i < ?)
    INSERT OR IGNORE INTO ${table} (${values.map(([column]) => column).join(", ")}) SELECT ${selected.join(", ")} FROM others`;
  return { sql, args: [customers, customers, ...args] };
}

/** Each phone is one that nobody has: of an area from 200 on, of which the bench texts none, and an exchange 555. */
function templateOf(value: string, idsBefore: ReadonlySet<string>): string {
  return value
    .replace(UUID, (id) => (idsBefore.has(id) ? id : `${id.slice(0, -9)}${N}`))
    .replace(LINK_ID, (id) => `${id.slice(0, 3)}${N}`)
    .replaceAll(MODEL_PHONE, PHONE);
}

// What was agreed to before offers were a consent of their own counts for what its words said: the migration, on a planted database.

import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LibsqlServer, startLibsqlServer } from "../../scripts/libsql-server.ts";
import { migrate } from "../../scripts/migrations.ts";
import { auditLedgers } from "../support/ledgers.ts";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");
const AT = Date.UTC(2026, 8, 1, 12);

type Entry = readonly [change: string, word: string, shown: string | null];

const PROMPT_EN = "Café: collect points, get rewards, and at most 2 offers a month by text. Reply YES to join.";
const PROMPT_ONE = "Café: collect points, get rewards, and at most 1 offer a month by text. Reply YES to join.";
const PROMPT_FR = "Café : cumulez des points, recevez par SMS des cadeaux et au plus 2 offres par mois. Répondez OUI.";
const PAGE_FR = "J’accepte de recevoir des SMS de Café : le suivi de mes points et au plus 1 offre par mois.";
const NO_OFFERS = "Café: collect points, get rewards by text. Reply YES to join.";
const COME_BACK = "Café: you will get no more texts from us. To come back, reply YES.";

const asked = (shown: string): Entry => ["asked", "JOIN", shown];
const granted = (shown: string | null, word = "YES"): Entry => ["granted", word, shown];
const held: Entry = ["held", "OK STOP", null];
const left: Entry = ["withdrawn", "STOP", null];

const people: Readonly<Record<string, readonly [consent: string, ledger: readonly Entry[], offers: boolean]>> = {
  english: ["subscribed", [asked(PROMPT_EN), granted(PROMPT_EN)], true],
  one: ["subscribed", [asked(PROMPT_ONE), granted(PROMPT_ONE)], true],
  french: ["subscribed", [asked(PROMPT_FR), granted(PROMPT_FR, "OUI")], true],
  page: ["subscribed", [granted(PAGE_FR, "WEB")], true],
  held: ["held", [granted(PROMPT_EN), held], true],
  stayed: ["subscribed", [granted(PROMPT_EN), held, ["resumed", "YES", null]], true],
  without: ["subscribed", [asked(NO_OFFERS), granted(NO_OFFERS)], false],
  asked: ["none", [asked(PROMPT_EN)], false],
  left: ["opted_out", [granted(PROMPT_EN), left], false],
  carrier: ["subscribed", [granted(PROMPT_EN), left, granted(null, "START")], false],
  back: ["subscribed", [granted(PROMPT_EN), left, granted(COME_BACK)], false],
  named: ["subscribed", [granted("Le Coffre Offert : cumulez des points. Répondez OUI.", "OUI")], false],
  rejoined: ["subscribed", [granted(NO_OFFERS), left, asked(PROMPT_FR), granted(PROMPT_FR, "OUI")], true],
};

let server: LibsqlServer;
let db: Client;
let before: string;

beforeAll(async () => {
  server = await startLibsqlServer({ file: ":memory:" });
  db = createClient({ url: server.url });
  before = await mkdtemp(join(tmpdir(), "purposes-"));
  const files = (await readdir(MIGRATIONS)).sort();
  const own = files.find((file) => file.endsWith("_purposes.sql")) ?? "";
  for (const file of files.filter((each) => each < own)) await cp(join(MIGRATIONS, file), join(before, file));
  await migrate(db, before);
  await plant();
  await migrate(db, MIGRATIONS);
});
afterAll(async () => {
  db.close();
  await server.close();
  await rm(before, { recursive: true });
});

async function plant(): Promise<void> {
  await db.execute(`INSERT INTO merchants (id, slug, name, language, time_zone, unit, created_at)
    VALUES ('cafe', 'cafe', 'Café', 'fr', 'America/Toronto', '{}', 0)`);
  await db.execute(`INSERT INTO senders (id, number, kind, pace_segments_per_s, created_at)
    VALUES ('s', '+14385550100', 'long', 1, 0)`);
  await db.execute("INSERT INTO sender_merchants (sender_id, merchant_id, keyword) VALUES ('s', 'cafe', 'CAFE')");
  await db.execute({
    sql: `INSERT INTO conversations (id, sender_id, phone, seq, state, updated_at) VALUES ('talk', 's', '+15145550100', 0, ?, 0)`,
    args: [JSON.stringify({ offersSaidAt: { cafe: AT + 60_000, elsewhere: AT + 90_000 } })],
  });
  for (const [n, [id, [consent, ledger]]] of Object.entries(people).entries()) {
    const last = ledger.findLastIndex(([change]) => change === "granted");
    const proof = last < 0 ? null : JSON.stringify({ word: ledger[last]?.[1], at: AT + last });
    await db.execute({
      sql: `INSERT INTO customers (id, merchant_id, phone, consent, consent_seq, proof, created_at)
        VALUES (?, 'cafe', ?, ?, ?, ?, 0)`,
      args: [id, `+1514555${String(100 + n).padStart(4, "0")}`, consent, ledger.length, proof],
    });
    for (const [i, [change, word, shown]] of ledger.entries()) {
      await db.execute({
        sql: `INSERT INTO inbound_messages (id, carrier, carrier_message_id, from_number, to_number, text, received_at)
          VALUES (?1, 'simulator', ?1, '', '', ?2, ?3)`,
        args: [`${id}-${i}`, word, AT + i],
      });
      await db.execute({
        sql: `INSERT INTO consent_entries (customer_id, seq, change, word, shown, actor, cause, at)
          VALUES (?, ?, ?, ?, ?, 'customer', ?, ?)`,
        args: [id, i + 1, change, word, shown, `inbound:${id}-${i}`, AT + i],
      });
    }
  }
  // A move put the account of "held" on hold, by its second entry.
  await db.execute(`INSERT INTO moves (id, merchant_id, customer_id, left_customer_id, hold_seq, sender_id, from_phone, to_phone,
      code_hash, asked_at, expires_at, moved_at)
    VALUES ('move', 'cafe', 'english', 'held', 2, 's', '+15145550180', '+15145550181', '', 0, 0, 1)`);
}

test("who agreed to words with offers in them has agreed to offers, on the same evidence, and nobody else", async () => {
  const { rows } =
    await db.execute(`SELECT entry.*, last.word AS was, last.shown AS saw, last.cause AS came, last.at AS happened
    FROM consent_entries AS entry JOIN consent_entries AS last ON last.customer_id = entry.customer_id
      AND last.seq = (SELECT max(seq) FROM consent_entries WHERE customer_id = entry.customer_id AND change = 'granted' AND purpose = 'points')
    WHERE entry.purpose = 'offers'`);
  const expected = Object.keys(people).filter((id) => people[id]?.[2]);
  expect(rows.map((row) => row.customer_id).sort()).toEqual(expected.sort());
  expect(expected).toHaveLength(7);
  for (const row of rows) {
    const ledger = people[String(row.customer_id)]?.[1] ?? [];
    expect(row).toMatchObject({ change: "granted", actor: "customer", seq: ledger.length + 1 });
    expect([row.word, row.shown, row.cause, row.at]).toEqual([row.was, row.saw, row.came, row.happened]);
  }
});

test("the folds follow, the points' texts stay what they were, and every ledger adds up", async () => {
  const { rows } = await db.execute("SELECT id, consent, offers_consent, offers_proof, proof FROM customers");
  for (const { id, consent, offers_consent, offers_proof, proof } of rows) {
    const [was, , offers] = people[String(id)] ?? [];
    expect([id, consent, offers_consent]).toEqual([id, was, offers ? "subscribed" : "none"]);
    expect(offers_proof).toBe(offers ? proof : null);
  }
  expect(await auditLedgers(db)).toEqual([]);
});

test("a hold that a move brought about is still known as the move's", async () => {
  const { rows } = await db.execute(
    `SELECT hold_seq, consent_seq FROM moves JOIN customers ON customers.id = left_customer_id`,
  );
  expect(rows.map(({ hold_seq, consent_seq }) => [hold_seq, consent_seq])).toEqual([[3, 3]]);
});

test("when they last spoke of offers is known from the ledger, and from what their conversation had kept", async () => {
  const { rows } = await db.execute(`SELECT id, offers_said_at,
    (SELECT max(at) FROM consent_entries WHERE customer_id = id AND purpose = 'offers') AS last FROM customers`);
  for (const { id, offers_said_at, last } of rows) {
    expect([id, offers_said_at]).toEqual([id, id === "english" ? AT + 60_000 : last]);
  }
  expect(rows.filter(({ offers_said_at }) => offers_said_at === null).length).toBeGreaterThan(0);
});

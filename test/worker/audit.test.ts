// The audit passes a service that has seen a bit of everything, and finds and names each fault that is planted in it.

import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, rules } from "../../scripts/audit/run.ts";
import { startLibsqlServer } from "../../scripts/libsql-server.ts";
import { copyDatabase } from "../../scripts/operator/copy.ts";
import { serveFile } from "../../scripts/operator/database.ts";
import { runOperator } from "../../scripts/operator/run.ts";
import { operatorOn } from "../support/operator.ts";
import { NUMBER_HASH_KEY } from "../support/service.ts";
import { phones, startBusyService } from "./busy-service.ts";

let folder: string;
let healthy: string;
let n = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "comptoir-"));
  healthy = join(folder, "healthy.db");
  const busy = await startBusyService();
  await copyDatabase(busy.client, healthy);
  await busy.close();
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the audit says of a copy in which this was done. */
async function auditAfter(fault: string, key: string | null = NUMBER_HASH_KEY) {
  const file = join(folder, `${n++}.db`);
  await copyFile(healthy, file);
  const engine = new Database(file);
  engine.exec(`PRAGMA foreign_keys=OFF; ${fault}`);
  engine.close();
  const database = await serveFile(file);
  try {
    return await audit(database.client, key, Date.now());
  } finally {
    await database.close();
  }
}

const broken = (findings: Awaited<ReturnType<typeof audit>>) =>
  findings.filter(({ faults }) => faults.length > 0).map(({ name }) => name);

test("a busy service is healthy, and every rule was asked of something", async () => {
  const findings = await auditAfter("");
  expect(findings.flatMap(({ faults }) => faults)).toEqual([]);
  expect(findings.filter(({ asked, skipped }) => asked === 0 || skipped !== null)).toEqual([]);
});

test("a STOP that the carrier kept for hours holds from its arrival, when its text is under no number any more too", async () => {
  const hash = `(SELECT recipient_hash FROM outbox WHERE recipient = '${phones.left}')`;
  const late = `UPDATE suppressions SET stopped_at = stopped_at - 7200000 WHERE number_hash = ${hash};
    UPDATE inbound_messages SET written_at = written_at - 7200000`;
  const faults = async (who: string) =>
    (await auditAfter(`${late} ${who} WHERE from_number = '${phones.left}' AND text = 'STOP'`)).find(
      ({ name }) => name === "nothing is sent after a STOP",
    )?.faults;
  expect(await faults("")).toEqual([]);
  expect(await faults(", from_number = 'deleted:it'")).toEqual([]);
});

test("what needs the key is skipped without it, and another key is found out", async () => {
  const last = async (key: string | null) => (await auditAfter("", key)).at(-1);
  expect((await last(null))?.skipped).toContain("NUMBER_HASH_KEY");
  const other = `1:${Buffer.alloc(32, "another").toString("base64url")}`;
  expect((await last(other))?.faults).toEqual(["NUMBER_HASH_KEY is not the key of this database"]);
});

const of = (phone: string) => `(SELECT id FROM customers WHERE phone = '${phone}')`;
const member = of(phones.member);
const anyOf = (table: string, where = "TRUE") => `(SELECT min(id) FROM ${table} WHERE ${where})`;
const unguarded = "DROP TRIGGER point_entries_are_append_only; DROP TRIGGER point_entries_stay;";
const sent = (what: string) => `UPDATE outbox SET ${what} WHERE id = (SELECT id FROM outbox
  WHERE recipient = '${phones.left}' AND kind NOT LIKE 'stop%' AND answers_at < (SELECT max(stopped_at) FROM suppressions) LIMIT 1);`;
const stopOf = `(SELECT max(at) FROM consent_entries WHERE change = 'withdrawn' AND customer_id = ${of(phones.left)})`;
const deletedId = "(SELECT id FROM customers WHERE phone LIKE 'deleted:%')";

const planted: Readonly<Record<string, string>> = {
  "points are numbered": `UPDATE customers SET points_seq = points_seq + 1 WHERE id = ${member}`,
  "points follow from points": `${unguarded} UPDATE point_entries SET balance = balance + 1 WHERE customer_id = ${member} AND seq = 1`,
  "points are told as they are": `UPDATE customers SET points = points + 5 WHERE id = ${member}`,
  "corrections correct": `${unguarded} UPDATE point_entries SET reverses = 77 WHERE reverses IS NOT NULL`,
  "waiting points come in once": "UPDATE pending_points SET status = 'settled'",
  "purchases are booked": "UPDATE purchases SET points = points + 1 WHERE refunded_at IS NULL",
  "refunds take points back": "UPDATE purchases SET refunded_at = 1",
  "rewards are paid for": "UPDATE claims SET cost = cost + 1",
  "payments are for rewards": `${unguarded} UPDATE point_entries SET claim_id = 'nothing' WHERE cause = 'visit' OR seq = 1`,
  "used rewards have their time": "UPDATE claims SET used_at = NULL WHERE status = 'used'",
  "codes work once": `INSERT INTO audit_entries SELECT 'again', merchant_id, person_id, act, subject, at FROM audit_entries WHERE act = 'code_redeemed'`,
  "stock is not owed": "PRAGMA ignore_check_constraints=ON; UPDATE rewards SET stock = -1",
  "consent is the fold of its ledger": `UPDATE customers SET consent = 'subscribed' WHERE phone = '${phones.left}'`,
  "consent to offers is the fold of its ledger": `UPDATE customers SET offers_consent = 'none' WHERE phone = '${phones.other}'`,
  "consent to e-mail is the fold of its ledger": `UPDATE customers SET email_consent = 'subscribed' WHERE phone = '${phones.other}'`,
  "addresses that are asked are known": `UPDATE customers SET email_asked_at = NULL WHERE id = ${member}`,
  "only customers agree":
    "DROP TRIGGER consent_entries_are_append_only; UPDATE consent_entries SET actor = 'carrier' WHERE change = 'granted'",
  "stops have a place": "UPDATE suppressions SET scope_id = 'nowhere' WHERE scope_kind = 'pool'",
  "nothing is sent after a STOP": sent(
    `created_at = ${stopOf} + 90000, submitted_at = ${stopOf} + 100000, even_if_stopped = 0`,
  ),
  "a STOP is confirmed once": `CREATE TEMP TABLE again AS SELECT * FROM outbox WHERE recipient = '${phones.left}' AND kind = 'stop_confirmed';
    UPDATE again SET id = 'again', cause = 'again'; INSERT INTO outbox SELECT * FROM again`,
  "statuses are known": `UPDATE outbox SET status = 'lost' WHERE id = ${anyOf("outbox")}`,
  "settled messages have their time": `UPDATE outbox SET settled_at = NULL WHERE id = ${anyOf("outbox", "status = 'delivered'")}`,
  "nothing is being sent for ever": `UPDATE outbox SET status = 'sending', settled_at = NULL, claim = 'c', lease_until = 5 WHERE id = ${anyOf("outbox", "status = 'delivered'")}`,
  "waiting messages have their turn": `UPDATE outbox SET status = 'held', settled_at = NULL, priority = 3 WHERE id = ${anyOf("outbox", "kind = 'stop_confirmed'")}`,
  "one message a cause": `CREATE TABLE copied AS SELECT * FROM outbox; DROP TABLE outbox; ALTER TABLE copied RENAME TO outbox;
    CREATE UNIQUE INDEX outbox_ids ON outbox (id); UPDATE outbox SET cause = 'reply:same', n = 0`,
  "answers answer a text": `UPDATE outbox SET cause = 'inbound:nothing' WHERE id = ${anyOf("outbox", "cause LIKE 'inbound:%'")}`,
  "conversations are numbered": "UPDATE conversations SET seq = seq + 1",
  "deleted customers are nobody": `UPDATE inbound_messages SET from_number = '+15145550163' WHERE customer_id = ${deletedId}`,
  "moves are whole": "UPDATE moves SET moved_back_at = 1",
  "numbers are whose they say": "UPDATE senders SET pool = 'own'",
  "hashes have their key": "DELETE FROM service_keys",
  "nothing refers to nothing": "UPDATE links SET customer_id = 'nobody'",
};

describe("a fault that is planted is found and named", () => {
  test("there is one for each rule", () => {
    expect(Object.keys(planted)).toEqual(rules.map(({ name }) => name));
  });

  test.each(Object.entries(planted))("%s", async (name, fault) => {
    const findings = await auditAfter(fault);
    expect(broken(findings)).toContain(name);
    const said = findings.flatMap(({ faults }) => faults).join("\n");
    expect(said).not.toMatch(/\+1\d{10}/);
  });

  test("a stop that was lost", async () => {
    const findings = await auditAfter("DELETE FROM suppressions");
    expect(broken(findings)).toEqual(["who has left is known by number"]);
  });
});

describe("npm run operator -- audit", () => {
  test("prints each rule with its count, and fails with a list when one is broken", async () => {
    const file = join(folder, "told.db");
    await copyFile(healthy, file);
    const server = await startLibsqlServer({ file });
    const operator = operatorOn({ DATABASE_URL: server.url, NUMBER_HASH_KEY });
    const { code, out, err } = await operator("audit");
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n").filter((line) => /^ok +[1-9]\d* {2}\w/.test(line))).toHaveLength(rules.length + 1);

    const { client, close } = await serveFile(file);
    await client.execute(`UPDATE customers SET points = points + 5 WHERE phone = '${phones.member}'`);
    await client.execute("INSERT INTO service_state VALUES ('restored', 1)");
    const told = await operator("audit");
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/^FAULT +\d+ {2}points are told as they are \(1: .*\n +account [\w-]+: \d+ points, but/m);
    expect(told.err).toMatch(
      /^1 of \d+ rules are broken, and the service that was restored goes on sending nothing\.\n$/,
    );
    expect((await client.execute("SELECT * FROM service_state")).rows).toHaveLength(1);
    await client.execute(`UPDATE customers SET points = points - 5 WHERE phone = '${phones.member}'`);
    await expect(
      runOperator(["audit"], { DATABASE_URL: server.url, NUMBER_HASH_KEY }, () => {}),
    ).resolves.toBeUndefined();
    expect((await client.execute("SELECT * FROM service_state")).rows).toEqual([]);
    await close();
    await server.close();
  });
});

// The audit passes a service that has seen a bit of everything, and finds and names each fault that is planted in it.

import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, rules } from "../../scripts/audit/run.ts";
import { keyedRules } from "../../scripts/audit/stops.ts";
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
});
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
/** The cause of an entry that a text to a shop has brought. */
const handled =
  "(SELECT 'inbound:' || min(id) FROM inbound_messages WHERE sender_id IS NOT NULL AND from_number LIKE '+%')";
const salon = "(SELECT id FROM merchants WHERE slug = 'salon')";
const shop = "(SELECT id FROM merchants WHERE slug <> 'salon')";
const anyOf = (table: string, where = "TRUE") => `(SELECT min(id) FROM ${table} WHERE ${where})`;
const unguarded = "DROP TRIGGER point_entries_are_append_only; DROP TRIGGER point_entries_stay;";
const unproven = "DROP TRIGGER consent_entries_are_append_only;";
const sent = (what: string) => `UPDATE outbox SET ${what} WHERE id = (SELECT id FROM outbox
  WHERE recipient = '${phones.left}' AND kind NOT LIKE 'stop%' AND answers_at < (SELECT max(stopped_at) FROM suppressions) LIMIT 1);`;
const stopOf = `(SELECT max(at) FROM consent_entries WHERE change = 'withdrawn' AND customer_id = ${of(phones.left)})`;
const afterStop = `created_at = ${stopOf} + 90000, submitted_at = ${stopOf} + 100000, even_if_stopped = 0`;
const one = (what: string, where = "TRUE") => `UPDATE outbox SET ${what} WHERE id = ${anyOf("outbox", where)};`;
const copyOf = (where: string, what: string) => `CREATE TEMP TABLE again AS SELECT * FROM outbox WHERE ${where} LIMIT 1;
  UPDATE again SET id = 'again', cause = 'again', n = 0, carrier_message_id = 'again', ${what}; INSERT INTO outbox SELECT * FROM again;`;
const invited = copyOf(
  `recipient = '${phones.leftPool}'`,
  `kind = 'kiosk_invitation', merchant_id = ${shop}, customer_id = NULL, even_if_stopped = 0, answers_at = NULL, created_at = 9e15`,
);
const deletedId = "(SELECT id FROM customers WHERE phone LIKE 'deleted:%')";
const anotherClaim = `CREATE TEMP TABLE more AS SELECT * FROM claims LIMIT 1; UPDATE more SET id = 'more'; INSERT INTO claims SELECT * FROM more;`;

/** What breaks each rule, one way or several. */
const planted: Readonly<Record<string, readonly string[]>> = {
  "points are numbered": [`UPDATE customers SET points_seq = points_seq + 1 WHERE id = ${member}`],
  "points follow from points": [
    `${unguarded} UPDATE point_entries SET balance = balance + 1 WHERE customer_id = ${member} AND seq = 1`,
  ],
  "points are told as they are": [`UPDATE customers SET points = points + 5 WHERE id = ${member}`],
  "corrections correct": [`${unguarded} UPDATE point_entries SET reverses = 77 WHERE reverses IS NOT NULL`],
  "points come from somewhere": [
    "DELETE FROM purchases WHERE entry_seq IS NOT NULL",
    `${unguarded} UPDATE point_entries SET claim_id = NULL WHERE cause = 'claim'`,
    `${unguarded} UPDATE point_entries SET idempotency_key = 'claim:nothing' WHERE cause = 'claim'`,
    `${unguarded} UPDATE point_entries SET cause = 'pending' WHERE cause = 'spend' AND seq = (SELECT max(seq) FROM point_entries WHERE cause = 'spend')`,
    `${unguarded} UPDATE point_entries SET idempotency_key = 'code:inbound:nothing' WHERE cause = 'code' AND customer_id = ${member}`,
    `${unguarded} UPDATE point_entries SET cause = 'welcome' WHERE cause = 'code' AND customer_id = ${member}`,
  ],
  "waiting points come in once": ["UPDATE pending_points SET status = 'settled'"],
  "purchases are booked": ["UPDATE purchases SET points = points + 1 WHERE refunded_at IS NULL"],
  "refunds take points back": ["UPDATE purchases SET refunded_at = 1"],
  "no member's points wait": [`UPDATE pending_points SET phone = '${phones.other}'`],
  "rewards are paid for": ["UPDATE claims SET cost = cost + 1"],
  "payments are for rewards": [
    `${unguarded} UPDATE point_entries SET claim_id = 'nothing' WHERE cause = 'visit' OR seq = 1`,
  ],
  "used rewards have their time": ["UPDATE claims SET used_at = NULL WHERE status = 'used'"],
  "codes work once": [
    `INSERT INTO audit_entries SELECT 'again', merchant_id, person_id, act, subject, at FROM audit_entries WHERE act = 'code_redeemed'`,
  ],
  "handing over is on record": [
    "DELETE FROM audit_entries WHERE act = 'code_redeemed'",
    "UPDATE claims SET used_with = NULL WHERE status = 'used'",
    "UPDATE claims SET status = 'taken', used_at = NULL, used_with = NULL WHERE status = 'used'",
  ],
  "codes are one reward's": [
    "UPDATE claims SET status = 'in_use', code = NULL, used_at = NULL",
    `DROP INDEX claims_by_live_code; UPDATE claims SET status = 'in_use', used_at = NULL; ${anotherClaim}`,
  ],
  "coupons alone are free": ["UPDATE claims SET cost = 0, expires_at = 9e15"],
  "stock is not owed": ["PRAGMA ignore_check_constraints=ON; UPDATE rewards SET stock = -1"],
  "consent is the fold of its ledger": [`UPDATE customers SET consent = 'subscribed' WHERE phone = '${phones.left}'`],
  "consent to offers is the fold of its ledger": [
    `UPDATE customers SET offers_consent = 'none' WHERE phone = '${phones.other}'`,
  ],
  "consent to e-mail is the fold of its ledger": [
    `UPDATE customers SET email_consent = 'subscribed' WHERE phone = '${phones.other}'`,
  ],
  "addresses that are asked are known": [`UPDATE customers SET email_asked_at = NULL WHERE id = ${member}`],
  "only customers agree": [`${unproven} UPDATE consent_entries SET actor = 'carrier' WHERE change = 'granted'`],
  "agreements have their text": [
    `${unproven} UPDATE consent_entries SET cause = 'inbound:nothing' WHERE change = 'granted' AND customer_id = ${member}`,
    `${unproven} UPDATE consent_entries SET cause = 'sign_up_confirmed:nothing' WHERE change = 'granted' AND customer_id = ${member}`,
  ],
  "agreements have their words": [
    `${unproven} UPDATE consent_entries SET shown = NULL WHERE change = 'granted' AND customer_id = ${member}`,
    `${unproven} UPDATE consent_entries SET shown = '' WHERE change = 'granted' AND customer_id = ${member}`,
  ],
  "offers go to members alone": [`UPDATE customers SET offers_consent = 'subscribed' WHERE phone = '${phones.left}'`],
  "nothing is sent after a STOP": [
    sent(afterStop),
    sent(`${afterStop}, merchant_id = NULL`),
    sent(
      `${afterStop}, submitted_at = NULL, settled_at = ${stopOf} + 100000`.replace(
        `submitted_at = ${stopOf} + 100000, `,
        "",
      ),
    ),
    ...["sign_in_code", "sign_up_code", "move_code"].map((kind) => sent(`${afterStop}, kind = '${kind}'`)),
  ],
  "what goes despite a STOP was asked for": [
    one("answers_at = created_at + 60000", "even_if_stopped = 1"),
    one("answers_at = NULL", "even_if_stopped = 1"),
    one("cause = 'inbound:nothing'", "even_if_stopped = 1"),
    one("cause = 'sign_in:nothing', kind = 'sign_in_code'", "even_if_stopped = 1"),
    sent(`${afterStop}, even_if_stopped = 1, answers_at = ${stopOf} + 80000`.replace("even_if_stopped = 0, ", "")),
  ],
  "no shop writes first to who has left another": [
    invited,
    `DELETE FROM suppressions WHERE scope_kind = 'pool'; ${invited}`,
  ],
  "a STOP is confirmed once": [copyOf(`recipient = '${phones.left}' AND kind = 'stop_confirmed'`, "due_at = 1")],
  "messages know their number": [sent(`${afterStop}, recipient_hash = NULL`)],
  "stops have a place": ["UPDATE suppressions SET scope_id = 'nowhere' WHERE scope_kind = 'pool'"],
  "statuses are known": [one("status = 'lost'")],
  "settled messages have their time": [one("settled_at = NULL", "status = 'delivered'")],
  "what was handed over is known to the carrier": [
    one("submitted_at = NULL", "status = 'delivered'"),
    one("carrier_message_id = NULL", "status = 'delivered'"),
    one("status = 'submitted', settled_at = NULL, carrier_message_id = NULL", "status = 'delivered'"),
  ],
  "the carrier has each message once": ["UPDATE outbox SET carrier_message_id = 'one'"],
  "nothing is being sent for ever": [
    one("status = 'sending', settled_at = NULL, claim = 'c', lease_until = 5", "status = 'delivered'"),
  ],
  "waiting messages have their turn": [
    one("status = 'held', settled_at = NULL, priority = 3", "kind = 'stop_confirmed'"),
  ],
  "one message a cause": [
    `CREATE TABLE copied AS SELECT * FROM outbox; DROP TABLE outbox; ALTER TABLE copied RENAME TO outbox;
    CREATE UNIQUE INDEX outbox_ids ON outbox (id); UPDATE outbox SET cause = 'reply:same', n = 0`,
  ],
  "messages go to their customer": [one(`recipient = '${phones.waiting}'`, `customer_id = ${member}`)],
  "shops send from their numbers": [one(`merchant_id = ${salon}`, `customer_id = ${member}`)],
  "answers answer a text": [one("cause = 'inbound:nothing'", "cause LIKE 'inbound:%'")],
  "texts were handled": [
    `DELETE FROM conversation_entries WHERE cause = ${handled}`,
    `UPDATE conversation_entries SET cause = ${handled}`,
  ],
  "answers are in the outbox": [
    `DELETE FROM outbox WHERE kind = 'stop_confirmed' AND recipient = '${phones.left}'`,
    `DELETE FROM outbox WHERE kind = 'welcome' AND customer_id = ${member}`,
  ],
  "conversations are numbered": ["UPDATE conversations SET seq = seq + 1"],
  "what is of one shop is of no other": [
    `UPDATE claims SET merchant_id = ${salon}`,
    `UPDATE purchases SET merchant_id = ${salon} WHERE customer_id IS NOT NULL`,
    `UPDATE rewards SET merchant_id = ${salon}`,
    `UPDATE api_keys SET merchant_id = ${salon}`,
  ],
  "numbers are numbers": [
    `UPDATE customers SET phone = '514 555 0160' WHERE id = ${member}`,
    `UPDATE customers SET phone = '+0145550160' WHERE id = ${member}`,
    "UPDATE people SET phone = 'somebody'",
    one("recipient = ''", `customer_id = ${member}`),
  ],
  "shops can be texted": [`DELETE FROM sender_merchants WHERE merchant_id = ${salon}`],
  "only people of the shop are signed in": [
    `UPDATE people SET confirmed_at = NULL; INSERT INTO sessions SELECT 's', 's', id, 9e15, NULL, 1, NULL FROM people LIMIT 1`,
    `UPDATE people SET confirmed_at = 1, phone = 'left:' || id; INSERT INTO sessions SELECT 's', 's', id, 9e15, NULL, 1, NULL FROM people LIMIT 1`,
  ],
  "deleted customers are nobody": [
    `UPDATE inbound_messages SET from_number = '+15145550163' WHERE customer_id = ${deletedId}`,
    `UPDATE outbox SET recipient = '+15145550163', status = 'delivered', submitted_at = 5, carrier_message_id = 'its own'
      WHERE id = (SELECT id FROM outbox WHERE customer_id = ${deletedId} LIMIT 1)`,
  ],
  "moves are whole": ["UPDATE moves SET moved_back_at = 1"],
  "numbers are whose they say": ["UPDATE senders SET pool = 'own'"],
  "hashes have their key": ["DELETE FROM service_keys"],
  "nothing refers to nothing": ["UPDATE links SET customer_id = 'nobody'"],
  "nothing waits for ever": [
    one("status = 'queued', settled_at = NULL, due_at = 5", "status = 'delivered'"),
    one("status = 'held', reason = NULL, settled_at = NULL, expires_at = 5", "status = 'delivered'"),
    ...["merchant_incomplete", "doubtful_stop", "unregistered", "not_carried"].map((reason) =>
      one(`status = 'held', reason = '${reason}', settled_at = NULL, expires_at = 5`, `customer_id = ${member}`),
    ),
  ],
  "nothing is kept too long": [
    "INSERT INTO sessions SELECT 's', 's', id, 5, NULL, 1, NULL FROM people LIMIT 1",
    `INSERT INTO customer_sessions VALUES ('s', ${member}, 5, 1)`,
    "INSERT INTO sign_in_codes VALUES ('c', NULL, 'page', NULL, 0, 5, NULL, 5)",
    "UPDATE links SET expires_at = 5",
    `INSERT INTO sign_ups SELECT 's', id, 1, '+15145550142', '+1514', NULL, NULL, NULL, NULL, 'en', 'w', NULL, '1', 'p', 'c', 0, 5, NULL, NULL, 5, NULL, NULL FROM merchants LIMIT 1`,
  ],
  "no secret is kept that has gone": [one("holds_secret = 1, created_at = 5", "status = 'delivered'")],
  "the database guards itself": [
    "DROP TRIGGER point_entries_are_append_only",
    "DROP TRIGGER consent_entries_stay",
    "DROP INDEX claims_by_live_code",
    "DROP INDEX outbox_due",
    "DROP TABLE probes",
    "DROP TRIGGER email_consent_entries_stay; CREATE TRIGGER email_consent_entries_stay BEFORE DELETE ON email_consent_entries BEGIN SELECT 1; END",
    "DROP INDEX claims_of_coupons; CREATE INDEX claims_of_coupons ON claims (customer_id, reward_id) WHERE cost = 0",
  ],
};

/** What only the key tells. */
const plantedByKey: Readonly<Record<string, readonly string[]>> = {
  "who has left is known by number": [
    "DELETE FROM suppressions",
    "UPDATE suppressions SET lifted_at = stopped_at + 5000 WHERE scope_kind = 'business'; DELETE FROM suppressions WHERE scope_kind = 'pool'",
  ],
  "no member has left": [
    `UPDATE customers SET consent = 'subscribed' WHERE phone = '${phones.left}'`,
    `UPDATE customers SET consent = 'held' WHERE phone = '${phones.left}'`,
    "UPDATE suppressions SET lifted_at = NULL",
  ],
  "hashes are of their numbers": [sent(`${afterStop}, recipient_hash = 'of another number'`)],
};

const each = (faults: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(faults).flatMap(([name, ways]) => ways.map((way, i) => [name, i, way] as const));

describe("a fault that is planted is found and named", () => {
  test("there is one for each rule", () => {
    expect(Object.keys(planted)).toEqual(rules.map(({ name }) => name));
    expect(Object.keys(plantedByKey)).toEqual(keyedRules.map(({ name }) => name));
  });

  test.each([...each(planted), ...each(plantedByKey)])("%s (%i)", async (name, _, fault) => {
    const findings = await auditAfter(fault);
    expect(broken(findings)).toContain(name);
    const said = findings.flatMap(({ faults }) => faults).join("\n");
    expect(said).not.toMatch(/\+1\d{10}/);
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
    expect(out.split("\n").filter((line) => /^ok +[1-9]\d* {2}\w/.test(line))).toHaveLength(
      rules.length + keyedRules.length,
    );

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

// What has ended since a backup stays ended when it comes back: what was revoked, handed over or left, by whom and by which number.

import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyDatabase } from "../../scripts/operator/copy.ts";
import { type OperatorDatabase, serveFile } from "../../scripts/operator/database.ts";
import { redeemCode } from "../../worker/usecases/redeem-code.ts";
import { operatorOn } from "../support/operator.ts";
import { NUMBER_HASH_KEY } from "../support/service.ts";
import { askForCode, takeReward } from "../support/wallet-acts.ts";
import { phones, sendAll, startBusyService } from "./busy-service.ts";
import type { Texting } from "./texting.ts";

let folder: string;
let texting: Texting;
let restored: OperatorDatabase;
let told: string;
let handedOver: string;
let putBack: string;

const operator = (...words: string[]) => operatorOn({ DATA_DIR: folder })(...words);
const rows = async (sql: string, ...args: string[]) =>
  (await restored.client.execute({ sql, args })).rows.map((row) => [...Object.values(row)]);
const run = (sql: string) => texting.client.executeMultiple(sql);

/** One of each that can be revoked, removed or used. */
const OPEN = `
  INSERT INTO kiosks (id, merchant_id, name, token_hash, created_at) SELECT 'kiosk', id, 'Counter', 'token', 1 FROM merchants LIMIT 1;
  INSERT INTO kiosks (id, merchant_id, name, token_hash, created_at) SELECT 'other', id, 'Door', 'old token', 1 FROM merchants LIMIT 1;
  INSERT INTO api_keys (id, merchant_id, label, key_hash, scopes, created_at) SELECT 'till', id, 'Till', 'a hash', '[]', 1 FROM merchants LIMIT 1;
  INSERT INTO staff_codes (id, merchant_id, label, code_hash, created_at) SELECT 'staff', id, 'Staff', 'a hash', 1 FROM merchants LIMIT 1;
  INSERT INTO people (id, merchant_id, phone, name, role, created_at, confirmed_at)
    SELECT 'gone', id, '+15145550180', 'Gone', 'staff', 1, 1 FROM merchants LIMIT 1;
  INSERT INTO people (id, merchant_id, phone, name, role, created_at, confirmed_at)
    SELECT 'stays', id, '+15145550181', 'Stays', 'manager', 1, 1 FROM merchants LIMIT 1;
  INSERT INTO people (id, merchant_id, phone, name, role, created_at, invited_by)
    SELECT 'refuses', id, '+15145550182', 'Refuses', 'staff', 1, 'stays' FROM merchants LIMIT 1;
  INSERT INTO devices VALUES ('forgotten', 'd1', '+15145550181', NULL, 9e15, 1, 1), ('known', 'd2', '+15145550181', 9e15, 9e15, 1, 1);
  INSERT INTO sessions (id, token_hash, person_id, expires_at, created_at) VALUES ('session', 's', 'stays', 9e15, 1);
  INSERT INTO customer_sessions SELECT 'wallet', min(id), 9e15, 1 FROM customers;
  INSERT INTO sign_in_codes (id, phone, asked_by, code_hash, expires_at, created_at) VALUES ('code', '+15145550181', 'page', 'c', 9e15, unixepoch() * 1000);
  UPDATE links SET revoked_at = NULL;`;

const ENDED = `
  UPDATE kiosks SET revoked_at = 5 WHERE id = 'kiosk';
  UPDATE kiosks SET token_hash = 'new token' WHERE id = 'other';
  UPDATE api_keys SET revoked_at = 5 WHERE id = 'till';
  UPDATE staff_codes SET revoked_at = 5;
  UPDATE people SET phone = 'left:gone' WHERE id = 'gone';
  UPDATE people SET role = 'staff' WHERE id = 'stays';
  DELETE FROM people WHERE id = 'refuses';
  DELETE FROM devices WHERE id = 'forgotten';
  UPDATE links SET revoked_at = 5;
  UPDATE rewards SET withdrawn_at = 5 WHERE id = (SELECT max(id) FROM rewards WHERE cost > 0);`;

async function takes(phone: string): Promise<string> {
  const { context, merchantId, rewardId, customerAt } = texting;
  const { id: customerId } = await customerAt(phone);
  const taken = await takeReward(context, { merchantId, customerId, rewardId });
  if (!taken.ok) throw new Error(taken.error);
  return taken.value.claimId;
}

async function hands(phone: string, claimId: string): Promise<void> {
  const { context, merchantId, customerAt } = texting;
  const { id: customerId } = await customerAt(phone);
  const used = await askForCode(context, { merchantId, customerId, claimId });
  if (!used.ok) throw new Error(used.error);
  const typed = used.value.code;
  const redeemed = await redeemCode(context, { merchantId, typed, usedWith: "kiosk:1", auditId: randomUUID() });
  if (!redeemed.ok) throw new Error(redeemed.error.code);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "comptoir-"));
  await writeFile(join(folder, "number-hash-key"), NUMBER_HASH_KEY);
  texting = await startBusyService();
  await run(OPEN);
  handedOver = await takes(phones.other);
  putBack = await takes(phones.cameBack);
  await hands(phones.cameBack, putBack);
  await texting.joins("+15145550183", 0);
  await texting.says("+15145550184", "JOIN");
  await texting.says("+15145550184", "YES");
  await texting.says("+15145550184", "MOVE 514 555 0183");
  await sendAll(texting);
  await copyDatabase(texting.client, join(folder, "the.backup"));

  await run(ENDED);
  await hands(phones.other, handedOver);
  await run(`INSERT INTO audit_entries SELECT 'back', merchant_id, NULL, 'claim_put_back', id, unixepoch() * 1000 + 60000 FROM claims WHERE id = '${putBack}';
    UPDATE claims SET status = 'taken', used_at = NULL, used_with = NULL WHERE id = '${putBack}'`);
  // The account of …83 goes to …84, and what …84 had to …83, who says STOP there.
  await (await texting.hesitates("+15145550184", "482913"))();
  await texting.says("+15145550183", "STOP");
  await sendAll(texting);
  await copyDatabase(texting.client, join(folder, "comptoir.db"));

  const done = await operator("restore", join(folder, "the.backup"));
  expect([done.code, done.err]).toEqual([0, ""]);
  told = done.out;
  restored = await serveFile(join(folder, "comptoir.db"));
});
afterAll(async () => {
  await restored?.close();
  await texting?.close();
  await rm(folder, { recursive: true, force: true });
});

test("what was revoked, withdrawn or given to another stays so", async () => {
  expect(await rows("SELECT id, revoked_at, token_hash FROM kiosks ORDER BY id")).toEqual([
    ["kiosk", 5, "token"],
    ["other", null, "new token"],
  ]);
  expect(await rows("SELECT revoked_at FROM api_keys WHERE id = 'till'")).toEqual([[5]]);
  expect(await rows("SELECT revoked_at FROM staff_codes WHERE id = 'staff'")).toEqual([[5]]);
  expect(await rows("SELECT DISTINCT revoked_at FROM links")).toEqual([[5]]);
  expect(await rows("SELECT count(*) FROM rewards WHERE withdrawn_at = 5")).toEqual([[1]]);
  expect(told).toMatch(
    /^Ended since, and ended again: 1 kiosks, 1 API keys, [1-9] staff codes, [1-9]\d* links, 1 rewards, 0 offers; 2 people were removed, and 1 /m,
  );
});

test("who was removed is nobody there, and who refused was never asked", async () => {
  expect(await rows("SELECT id, phone, role FROM people WHERE id IN ('gone', 'refuses', 'stays') ORDER BY id")).toEqual(
    [
      ["gone", "left:gone", "staff"],
      ["refuses", "left:refuses", "staff"],
      ["stays", "+15145550181", "staff"],
    ],
  );
});

test("everybody signs in again, with a new code, and a browser that was forgotten is a stranger's", async () => {
  expect(await rows("SELECT count(*) FROM sessions WHERE revoked_at IS NULL")).toEqual([[0]]);
  expect(await rows("SELECT count(*) FROM customer_sessions")).toEqual([[0]]);
  expect(await rows("SELECT count(*) FROM sign_in_codes WHERE used_at IS NULL")).toEqual([[0]]);
  expect(await rows("SELECT id, proven_until FROM devices")).toEqual([["known", null]]);
  expect(told).toMatch(/^Ended: 1 sessions of people and 1 of customers, 1 codes to sign in, /m);
});

test("a reward that was handed over since stays used, with its record, and one that was put back can be used", async () => {
  const claim = "SELECT status, used_at IS NOT NULL, used_with FROM claims WHERE id = ?";
  expect(await rows(claim, handedOver)).toEqual([["used", 1, "kiosk:1"]]);
  expect(await rows(claim, putBack)).toEqual([["taken", 0, null]]);
  const acts = "SELECT act FROM audit_entries WHERE subject = ? ORDER BY act";
  expect(await rows(acts, handedOver)).toEqual([["code_redeemed"]]);
  expect(await rows(acts, putBack)).toEqual([["claim_put_back"], ["code_redeemed"]]);
  expect(told).toMatch(/^Handed over since: 1 rewards and coupons, which stay used; 1 were put back\.$/m);
});

test("a STOP holds for the phone that said it, whoever the backup has behind it", async () => {
  expect(await rows("SELECT phone, consent FROM customers WHERE phone IN ('+15145550183', '+15145550184')")).toEqual(
    expect.arrayContaining([
      ["+15145550183", "opted_out"],
      ["+15145550184", "subscribed"],
    ]),
  );
  expect(told).toMatch(/, 1 moves to another number and back, /);
  expect(told).toMatch(/ and 2 moves that waited for a code\./);
});

test("the audit finds it all in order", async () => {
  const audited = await operator("audit");
  expect(audited.out).not.toContain("FAULT");
  expect(audited.code).toBe(0);
});

// Every statement that the Worker can send finds its rows by an index, however much its tables have grown. The statements are those of
// calls of all that puts them together, in this process; V8 says what no call has reached. Beside it, every test that starts the
// service has the plans of what its Worker sent looked at.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Coverage, filesWithSql, startCoverage } from "../support/plans/coverage.ts";
import { SENT_BY } from "../support/plans/exceptions.ts";
import { type Judge, openJudge } from "../support/plans/judge.ts";
import type { World } from "../support/plans/world.ts";

const ROOT = join(import.meta.dirname, "../..");

let judge: Judge;
beforeAll(() => {
  judge = openJudge(...inject("grown"));
});
afterAll(() => judge.close());

describe("all that the Worker can send", () => {
  let coverage: Coverage;
  let world: World;
  const missing = async () => (await coverage.missing()).filter((line) => !SENT_BY.has(line.split(":")[0] ?? ""));
  beforeAll(async () => {
    coverage = await startCoverage();
    for (const path of filesWithSql) await import(/* @vite-ignore */ join(ROOT, path));
    const { startWorld } = await import("../support/plans/world.ts");
    world = await startWorld();
  });
  afterAll(async () => {
    coverage.stop();
    await world.dispose();
  });

  test("is asked for: without the calls of one file, what stands in that file is missed, and with them nothing is", async () => {
    const { calls } = await import("../support/plans/calls.ts");
    const { acts } = await import("../support/plans/acts.ts");
    const { "wallet.ts": ofWallet = [], ...others } = calls;
    for (const call of [...Object.values(others).flat(), ...acts]) await call(world);
    const without = await missing();
    expect(without.length).toBeGreaterThan(3);
    expect(without.filter((line) => !line.startsWith("worker/db/wallet.ts: "))).toEqual([]);
    for (const call of ofWallet) await call(world);
    expect(await missing()).toEqual([]);
  });

  test("reads and sorts no table that grows", () => {
    const statements = world.statements();
    expect(statements.length).toBeGreaterThan(300);
    expect(statements.flatMap((statement) => judge.faults(statement))).toEqual([]);
  });

  // A walk along an ordered index, past all that is not meant, looks like any other search.
  test.each([
    ["the last text that nobody asked for", "submitted_at IS NOT NULL AND (class", "outbox_unasked"],
    ["the last reply of a thread", "kind = 'reply' ORDER BY", "outbox_replies"],
    ["the notices of a thread", "'ThreadOpened'", "conversation_notices"],
    ["what the shop's people did", "<> 'link_opened'", "audit_shown"],
  ])("finds %s by an index of nothing else", (_, words, index) => {
    const statements = world
      .statements()
      .filter((statement) => statement.includes(words) && !/ and 0[ )]/.test(statement));
    expect(statements.length).toBeGreaterThan(0);
    for (const plan of statements.flatMap((statement) => judge.plans(statement))) expect(plan).toContain(index);
  });

  test.each([...SENT_BY])("%s is left to a test that starts the service: %s", (path, sentBy) => {
    expect(filesWithSql).toContain(path);
    expect(existsSync(join(ROOT, sentBy)) && readFileSync(join(ROOT, sentBy), "utf8")).toContain("startService");
  });
});

describe("a plan is refused", () => {
  test.each([
    ["SCAN customers by nothing", "SELECT id FROM customers WHERE name = ?"],
    ["SCAN customers by nothing", "SELECT c.id FROM customers AS c WHERE c.name = ?"],
    ["SCAN customers by nothing", "UPDATE customers SET name = NULL WHERE name = ?"],
    [
      "SCAN claims by nothing",
      "SELECT (SELECT count(*) FROM claims WHERE cost = rewards.cost) FROM rewards WHERE id = ?",
    ],
    [
      "SCAN sign_ups by nothing",
      `SELECT page FROM consent_entries LEFT JOIN sign_ups ON cause = 'sign_up_confirmed:' || sign_ups.id WHERE consent_entries.customer_id = ?`,
    ],
    ["SCAN inbound_messages by nothing", "DELETE FROM senders WHERE id = ?"],
    [
      "USE TEMP B-TREE FOR ORDER BY, of customers by merchant_id",
      "SELECT id FROM customers WHERE merchant_id = ? ORDER BY name LIMIT 50",
    ],
    [
      "USE TEMP B-TREE FOR ORDER BY, of customers by merchant_id and point_entries by customer_id",
      `SELECT at FROM customers JOIN point_entries ON customer_id = id WHERE merchant_id = ? ORDER BY at DESC LIMIT 50`,
    ],
    [
      "USE TEMP B-TREE FOR GROUP BY, of outbox by customer_id",
      "SELECT kind, count(*) FROM outbox WHERE customer_id = ? GROUP BY kind",
    ],
  ])("%s: %s", (fault, statement) => {
    expect(judge.faults(statement).map((found) => found.split(": ")[0])).toContain(fault);
  });
});

test.each([
  "SELECT name FROM customers WHERE id = ?",
  "SELECT at FROM point_entries WHERE customer_id = ? ORDER BY at DESC LIMIT 3",
  "SELECT name FROM people WHERE merchant_id = ? ORDER BY name",
  "SELECT value FROM json_each(?)",
  "SELECT id FROM customers WHERE id = ? ORDER BY name",
  "BEGIN IMMEDIATE",
])("a plan is let pass: %s", (statement) => {
  expect(judge.faults(statement)).toEqual([]);
});

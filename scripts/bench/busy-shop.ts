// The demo shop on a busy day: any number of visits, rewards that can run out, a kiosk at each counter; and the check that nothing got lost.

import { randomBytes, randomUUID } from "node:crypto";
import type { Client } from "@libsql/client/web";
import { PAIRING_LIFETIME_MS, PAIRING_RANDOM_BYTES, pairingCode } from "../../src/loyalty/pairing-code.ts";
import { auditLedgers } from "../audit/run.ts";
import type { Act, Done } from "./counter.ts";
import type { Bench } from "./service.ts";

const COST = 10;
const POINTS_A_VISIT = COST / 2;

/** In English, so that refusals are told in one language. Two visits are worth one reward. */
export async function openBusyShop(
  db: Client,
): Promise<{ readonly rewardIds: readonly [plenty: string, scarce: string] }> {
  await db.execute({
    sql: "UPDATE merchants SET language = 'en', points_per_visit = ?, earns_per_day_max = 1000000",
    args: [POINTS_A_VISIT],
  });
  const { rows } = await db.execute({ sql: "UPDATE rewards SET cost = ? RETURNING id", args: [COST] });
  const scarce = randomUUID();
  await db.execute({
    sql: `INSERT INTO rewards (id, merchant_id, cost, title_en, title_fr, stock, created_at)
      SELECT ?, id, ?, 'a cake', 'un gâteau', 0, ? FROM merchants`,
    args: [scarce, COST, Date.now()],
  });
  return { rewardIds: [String(rows[0]?.id), scarce] };
}

/** As the inbox adds one. Returns its pairing code, of which the database has the hash. */
export async function addKiosk(db: Client, name: string, hashCode: Bench["hashCode"]): Promise<string> {
  const code = pairingCode(randomBytes(PAIRING_RANDOM_BYTES));
  const hash = hashCode(`pairing:${code}`);
  const now = Date.now();
  await db.execute({
    sql: `INSERT INTO kiosks (id, merchant_id, name, pairing_hash, pairing_until, created_at)
      SELECT ?, id, ?, ?, ?, ? FROM merchants`,
    args: [randomUUID(), name, hash, now + PAIRING_LIFETIME_MS, now],
  });
  return code;
}

export const restock = (db: Client, rewardId: string, more: number): Promise<unknown> =>
  db.execute({ sql: "UPDATE rewards SET stock = stock + ? WHERE id = ?", args: [more, rewardId] });

const SUMS = `SELECT
  (SELECT total(delta) FROM point_entries WHERE delta > 0) AS points_in,
  (SELECT -total(delta) FROM point_entries WHERE delta < 0) AS points_out,
  (SELECT total(points) FROM customers) AS balances,
  (SELECT total(delta) FROM point_entries WHERE cause = 'visit') AS for_visits,
  (SELECT count(*) FROM claims) AS taken,
  (SELECT count(*) FROM claims WHERE status = 'used') AS used,
  (SELECT count(*) FROM audit_entries WHERE act = 'code_redeemed') AS redeemed,
  (SELECT total(stock) FROM rewards) AS in_stock,
  (SELECT count(*) FROM claims JOIN rewards ON rewards.id = reward_id WHERE stock IS NOT NULL) AS from_stock`;

/**
 * The whole database adds up, and comes to what the counters were told. Rejects when it does not.
 * @param done everything that was done since the shop was opened. @param restocked in all. @returns a sentence that says so.
 */
export async function checkConservation(db: Client, done: readonly Done[], restocked: number): Promise<string> {
  const faults = await auditLedgers(db, Date.now());
  const [sums] = (await db.execute(SUMS)).rows;
  const sum = (name: string) => Number(sums?.[name]);
  const told = (act: Act) => done.filter((each) => each.act === act && each.refusal === null).length;
  const accounts: readonly (readonly [what: string, found: number, wanted: number])[] = [
    ["points in", sum("points_in"), sum("points_out") + sum("balances")],
    ["points for visits", sum("for_visits"), told("visit") * POINTS_A_VISIT],
    ["rewards taken", sum("taken"), told("take")],
    ["rewards used", sum("used"), told("redeem")],
    ["codes redeemed", sum("redeemed"), told("redeem")],
    ["stock", sum("in_stock") + sum("from_stock"), restocked],
  ];
  for (const [what, found, wanted] of accounts) {
    if (found !== wanted) faults.push(`${what}: ${found} instead of ${wanted}`);
  }
  // A shop that serves nobody loses nothing either.
  if (told("redeem") === 0) faults.push("no code was redeemed");
  if (faults.length > 0) throw new Error(`Not conserved:\n${faults.join("\n")}`);
  const written = (name: string) => sum(name).toLocaleString("en");
  return (
    `conserved: ${written("points_in")} points in = ${written("points_out")} out + ${written("balances")} in balances; ` +
    `${written("taken")} rewards taken, ${written("used")} used, each once; ${written("in_stock")} of a stock of ${restocked} left`
  );
}

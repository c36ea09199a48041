// Runs the audit: every rule is asked of one snapshot of the database, and tells of how many rows it was asked and what breaks it.

import type { Client, InStatement } from "@libsql/client/web";
import { createKeyedHash, fingerprintOf } from "../../worker/gateways/keyed-hash.ts";
import { consentRules, stopsAreKept } from "./consent.ts";
import { messageRules } from "./messages.ts";
import { pointRules } from "./points.ts";
import { purchaseRules } from "./purchases.ts";
import { rewardRules } from "./rewards.ts";
import type { KeyedRule, Rule } from "./rule.ts";
import { serviceRules } from "./service.ts";

const ledgerRules = [...pointRules, ...purchaseRules, ...rewardRules, ...consentRules, ...messageRules];
export const rules: readonly Rule[] = [...ledgerRules, ...serviceRules];

export interface Finding {
  readonly name: string;
  readonly meaning: string;
  /** Of how many rows it was asked. */
  readonly asked: number;
  readonly faults: readonly string[];
  /** Why it could not be asked; null when it was. */
  readonly skipped: string | null;
}

/** @param numberHashKey null where nobody has it: what needs it is skipped, and says so. */
export async function audit(client: Client, numberHashKey: string | null, now: number): Promise<readonly Finding[]> {
  const findings = await ask(client, rules, now);
  return [...findings, await askWithKey(client, stopsAreKept, numberHashKey)];
}

/** Of what shops and customers did, not of how the service is set up; nothing when all adds up. */
export async function auditLedgers(client: Client, now: number): Promise<string[]> {
  const findings = await ask(client, ledgerRules, now);
  return findings.flatMap(({ faults }) => faults);
}

async function ask(client: Client, asked: readonly Rule[], now: number): Promise<readonly Finding[]> {
  const results = await client.batch(
    asked.flatMap(({ asked, faults }) => [at(asked, now), at(faults, now)]),
    "read",
  );
  return asked.map(({ name, meaning }, i) => ({
    name,
    meaning,
    asked: Number(results[2 * i]?.rows[0]?.[0]),
    faults: (results[2 * i + 1]?.rows ?? []).map((row) => String(row[0])),
    skipped: null,
  }));
}

const at = (sql: string, now: number): InStatement => ({ sql, args: sql.includes(":now") ? { now } : [] });

async function askWithKey(client: Client, rule: KeyedRule, numberHashKey: string | null): Promise<Finding> {
  const { name, meaning } = rule;
  const keys = "SELECT fingerprint FROM service_keys WHERE name = 'number_hash_key'";
  const statements = [rule.asked, rule.unless, rule.candidates, rule.found, keys];
  const [asked, unless, candidates, found, known] = await client.batch(statements, "read");
  const finding = { name, meaning, asked: Number(asked?.rows[0]?.[0]), faults: [], skipped: null };
  const reason = unless?.rows[0]?.[0];
  if (finding.asked > 0 && reason !== undefined) return { ...finding, skipped: String(reason) };
  if (numberHashKey === null) return { ...finding, skipped: "it needs NUMBER_HASH_KEY, and nobody gave it" };
  const keyedHash = createKeyedHash(numberHashKey);
  const fingerprint = known?.rows[0]?.[0];
  if (fingerprint !== undefined && fingerprint !== (await fingerprintOf(keyedHash))) {
    return { ...finding, faults: ["NUMBER_HASH_KEY is not the key of this database"] };
  }
  const there = new Set((found?.rows ?? []).map((row) => `${row.scope}:${row.number_hash}`));
  const faults: string[] = [];
  for (const { fault, number, scopes } of candidates?.rows ?? []) {
    const hash = await keyedHash("number", String(number));
    const places = JSON.parse(String(scopes)) as readonly string[];
    if (!places.some((place) => there.has(`${place}:${hash}`))) faults.push(String(fault));
  }
  return { ...finding, faults };
}

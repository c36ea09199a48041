// Runs the audit: every rule is asked of one snapshot of the database, and tells of how many rows it was asked and what breaks it.

import type { Client, InStatement } from "@libsql/client/web";
import { neverStopped, type Suppression } from "../../src/consent/suppression.ts";
import { createKeyedHash, fingerprintOf, type KeyedHash } from "../../worker/gateways/keyed-hash.ts";
import { consentRules } from "./consent.ts";
import { conversationRules } from "./conversations.ts";
import { keptRules } from "./kept.ts";
import { outboxRules, waitingRule } from "./outbox.ts";
import { pointRules } from "./points.ts";
import { purchaseRules } from "./purchases.ts";
import { rewardRules } from "./rewards.ts";
import type { Candidate, KeyedRule, Rule, StopAt } from "./rule.ts";
import { schemaRule } from "./schema.ts";
import { serviceRules } from "./service.ts";
import { shopRules } from "./shops.ts";
import { keyedRules, stopRules } from "./stops.ts";

const ledgerRules = [
  ...pointRules,
  ...purchaseRules,
  ...rewardRules,
  ...consentRules,
  ...stopRules,
  ...outboxRules,
  ...conversationRules,
];
export const rules: readonly Rule[] = [
  ...ledgerRules,
  ...shopRules,
  ...serviceRules,
  waitingRule,
  ...keptRules,
  schemaRule,
];

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
  return [...(await ask(client, rules, now)), ...(await askWithKey(client, numberHashKey))];
}

/** Of what shops and customers did, not of how the service is set up; nothing when all adds up. */
export async function auditLedgers(
  client: Client,
  now: number,
  numberHashKey: string | null = null,
): Promise<string[]> {
  const findings = [...(await ask(client, ledgerRules, now)), ...(await askWithKey(client, numberHashKey))];
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

/** Of one snapshot, too. */
async function askWithKey(client: Client, numberHashKey: string | null): Promise<readonly Finding[]> {
  const [known, said, ...results] = await client.batch(
    [
      "SELECT fingerprint FROM service_keys WHERE name = 'number_hash_key'",
      "SELECT scope_kind || ':' || scope_id AS scope, number_hash, stopped_at, lifted_at FROM suppressions",
      ...keyedRules.flatMap(({ asked, unless, candidates }) => [asked, unless, candidates]),
    ],
    "read",
  );
  const stops = new Map((said?.rows ?? []).map((row) => [`${row.scope} ${row.number_hash}`, stopOf(row)]));
  const keyedHash = numberHashKey === null ? null : createKeyedHash(numberHashKey);
  const fingerprint = known?.rows[0]?.[0];
  const isOther = keyedHash && fingerprint !== undefined && fingerprint !== (await fingerprintOf(keyedHash));
  const findings: Finding[] = [];
  for (const [i, rule] of keyedRules.entries()) {
    const [asked, unless, candidates] = results.slice(3 * i);
    const { name, meaning } = rule;
    const finding = { name, meaning, asked: Number(asked?.rows[0]?.[0]), faults: [], skipped: null };
    const reason = unless?.rows[0]?.[0];
    if (finding.asked > 0 && reason !== undefined) findings.push({ ...finding, skipped: String(reason) });
    else if (keyedHash === null) findings.push({ ...finding, skipped: "it needs NUMBER_HASH_KEY, and nobody gave it" });
    else if (isOther) findings.push({ ...finding, faults: ["NUMBER_HASH_KEY is not the key of this database"] });
    else findings.push({ ...finding, faults: await faultsOf(rule, candidates?.rows ?? [], stops, keyedHash) });
  }
  return findings;
}

const stopOf = ({ stopped_at, lifted_at }: Candidate): Suppression => ({
  stoppedAt: stopped_at === null ? null : Number(stopped_at),
  liftedAt: lifted_at === null ? null : Number(lifted_at),
});

async function faultsOf(
  { isFault }: KeyedRule,
  candidates: readonly Candidate[],
  stops: ReadonlyMap<string, Suppression>,
  keyedHash: KeyedHash,
): Promise<string[]> {
  const faults: string[] = [];
  for (const candidate of candidates) {
    const hash = await keyedHash("number", String(candidate.number));
    const stopAt: StopAt = (scope) => stops.get(`${scope} ${hash}`) ?? neverStopped;
    if (isFault(candidate, hash, stopAt)) faults.push(String(candidate.fault));
  }
  return faults;
}

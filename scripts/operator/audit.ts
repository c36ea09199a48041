// `audit`: asks the whole database whether what it promises is kept. Changes nothing, but lets a restored service send once all is.

import { ok } from "../../src/result.ts";
import { audit, type Finding } from "../audit/run.ts";
import { Refusal } from "../refusal.ts";
import type { Command, Say } from "./command.ts";
import type { OperatorDatabase } from "./database.ts";

const FAULTS_SHOWN_MAX = 50;

export const auditDatabase: Command = {
  name: "audit",
  does: "Asks every ledger, claim and message whether it adds up; exit code 1 and a list when something does not.",
  flags: {},
  read: () => ok(auditAndRelease),
};

async function auditAndRelease({ client, numberHashKey }: OperatorDatabase, say: Say): Promise<void> {
  const findings = await audit(client, numberHashKey, Date.now());
  for (const finding of findings) sayFinding(finding, say);
  const broken = findings.filter(({ faults }) => faults.length > 0);
  const { rows } = await client.execute("SELECT 1 FROM service_state WHERE name = 'restored'");
  const isRestored = rows.length > 0;
  if (broken.length > 0) {
    const held = isRestored ? ", and the service that was restored goes on sending nothing" : "";
    throw new Refusal(`${broken.length} of ${findings.length} rules are broken${held}.`);
  }
  const skipped = findings.filter((each) => each.skipped !== null);
  if (isRestored && skipped.length > 0) {
    throw new Refusal("The service that was restored goes on sending nothing: every rule has to be asked first.");
  }
  if (!isRestored) return;
  await client.execute("DELETE FROM service_state WHERE name = 'restored'");
  say("The service that was restored sends again.");
}

function sayFinding({ name, meaning, asked, faults, skipped }: Finding, say: Say): void {
  const verdict = skipped !== null ? "skipped" : faults.length > 0 ? "FAULT" : "ok";
  const why = skipped ?? (faults.length > 0 ? `${faults.length}: ${meaning}` : "");
  say(`${verdict.padEnd(8)}${String(asked).padStart(8)}  ${name}${why === "" ? "" : ` (${why})`}`);
  for (const fault of faults.slice(0, FAULTS_SHOWN_MAX)) say(`                    ${fault}`);
  if (faults.length > FAULTS_SHOWN_MAX) say(`                    and ${faults.length - FAULTS_SHOWN_MAX} more`);
}

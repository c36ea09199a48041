// The carrier says that a phone has opted out: in the receipt of a message that it took, or by refusing one. And it is slow when a STOP comes.

import { statusPayload } from "../../../scripts/fake-vonage/callbacks.ts";
import { waitFor } from "../wait.ts";
import { insist } from "./browser.ts";
import type { Deed, Doing } from "./person.ts";
import { queues } from "./queued.ts";

const OPTED_OUT = "1240";
const BY_CARRIER = "the carrier's 1240";

const leaves = async ({ stage, person, line, phone }: Doing, written: number): Promise<void> => {
  await stage.stops({ phone, scope: { kind: "number", line: line.number }, written, by: BY_CARRIER });
  person.letters.livesNow();
};

const byReceipt: Deed = async (doing) => {
  const { stage, line, phone } = doing;
  const message = stage.receivedFrom(line, phone).at(-1);
  if (!message) return false;
  const { rows } = await stage.service.db.execute({
    sql: "SELECT created_at FROM outbox WHERE id = ?",
    args: [message.clientRef],
  });
  if (!rows[0] || stage.hasAskedSince(phone, Number(rows[0].created_at))) return false;
  const written = Date.now();
  const payload = statusPayload(message, "undeliverable", OPTED_OUT);
  const { status } = await insist(() => stage.service.webhook("status", payload));
  if (status !== 200) return false;
  await leaves(doing, written);
  return true;
};

interface Refusal {
  readonly id: string;
  readonly createdAt: number;
}

/** What the carrier has refused so far as opted out, and whether anything is still on its way. */
async function refusals({ stage, line, phone }: Doing): Promise<{ refused: Refusal[]; isWaiting: boolean }> {
  const { rows } = await stage.service.db.execute({
    sql: `SELECT id, status, created_at FROM outbox WHERE recipient = ?1 AND sender_id = ?2
      AND (status IN ('queued', 'sending') OR status = 'failed' AND reason = ?3)`,
    args: [phone, line.id, OPTED_OUT],
  });
  const refused = rows.filter(({ status }) => status === "failed");
  return {
    refused: refused.map(({ id, created_at }) => ({ id: String(id), createdAt: Number(created_at) })),
    isWaiting: refused.length < rows.length,
  };
}

/**
 * The next message to the phone is refused. HELP brings one, unless they have left. What has been agreed to since a refused message was
 * made makes the refusal old news: then it is no STOP.
 */
const byRefusal: Deed = async (doing, act) => {
  const { stage, person, line, phone } = doing;
  const { vonage } = stage.service;
  const before = new Set((await refusals(doing)).refused.map(({ id }) => id));
  const begunAt = Date.now();
  vonage.failTo(phone.slice(1), { kind: "answer", status: 422, code: OPTED_OUT });
  const asksHelp = { line, phone, words: "HELP", asks: "nothing", shops: [], leaves: null } as const;
  await person.letters.writes(asksHelp, { ...act, delivery: "text on its way: at once" });
  // As long as something is on its way to the phone at a carrier that takes nothing, nobody waits for it.
  const givesUpAt = Date.now() + 500;
  const refused = await waitFor("a refusal", async () => {
    const now = await refusals(doing);
    const since = now.refused.filter(({ id }) => !before.has(id));
    return since.length > 0 || !now.isWaiting || Date.now() > givesUpAt ? since : null;
  });
  vonage.failTo(phone.slice(1), null);
  const madeAt = refused.map(({ createdAt }) => createdAt);
  if (refused.length === 0 || stage.hasAskedSince(phone, Math.max(...madeAt))) return false;
  // What an act before this one had refused may be told of only now: it was a STOP from then on.
  await leaves(doing, Math.min(begunAt, ...madeAt));
  return true;
};

const QUEUED = 8;
/** Each so slow that the last would come long after what a STOP excuses. */
const SLOW_MS = 2_000;

/** What was claimed together goes out one after the other; the STOP comes when the first is on its way. */
const stopBehindQueue: Deed = async (doing, act) => {
  const { stage, person, line, shop, phone } = doing;
  const { vonage, db } = stage.service;
  if (!(await stage.isMember(shop, phone))) return false;
  const ids = await queues(doing, "transactional", QUEUED);
  const left = async (statuses: string): Promise<number> => {
    const sql = `SELECT count(*) AS n FROM outbox WHERE id IN (SELECT value FROM json_each(?)) AND status IN (${statuses})`;
    return Number((await db.execute({ sql, args: [JSON.stringify(ids)] })).rows[0]?.n);
  };
  const kills = stage.counts.get("machine: killed and started again");
  vonage.slowTo(phone.slice(1), SLOW_MS);
  await stage.service.sweep().catch(() => {});
  const givesUpAt = Date.now() + 1_500;
  await waitFor("a claim", async () => ((await left("'sending'")) > 0 || Date.now() > givesUpAt ? true : null));
  const wasClaimed = (await left("'sending'")) > 0;
  const leaves = { kind: "number", line: line.number } as const;
  const stop = { line, phone, words: line.shared ? "STOP ALL" : "STOP", asks: "nothing", shops: [], leaves } as const;
  await person.letters.writes(stop, { ...act, delivery: "text on its way: at once" });
  // Slow as long as there is something to be slow with; what a machine that is killed has claimed waits out its lease.
  const leftAt = Date.now() + QUEUED * SLOW_MS;
  await waitFor("what was claimed", async () => {
    const isKilled = stage.counts.get("machine: killed and started again") !== kills || Date.now() > leftAt;
    return isKilled || (await left("'sending'")) === 0 ? true : null;
  });
  vonage.slowTo(phone.slice(1), null);
  return wasClaimed;
};

export const atCarrier = {
  "text: STOP behind a queue at a slow carrier": stopBehindQueue,
  "carrier: says in a receipt that they opted out": byReceipt,
  "carrier: refuses them as opted out": byRefusal,
} satisfies Record<string, Deed>;

// The carrier says that a phone has opted out: in the receipt of a message that it took, or by refusing one.

import { statusPayload } from "../../../scripts/fake-vonage/callbacks.ts";
import { waitFor } from "../wait.ts";
import { insist } from "./browser.ts";
import type { Deed, Doing } from "./person.ts";

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

/**
 * The next message to the phone is refused. HELP brings one, unless they have left. What has been agreed to since a refused message was
 * made makes the refusal old news: then it is no STOP.
 */
const byRefusal: Deed = async (doing, act) => {
  const { stage, person, line, phone } = doing;
  const { vonage, db } = stage.service;
  const refused = async () => {
    const sql = `SELECT coalesce(sum(status IN ('queued', 'sending')), 0) AS waiting,
      coalesce(sum(status = 'failed' AND reason = ?1), 0) AS refused,
      max(iif(status = 'failed' AND reason = ?1, created_at, 0)) AS createdAt
      FROM outbox WHERE recipient = ?2 AND sender_id = ?3`;
    const { rows } = await db.execute({ sql, args: [OPTED_OUT, phone, line.id] });
    const [row] = rows;
    return {
      refused: Number(row?.refused),
      isWaiting: Number(row?.waiting) > 0,
      createdAt: Number(row?.createdAt),
    };
  };
  const before = (await refused()).refused;
  const written = Date.now();
  vonage.failTo(phone.slice(1), { kind: "answer", status: 422, code: OPTED_OUT });
  const asksHelp = { line, phone, words: "HELP", asks: "nothing", shops: [], leaves: null } as const;
  await person.letters.writes(asksHelp, { ...act, delivery: "text on its way: at once" });
  // As long as something is on its way to the phone at a carrier that takes nothing, nobody waits for it.
  const givesUpAt = Date.now() + 500;
  const settled = await waitFor("a refusal", async () => {
    const now = await refused();
    return now.refused > before || !now.isWaiting || Date.now() > givesUpAt ? now : null;
  });
  vonage.failTo(phone.slice(1), null);
  if (settled.refused === before || stage.hasAskedSince(phone, settled.createdAt)) return false;
  await leaves(doing, written);
  return true;
};

export const atCarrier = {
  "carrier: says in a receipt that they opted out": byReceipt,
  "carrier: refuses them as opted out": byRefusal,
} satisfies Record<string, Deed>;

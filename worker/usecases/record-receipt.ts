// A carrier says what became of a message. Receipts come twice, late and out of order: a final status is never demoted.

import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Receipt } from "../../src/carriers/carrier.ts";
import { comingTo, isFinal } from "../../src/messaging/lifecycle.ts";
import { MINUTE_MS } from "../../src/time.ts";
import type { Context } from "../context.ts";
import { outbox } from "../db/schema.ts";
import { log } from "../log.ts";
import { withdrawByCarrier } from "./withdraw-by-carrier.ts";

/** A receipt can be faster than our own commit. Asked again for that long, it will find its message. */
const EARLY_RECEIPT_MS = 2 * MINUTE_MS;

/** `early`: no such message yet; the carrier is asked to try again. `unmatched`: no such message, and it is not young. */
export type Recorded = "recorded" | "no_change" | "early" | "unmatched";

export async function recordReceipt(context: Context, receipt: Receipt): Promise<Recorded> {
  const { db } = context;
  const now = context.now();
  const { carrierMessageId, clientRef, status, rawStatus, error } = receipt;
  const isMessage = clientRef
    ? or(eq(outbox.id, clientRef), eq(outbox.carrierMessageId, carrierMessageId))
    : eq(outbox.carrierMessageId, carrierMessageId);
  const change =
    status === "other"
      ? { carrierMessageId }
      : {
          status,
          carrierMessageId,
          reason: error?.code ?? null,
          leaseUntil: null,
          submittedAt: sql`coalesce(${outbox.submittedAt}, ${now})`,
          settledAt: isFinal(status) ? now : null,
        };
  const from = status === "other" ? [] : comingTo(status);

  const [found, moved] = await db.write([
    db.orm.select({ id: outbox.id, merchantId: outbox.merchantId }).from(outbox).where(isMessage),
    db.orm
      .update(outbox)
      .set(change)
      .where(and(isMessage, inArray(outbox.status, [...from])))
      .returning({ id: outbox.id }),
  ]);
  const [message] = found;
  const recorded = outcomeOf(message !== undefined, moved.length > 0, receipt, now);
  if (message && error?.class === "opted_out") await withdrawByCarrier(context, message.id, error.code);
  if (message && moved.length > 0) context.nudgeRooms(message.merchantId);
  const fields = { recorded, messageId: message?.id ?? null, carrierMessageId, status: rawStatus, code: error?.code };
  log(error?.class === "account" ? "error" : "info", "receipt", fields);
  return recorded;
}

function outcomeOf(found: boolean, moved: boolean, receipt: Receipt, now: number): Recorded {
  if (moved) return "recorded";
  if (found) return "no_change";
  return receipt.at !== null && now - receipt.at < EARLY_RECEIPT_MS ? "early" : "unmatched";
}

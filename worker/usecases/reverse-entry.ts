// A correction: a new entry that names the one it reverses. Each entry is reversed once, and a reversal never.

import { and, eq, inArray, sql } from "drizzle-orm";
import { historyWithout, mayReverse, type ReverseRefusal } from "../../src/loyalty/reversal.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { statusBy, statusesFor } from "../../src/rewards/claims.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry, findEntry, loadAccount } from "../db/accounts.ts";
import type { Query } from "../db/client.ts";
import { violatedKey } from "../db/constraint.ts";
import { loadEarnings } from "../db/earnings.ts";
import { auditEntries, claims, pointEntries, rewards } from "../db/schema.ts";
import { inTurns } from "./in-turns.ts";

export interface ReverseEntry {
  readonly merchantId: string;
  readonly customerId: string;
  readonly seq: number;
  readonly actor: string;
  readonly personId: string | null;
  readonly reason: string;
}

export type ReverseEntryRefusal = ReverseRefusal | "no_such_entry" | "busy";

/** The value is the balance after. @param alongside is written in the same batch. */
export async function reverseEntry(
  context: Context,
  request: ReverseEntry,
  ...alongside: readonly Query[]
): Promise<Result<number, ReverseEntryRefusal>> {
  const reversed = await inTurns(() => attemptToReverse(context, request, alongside));
  return reversed === "busy" ? err("busy") : reversed;
}

async function attemptToReverse(
  context: Context,
  request: ReverseEntry,
  alongside: readonly Query[],
): Promise<Result<number, ReverseEntryRefusal>> {
  const { db } = context;
  const { merchantId, customerId, seq, actor, personId, reason } = request;
  const now = context.now();
  const idempotencyKey = `reversal:${customerId}:${seq}`;
  const [loaded, [entry], done, earnings] = await Promise.all([
    loadAccount(db, merchantId, customerId),
    db.orm
      .select()
      .from(pointEntries)
      .where(and(eq(pointEntries.customerId, customerId), eq(pointEntries.seq, seq))),
    findEntry(db, idempotencyKey),
    loadEarnings(db, customerId),
  ]);
  if (loaded === null || !entry) return err("no_such_entry");
  // Before the balance is looked at: the reversal itself may be what has spent the points.
  if (done !== null) return err("already_reversed");
  const allowed = mayReverse(entry, loaded.customer.points);
  if (!allowed.ok) return allowed;

  const { customer, merchant } = loaded;
  const account = accountOf(customer);
  const earning = earnings.find((each) => each.seq === seq);
  const history = { lastAt: customer.lastEarnAt, onLastDay: customer.earnsOnLastDay };
  const others = earnings.filter((each) => each !== earning);
  const correction = {
    delta: -entry.delta,
    cause: "reversal",
    actor,
    reason,
    reverses: seq,
    claimId: entry.claimId,
    idempotencyKey,
    ...(earning ? { earned: historyWithout(earning, history, others, merchant.timeZone) } : {}),
  } as const;
  const audit = {
    id: context.newId(),
    merchantId,
    personId,
    act: "entry_reversed",
    subject: `${customerId}:${seq}`,
    at: now,
  } as const;
  try {
    await db.write([
      ...appendEntry(db, account, correction, now),
      db.orm.insert(auditEntries).values(audit),
      ...(entry.claimId === null ? [] : giveBack(context, merchantId, entry.claimId)),
      ...alongside,
    ]);
  } catch (error) {
    if (violatedKey(error) === "point_entries.idempotency_key") return err("already_reversed");
    throw error;
  }
  context.nudgeRooms(merchantId);
  return ok(account.points - entry.delta);
}

/** The claim is over, and where stock is counted there is one more: the one statement before the other, which changes the status. */
function giveBack({ db: { orm } }: Context, merchantId: string, claimId: string): [Query, Query] {
  const isOpen = and(
    eq(claims.id, claimId),
    eq(claims.merchantId, merchantId),
    inArray(claims.status, [...statusesFor("reverse")]),
  );
  const taken = orm.select({ id: claims.rewardId }).from(claims).where(isOpen);
  return [
    orm
      .update(rewards)
      .set({ stock: sql`${rewards.stock} + 1` })
      .where(inArray(rewards.id, taken)),
    orm.update(claims).set({ status: statusBy.reverse }).where(isOpen),
  ];
}

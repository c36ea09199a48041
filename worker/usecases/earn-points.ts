// Points come in: at the kiosk, by a code, by staff with the multi-point code. The same request twice is one entry.

import { type EarnCause, type EarnRefusal, mayEarn } from "../../src/loyalty/earning.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry, findEntry, loadAccount } from "../db/accounts.ts";
import { inTurns } from "./in-turns.ts";

export interface EarnPoints {
  readonly merchantId: string;
  readonly customerId: string;
  readonly points: number;
  readonly cause: EarnCause;
  /** Who: `customer`, `person:<id>`, `kiosk:<id>`. */
  readonly actor: string;
  readonly idempotencyKey: string;
  readonly hasMultiPointCode?: boolean;
  readonly reason?: string | null;
}

export interface Earned {
  readonly balance: number;
  readonly seq: number;
}

export type EarnPointsRefusal = EarnRefusal | { readonly code: "no_such_customer" } | { readonly code: "busy" };

export async function earnPoints(context: Context, request: EarnPoints): Promise<Result<Earned, EarnPointsRefusal>> {
  const earned = await inTurns(() => attemptToEarn(context, request));
  return earned === "busy" ? err({ code: "busy" }) : earned;
}

async function attemptToEarn(context: Context, request: EarnPoints): Promise<Result<Earned, EarnPointsRefusal>> {
  const { db } = context;
  const { merchantId, customerId, points, cause, actor, idempotencyKey, hasMultiPointCode = false, reason } = request;
  const [loaded, done] = await Promise.all([loadAccount(db, merchantId, customerId), findEntry(db, idempotencyKey)]);
  // A key of another account is no retry of this request: refused for good, or its client would try for ever.
  if (loaded === null || (done !== null && done.customerId !== customerId)) return err({ code: "no_such_customer" });
  if (done !== null) return ok({ balance: done.balance, seq: done.seq });

  const now = context.now();
  const { customer, merchant } = loaded;
  const history = { lastAt: customer.lastEarnAt, onLastDay: customer.earnsOnLastDay };
  const allowed = mayEarn(merchant, history, { points, hasMultiPointCode }, now);
  if (!allowed.ok) return allowed;

  const account = accountOf(customer);
  const entry = { delta: points, cause, actor, idempotencyKey, earned: allowed.value, reason: reason ?? null };
  await db.write(appendEntry(db, account, entry, now));
  context.nudgeRooms(merchantId);
  return ok({ balance: account.points + points, seq: account.seq + 1 });
}

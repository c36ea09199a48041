// Points come in: at the kiosk, by a code, by staff with the multi-point code. The same request twice is one entry.

import { type EarnCause, type EarnRefusal, mayEarn } from "../../src/loyalty/earning.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry, loadAccountAndEntry } from "../db/accounts.ts";
import type { pointEntries } from "../db/schema.ts";
import { inTurns } from "./in-turns.ts";

export interface EarnPoints {
  readonly merchantId: string;
  readonly customerId: string;
  /** `visit`: what one is worth is the merchant's to say, and needs no code. */
  readonly points: number | "visit";
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

/** `key_reused`: the key has been another customer's, another amount or another cause before. Refused for good. */
export type EarnPointsRefusal = EarnRefusal | { readonly code: "no_such_customer" | "key_reused" | "busy" };

export async function earnPoints(context: Context, request: EarnPoints): Promise<Result<Earned, EarnPointsRefusal>> {
  const earned = await inTurns(() => attemptToEarn(context, request));
  return earned === "busy" ? err({ code: "busy" }) : earned;
}

async function attemptToEarn(context: Context, request: EarnPoints): Promise<Result<Earned, EarnPointsRefusal>> {
  const { db } = context;
  const { merchantId, customerId, cause, actor, idempotencyKey, reason } = request;
  const loaded = await loadAccountAndEntry(db, merchantId, customerId, idempotencyKey);
  if (loaded === null) return err({ code: "no_such_customer" });
  const { customer, merchant, done } = loaded;
  if (done !== null) {
    return isSame(done, request) ? ok({ balance: done.balance, seq: done.seq }) : err({ code: "key_reused" });
  }

  const now = context.now();
  const isVisit = request.points === "visit";
  const points = isVisit ? merchant.pointsPerVisit : request.points;
  const hasMultiPointCode = isVisit || request.hasMultiPointCode === true;
  const history = { lastAt: customer.lastEarnAt, onLastDay: customer.earnsOnLastDay };
  const allowed = mayEarn(merchant, history, { points, hasMultiPointCode }, now);
  if (!allowed.ok) return allowed;

  const account = accountOf(customer);
  const entry = { delta: points, cause, actor, idempotencyKey, earned: allowed.value, reason: reason ?? null };
  await db.write(appendEntry(db, account, entry, now));
  context.nudgeRooms(merchantId);
  return ok({ balance: account.points + points, seq: account.seq + 1 });
}

/** The merchant may have changed what a visit is worth since it was asked for first. */
const isSame = (done: typeof pointEntries.$inferSelect, { customerId, cause, points }: EarnPoints): boolean =>
  done.customerId === customerId && done.cause === cause && (points === "visit" || done.delta === points);

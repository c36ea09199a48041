// A customer at the counter types the shop's earn code on their wallet, or scans it. Wrong codes count together with those by text.

import { afterWrongCode, isLocked, noTries } from "../../src/conversation/code-tries.ts";
import { err, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { findEntry } from "../db/accounts.ts";
import { addToConversation, loadCustomerConversation } from "../db/customer-conversation.ts";
import type { merchants } from "../db/schema.ts";
import { type Earned, type EarnPointsRefusal, earnPoints } from "./earn-points.ts";
import { inTurns } from "./in-turns.ts";

export interface EarnByCode {
  readonly merchant: Pick<typeof merchants.$inferSelect, "id" | "earnCode" | "pointsPerVisit">;
  readonly customerId: string;
  readonly typed: string;
  readonly cause: "code" | "qr";
  readonly idempotencyKey: string;
}

export type EarnByCodeRefusal = EarnPointsRefusal | { readonly code: "wrong_code" | "too_many_tries" | "no_earn_code" };

export async function earnByCode(
  context: Context,
  { merchant, customerId, typed, cause, idempotencyKey }: EarnByCode,
): Promise<Result<Earned, EarnByCodeRefusal>> {
  if (merchant.earnCode === null) return err({ code: "no_earn_code" });
  const owner = { merchantId: merchant.id, customerId };
  const isAgain = (await findEntry(context.db, idempotencyKey))?.customerId === customerId;
  if (!isAgain) {
    const tried = await countTry(context, owner, digitsOf(typed) === merchant.earnCode);
    if (tried !== "counted") return err({ code: tried });
  }
  const request = { ...owner, points: merchant.pointsPerVisit, cause, actor: "customer", idempotencyKey } as const;
  // What a visit is worth needs no other code, however many points at once staff may give.
  return earnPoints(context, { ...request, hasMultiPointCode: true });
}

/** Every try, right or wrong, moves the conversation on: those that come at once take turns, and can't outrun the count. */
async function countTry(
  context: Context,
  { merchantId, customerId }: { readonly merchantId: string; readonly customerId: string },
  isRight: boolean,
): Promise<"counted" | "wrong_code" | "too_many_tries" | "busy"> {
  const { db } = context;
  return inTurns(async () => {
    const conversation = await loadCustomerConversation(db, merchantId, customerId);
    const now = context.now();
    if (conversation === null) return "wrong_code" as const;
    const { codeTries } = conversation.state;
    if (isLocked(codeTries, now)) return "too_many_tries" as const;
    const change = { codeTries: isRight ? noTries : afterWrongCode(codeTries, now) };
    const entry = { cause: `page:${context.newId()}`, events: [], change };
    const [first, ...rest] = addToConversation(db, conversation, entry, now, context.newId);
    if (first) await db.write([first, ...rest]);
    if (isRight) return "counted" as const;
    return isLocked(change.codeTries, now) ? ("too_many_tries" as const) : ("wrong_code" as const);
  });
}

/** "12 34", "１２３４" and "code: 1234" are 1234. */
const digitsOf = (typed: string): string => typed.slice(0, 80).normalize("NFKC").replace(/\D/g, "");

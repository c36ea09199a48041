// A customer at the counter types the shop's earn code on their wallet, or scans it; several points want the staff's code as well.
// The twin of a code by text: wrong codes count together with those, and at the last of them a person looks at it.

import { afterWrongCode, isLocked } from "../../src/conversation/code-tries.ts";
import { fixedCodeEarns, POINTS_AT_ONCE_BOUND } from "../../src/loyalty/earning.ts";
import { readAmount } from "../../src/loyalty/points-by-hand.ts";
import { err, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { findEntry } from "../db/accounts.ts";
import { addToConversation, loadCustomerConversation } from "../db/customer-conversation.ts";
import type { merchants } from "../db/schema.ts";
import { openThread } from "../db/threads.ts";
import { type Earned, type EarnPointsRefusal, earnPoints } from "./earn-points.ts";
import { inTurns } from "./in-turns.ts";

export interface TypedCodes {
  readonly code: string;
  /** Both empty for what a visit is worth. */
  readonly multiPointCode: string;
  readonly amount: string;
}

export interface EarnByCode {
  readonly merchant: Pick<
    typeof merchants.$inferSelect,
    "id" | "earnCode" | "multiPointCode" | "pointsAtOnceMax" | "rotatingQr"
  >;
  readonly customerId: string;
  readonly typed: TypedCodes;
  readonly cause: "code" | "qr";
  readonly idempotencyKey: string;
}

/** `wrong_code` is either of the two: which one is not said. */
export type EarnByCodeRefusal =
  | EarnPointsRefusal
  | { readonly code: "wrong_code" | "too_many_tries" | "no_earn_code" | "scan_tablet" };

export async function earnByCode(
  context: Context,
  { merchant, customerId, typed, cause, idempotencyKey }: EarnByCode,
): Promise<Result<Earned, EarnByCodeRefusal>> {
  const { id: merchantId, earnCode, multiPointCode } = merchant;
  if (earnCode === null) return err({ code: "no_earn_code" });
  const staffCode = digitsOf(typed.multiPointCode);
  const isVisit = staffCode === "" && typed.amount.trim() === "";
  const points = isVisit ? "visit" : readAmount(typed.amount);
  if (points !== "visit" && !(points >= 1 && points <= POINTS_AT_ONCE_BOUND)) return err({ code: "not_an_amount" });
  if (!isVisit && staffCode === "") return err({ code: "needs_multi_point_code", max: merchant.pointsAtOnceMax });

  const owner = { merchantId, customerId };
  const isAgain = (await findEntry(context.db, idempotencyKey))?.customerId === customerId;
  if (!isAgain) {
    const isRight = digitsOf(typed.code) === earnCode && (isVisit || staffCode === multiPointCode);
    const tried = await countTry(context, owner, isRight);
    if (tried !== "counted") return err({ code: tried });
    if (!fixedCodeEarns(merchant, !isVisit)) return err({ code: "scan_tablet" });
  }
  const request = { ...owner, points, cause, actor: "customer", idempotencyKey, hasMultiPointCode: !isVisit } as const;
  return earnPoints(context, request);
}

/**
 * Every try, right or wrong, moves the conversation on: those that come at once take turns, and can't outrun the count. A right one
 * does not forget the wrong ones, or whoever has the earn code could try the staff's for ever.
 */
async function countTry(
  context: Context,
  { merchantId, customerId }: { readonly merchantId: string; readonly customerId: string },
  isRight: boolean,
): Promise<"counted" | "wrong_code" | "too_many_tries" | "busy"> {
  const { db } = context;
  const tried = await inTurns(async () => {
    const conversation = await loadCustomerConversation(db, merchantId, customerId);
    const now = context.now();
    if (conversation === null) return "wrong_code";
    const before = conversation.state.codeTries;
    if (isLocked(before, now)) return "too_many_tries";
    const codeTries = isRight ? before : afterWrongCode(before, now);
    const locks = isLocked(codeTries, now);
    const reason = "wrong_codes";
    const entry = {
      cause: `page:${context.newId()}`,
      events: locks ? ([{ type: "ThreadOpened", shopId: merchantId, reason }] as const) : [],
      change: { codeTries },
    };
    const [first, ...rest] = addToConversation(db, conversation, entry, now, context.newId);
    if (first) await db.write([first, ...rest, ...(locks ? openThread({ merchantId, customerId, reason, now }) : [])]);
    if (isRight) return "counted";
    return locks ? "too_many_tries" : "wrong_code";
  });
  if (tried === "too_many_tries") context.nudgeRooms(merchantId);
  return tried;
}

/** "12 34", "１２３４" and "code: 1234" are 1234. */
const digitsOf = (typed: string): string => typed.slice(0, 80).normalize("NFKC").replace(/\D/g, "");

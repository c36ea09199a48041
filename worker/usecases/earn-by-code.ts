// A customer at the counter types the shop's earn code on their wallet, or scans it; several points want the staff's code as well.

import { isLocked } from "../../src/loyalty/code-tries.ts";
import {
  decideEarnByCode,
  type EarnByCodeDecided,
  type EarnByCodeRefusal,
  type TypedCode,
} from "../../src/loyalty/decide-earn.ts";
import { POINTS_AT_ONCE_BOUND } from "../../src/loyalty/earning.ts";
import { readAmount } from "../../src/loyalty/points-by-hand.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry, findEntry } from "../db/accounts.ts";
import type { Query } from "../db/client.ts";
import { addToConversation, type CustomerConversation, loadCustomerConversation } from "../db/customer-conversation.ts";
import type { merchants } from "../db/schema.ts";
import { openThread } from "../db/threads.ts";
import type { Earned, EarnPointsRefusal } from "./earn-points.ts";
import { runAct } from "./run-act.ts";

export interface TypedCodes {
  readonly code: string;
  /** Both empty for what a visit is worth. */
  readonly multiPointCode: string;
  readonly amount: string;
}

export interface EarnByCode {
  readonly merchant: Pick<
    typeof merchants.$inferSelect,
    | "id"
    | "earnCode"
    | "multiPointCode"
    | "pointsAtOnceMax"
    | "rotatingQr"
    | "pointsPerVisit"
    | "earnsPerDayMax"
    | "earnGapMinutes"
    | "timeZone"
  >;
  readonly customerId: string;
  readonly typed: TypedCodes;
  readonly cause: "code" | "qr";
  readonly idempotencyKey: string;
}

export type EarnByCodeError = EarnByCodeRefusal | EarnPointsRefusal;

interface Loaded {
  readonly conversation: CustomerConversation | null;
  /** What this key has brought about before. */
  readonly done: Awaited<ReturnType<typeof findEntry>>;
}

interface Tried extends EarnByCodeDecided {
  readonly conversation: CustomerConversation;
}

type Decided = { readonly again: Earned } | { readonly tried: Tried };

export async function earnByCode(context: Context, request: EarnByCode): Promise<Result<Earned, EarnByCodeError>> {
  const { merchant, customerId, typed, cause, idempotencyKey } = request;
  const { id: merchantId } = merchant;
  const read = readTyped(typed, merchant);
  if (!read.ok) return read;
  const { several } = read.value;
  const { db } = context;
  const acted = await runAct<Loaded, Decided, EarnByCodeError>(context, {
    merchantId,
    load: async () => ({
      conversation: await loadCustomerConversation(db, merchantId, customerId),
      done: await findEntry(db, idempotencyKey),
    }),
    decide({ conversation, done }, now) {
      if (conversation === null) return err({ code: "no_such_customer" });
      if (done !== null) {
        const isSame = done.customerId === customerId && done.cause === cause;
        const isAsMany = several === null || done.delta === several.points;
        return isSame && isAsMany
          ? ok({ again: { balance: done.balance, seq: done.seq } })
          : err({ code: "key_reused" });
      }
      const { customer, state } = conversation;
      const earned = { lastAt: customer.lastEarnAt, onLastDay: customer.earnsOnLastDay };
      const account = { earned, tries: state.codeTries };
      const tried = decideEarnByCode(account, merchant, { ...read.value, cause }, { at: now, now });
      return ok({ tried: { ...tried, conversation } });
    },
    rows: (_loaded, decided, now) => ("again" in decided ? [] : rowsOf(context, decided.tried, request, now)),
  });
  if (!acted.ok) return acted.error === "busy" ? err({ code: "busy" }) : err(acted.error);
  if ("again" in acted.value) return ok(acted.value.again);
  const { conversation, outcome } = acted.value.tried;
  if (!outcome.ok) return outcome;
  const { customer } = conversation;
  return ok({ balance: customer.points + outcome.value.points, seq: customer.pointsSeq + 1 });
}

/** What no act can be made of is refused as it was typed, and costs no try. */
function readTyped(
  typed: TypedCodes,
  { earnCode, pointsAtOnceMax }: EarnByCode["merchant"],
): Result<TypedCode, EarnByCodeRefusal> {
  if (earnCode === null) return err({ code: "no_earn_code" });
  const code = digitsOf(typed.code);
  const multiPointCode = digitsOf(typed.multiPointCode);
  if (multiPointCode === "" && typed.amount.trim() === "") return ok({ code, several: null });
  const points = readAmount(typed.amount);
  if (!(points >= 1 && points <= POINTS_AT_ONCE_BOUND)) return err({ code: "not_an_amount" });
  if (multiPointCode === "") return err({ code: "needs_multi_point_code", max: pointsAtOnceMax });
  return ok({ code, several: { multiPointCode, points } });
}

/**
 * Every try, right or wrong, moves the conversation on: those that come at once take turns, and can't outrun the count. At the last
 * wrong one a person looks at it.
 */
function rowsOf(
  { db, newId }: Context,
  { conversation, tries, outcome }: Tried,
  { merchant: { id: merchantId }, idempotencyKey }: EarnByCode,
  now: number,
): readonly Query[] {
  const { customer, state } = conversation;
  if (isLocked(state.codeTries, now)) return [];
  const reason = "wrong_codes";
  const locks = isLocked(tries, now);
  const happened = outcome.ok ? [{ ...outcome.value, shopId: merchantId }] : [];
  const entry = {
    cause: `page:${newId()}`,
    events: locks ? [{ type: "ThreadOpened", shopId: merchantId, reason } as const] : happened,
    change: { codeTries: tries },
  };
  const earned = happened.flatMap(({ points, cause, earned }) =>
    appendEntry(db, accountOf(customer), { delta: points, cause, actor: "customer", idempotencyKey, earned }, now),
  );
  return [
    ...addToConversation(db, conversation, entry, now, newId),
    ...(locks ? openThread({ merchantId, customerId: customer.id, reason, now }) : []),
    ...earned,
  ];
}

/** "12 34", "１２３４" and "code: 1234" are 1234. */
const digitsOf = (typed: string): string => typed.slice(0, 80).normalize("NFKC").replace(/\D/g, "");

// A person of the shop gives points or takes them back by hand, with a reason. Staff stay within the limits of the counter.

import { type EarnHistory, type EarnRefusal, mayEarn } from "../../src/loyalty/earning.ts";
import { type ByHandRefusal, mayGiveByHand, type PointsByHand } from "../../src/loyalty/points-by-hand.ts";
import { isDeletedCustomer } from "../../src/merchant/deleted-customer.ts";
import { mayDo } from "../../src/people/roles.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry, loadAccountAndEntry } from "../db/accounts.ts";
import { audit } from "../db/merchant-audit.ts";
import type { SignedIn } from "../db/sign-in.ts";
import { inTurns } from "./in-turns.ts";

export interface GivePointsByHand extends PointsByHand {
  readonly customerId: string;
  /** Made with the form: the same form sent twice is one entry. */
  readonly key: string;
}

export type GivePointsRefusal =
  | EarnRefusal
  | { readonly code: "no_such_customer" }
  | { readonly code: ByHandRefusal | "key_reused" | "busy" };

/** The value is the balance after. */
export async function givePointsByHand(
  context: Context,
  who: SignedIn,
  request: GivePointsByHand,
): Promise<Result<number, GivePointsRefusal>> {
  const given = await inTurns(() => attemptToGive(context, who, request));
  return given === "busy" ? err({ code: "busy" }) : given;
}

async function attemptToGive(
  context: Context,
  { person, merchant }: SignedIn,
  request: GivePointsByHand,
): Promise<Result<number, GivePointsRefusal>> {
  const { db } = context;
  const { customerId, delta, reason } = request;
  const idempotencyKey = `hand:${request.key}`;
  const loaded = await loadAccountAndEntry(db, merchant.id, customerId, idempotencyKey);
  if (loaded === null || isDeletedCustomer(loaded.customer.phone)) return err({ code: "no_such_customer" });
  const { customer, done } = loaded;
  if (done !== null) {
    const same = done.customerId === customerId && done.delta === delta && done.reason === reason;
    return same ? ok(done.balance) : err({ code: "key_reused" });
  }

  const now = context.now();
  const unlimited = mayDo(person.role, "correct_points");
  const allowed = mayGiveByHand(request, customer.points, unlimited);
  if (!allowed.ok) return err({ code: allowed.error });
  let earned: EarnHistory | null = null;
  if (!unlimited) {
    const history = { lastAt: customer.lastEarnAt, onLastDay: customer.earnsOnLastDay };
    const within = mayEarn(loaded.merchant, history, { points: delta, hasMultiPointCode: false }, now);
    if (!within.ok) return within;
    earned = within.value;
  }

  const account = accountOf(customer);
  const actor = `person:${person.id}`;
  const entry = { delta, cause: "staff", actor, idempotencyKey, reason, ...(earned ? { earned } : {}) } as const;
  await db.write([
    ...appendEntry(db, account, entry, now),
    audit(db, {
      id: context.newId(),
      merchantId: merchant.id,
      personId: person.id,
      act: delta > 0 ? "points_given" : "points_taken",
      subject: `${customerId}:${account.seq + 1}`,
      at: now,
    }),
  ]);
  context.nudgeRooms(merchant.id);
  return ok(allowed.value.balance);
}

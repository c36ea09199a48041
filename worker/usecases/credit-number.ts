// Points for a number that was typed on a kiosk: into its account, or aside until it confirms. One act is one credit, however often it is sent.

import type { Language } from "../../src/conversation/language.ts";
import { type EarnRefusal, mayEarn } from "../../src/loyalty/earning.ts";
import { ACT_AGE_MAX_MS } from "../../src/loyalty/kiosk-queue.ts";
import { dayStart, lapsesAt, waitingHistory } from "../../src/loyalty/pending.ts";
import { TILL } from "../../src/loyalty/spending.ts";
import { parseTypedPhone } from "../../src/phone.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { actKey, type PairedKiosk } from "../db/kiosk.ts";
import { commitInvitation } from "../db/kiosk-invitation.ts";
import { type Entered, type KnownNumber, loadNumber, type NumberFacts, type PutAside } from "../db/kiosk-number.ts";
import { putAsideUnlessMember, waitAsCounted } from "../db/pending.ts";
import { earnPoints } from "./earn-points.ts";
import { inTurns } from "./in-turns.ts";
import { type KeepBy, keepByNow, prepareInvitation } from "./prepare-invitation.ts";

export interface Credit {
  readonly typedPhone: string;
  readonly points: number;
  readonly cause: "visit" | "staff";
  readonly actor: string;
  /** The device's own id of the act. */
  readonly actId: string;
  /** How long ago it was typed: whatever the tablet's clock says, ours decides when that was. */
  readonly ageMs: number;
  readonly hasMultiPointCode: boolean;
  /** The kiosk's at that moment. */
  readonly language: Language;
}

export interface Credited {
  /** With the points of this act. */
  readonly number: KnownNumber;
  readonly credit: Entered | (PutAside & { readonly keepBy: KeepBy; readonly invited: boolean });
}

export type CreditRefusal =
  | { readonly code: "not_a_mobile_number" | "too_old" | "busy" | "key_reused" }
  /** With what the customer has, to be told kindly. */
  | (({ readonly code: "left" } | EarnRefusal) & { readonly number: KnownNumber; readonly keepBy: KeepBy });

export async function creditNumber(
  context: Context,
  kiosk: PairedKiosk,
  credit: Credit,
): Promise<Result<Credited, CreditRefusal>> {
  const phone = parseTypedPhone(credit.typedPhone, kiosk.merchant.country ?? "CA");
  if (!phone.ok) return err({ code: phone.error });
  if (credit.ageMs > ACT_AGE_MAX_MS) return err({ code: "too_old" });
  const credited = await inTurns(() => attemptToCredit(context, kiosk, credit, phone.value));
  return credited === "busy" ? err({ code: "busy" }) : credited;
}

async function attemptToCredit(
  context: Context,
  kiosk: PairedKiosk,
  credit: Credit,
  phone: string,
): Promise<Result<Credited, CreditRefusal> | "busy"> {
  const now = context.now();
  const { merchant } = kiosk;
  const key = actKey(kiosk.id, credit.actId);
  const numberHash = await context.keyedHash("number", phone);
  const today = dayStart(now, merchant.timeZone);
  const number = await loadNumber(context.db, kiosk, { phone, numberHash, key, today }, now);
  const { standing } = number;
  const keepBy = keepByNow(kiosk, number, now);
  if (number.done !== null) {
    if (!isSame(number.done, credit, phone)) return err({ code: "key_reused" });
    const { credit: done } = number.done;
    return ok({ number, credit: "seq" in done ? done : { ...done, keepBy, invited: false } });
  }
  if (standing === "left") return err({ code: "left", number, keepBy });
  const refused = (refusal: EarnRefusal) => err({ ...refusal, number, keepBy });
  return standing === "member"
    ? enter(context, kiosk, credit, key, number, refused)
    : wait(context, kiosk, credit, key, number, refused);
}

type Refuse = (refusal: EarnRefusal) => Result<never, CreditRefusal>;

async function enter(
  context: Context,
  { merchant }: PairedKiosk,
  { points, cause, actor, hasMultiPointCode, ageMs }: Credit,
  key: string,
  number: NumberFacts,
  refused: Refuse,
): Promise<Result<Credited, CreditRefusal>> {
  const { customer } = number;
  if (customer === null) return err({ code: "busy" });
  const at = timeOf(ageMs, customer.lastEarnAt, context.now());
  const earned = await earnPoints(
    { ...context, now: () => at },
    {
      merchantId: merchant.id,
      customerId: customer.id,
      points: cause === "visit" ? cause : points,
      cause,
      actor,
      idempotencyKey: key,
      hasMultiPointCode,
    },
  );
  if (earned.ok) {
    const { balance, seq } = earned.value;
    return ok({
      number: { ...number, customer: { ...customer, points: balance } },
      credit: { customerId: customer.id, seq },
    });
  }
  const { error } = earned;
  switch (error.code) {
    case "key_reused":
    case "busy":
      return err({ code: error.code });
    case "no_such_customer":
      return err({ code: "busy" });
    default:
      return refused(error);
  }
}

async function wait(
  context: Context,
  kiosk: PairedKiosk,
  { points, actor, hasMultiPointCode, ageMs, language }: Credit,
  key: string,
  number: NumberFacts,
  refused: Refuse,
): Promise<Result<Credited, CreditRefusal> | "busy"> {
  const { db } = context;
  const { merchant } = kiosk;
  const { phone, waiting } = number;
  const numberHash = await context.keyedHash("number", phone);
  const now = context.now();
  // What a till has sent, the limits on earning do not count.
  const counted = waiting.filter(({ actor }) => !actor.startsWith(TILL)).map(({ createdAt }) => createdAt);
  const history = waitingHistory(counted, merchant.timeZone);
  const at = timeOf(ageMs, history.lastAt, now);
  const allowed = mayEarn(merchant, history, { points, hasMultiPointCode }, at);
  if (!allowed.ok) return refused(allowed.error);

  const id = context.newId();
  const all = waiting.reduce((sum, aside) => sum + aside.points, points);
  const { invitation, keepBy } = prepareInvitation(context, kiosk, number, all, language, now);
  const row = { id, merchantId: merchant.id, phone, points, actor, idempotencyKey: key, createdAt: at };
  const [inserted] = await db.write([
    putAsideUnlessMember(
      db,
      { ...row, lapsesAt: lapsesAt(at, merchant.pendingLifetimeDays) },
      waitAsCounted(merchant.id, phone, counted.length, now),
    ),
    ...(invitation ? commitInvitation(db, kiosk, number, { ...invitation, numberHash }, now, context.newId) : []),
  ]);
  // They have said YES since they were loaded, and it goes into the account; or another act has had today's turn.
  if (inserted.length === 0) return "busy";
  if (invitation && kiosk.sender) context.nudgeSender(kiosk.sender.id);
  context.nudgeRooms(merchant.id);
  return ok({
    number: { ...number, waiting: [...waiting, { points, actor, createdAt: at }] },
    credit: { pendingId: id, keepBy, invited: invitation !== null },
  });
}

/** When it was typed, unless something later has been counted since: time does not go back in an account. */
function timeOf(ageMs: number, lastAt: number | null, now: number): number {
  const at = now - ageMs;
  return lastAt !== null && lastAt > at ? now : at;
}

/** What a visit is worth is the merchant's to say, and may have changed since it was first sent. */
function isSame(done: NonNullable<NumberFacts["done"]>, { points, cause, actor }: Credit, phone: string): boolean {
  const sameSide = done.actor.split(":")[0] === actor.split(":")[0];
  return done.phone === phone && sameSide && (cause === "visit" || done.points === points);
}

// Waiting points go to the number that was meant: into its account at once when it is a member's, else they wait there.

import { and, eq } from "drizzle-orm";
import type { Language } from "../../src/conversation/language.ts";
import { dayStart } from "../../src/loyalty/pending.ts";
import { parseTypedPhone } from "../../src/phone.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import type { Counter } from "../db/counter.ts";
import { commitInvitation } from "../db/kiosk-invitation.ts";
import { type KnownNumber, loadNumber } from "../db/kiosk-number.ts";
import { auditedAs, auditWhere } from "../db/merchant-audit.ts";
import { isNoMember, isWaiting, settlePending } from "../db/pending.ts";
import { pendingPoints } from "../db/schema.ts";
import { inTurns } from "./in-turns.ts";
import { prepareInvitation } from "./prepare-invitation.ts";

export interface Move {
  readonly pendingId: string;
  readonly typedPhone: string;
  readonly language: Language;
  readonly actor: string;
}

export type MoveRefusal = "not_a_mobile_number" | "not_waiting" | "left" | "busy";

export interface Moved {
  readonly number: KnownNumber;
  readonly into: "account" | "waiting";
}

export async function movePending(context: Context, counter: Counter, move: Move): Promise<Result<Moved, MoveRefusal>> {
  const phone = parseTypedPhone(move.typedPhone, counter.merchant.country ?? "CA");
  if (!phone.ok) return err(phone.error);
  const moved = await inTurns(() => attemptToMove(context, counter, move, phone.value));
  return moved === "busy" ? err("busy") : moved;
}

async function attemptToMove(
  context: Context,
  counter: Counter,
  { pendingId, language, actor }: Move,
  phone: string,
): Promise<Result<Moved, MoveRefusal> | "busy"> {
  const { db } = context;
  const { orm } = db;
  const { merchant, sender } = counter;
  const now = context.now();
  const today = dayStart(now, merchant.timeZone);
  const numberHash = await context.keyedHash("number", phone);
  const waits = and(eq(pendingPoints.id, pendingId), eq(pendingPoints.merchantId, merchant.id), isWaiting(now));
  const [[pending], number] = await Promise.all([
    orm.select().from(pendingPoints).where(waits),
    loadNumber(db, counter, { phone, numberHash, key: "", today }, now),
  ]);
  if (!pending) return err("not_waiting");
  const { standing, customer } = number;
  if (standing === "left") return err("left");

  const all = number.waiting.reduce((sum, aside) => sum + aside.points, pending.points);
  const isHere = pending.phone === phone;
  const { invitation } =
    standing === "member" || isHere
      ? { invitation: null }
      : prepareInvitation(context, counter, number, all, language, now);
  const entry = { merchantId: merchant.id, act: "pending_moved", subject: pendingId, at: now } as const;
  const mayMove = standing === "member" ? waits : and(waits, isNoMember(merchant.id, phone));
  const [, moved] = await db.write([
    auditWhere(db, { ...entry, ...auditedAs(actor, context.newId()) }, pendingPoints, mayMove),
    orm.update(pendingPoints).set({ phone }).where(mayMove).returning({ points: pendingPoints.points }),
    ...(standing === "member" && customer
      ? settlePending({ merchantId: merchant.id, customerId: customer.id, which: { pendingId }, dayStart: today }, now)
      : []),
    ...(invitation ? commitInvitation(db, counter, number, { ...invitation, numberHash }, now, context.newId) : []),
  ]);
  // Moved, dropped or lapsed since it was loaded; or the number has said YES, and it goes into the account.
  if (moved.length === 0) return "busy";
  if (invitation && sender) context.nudgeSender(sender.id);
  context.nudgeRooms(merchant.id);
  if (standing === "member" && customer) {
    const points = customer.points + pending.points;
    return ok({ number: { ...number, customer: { ...customer, points } }, into: "account" });
  }
  const waiting = isHere ? number.waiting : [...number.waiting, pending];
  return ok({ number: { ...number, waiting }, into: "waiting" });
}

// Staff give points to a number that they type on the kiosk: as many as they say, within the day's limits.

import type { Language } from "../../src/conversation/language.ts";
import type { Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import type { PairedKiosk } from "../db/kiosk.ts";
import { type Credited, type CreditRefusal, creditNumber } from "./credit-number.ts";
import type { StaffPass } from "./open-staff-side.ts";
import { sendReceipt } from "./send-receipt.ts";

export interface Gift {
  readonly typedPhone: string;
  readonly points: number;
  readonly actId: string;
  readonly ageMs: number;
  readonly language: Language;
}

export async function givePoints(
  context: Context,
  kiosk: PairedKiosk,
  pass: StaffPass,
  gift: Gift,
): Promise<Result<Credited, CreditRefusal>> {
  const { actor } = pass;
  const given = await creditNumber(context, kiosk, { ...gift, cause: "staff", actor, hasMultiPointCode: true });
  if (given.ok && "seq" in given.value.credit) {
    const { number, credit } = given.value;
    await sendReceipt(context, kiosk, pass, { ...credit, points: gift.points, balance: number.customer?.points ?? 0 });
  }
  return given;
}

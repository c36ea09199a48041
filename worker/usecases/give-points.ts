// Staff give points to a number that they type on the kiosk, within the shop's limits: the day's and the gap hold for everybody, the most at once gives way to the multi-point code.

import type { Language } from "../../src/conversation/language.ts";
import { readTypedCode } from "../../src/loyalty/staff-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import type { PairedKiosk } from "../db/kiosk.ts";
import { hash, sameHash } from "../gateways/secrets.ts";
import { countTry, type Locked } from "./count-try.ts";
import { type Credited, type CreditRefusal, creditNumber } from "./credit-number.ts";
import type { StaffPass } from "./open-staff-side.ts";
import { sendReceipt } from "./send-receipt.ts";

export interface Gift {
  readonly typedPhone: string;
  readonly points: number;
  readonly actId: string;
  readonly ageMs: number;
  readonly language: Language;
  /** As it was typed for this gift; empty for none. */
  readonly multiPointCode: string;
}

export type GiftRefusal = CreditRefusal | { readonly code: "wrong_multi_point_code" } | Locked;

export async function givePoints(
  context: Context,
  kiosk: PairedKiosk,
  pass: StaffPass,
  gift: Gift,
): Promise<Result<Credited, GiftRefusal>> {
  const { actor } = pass;
  const code = await readMultiPointCode(context, kiosk, pass, gift.multiPointCode);
  if (!code.ok) return code;
  const given = await creditNumber(context, kiosk, { ...gift, cause: "staff", actor, hasMultiPointCode: code.value });
  if (given.ok && "seq" in given.value.credit) {
    const { number, credit } = given.value;
    await sendReceipt(context, kiosk, pass, { ...credit, points: gift.points, balance: number.customer?.points ?? 0 });
  }
  return given;
}

/** Whether it was typed. It is what has opened a staff side that may give only. */
async function readMultiPointCode(
  context: Context,
  kiosk: PairedKiosk,
  { may }: StaffPass,
  typed: string,
): Promise<Result<boolean, { readonly code: "wrong_multi_point_code" } | Locked>> {
  if (may === "give_points") return ok(true);
  if (typed === "") return ok(false);
  const { multiPointCode } = kiosk.merchant;
  const tried = await countTry(context, kiosk, async () => {
    const code = readTypedCode(typed);
    const isRight = code.ok && multiPointCode !== null && sameHash(await hash(code.value), await hash(multiPointCode));
    return { verdict: isRight ? "right" : "wrong", value: isRight };
  });
  if (!tried.ok) return tried;
  return tried.value ? ok(true) : err({ code: "wrong_multi_point_code" });
}

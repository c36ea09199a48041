// Staff type the code that a customer shows on the kiosk: of a reward, or of a move. Wrong ones count; the same act sent again is the same handing-over.

import type { MoveAtCounterRefusal } from "../../src/loyalty/moves.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { readRedemptionCode } from "../../src/rewards/redemption-code.ts";
import type { Context } from "../context.ts";
import { actKey, nameOfActor, type PairedKiosk } from "../db/kiosk.ts";
import { findAct } from "../db/kiosk-acts.ts";
import { countTry, type Locked, type Verdict } from "./count-try.ts";
import { findMoveAtCounter, type MoveAsked } from "./move-at-counter.ts";
import type { StaffPass } from "./open-staff-side.ts";
import { type RedeemRefusal, redeemCode } from "./redeem-code.ts";
import { sendReceipt } from "./send-receipt.ts";

export interface HandedOver {
  readonly kind: "handed_over";
  readonly title: { readonly en: string; readonly fr: string };
  readonly name: string | null;
}

/** Staff say whether it is theirs before anything moves. */
export interface MoveToConfirm {
  readonly kind: "move";
  readonly move: MoveAsked;
}

export type RedeemAtKioskRefusal =
  | Exclude<RedeemRefusal, { code: "used" }>
  /** @property by Whose code it was typed with, or at which kiosk; null where nobody knows. */
  | { readonly code: "used"; readonly at: number; readonly by: string | null }
  | { readonly code: "move"; readonly refusal: MoveAtCounterRefusal }
  /** The act was another code's before. */
  | { readonly code: "key_reused" }
  | Locked;

export async function redeemAtKiosk(
  context: Context,
  kiosk: PairedKiosk,
  pass: StaffPass,
  { typed, actId }: { readonly typed: string; readonly actId: string },
): Promise<Result<HandedOver | MoveToConfirm, RedeemAtKioskRefusal>> {
  const { db } = context;
  const merchantId = kiosk.merchant.id;
  const key = actKey(kiosk.id, actId);
  const { code: done } = await findAct(db, merchantId, key);
  if (done) {
    const isSame = done.typed === readRedemptionCode(typed);
    return isSame ? ok({ kind: "handed_over", title: done.title, name: done.name }) : err({ code: "key_reused" });
  }

  const tried = await countTry(context, kiosk, async () => {
    const redeemed = await redeemCode(context, { merchantId, typed, usedWith: pass.actor, auditId: key });
    const isUnknown = !redeemed.ok && redeemed.error.code === "unknown";
    const move = isUnknown ? await findMoveAtCounter(context, kiosk, typed) : null;
    return { verdict: move ? "neither" : verdictOn(redeemed), value: { redeemed, move } };
  });
  if (!tried.ok) return tried;
  const { redeemed, move } = tried.value;
  if (move) return move.ok ? ok({ kind: "move", move: move.value }) : err({ code: "move", refusal: move.error });
  if (!redeemed.ok) {
    const { error } = redeemed;
    if (error.code !== "used") return err(error);
    return err({ code: "used", at: error.at, by: await nameOfActor(db, merchantId, error.with) });
  }
  const { claimId, customerId, title } = redeemed.value;
  await sendReceipt(context, kiosk, pass, { customerId, claimId, title });
  return ok({ ...redeemed.value, kind: "handed_over" });
}

/** A code that was once good is no guess. */
function verdictOn(redeemed: Result<unknown, RedeemRefusal>): Verdict {
  if (redeemed.ok) return "right";
  return redeemed.error.code === "expired" || redeemed.error.code === "used" ? "neither" : "wrong";
}

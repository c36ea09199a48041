// A customer has typed their number or e-mail on a kiosk: today's point, or the points of a visit as the merchant sets them.

import type { Language } from "../../src/conversation/language.ts";
import { readEmail } from "../../src/loyalty/typed-email.ts";
import { err, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import type { PairedKiosk } from "../db/kiosk.ts";
import { findPhoneByEmail } from "../db/kiosk-number.ts";
import { type Credited, type CreditRefusal, creditNumber } from "./credit-number.ts";

export interface Visit {
  readonly typed: { readonly by: "phone" | "email"; readonly text: string };
  readonly actId: string;
  readonly ageMs: number;
  readonly language: Language;
}

/** `no_such_email`: nobody's here, or of several customers, which nobody else has to know. */
export type VisitRefusal = CreditRefusal | { readonly code: "not_an_address" | "no_such_email" };

export async function kioskVisit(
  context: Context,
  kiosk: PairedKiosk,
  { typed, ...visit }: Visit,
): Promise<Result<Credited, VisitRefusal>> {
  let typedPhone = typed.text;
  if (typed.by === "email") {
    const email = readEmail(typed.text);
    if (!email.ok) return err({ code: email.error });
    const phone = await findPhoneByEmail(context.db, kiosk.merchant.id, email.value);
    if (phone === null) return err({ code: "no_such_email" });
    typedPhone = phone;
  }
  const points = kiosk.merchant.pointsPerVisit;
  // The amount is the merchant's own, so it needs no code.
  const credit = { ...visit, typedPhone, points, cause: "visit", actor: `kiosk:${kiosk.id}` } as const;
  return creditNumber(context, kiosk, { ...credit, hasMultiPointCode: true });
}

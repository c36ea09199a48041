// A customer has typed their number on a kiosk: today's point, or the points of a visit as the merchant sets them.

import type { Language } from "../../src/conversation/language.ts";
import type { Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import type { PairedKiosk } from "../db/kiosk.ts";
import { type Credited, type CreditRefusal, creditNumber } from "./credit-number.ts";

export interface Visit {
  readonly typedPhone: string;
  readonly actId: string;
  readonly ageMs: number;
  readonly language: Language;
}

export function kioskVisit(
  context: Context,
  kiosk: PairedKiosk,
  visit: Visit,
): Promise<Result<Credited, CreditRefusal>> {
  const points = kiosk.merchant.pointsPerVisit;
  // The amount is the merchant's own, so it needs no code.
  const credit = { ...visit, points, cause: "visit", actor: `kiosk:${kiosk.id}`, hasMultiPointCode: true } as const;
  return creditNumber(context, kiosk, credit);
}

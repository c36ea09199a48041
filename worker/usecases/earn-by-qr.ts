// A customer has scanned the code that changes on the kiosk: today's point, once a customer and code.

import { rotatingUseKey } from "../../src/loyalty/rotating-code.ts";
import { err, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { createRotatingCodes } from "../gateways/rotating-codes.ts";
import { type Earned, type EarnPointsRefusal, earnPoints } from "./earn-points.ts";

export interface EarnByQr {
  readonly merchantId: string;
  readonly customerId: string;
  /** What the QR picture said after `code=`. */
  readonly token: string;
}

/** `old_code`: a photo of the screen, or a page that was left open. `not_our_code`: another shop's, or nobody's. */
export type EarnByQrRefusal = EarnPointsRefusal | { readonly code: "not_our_code" | "old_code" };

export async function earnByQr(
  context: Context,
  { merchantId, customerId, token }: EarnByQr,
): Promise<Result<Earned, EarnByQrRefusal>> {
  const codes = createRotatingCodes(context.config.LINK_SIGNING_KEYS);
  const window = await codes.read(merchantId, token, context.now());
  if (!window.ok) return err({ code: window.error });
  return earnPoints(context, {
    merchantId,
    customerId,
    points: "visit",
    cause: "qr",
    actor: "customer",
    idempotencyKey: rotatingUseKey(customerId, window.value),
  });
}

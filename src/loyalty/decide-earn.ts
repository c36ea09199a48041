// The shop's earn code, typed at the counter by text or on a page, or scanned: what it comes to, and what a wrong one does.

import { err, ok, type Result } from "../result.ts";
import { afterWrongCode, type CodeTries, isLocked } from "./code-tries.ts";
import { type EarnHistory, type EarnLimits, type EarnRefusal, fixedCodeEarns, mayEarn } from "./earning.ts";

export interface EarnShop extends EarnLimits {
  /** Null where the shop has none. */
  readonly earnCode: string | null;
  /** The staff's: with it, as many as they say. */
  readonly multiPointCode: string | null;
  readonly pointsPerVisit: number;
  /** The tablet shows a code that changes, and the earn code alone gives nothing. */
  readonly rotatingQr: boolean;
}

export interface TypedCode {
  readonly code: string;
  /** Null for what a visit is worth. */
  readonly several: { readonly multiPointCode: string; readonly points: number } | null;
}

export interface PointsEarned {
  readonly type: "PointsEarned";
  readonly points: number;
  readonly cause: "code" | "qr";
  /** What the limits on earning count from here on. */
  readonly earned: EarnHistory;
}

/** `wrong_code` is either of the two: which one is not said. */
export type EarnByCodeRefusal =
  | EarnRefusal
  | { readonly code: "no_earn_code" | "too_many_tries" | "wrong_code" | "scan_tablet" };

export interface EarnByCodeDecided {
  /** A wrong code is kept although nothing is earned by it. */
  readonly tries: CodeTries;
  readonly outcome: Result<PointsEarned, EarnByCodeRefusal>;
}

/**
 * A right code does not forget the wrong ones, or whoever has the earn code could try the staff's for ever.
 * @param at when it was typed, which the limits on earning count; wrong codes count by `now`. Unix milliseconds.
 */
export function decideEarnByCode(
  { earned, tries }: { readonly earned: EarnHistory; readonly tries: CodeTries },
  shop: EarnShop,
  { code, several, cause }: TypedCode & Pick<PointsEarned, "cause">,
  { at, now }: { readonly at: number; readonly now: number },
): EarnByCodeDecided {
  const refused = (error: EarnByCodeRefusal, after = tries) => ({ tries: after, outcome: err(error) });
  if (shop.earnCode === null) return refused({ code: "no_earn_code" });
  if (isLocked(tries, now)) return refused({ code: "too_many_tries" });
  const isRight = code === shop.earnCode && (several === null || several.multiPointCode === shop.multiPointCode);
  if (!isRight) {
    const after = afterWrongCode(tries, now);
    return refused({ code: isLocked(after, now) ? "too_many_tries" : "wrong_code" }, after);
  }
  if (!fixedCodeEarns(shop, several !== null)) return refused({ code: "scan_tablet" });
  // What a visit is worth needs no other code, however many points at once staff may give.
  const points = several?.points ?? shop.pointsPerVisit;
  const allowed = mayEarn(shop, earned, { points, hasMultiPointCode: true }, at);
  if (!allowed.ok) return refused(allowed.error);
  return { tries, outcome: ok({ type: "PointsEarned", points, cause, earned: allowed.value }) };
}

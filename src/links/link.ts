// May a short link be opened? What the row of a genuine one says, as an ordered ladder of refusals.

import { err, ok, type Result } from "../result.ts";

export interface LinkTerms {
  readonly revokedAt: number | null;
  /** Unix milliseconds. */
  readonly expiresAt: number;
  /** Null for as often as the customer likes. */
  readonly usesLeft: number | null;
}

export type LinkRefusal = "unknown" | "revoked" | "expired" | "used_up";

/** The first rung that applies refuses. @param link null where no row has the id that a genuine token names. @param now Unix milliseconds. */
export function mayOpen(link: LinkTerms | null, now: number): Result<void, LinkRefusal> {
  if (link === null) return err("unknown");
  if (link.revokedAt !== null && link.revokedAt <= now) return err("revoked");
  if (link.expiresAt <= now) return err("expired");
  if (link.usesLeft !== null && link.usesLeft < 1) return err("used_up");
  return ok(undefined);
}

// A customer wants no more e-mail, on a page: a purpose of its own, with a ledger of its own. Texts go on.

import type { Context } from "../context.ts";
import { endEmailConsent } from "../db/email-consent.ts";

export interface WithdrawEmailConsent {
  readonly merchantId: string;
  readonly customerId: string;
  /** What the page said above the button. */
  readonly shown: string;
}

/** Changes nothing for who has not agreed to e-mail, or has left already. */
export async function withdrawEmailConsent(context: Context, request: WithdrawEmailConsent): Promise<void> {
  const { db, newId, now, nudgeRooms } = context;
  await db.write(endEmailConsent(db, { ...request, cause: `page:${newId()}` }, now()));
  nudgeRooms(request.merchantId);
}

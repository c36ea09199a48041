// A customer completes or changes what the shop knows of them, and may agree to e-mail at the address that stands there.

import { and, eq } from "drizzle-orm";
import type { Account } from "../../src/consent/account-form.ts";
import type { Context } from "../context.ts";
import { ADDRESS_CHANGED, ADDRESS_REMOVED, askEmailConsent, endEmailConsentFor } from "../db/email-consent.ts";
import { customers } from "../db/schema.ts";

export interface SaveProfile {
  readonly merchantId: string;
  readonly customerId: string;
  readonly account: Account;
  /** What the page said would end with the address. */
  readonly ending: string;
  /** What stood beside the box. */
  readonly words: { readonly shown: string; readonly version: string };
}

export async function saveProfile(context: Context, request: SaveProfile): Promise<void> {
  const { db, newId, nudgeRooms } = context;
  const { merchantId, customerId, account, ending, words } = request;
  const { agreesToEmail, ...profile } = account;
  const owner = { merchantId, customerId };
  const now = context.now();
  const reason = profile.email === null ? ADDRESS_REMOVED : ADDRESS_CHANGED;
  await db.write([
    ...endEmailConsentFor(db, { ...owner, email: profile.email, shown: ending, cause: `${reason}:${newId()}` }, now),
    db.orm
      .update(customers)
      .set(profile)
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId))),
    ...(agreesToEmail ? askEmailConsent(db, { ...owner, ...words, cause: `page:${newId()}` }, now) : []),
  ]);
  nudgeRooms(merchantId);
}

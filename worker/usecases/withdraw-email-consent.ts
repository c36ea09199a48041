// A customer wants no more e-mail, on a page: a purpose of its own, with a ledger of its own. Texts go on.

import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { Query } from "../db/client.ts";
import { loadCustomerConversation } from "../db/customer-conversation.ts";
import { customers, emailConsentEntries } from "../db/schema.ts";
import { inTurns } from "./in-turns.ts";
import type { WithdrawConsent } from "./withdraw-consent-by-page.ts";

export async function withdrawEmailConsent(context: Context, request: WithdrawConsent): Promise<"withdrawn" | "busy"> {
  const { db } = context;
  const { merchantId, customerId } = request;
  const withdrawn = await inTurns(async () => {
    const found = await loadCustomerConversation(db, merchantId, customerId);
    const [first, ...rest] = found ? emailWithdrawal(context, found.customer, request, context.now()) : [];
    if (first) await db.write([first, ...rest]);
    return "withdrawn" as const;
  });
  context.nudgeRooms(merchantId);
  return withdrawn;
}

/** None for who has not agreed to e-mail, or has left already. */
export function emailWithdrawal(
  { db, newId }: Context,
  { id, emailConsent, emailConsentSeq, email }: typeof customers.$inferSelect,
  { shown }: Pick<WithdrawConsent, "shown">,
  now: number,
): readonly Query[] {
  if (emailConsent !== "subscribed") return [];
  const seq = emailConsentSeq + 1;
  const entry = { customerId: id, seq, email: email ?? "", shown, wordsVersion: null, page: "/me/account", at: now };
  return [
    db.orm
      .insert(emailConsentEntries)
      .values({ ...entry, change: "withdrawn", actor: "customer", cause: `page:${newId()}` }),
    db.orm.update(customers).set({ emailConsent: "opted_out", emailConsentSeq: seq }).where(eq(customers.id, id)),
  ];
}

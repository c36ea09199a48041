// A customer leaves, on a page: what STOP does by text, without a confirmation by SMS, since the page says so itself.

import type { Context } from "../context.ts";
import type { Query } from "../db/client.ts";
import { changeConsent } from "../db/consent.ts";
import { addToConversation, type CustomerConversation, loadCustomerConversation } from "../db/customer-conversation.ts";
import { cancelWaiting, writeStop } from "../db/suppressions.ts";
import { inTurns } from "./in-turns.ts";

export interface WithdrawConsent {
  readonly merchantId: string;
  readonly customerId: string;
  /** The words on the button, and what the page said above it. */
  readonly word: string;
  readonly shown: string;
}

export async function withdrawConsentByPage(context: Context, request: WithdrawConsent): Promise<"withdrawn" | "busy"> {
  const { db } = context;
  const { merchantId, customerId } = request;
  const withdrawn = await inTurns(async () => {
    const conversation = await loadCustomerConversation(db, merchantId, customerId);
    if (conversation === null || conversation.customer.consent === "opted_out") return "withdrawn" as const;
    const numberHash = await context.keyedHash("number", conversation.customer.phone);
    await db.write(withdrawal(context, conversation, { ...request, numberHash }, context.now()));
    return "withdrawn" as const;
  });
  context.nudgeRooms(merchantId);
  return withdrawn;
}

/** The statements of a withdrawal: the ledger, its fold, and the journal of the conversation, where any question ends. */
export function withdrawal(
  { db, newId }: Pick<Context, "db" | "newId">,
  conversation: CustomerConversation,
  { merchantId, word, shown, numberHash }: Omit<WithdrawConsent, "customerId"> & { readonly numberHash: string },
  now: number,
): [Query, ...Query[]] {
  const { customer } = conversation;
  const cause = `page:${newId()}`;
  const events = [{ type: "ConsentWithdrawn", shopId: merchantId, word }] as const;
  const { dialogue } = conversation.state;
  const change = { stopConfirmedAt: null, ...(dialogue?.shopId === merchantId ? { dialogue: null } : {}) };
  const scope = { kind: "business", merchantId } as const;
  return [
    writeStop(db, scope, { numberHash, at: now, source: "page" }),
    cancelWaiting(db, scope, { phone: customer.phone, isConfirmed: true }, now),
    ...changeConsent(db, customer, { change: "withdrawn", word, shown, cause }, now),
    ...addToConversation(db, conversation, { cause, events, change }, now, newId),
  ];
}

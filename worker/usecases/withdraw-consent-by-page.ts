// A customer leaves, on a page: what STOP does by text, without a confirmation by SMS, since the page says so itself.

import { decideLeave } from "../../src/consent/decide-leave.ts";
import type { Context } from "../context.ts";
import type { Query } from "../db/client.ts";
import { changeConsent } from "../db/consent.ts";
import {
  addToConversation,
  type CustomerConversation,
  loadCustomerConversation,
  overtakeElsewhere,
} from "../db/customer-conversation.ts";
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
    if (conversation === null) return "withdrawn" as const;
    const numberHash = await context.keyedHash("number", conversation.customer.phone);
    await db.write(withdrawal(context, conversation, { ...request, numberHash }, context.now()));
    return "withdrawn" as const;
  });
  context.nudgeRooms(merchantId);
  return withdrawn;
}

/**
 * The statements of a withdrawal: the ledger, its fold, and the journal of the conversation, where any question ends. Who leaves again has
 * left from now on: a text that they wrote in between may still be on its way.
 */
export function withdrawal(
  { db, newId }: Pick<Context, "db" | "newId">,
  conversation: CustomerConversation,
  { merchantId, word, shown, numberHash }: Omit<WithdrawConsent, "customerId"> & { readonly numberHash: string },
  now: number,
): [Query, ...Query[]] {
  const { customer } = conversation;
  const cause = `page:${newId()}`;
  const isAgain = customer.consent === "opted_out";
  const left = decideLeave({ consent: customer.consent, offers: customer.offersConsent }, word);
  const events = left.map((each) => ({ ...each, shopId: merchantId }));
  const { dialogue } = conversation.state;
  const change = {
    ...(isAgain ? {} : { stopConfirmedAt: null }),
    ...(dialogue?.shopId === merchantId ? { dialogue: null } : {}),
  };
  const scope = { kind: "business", merchantId } as const;
  return [
    writeStop(db, scope, { numberHash, at: now, source: "page" }),
    // One that confirms a STOP by text is still owed.
    cancelWaiting(db, scope, { phone: customer.phone, isConfirmed: !isAgain }, now),
    ...(isAgain
      ? []
      : changeConsent(db, customer, { change: "withdrawn", word, shown, cause, behind: customer.phone }, now)),
    ...addToConversation(db, conversation, { cause, events, change }, now, newId),
    ...overtakeElsewhere(
      db,
      { merchantId, phone: customer.phone, senderId: conversation.senderId },
      { cause, events: [] },
      now,
    ),
  ];
}

// A customer ends the offers alone, on a page: what NO OFFERS does by text. Texts about points go on.

import { eq } from "drizzle-orm";
import { decideLeaveOffers } from "../../src/consent/decide-leave.ts";
import type { Context } from "../context.ts";
import { changeOffers, saidOfOffers } from "../db/consent.ts";
import { addToConversation, loadCustomerConversation, overtakeElsewhere } from "../db/customer-conversation.ts";
import { customers } from "../db/schema.ts";
import { cancelOffers } from "../db/suppressions.ts";
import { inTurns } from "./in-turns.ts";
import type { WithdrawConsent } from "./withdraw-consent-by-page.ts";

/** For who gets none it is said all the same: a YES OFFERS from before may still be on its way. */
export async function leaveOffers(
  context: Context,
  { merchantId, customerId, word, shown }: WithdrawConsent,
): Promise<"left" | "busy"> {
  const { db, newId } = context;
  const cause = `page:${newId()}`;
  const left = await inTurns(async () => {
    const now = context.now();
    const conversation = await loadCustomerConversation(db, merchantId, customerId);
    if (conversation === null) return "left" as const;
    const { customer } = conversation;
    const happenings = decideLeaveOffers({ offers: customer.offersConsent }, word);
    const events = happenings.map((each) => ({ ...each, shopId: merchantId }));
    const change = { change: "withdrawn", word, shown, cause, behind: customer.phone } as const;
    await db.write([
      db.orm.update(customers).set(saidOfOffers(now)).where(eq(customers.id, customer.id)),
      ...(events.length > 0 ? changeOffers(db, { id: customer.id, seq: customer.consentSeq }, change, now) : []),
      cancelOffers(db, merchantId, customer.phone, now),
      // Who writes YES OFFERS at this moment is answered by what this leaves.
      ...addToConversation(db, conversation, { cause, events, change: {} }, now, newId),
      ...overtakeElsewhere(
        db,
        { merchantId, phone: customer.phone, senderId: conversation.senderId },
        { cause, events: [] },
        now,
      ),
    ]);
    return "left" as const;
  });
  context.nudgeRooms(merchantId);
  return left;
}

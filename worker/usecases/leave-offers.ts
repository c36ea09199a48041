// A customer ends the offers alone, on a page: what NO OFFERS does by text. Texts about points go on.

import { and, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { changeOffers, saidOfOffers } from "../db/consent.ts";
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
    const isTheirs = and(eq(customers.merchantId, merchantId), eq(customers.id, customerId));
    const [customer] = await db.orm.select().from(customers).where(isTheirs);
    if (customer?.offersConsent !== "subscribed") {
      await db.write([db.orm.update(customers).set(saidOfOffers(now)).where(isTheirs)]);
      return "left" as const;
    }
    const change = { change: "withdrawn", word, shown, cause, behind: customer.phone } as const;
    await db.write([
      ...changeOffers(db, { id: customer.id, seq: customer.consentSeq }, change, now),
      cancelOffers(db, merchantId, customer.phone, now),
    ]);
    return "left" as const;
  });
  context.nudgeRooms(merchantId);
  return left;
}

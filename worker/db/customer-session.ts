// Which customer a wallet's cookie belongs to, with their shop: one round trip.

import { and, desc, eq } from "drizzle-orm";
import type { Language } from "../../src/conversation/language.ts";
import type { Database } from "./client.ts";
import { pointsOnHold } from "./disputes.ts";
import { conversations, customerSessions, customers, merchants, senderMerchants, senders } from "./schema.ts";

export interface CustomerSession {
  readonly tokenHash: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
  readonly customer: typeof customers.$inferSelect;
  /** The balance without the points of entries that the customer disputes. */
  readonly spendable: number;
  readonly merchant: typeof merchants.$inferSelect;
  readonly language: Language;
  /** The number that the customer texts; null for a shop without one. */
  readonly number: string | null;
}

/** Sessions that are over as well: their page can still say which shop to text. */
export async function loadCustomerSession({ orm }: Database, tokenHash: string): Promise<CustomerSession | null> {
  const [row] = await orm
    .select({
      expiresAt: customerSessions.expiresAt,
      customer: customers,
      onHold: pointsOnHold,
      merchant: merchants,
      number: senders.number,
      state: conversations.state,
    })
    .from(customerSessions)
    .innerJoin(customers, eq(customers.id, customerSessions.customerId))
    .innerJoin(merchants, eq(merchants.id, customers.merchantId))
    .leftJoin(senderMerchants, eq(senderMerchants.merchantId, merchants.id))
    .leftJoin(senders, eq(senders.id, senderMerchants.senderId))
    .leftJoin(conversations, and(eq(conversations.senderId, senders.id), eq(conversations.phone, customers.phone)))
    .where(eq(customerSessions.tokenHash, tokenHash))
    // Of several numbers of a shop, the one that was talked on last.
    .orderBy(desc(conversations.updatedAt))
    .limit(1);
  if (!row) return null;
  const { state, onHold, ...rest } = row;
  return {
    tokenHash,
    ...rest,
    spendable: row.customer.points - onHold,
    language: state?.language ?? row.merchant.language,
  };
}

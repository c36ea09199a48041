// What the page of a short link needs to know: one round trip.

import { and, desc, eq } from "drizzle-orm";
import type { Language } from "../../src/conversation/language.ts";
import type { LinkTerms } from "../../src/links/link.ts";
import type { Database } from "./client.ts";
import { conversations, customers, links, merchants, senderMerchants, senders } from "./schema.ts";

export interface LoadedLink {
  readonly terms: LinkTerms;
  readonly shop: string;
  readonly accent: string;
  readonly language: Language;
  /** Where to text for a new link; null for a shop without a number. */
  readonly number: string | null;
}

export async function loadLink({ orm }: Database, linkId: string): Promise<LoadedLink | null> {
  const [link] = await orm
    .select({
      terms: { revokedAt: links.revokedAt, expiresAt: links.expiresAt, usesLeft: links.usesLeft },
      shop: merchants.name,
      accent: merchants.accentColor,
      shopsLanguage: merchants.language,
      number: senders.number,
      state: conversations.state,
    })
    .from(links)
    .innerJoin(customers, eq(customers.id, links.customerId))
    .innerJoin(merchants, eq(merchants.id, links.merchantId))
    .leftJoin(senderMerchants, eq(senderMerchants.merchantId, links.merchantId))
    .leftJoin(senders, eq(senders.id, senderMerchants.senderId))
    .leftJoin(conversations, and(eq(conversations.senderId, senders.id), eq(conversations.phone, customers.phone)))
    .where(eq(links.id, linkId))
    // Of several numbers of a shop, the one that was talked on last.
    .orderBy(desc(conversations.updatedAt))
    .limit(1);
  if (!link) return null;
  const { state, shopsLanguage, ...rest } = link;
  return { ...rest, language: state?.language ?? shopsLanguage };
}

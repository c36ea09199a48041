// From which number and in which language a customer is texted who has not just written: columns beside merchants and customers.

import { sql } from "drizzle-orm";
import type { Language } from "../../src/conversation/language.ts";
import { customers, merchants } from "./schema.ts";

/** Only for a query that joins the two tables: alone, Drizzle writes a column without its table. */
export const unaskedText = {
  /** Null for a shop without a number. */
  senderId: sql<string | null>`(
    SELECT sender_id FROM sender_merchants WHERE merchant_id = ${merchants.id} ORDER BY sender_id LIMIT 1)`,
  /** The one they last wrote in or chose; the shop's for who never did. */
  language: sql<Language>`coalesce((
    SELECT state ->> '$.language' FROM conversations JOIN sender_merchants USING (sender_id)
    WHERE merchant_id = ${merchants.id} AND phone = ${customers.phone} ORDER BY updated_at DESC LIMIT 1), ${merchants.language})`,
};

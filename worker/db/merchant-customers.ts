// Looking for a customer of a merchant: by name, by number, by when they were last here.

import { and, desc, eq, gte, isNull, lt, notLike, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { customers } from "./schema.ts";

const CUSTOMERS_SHOWN_MAX = 50;

export interface CustomerSearch {
  /** Part of a name or of a number, as typed. */
  readonly text: string;
  /** Last seen at or after this moment. */
  readonly since: number | null;
  /** Last seen before this moment, or never. */
  readonly notSince: number | null;
  /** The last one on the page before. */
  readonly after: { readonly at: number; readonly id: string } | null;
}

export interface FoundCustomer {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string;
  readonly points: number;
  readonly consent: typeof customers.$inferSelect.consent;
  readonly lastVisitAt: number | null;
  /** What the list is ordered by. */
  readonly seenAt: number;
}

/** The limits on earning do not count what a till has sent; who buys has been here all the same. */
const lastVisitAt = sql<number | null>`nullif(max(coalesce(${customers.lastEarnAt}, 0), coalesce((
  SELECT max(created_at) FROM purchases WHERE customer_id = ${customers}.id AND refunded_at IS NULL), 0)), 0)`;
const seenAt = sql<number>`coalesce(${lastVisitAt}, ${customers}.created_at)`;

export async function searchCustomers({ orm }: Database, merchantId: string, search: CustomerSearch) {
  const { since, notSince, after } = search;
  const found: FoundCustomer[] = await orm
    .select({
      id: customers.id,
      name: customers.name,
      phone: customers.phone,
      points: customers.points,
      consent: customers.consent,
      lastVisitAt,
      seenAt,
    })
    .from(customers)
    .where(
      and(
        eq(customers.merchantId, merchantId),
        notLike(customers.phone, "deleted:%"),
        matching(search.text),
        since === null ? undefined : gte(lastVisitAt, since),
        notSince === null ? undefined : or(isNull(lastVisitAt), lt(lastVisitAt, notSince)),
        after === null ? undefined : sql`(${seenAt}, ${customers.id}) < (${after.at}, ${after.id})`,
      ),
    )
    .orderBy(desc(seenAt), desc(customers.id))
    .limit(CUSTOMERS_SHOWN_MAX + 1);
  const shown = found.slice(0, CUSTOMERS_SHOWN_MAX);
  return { customers: shown, more: found.length > shown.length };
}

/** SQLite knows no case beyond ASCII, so an accented letter is looked for in both. */
function matching(typed: string): SQL | undefined {
  const text = typed.normalize("NFC").trim();
  if (text === "") return undefined;
  const capital = text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  const forms = [...new Set([text, text.toLowerCase(), text.toUpperCase(), capital])];
  const digits = text.replace(/\D/g, "").replace(/^0(?=\d)/, "");
  const isNumber = digits.length >= 2 && !/\p{L}/u.test(text);
  return or(
    ...forms.map((form) => sql`${customers.name} LIKE ${`%${escaped(form)}%`} ESCAPE '\\'`),
    isNumber ? sql`${customers.phone} LIKE ${`%${digits}%`}` : undefined,
  );
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

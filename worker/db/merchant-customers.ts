// Looking for a customer of a merchant: by name, by number, by when they were last here.

import { and, desc, eq, gte, isNotNull, isNull, lt, notLike, or, type SQL, sql } from "drizzle-orm";
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
const lastVisitAt = sql<
  number | null
>`nullif(max(coalesce(${customers.lastEarnAt}, 0), coalesce(${customers.lastBoughtAt}, 0)), 0)`;
/** The expression of the index customers_by_visit, to the letter. */
const seenAt = sql<number>`coalesce(${lastVisitAt}, ${customers.createdAt})`;
const wasNeverHere = and(isNull(customers.lastEarnAt), isNull(customers.lastBoughtAt));

export async function searchCustomers(db: Database, merchantId: string, search: CustomerSearch) {
  const { since, notSince } = search;
  const select = (order: SQL | typeof customers.createdAt, condition: SQL | undefined) =>
    selectFound(db, merchantId, search, order, condition);
  // Who came after that moment and was never here stands before who was seen before it: each has an index of its own.
  const lists = await db.read(
    notSince === null
      ? [select(seenAt, since === null ? undefined : and(isNotNull(lastVisitAt), gte(seenAt, since)))]
      : [
          select(customers.createdAt, and(wasNeverHere, gte(customers.createdAt, notSince))),
          select(seenAt, lt(seenAt, notSince)),
        ],
  );
  const found: readonly FoundCustomer[] = lists.flat();
  return { customers: found.slice(0, CUSTOMERS_SHOWN_MAX), more: found.length > CUSTOMERS_SHOWN_MAX };
}

/** @param order when somebody was seen last, as an index knows it. */
const selectFound = (
  { orm }: Database,
  merchantId: string,
  { text, after }: CustomerSearch,
  order: SQL | typeof customers.createdAt,
  condition: SQL | undefined,
) =>
  orm
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
        matching(text),
        condition,
        after === null ? undefined : sql`(${order}, ${customers.id}) < (${after.at}, ${after.id})`,
      ),
    )
    .orderBy(desc(order), desc(customers.id))
    .limit(CUSTOMERS_SHOWN_MAX + 1);

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

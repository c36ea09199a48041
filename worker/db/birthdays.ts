// Shops whose birthdays are due, and their customers who have not had this year's points.

import { and, eq, inArray, lte, sql } from "drizzle-orm";
import type { Birthday } from "../../src/loyalty/birthday.ts";
import type { Database } from "./client.ts";
import { customers, merchants } from "./schema.ts";
import { unaskedText } from "./unasked-texts.ts";

export const birthdayKey = (customerId: string, year: string): string => `birthday:${customerId}:${year}`;

/** The condition on the points is that of the index, to the letter. */
export const loadShopsWithBirthdaysDue = ({ orm }: Database, now: number, limit: number) =>
  orm
    .select()
    .from(merchants)
    .where(and(sql`${merchants.birthdayPoints} > 0`, lte(merchants.birthdaysDueAt, now)))
    .orderBy(merchants.birthdaysDueAt)
    .limit(limit);

export const loadBirthdays = (
  { orm }: Database,
  merchantId: string,
  { birthdays, year }: { readonly birthdays: readonly Birthday[]; readonly year: string },
  limit: number,
) =>
  orm
    .select({ customer: customers, ...unaskedText })
    .from(customers)
    .innerJoin(merchants, eq(merchants.id, customers.merchantId))
    .where(
      and(
        eq(customers.merchantId, merchantId),
        inArray(customers.birthday, [...birthdays]),
        sql`NOT EXISTS (SELECT 1 FROM point_entries
          WHERE idempotency_key = 'birthday:' || ${customers.id} || ':' || ${year})`,
      ),
    )
    .limit(limit);

export const setBirthdaysDue = ({ orm }: Database, merchantId: string, at: number) =>
  orm.update(merchants).set({ birthdaysDueAt: at }).where(eq(merchants.id, merchantId));

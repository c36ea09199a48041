// The rows of a shop that is opened at a command line: the shop, its owner, its number and its word there. Statements for one batch.

import { sql } from "drizzle-orm";
import type { NewShop } from "../src/merchant/new-shop.ts";
import { isE164 } from "../src/phone.ts";
import type { Database } from "../worker/db/client.ts";
import { merchants, people, senderMerchants, senders } from "../worker/db/schema.ts";

export type Pool = (typeof senders.$inferSelect)["pool"];

/** Until the operator says what the carrier allows. */
const PACE_SEGMENTS_PER_S = 1;
const POINT = { one: "point", other: "points" };

interface Around {
  readonly merchantId: string;
  /** A number that is not known yet, or the id of one that is. */
  readonly sender: { readonly pool: Pool } | { readonly id: string; readonly pool: Pool };
  /** Unix milliseconds. */
  readonly now: number;
  newId(): string;
}

/** What any driver of Drizzle builds them with. */
type Builder = Pick<Database["orm"], "insert" | "update">;

export const newSender = (id: string, number: string, pool: Pool, now: number) => ({
  id,
  number,
  kind: isE164(number) ? ("long" as const) : ("short_code" as const),
  paceSegmentsPerS: PACE_SEGMENTS_PER_S,
  pool,
  createdAt: now,
});

/** The batch dies on a NOT NULL when another shop has the number for its own, and on a key when its word there is taken. */
export function insertShop(orm: Builder, shop: NewShop, { merchantId, sender, now, newId }: Around) {
  const { number, keyword, ownerPhone, ...settings } = shop;
  const isKnown = "id" in sender;
  const senderId = isKnown ? sender.id : newId();
  const unlessTaken = sql<string>`(SELECT ${keyword} WHERE NOT EXISTS (
    SELECT 1 FROM ${senderMerchants} JOIN ${senders} ON ${senders.id} = ${senderMerchants.senderId}
    WHERE ${senders.id} = ${senderId} AND ${senders.pool} = 'own'))`;
  return [
    orm.insert(merchants).values({
      ...settings,
      id: merchantId,
      openingHours: null,
      welcomePoints: 1,
      promotionsPerMonth: 2,
      unit: { en: POINT, fr: POINT },
      createdAt: now,
    }),
    isKnown
      ? orm.update(senders).set({ pool: sender.pool }).where(sql`${senders.id} = ${senderId}`)
      : orm.insert(senders).values(newSender(senderId, number, sender.pool, now)),
    orm.insert(senderMerchants).values({ senderId, merchantId, keyword: unlessTaken }),
    orm
      .insert(people)
      .values({ id: newId(), merchantId, phone: ownerPhone, name: "Owner", role: "owner", createdAt: now }),
  ] as const;
}

// Where a customer's number is typed: on a kiosk, or by somebody of the shop who is signed in. What it texts from goes with it.

import { asc, eq, sql } from "drizzle-orm";
import type { SenderStanding } from "../../src/consent/registration.ts";
import type { MessageClass } from "../../src/messaging/lifecycle.ts";
import type { Database } from "./client.ts";
import { type merchants, senderMerchants, senders } from "./schema.ts";
import type { SignedIn } from "./sign-in.ts";

export interface Counter {
  /** The kiosk's id, or `person:<id>`: its invitations are counted under it. */
  readonly id: string;
  readonly merchant: typeof merchants.$inferSelect;
  /** The number that the shop texts from; null when it has none. */
  readonly sender: {
    readonly id: string;
    readonly number: string;
    readonly registered: SenderStanding["registered"];
    /** The classes that it carries. */
    readonly purposes: readonly MessageClass[];
    /** Joins the shop, by text. */
    readonly keyword: string;
    /** Other shops have it too. */
    readonly shared: boolean;
  } | null;
}

export const asCounted = ({
  sender,
  keyword,
  shops,
}: {
  readonly sender: typeof senders.$inferSelect;
  readonly keyword: string;
  readonly shops: number;
}): NonNullable<Counter["sender"]> => ({ ...sender, keyword, shared: shops > 1 });

/** How many shops a row's sender has. */
export const shopsOfSender = sql<number>`(SELECT count(*) FROM sender_merchants AS s WHERE s.sender_id = ${senders.id})`;

export async function loadCounter({ orm }: Database, { person, merchant }: SignedIn): Promise<Counter> {
  const [row] = await orm
    .select({ sender: senders, keyword: senderMerchants.keyword, shops: shopsOfSender })
    .from(senderMerchants)
    .innerJoin(senders, eq(senders.id, senderMerchants.senderId))
    .where(eq(senderMerchants.merchantId, merchant.id))
    .orderBy(asc(senders.id))
    .limit(1);
  return { id: `person:${person.id}`, merchant, sender: row ? asCounted(row) : null };
}

// The outbox from outside: messages put straight into it, what became of them, and time moved on without waiting.

import { randomUUID } from "node:crypto";
import type { Client } from "@libsql/client";
import { eq, inArray } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { type MessageStatus, priorityOf } from "../../src/messaging/lifecycle.ts";
import { customers, merchants, outbox, senders } from "../../worker/db/schema.ts";
import { createKeyedHash } from "../../worker/gateways/keyed-hash.ts";
import { NUMBER_HASH_KEY } from "./service.ts";
import { waitFor } from "./wait.ts";

const keyedHash = createKeyedHash(NUMBER_HASH_KEY);

export type OutboxRow = typeof outbox.$inferSelect;
type NewRow = Partial<typeof outbox.$inferInsert> & { readonly recipient: string };

/** Puts messages of the first shop into the outbox, due in this order, with nobody nudged. Their ids. */
export async function queueDirectly(client: Client, rows: readonly NewRow[]): Promise<string[]> {
  const db = drizzle(client);
  const [sender] = await db.select().from(senders).limit(1);
  const [merchant] = await db.select().from(merchants).orderBy(merchants.id).limit(1);
  const known = await db.select().from(customers);
  if (!sender || !merchant) throw new Error("there is no shop");
  const now = Date.now();
  const hashes = await Promise.all(rows.map(({ recipient }) => keyedHash("number", recipient)));
  const values = rows.map((row, i) => {
    const id = row.id ?? randomUUID();
    const ofMerchant = row.merchantId ?? merchant.id;
    const customer = known.find(({ phone, merchantId }) => phone === row.recipient && merchantId === ofMerchant);
    return {
      id,
      cause: `test:${id}`,
      n: 0,
      senderId: sender.id,
      merchantId: merchant.id,
      customerId: customer?.id ?? null,
      recipientHash: hashes[i],
      class: "transactional" as const,
      kind: "reply" as const,
      text: `Message ${i + 1}`,
      encoding: "GSM-7" as const,
      segments: 1,
      status: "queued" as const,
      priority: priorityOf({ class: row.class ?? "transactional", kind: row.kind ?? "reply" }),
      dueAt: now - rows.length + i,
      createdAt: now,
      ...row,
    };
  });
  await db.insert(outbox).values(values);
  return values.map(({ id }) => id);
}

/** In the order of the ids. */
export async function readMessages(client: Client, ids: readonly string[]): Promise<OutboxRow[]> {
  const rows = await drizzle(client)
    .select()
    .from(outbox)
    .where(inArray(outbox.id, [...ids]));
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

export async function messagesTo(client: Client, phone: string): Promise<OutboxRow[]> {
  return drizzle(client).select().from(outbox).where(eq(outbox.recipient, phone)).orderBy(outbox.createdAt, outbox.id);
}

/** Waits until each of the messages has one of the statuses. */
export async function reach(
  client: Client,
  ids: readonly string[],
  ...statuses: MessageStatus[]
): Promise<OutboxRow[]> {
  return waitFor(`${statuses.join(" or ")} for ${ids.length} messages`, async () => {
    const rows = await readMessages(client, ids);
    return rows.every(({ status }) => statuses.includes(status)) ? rows : null;
  });
}

/** Whatever waits in the queue for its time is due. The sweep finds it. */
export async function makeDue(client: Client): Promise<void> {
  await drizzle(client).update(outbox).set({ dueAt: 1 }).where(eq(outbox.status, "queued"));
}

/** Leases of lost Lines and windows for lost receipts have run out. The sweep finds them. */
export async function lapse(client: Client): Promise<void> {
  const leased = inArray(outbox.status, ["sending", "unconfirmed"]);
  await drizzle(client).update(outbox).set({ leaseUntil: 1 }).where(leased);
}

/** A time zone in which it is that hour of the day right now. */
export function timeZoneAt(hour: number): string {
  const ahead = hour - new Date().getUTCHours();
  const offset = ahead < -12 ? ahead + 24 : ahead;
  return `Etc/GMT${offset <= 0 ? "+" : "-"}${Math.abs(offset)}`;
}

export async function moveShopTo(client: Client, timeZone: string): Promise<void> {
  await drizzle(client).update(merchants).set({ timeZone });
}

export async function setPace(client: Client, segmentsPerSecond: number): Promise<void> {
  await drizzle(client).update(senders).set({ paceSegmentsPerS: segmentsPerSecond });
}

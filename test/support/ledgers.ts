// The auditor: reads a whole database from outside and lists everything that does not add up.

import type { Client } from "@libsql/client";
import { asc, isNotNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { auditLedgers as askRules } from "../../scripts/audit/run.ts";
import { isE164 } from "../../src/phone.ts";
import { conversationEntries, inboundMessages, outbox } from "../../worker/db/schema.ts";

/** One sentence for each fault: the operator's own audit, and what a test knows of texts besides. */
export async function auditLedgers(client: Client): Promise<string[]> {
  return [...(await askRules(client, Date.now())), ...(await auditConversations(client))];
}

/** Each text that could be answered has exactly one entry, and each reply of such an entry is in the outbox once. */
async function auditConversations(client: Client): Promise<string[]> {
  const db = drizzle(client);
  const entries = await db.select().from(conversationEntries).orderBy(asc(conversationEntries.seq));
  const received = await db.select().from(inboundMessages).where(isNotNull(inboundMessages.senderId));
  const sent = await db.select().from(outbox);

  const handled = received
    .filter(({ from }) => isE164(from))
    .flatMap(({ id }) => {
      const times = entries.filter(({ cause }) => cause === `inbound:${id}`).length;
      return times === 1 ? [] : [`text ${id} was handled ${times} times`];
    });
  const texts = entries.filter(({ cause }) => cause.startsWith("inbound:"));
  const answered = texts.flatMap(({ cause, events }) => {
    const promised = events.filter(({ type }) => type === "ReplyQueued" || type === "SignInCodeSent").length;
    const queued = sent.filter((message) => message.cause === cause).length;
    return promised === queued ? [] : [`${cause}: ${queued} replies in the outbox instead of ${promised}`];
  });
  return [...handled, ...answered];
}

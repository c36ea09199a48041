// The auditor: reads a whole database from outside and lists everything that does not add up.

import type { Client } from "@libsql/client";
import { asc, isNotNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { auditPoints } from "../../scripts/audit/run.ts";
import { afterChange, type Consent, type Purpose } from "../../src/consent/consent.ts";
import { isFinal, messageStatuses, priorityOf } from "../../src/messaging/lifecycle.ts";
import { isE164 } from "../../src/phone.ts";
import {
  consentEntries,
  conversationEntries,
  conversations,
  customers,
  inboundMessages,
  outbox,
} from "../../worker/db/schema.ts";

/** One sentence for each fault; nothing when every ledger folds to what is said of it. */
export async function auditLedgers(client: Client): Promise<string[]> {
  const faults = await Promise.all([auditConsent, auditPoints, auditConversations, auditOutbox].map((a) => a(client)));
  return faults.flat();
}

async function auditConsent(client: Client): Promise<string[]> {
  const db = drizzle(client);
  const entries = await db.select().from(consentEntries).orderBy(asc(consentEntries.seq));
  const known = await db.select().from(customers);
  return known.flatMap(({ id, consent, consentSeq, offersConsent }) => {
    const own = entries.filter(({ customerId }) => customerId === id);
    const fold = (of: Purpose) =>
      own
        .filter(({ purpose }) => purpose === of)
        .reduce<Consent>((before, { change }) => afterChange(before, change), "none");
    const folds = [
      ["consent", consent, fold("points")],
      ["consent to offers", offersConsent, fold("offers")],
    ] as const;
    return [
      ...gaps(`consent of ${id}`, own, consentSeq),
      ...folds.flatMap(([name, said, folded]) =>
        folded === said ? [] : [`${name} of ${id}: ${said}, but its ledger says ${folded}`],
      ),
    ];
  });
}

/** Each text that could be answered has exactly one entry, and each reply of an entry is in the outbox once. */
async function auditConversations(client: Client): Promise<string[]> {
  const db = drizzle(client);
  const entries = await db.select().from(conversationEntries).orderBy(asc(conversationEntries.seq));
  const known = await db.select().from(conversations);
  const received = await db.select().from(inboundMessages).where(isNotNull(inboundMessages.senderId));
  const sent = await db.select().from(outbox);

  const inTurn = known.flatMap(({ id, seq }) => {
    const own = entries.filter(({ conversationId }) => conversationId === id);
    return gaps(`conversation ${id}`, own, seq);
  });
  const handled = received
    .filter(({ from }) => isE164(from))
    .flatMap(({ id }) => {
      const times = entries.filter(({ cause }) => cause === `inbound:${id}`).length;
      return times === 1 ? [] : [`text ${id} was handled ${times} times`];
    });
  const answered = entries.flatMap(({ cause, events }) => {
    const promised = events.filter(({ type }) => type === "ReplyQueued" || type === "SignInCodeSent").length;
    const queued = sent.filter((message) => message.cause === cause).length;
    return promised === queued ? [] : [`${cause}: ${queued} replies in the outbox instead of ${promised}`];
  });
  return [...inTurn, ...handled, ...answered];
}

async function auditOutbox(client: Client): Promise<string[]> {
  const rows = await drizzle(client).select().from(outbox);
  const keys = new Set<string>();
  return rows.flatMap(({ id, cause, n, status, leaseUntil, settledAt, claim, priority, ...row }) => {
    const faults: string[] = [];
    const isLeased = status === "sending" || status === "unconfirmed";
    if (!messageStatuses.includes(status)) faults.push(`has the status ${status}`);
    if (keys.has(`${cause}/${n}`)) faults.push(`is the second one of ${cause}/${n}`);
    keys.add(`${cause}/${n}`);
    if (isLeased && leaseUntil === null) faults.push(`is ${status} for ever`);
    if (isLeased && claim === null) faults.push(`is ${status}, claimed by nobody`);
    if (!isLeased && leaseUntil !== null) faults.push(`is ${status} and still leased`);
    if (isFinal(status) && settledAt === null) faults.push(`is ${status} without a time`);
    if (status === "queued" && settledAt !== null) faults.push("is queued and settled");
    if (priority !== priorityOf(row)) faults.push("has another class's priority");
    return faults.map((fault) => `message ${id} ${fault}`);
  });
}

function gaps(what: string, entries: readonly { readonly seq: number }[], last: number): string[] {
  const seqs = entries.map(({ seq }) => seq);
  const gapless = seqs.every((seq, i) => seq === i + 1) && seqs.length === last;
  return gapless ? [] : [`${what}: entries ${seqs.join(", ")} up to ${last}`];
}

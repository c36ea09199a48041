// Texts that are kept, and that no conversation answers: to a number of no shop, from what is no phone, under an id that is known.

import type { ArrivedText, InboundText } from "../../src/carriers/carrier.ts";
import type { Context } from "../context.ts";
import { inboundConflicts, inboundMessages } from "../db/schema.ts";
import type { LinkSigner } from "../gateways/link-signer.ts";
import { withoutAnySecret } from "./received-secrets.ts";

/** They wait for the operator. @param senderId of the number that was texted; null when nobody owns it. `busy`: another text with this id came first. */
export async function keepAside(
  { db, now }: Context,
  links: LinkSigner,
  { inbound, messageId: id }: ArrivedText,
  senderId: string | null,
): Promise<"unrouted" | "unanswerable" | "busy"> {
  const { carrier, carrierMessageId, from, to, sentAt } = inbound;
  const text = await withoutAnySecret(links, inbound.text);
  const receivedAt = now();
  const writtenAt = sentAt === null ? receivedAt : Math.min(sentAt, receivedAt);
  const row = { id, senderId, carrier, carrierMessageId, from, to, text, sentAt, writtenAt, receivedAt };
  const kept = await db.orm
    .insert(inboundMessages)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: inboundMessages.id });
  if (kept.length === 0) return "busy";
  return senderId === null ? "unrouted" : "unanswerable";
}

/** The first text with this id has been handled. */
export async function keepConflict(
  { db, now }: Context,
  links: LinkSigner,
  { inbound, messageId: id }: ArrivedText,
): Promise<"conflict"> {
  const { carrier, carrierMessageId, from, to } = inbound;
  const text = await withoutAnySecret(links, inbound.text);
  await db.orm.insert(inboundConflicts).values({ id, carrier, carrierMessageId, from, to, text, receivedAt: now() });
  return "conflict";
}

export const idOfContent = ({ keyedHash }: Context, { from, to, text }: InboundText): Promise<string> =>
  keyedHash("text", `${from}\n${to}\n${text}`);

// A text has come in: load, decide, commit, nudge. Two round trips; a retry is free.

import type { InboundText } from "../../src/carriers/carrier.ts";
import { decide } from "../../src/conversation/decide.ts";
import { isE164, maskPhone } from "../../src/phone.ts";
import type { Context } from "../context.ts";
import { commitDecision } from "../db/commit-decision.ts";
import { violatedKey } from "../db/constraint.ts";
import { loadConversation } from "../db/load-conversation.ts";
import { inboundConflicts, inboundMessages } from "../db/schema.ts";
import type { LinkSigner } from "../gateways/link-signer.ts";
import { log } from "../log.ts";

const ATTEMPTS_MAX = 3;

/** `busy`: other texts of the same pair were faster, three times. The carrier is asked to try again. */
export type Received = "handled" | "duplicate" | "conflict" | "unrouted" | "unanswerable" | "busy";

export async function receiveMessage(context: Context, links: LinkSigner, inbound: InboundText): Promise<Received> {
  const messageId = context.newId();
  let received: Received = "busy";
  for (let attempt = 1; attempt <= ATTEMPTS_MAX && received === "busy"; attempt++) {
    received = await attemptToReceive(context, links, inbound, messageId);
  }
  const { carrierMessageId } = inbound;
  const level = received === "handled" || received === "duplicate" ? "info" : "warn";
  log(level, "inbound", {
    received,
    messageId,
    carrierMessageId,
    from: maskPhone(inbound.from),
    to: maskPhone(inbound.to),
  });
  return received;
}

async function attemptToReceive(
  context: Context,
  links: LinkSigner,
  inbound: InboundText,
  messageId: string,
): Promise<Received> {
  const now = context.now();
  const { db } = context;
  const { seen, known } = await loadConversation(db, inbound);
  if (seen !== null) {
    const same = seen.from === inbound.from && seen.to === inbound.to && seen.text === inbound.text;
    return same ? "duplicate" : keepConflict(context, inbound, messageId);
  }
  if (known === null) return keepAside(context, inbound, messageId, null);
  if (!isE164(inbound.from)) return keepAside(context, inbound, messageId, known.senderId);

  const link = await links.issue();
  const { conversation, sender, shops, senderId } = known;
  const decision = decide(conversation, { text: inbound.text, sender, shops, link: link.url }, now);
  try {
    await commitDecision(db, { inbound, messageId, loaded: known, decision, linkId: link.id }, now, context.newId);
  } catch (error) {
    // Another writer came first, perhaps with this very message: what it left is loaded and decided upon again.
    if (violatedKey(error) !== null) return "busy";
    throw error;
  }
  if (decision.events.some((event) => event.type === "ReplyQueued")) context.nudgeSender(senderId);
  context.nudgeRooms(decision.shopId);
  return "handled";
}

/** Texts that nobody can answer: to a number of no shop, or from a short code or a name. They wait for the operator. */
async function keepAside(
  { db, now }: Context,
  inbound: InboundText,
  id: string,
  senderId: string | null,
): Promise<Received> {
  const { carrier, carrierMessageId, from, to, text, sentAt } = inbound;
  const row = { id, senderId, carrier, carrierMessageId, from, to, text, sentAt, receivedAt: now() };
  const kept = await db.orm
    .insert(inboundMessages)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: inboundMessages.id });
  // Another text with this id came first: it is compared with.
  if (kept.length === 0) return "busy";
  return senderId === null ? "unrouted" : "unanswerable";
}

async function keepConflict({ db, now }: Context, inbound: InboundText, id: string): Promise<Received> {
  const { carrier, carrierMessageId, from, to, text } = inbound;
  await db.orm.insert(inboundConflicts).values({ id, carrier, carrierMessageId, from, to, text, receivedAt: now() });
  return "conflict";
}

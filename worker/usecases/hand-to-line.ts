// Hands a text that has come in to the Line of the number that was texted.

import type { InboundText } from "../../src/carriers/carrier.ts";
import { writtenAt } from "../../src/carriers/written-at.ts";
import { REQUEST_MAX_MS } from "../../src/time.ts";
import type { Context } from "../context.ts";
import { senderIdOf } from "../db/load-conversation.ts";
import type { Env } from "../env.ts";
import { FailedElsewhere, Unavailable } from "../problems.ts";
import type { Received } from "./receive-together.ts";

/**
 * Returns after the commit; throws what kept the text from being received. @param issuedAt when the carrier signed it, in Unix
 * milliseconds; null where nobody has to.
 */
export async function handToLine(
  lines: Env["LINE"],
  context: Context,
  inbound: InboundText,
  issuedAt: number | null,
): Promise<Received | "busy"> {
  const now = context.now();
  const text = {
    inbound,
    messageId: context.newId(),
    writtenAt: writtenAt({ sentAt: inbound.sentAt, issuedAt }, now),
  };
  const senderId = await senderOf(context, inbound.to);
  const answer = await lines.getByName(senderId ?? inbound.to).receive(senderId, text, now + REQUEST_MAX_MS);
  if (typeof answer === "string") return answer;
  const error = new FailedElsewhere(answer);
  throw answer.unavailable ? new Unavailable(answer.unavailable, "the line could not take it", error) : error;
}

const KNOWN_MAX = 10_000;
/** Ids of senders by database and number. One that is no longer right costs turns at the database, and nothing else: a Line loads by number. */
const known = new Map<string, string>();

/** Opens no database for a number that is known. */
async function senderOf(context: Context, number: string): Promise<string | null> {
  const key = `${number} ${context.config.DATABASE_URL}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const id = await senderIdOf(context.db, number);
  if (id === null) return null;
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(key, id);
  return id;
}

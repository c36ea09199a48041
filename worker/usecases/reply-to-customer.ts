// A person of the shop answers a customer. The form's own key makes it one message, however often it is sent.

import { and, eq } from "drizzle-orm";
import { isSentAs } from "../../src/consent/first-text.ts";
import { isClosed } from "../../src/consent/forbidden-trades.ts";
import { checkReply, type ReplyError } from "../../src/consent/may-reply.ts";
import { tradeFacts } from "../../src/consent/may-send.ts";
import { countryOf } from "../../src/phone.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { violatedKey } from "../db/constraint.ts";
import { loadReplyFacts } from "../db/inbox.ts";
import { queueMessage } from "../db/outbox.ts";
import { auditEntries, outbox, threads } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";
import { loadStops } from "../db/suppressions.ts";

export interface Reply {
  readonly customerId: string;
  readonly text: string;
  /** Made with the form. */
  readonly key: string;
}

export async function replyToCustomer(
  context: Context,
  { person, merchant }: SignedIn,
  { customerId, text, key }: Reply,
): Promise<Result<"queued" | "queued_before", ReplyError | "no_such_thread">> {
  const { db } = context;
  const facts = await loadReplyFacts(db, merchant.id, customerId);
  if (facts === null) return err("no_such_thread");
  const { senderId } = facts;
  const numberHash = await context.keyedHash("number", facts.phone);
  const { hasStopped } = await loadStops(db, { numberHash, merchantId: merchant.id, senderId });
  const consent = hasStopped ? "opted_out" : facts.consent;
  const isClosedByTrade = isClosed(tradeFacts(facts, countryOf(facts.phone)));
  const checked = checkReply(text, { ...facts, consent, isClosedByTrade, hasSender: senderId !== null });
  if (!checked.ok) return checked;
  if (senderId === null) return err("no_sender");

  const now = context.now();
  const cause = `reply:${key}`;
  try {
    await db.write([
      queueMessage(
        db,
        {
          id: context.newId(),
          cause,
          n: 0,
          senderId,
          merchantId: merchant.id,
          customerId,
          personId: person.id,
          recipient: facts.phone,
          recipientHash: numberHash,
          kind: "reply",
          text: checked.value,
          evenIfStopped: false,
          answersAt: null,
        },
        now,
      ),
      db.orm
        .update(threads)
        .set({ unread: 0, lastAt: now })
        .where(and(eq(threads.merchantId, merchant.id), eq(threads.customerId, customerId))),
      db.orm.insert(auditEntries).values({
        id: context.newId(),
        merchantId: merchant.id,
        personId: person.id,
        act: "customer_answered",
        subject: customerId,
        at: now,
      }),
    ]);
  } catch (error) {
    if (!violatedKey(error)?.startsWith("outbox.")) throw error;
    return sameAsBefore(context, merchant, cause, customerId, checked.value);
  }
  context.nudgeSender(senderId);
  context.nudgeRooms(merchant.id);
  return ok("queued");
}

async function sameAsBefore(
  { db }: Context,
  shop: SignedIn["merchant"],
  cause: string,
  customerId: string,
  text: string,
): Promise<Result<"queued_before", "key_reused">> {
  const [before] = await db.orm
    .select({ customerId: outbox.customerId, text: outbox.text })
    .from(outbox)
    .where(and(eq(outbox.merchantId, shop.id), eq(outbox.cause, cause)));
  const same = before?.customerId === customerId && isSentAs({ kind: "reply", text, shop }, before.text);
  return same ? ok("queued_before") : err("key_reused");
}

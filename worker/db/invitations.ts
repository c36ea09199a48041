// Answers to an invitation to work at a shop, as statements of the batch of the text that gives them.

import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Act } from "../../src/merchant/acts.ts";
import { SMS_CODE_LIFETIME_MS } from "../../src/messaging/sms-code.ts";
import type { Database, Query } from "./client.ts";
import type { Batch, Of } from "./consequences.ts";
import { queueMessage } from "./outbox.ts";
import { auditEntries, people, senderMerchants, signInCodes } from "./schema.ts";
import type { Scope } from "./suppressions.ts";

const isUnanswered = and(isNull(people.confirmedAt), isNotNull(people.invitedBy));

export function invitationAccepted(
  { shopId: merchantId, personId }: Of<"InvitationAccepted">,
  { db, phone, now, newId }: Batch,
): readonly Query[] {
  const invited = and(eq(people.id, personId), eq(people.phone, phone), isUnanswered);
  return [
    db.orm.insert(auditEntries).select(
      db.orm
        .select({
          id: sql<string>`${newId()}`.as("id"),
          merchantId: sql<string>`${merchantId}`.as("merchant_id"),
          personId: people.id,
          act: sql<Act>`${"invitation_accepted" satisfies Act}`.as("act"),
          subject: sql<string>`${personId}`.as("subject"),
          at: sql<number>`${now}`.as("at"),
        })
        .from(people)
        .where(invited),
    ),
    db.orm.update(people).set({ confirmedAt: now }).where(invited),
  ];
}

/** "STOP to refuse": nothing is left of an invitation that the phone did not want. */
export const invitationsRefused = ({ orm }: Database, scope: Scope, phone: string): Query =>
  orm
    .delete(people)
    .where(
      and(
        eq(people.phone, phone),
        isUnanswered,
        scope.kind === "business"
          ? eq(people.merchantId, scope.merchantId)
          : inArray(
              people.merchantId,
              orm
                .select({ id: senderMerchants.merchantId })
                .from(senderMerchants)
                .where(eq(senderMerchants.senderId, scope.senderId)),
            ),
      ),
    );

/** Nobody but the phone itself can set it off, so it comes after a STOP too. */
export function signInCodeSent(event: Of<"SignInCodeSent">, batch: Batch): readonly Query[] {
  const { shopId: merchantId, personId, codeId, text } = event;
  const { db, loaded, phone, cause, writtenAt, signInCodeHash, now, newId } = batch;
  const expiresAt = now + SMS_CODE_LIFETIME_MS;
  const message = {
    id: newId(),
    cause,
    n: batch.replies++,
    senderId: loaded.senderId,
    merchantId,
    customerId: null,
    personId,
    recipient: phone,
    recipientHash: batch.hashOf(phone),
    kind: "sign_in_code",
    text,
    evenIfStopped: true,
    answersAt: writtenAt,
  } as const;
  const code = { id: codeId, phone, askedBy: "text", codeHash: signInCodeHash, expiresAt, createdAt: now } as const;
  return [
    db.insert(signInCodes, code),
    queueMessage(db, message, now),
    db.insert(auditEntries, { id: newId(), merchantId, personId, act: "sign_in_code_asked", subject: codeId, at: now }),
  ];
}

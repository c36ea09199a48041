// Puts messages in the outbox. (cause, n) is their idempotency key: the same cause queues the same message once.

import { type MessageClass, priorityOf } from "../../src/messaging/lifecycle.ts";
import { composeForSms, segment } from "../../src/messaging/segments.ts";
import { holdsSecret } from "../../src/messaging/without-secrets.ts";
import type { TextKind } from "../../src/texts/kinds.ts";
import type { Database } from "./client.ts";
import { outbox } from "./schema.ts";

export interface NewMessage {
  readonly id: string;
  /** What made this message: `inbound:<id>`, `reply:<key>`, `sign_in:<id>`. */
  readonly cause: string;
  readonly n: number;
  readonly senderId: string;
  readonly merchantId: string | null;
  readonly customerId: string | null;
  readonly personId: string | null;
  readonly recipient: string;
  /** `keyedHash("number", recipient)`: what a STOP is found by when the message is sent. */
  readonly recipientHash: string;
  readonly class: MessageClass;
  readonly kind: TextKind;
  readonly text: string;
  readonly evenIfStopped: boolean;
  /** When the text was written that it answers, or the person asked on a page; null for what nobody asked for. */
  readonly answersAt: number | null;
  readonly expiresAt: number | null;
}

export function queueMessage(db: Database, message: NewMessage, now: number) {
  const text = composeForSms(message.text);
  const { encoding, segments } = segment(text);
  return db.insert(outbox, {
    ...message,
    text,
    encoding,
    segments,
    holdsSecret: holdsSecret(message.kind, text),
    status: "queued",
    priority: priorityOf(message),
    dueAt: now,
    createdAt: now,
  });
}

// Puts messages in the outbox. (cause, n) is their idempotency key: the same cause queues the same message once.

import { type MessageClass, priorityOf } from "../../src/messaging/lifecycle.ts";
import { composeForSms, segment } from "../../src/messaging/segments.ts";
import { holdsSecret } from "../../src/messaging/without-secrets.ts";
import { type TextKind, textKinds } from "../../src/texts/kinds.ts";
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
  readonly kind: TextKind;
  /** Where it is not its kind's. */
  readonly class?: MessageClass;
  readonly text: string;
  readonly evenIfStopped: boolean;
  /** When the text was written that it answers, or the person asked on a page; null for what nobody asked for. */
  readonly answersAt: number | null;
  /** Where it is not by its kind's lifetime. */
  readonly expiresAt?: number | null;
}

export function queueMessage(db: Database, message: NewMessage, now: number) {
  const text = composeForSms(message.text);
  const { encoding, segments } = segment(text);
  const { class: classOfKind, lifetimeMs } = textKinds[message.kind];
  const { class: of = classOfKind, expiresAt = lifetimeMs && now + lifetimeMs } = message;
  return db.insert(outbox, {
    ...message,
    class: of,
    expiresAt,
    text,
    encoding,
    segments,
    holdsSecret: holdsSecret(message.kind, text),
    status: "queued",
    priority: priorityOf({ class: of, kind: message.kind }),
    dueAt: now,
    createdAt: now,
  });
}

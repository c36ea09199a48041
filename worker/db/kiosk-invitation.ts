// The statements that commit an invitation: the text, and the conversation that now waits for a YES. A concurrent writer dies on the seq.

import { eq } from "drizzle-orm";
import { forJournal } from "../../src/conversation/events.ts";
import { INVITATION, type Invitation } from "../../src/conversation/invitation.ts";
import type { Database, Query } from "./client.ts";
import type { Counter } from "./counter.ts";
import { invitationCause } from "./kiosk.ts";
import type { NumberFacts } from "./kiosk-number.ts";
import { queueMessage } from "./outbox.ts";
import { conversationEntries, conversations, customers } from "./schema.ts";
import { toStoredState } from "./stored-state.ts";

export function commitInvitation(
  db: Database,
  counter: Counter,
  { phone, customer, conversation }: NumberFacts,
  invitation: Invitation & { readonly numberHash: string },
  now: number,
  newId: () => string,
): Query[] {
  const { sender, merchant } = counter;
  if (sender === null || conversation === null) return [];
  const { orm } = db;
  const messageId = newId();
  const cause = invitationCause(counter.id, messageId);
  const conversationId = conversation.id ?? newId();
  const customerId = customer?.id ?? newId();
  const seq = conversation.seq + 1;
  const stored = { seq, state: toStoredState(invitation.state), updatedAt: now };
  const message = {
    id: messageId,
    cause,
    n: 0,
    senderId: sender.id,
    merchantId: merchant.id,
    customerId,
    personId: null,
    recipient: phone,
    recipientHash: invitation.numberHash,
    kind: INVITATION,
    text: invitation.shown,
    evenIfStopped: false,
    answersAt: null,
  } as const;
  return [
    conversation.id === null
      ? orm.insert(conversations).values({ id: conversationId, senderId: sender.id, phone, ...stored })
      : orm.update(conversations).set(stored).where(eq(conversations.id, conversationId)),
    orm
      .insert(conversationEntries)
      .values({ conversationId, seq, cause, events: invitation.events.map(forJournal), at: now }),
    // So that a STOP before the text has gone still stops it.
    ...(customer
      ? []
      : [orm.insert(customers).values({ id: customerId, merchantId: merchant.id, phone, createdAt: now })]),
    queueMessage(db, message, now),
  ];
}

// What names a customer goes out of every table; what the shop must be able to show stays, under a name that is nobody's.

import { and, eq, inArray, isNotNull, notInArray, or } from "drizzle-orm";
import { newConversation } from "../../src/conversation/state.ts";
import type { Database, Query } from "./client.ts";
import type { CustomerConversation } from "./customer-conversation.ts";
import {
  claims,
  conversations,
  customerSessions,
  customers,
  emailConsentEntries,
  inboundConflicts,
  inboundMessages,
  links,
  moves,
  outbox,
  pendingPoints,
  senders,
  signUps,
  threads,
} from "./schema.ts";
import { toStoredState } from "./stored-state.ts";

/** Evidence that no UPDATE may touch. */
export interface Evidence {
  readonly signUps: readonly (typeof signUps.$inferSelect)[];
  readonly emails: readonly (typeof emailConsentEntries.$inferSelect)[];
}

/** The state remembers what was last said, to tell a robot by it. */
const blank = toStoredState(newConversation);

/** One round trip. */
export async function loadEvidence(
  { orm, read }: Database,
  { id, merchantId, phone }: typeof customers.$inferSelect,
): Promise<Evidence> {
  const ofPhone = and(eq(signUps.merchantId, merchantId), eq(signUps.phone, phone), isNotNull(signUps.confirmedAt));
  const [confirmed, emails] = await read([
    orm.select().from(signUps).where(ofPhone),
    orm.select().from(emailConsentEntries).where(eq(emailConsentEntries.customerId, id)),
  ]);
  return { signUps: confirmed, emails };
}

/** @param nobody stands where the telephone number or the address stood. */
export function forgetCustomer(
  db: Database,
  { customer, id, isShared, senderId }: CustomerConversation,
  evidence: Evidence,
  nobody: string,
  now: number,
): readonly Query[] {
  const { orm } = db;
  const { merchantId, phone } = customer;
  const itsOutbox = eq(outbox.customerId, customer.id);
  const number = orm
    .select({ number: senders.number })
    .from(senders)
    .where(eq(senders.id, senderId ?? ""));
  // On a shared number the conversation is with the other shops as well.
  const conversation =
    id === null || isShared
      ? []
      : [
          orm.update(conversations).set({ phone: nobody, state: blank }).where(eq(conversations.id, id)),
          orm
            .delete(inboundConflicts)
            .where(and(eq(inboundConflicts.from, phone), inArray(inboundConflicts.to, number))),
        ];
  return [
    orm
      .update(customers)
      .set({ phone: nobody, name: null, birthday: null, email: null, lastReceipt: null })
      .where(eq(customers.id, customer.id)),
    ...conversation,
    orm.update(inboundMessages).set({ from: nobody, text: "" }).where(eq(inboundMessages.customerId, customer.id)),
    orm
      .update(outbox)
      .set({ status: "cancelled", reason: "customer_deleted", settledAt: now })
      .where(and(itsOutbox, inArray(outbox.status, ["queued", "held"]))),
    // What is at the carrier at this moment still needs its number.
    orm
      .update(outbox)
      .set({ recipient: nobody, text: "" })
      .where(and(itsOutbox, notInArray(outbox.status, ["sending", "unconfirmed"]))),
    orm.delete(threads).where(eq(threads.customerId, customer.id)),
    orm.delete(moves).where(or(eq(moves.customerId, customer.id), eq(moves.leftCustomerId, customer.id))),
    orm
      .update(pendingPoints)
      .set({ phone: nobody, status: "undone" })
      .where(
        and(
          eq(pendingPoints.merchantId, merchantId),
          eq(pendingPoints.phone, phone),
          eq(pendingPoints.status, "waiting"),
        ),
      ),
    orm
      .update(claims)
      .set({ status: "taken", code: null, codeUntil: null })
      .where(and(eq(claims.customerId, customer.id), eq(claims.status, "in_use"))),
    orm.update(links).set({ revokedAt: now }).where(eq(links.customerId, customer.id)),
    orm.delete(customerSessions).where(eq(customerSessions.customerId, customer.id)),
    ...pseudonymise(db, customer, evidence, nobody),
  ];
}

/** Written anew as it was, but for whom it names: which words of which version were agreed to, where and when. */
function pseudonymise(
  { orm }: Database,
  { id, merchantId, phone }: typeof customers.$inferSelect,
  evidence: Evidence,
  nobody: string,
): readonly Query[] {
  const blanks = { phone: nobody, prefix: "", source: null, name: null, birthday: null, email: null };
  const forms = evidence.signUps.map((form) => ({ ...form, ...blanks }));
  const entries = evidence.emails.map((entry) => ({ ...entry, email: nobody }));
  return [
    orm.delete(signUps).where(and(eq(signUps.merchantId, merchantId), eq(signUps.phone, phone))),
    ...(forms.length > 0 ? [orm.insert(signUps).values(forms)] : []),
    orm.delete(emailConsentEntries).where(eq(emailConsentEntries.customerId, id)),
    ...(entries.length > 0 ? [orm.insert(emailConsentEntries).values(entries)] : []),
  ];
}

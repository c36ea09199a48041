// A customer has themselves deleted. What names them goes; what the law or the books want kept stays, without a name.
//
// Stays: the ledgers of consent (the shop's proof, which it must be able to show for years after the end), the points ledger and the
// claims (the shop's books), and that texts were sent and what they cost. In place of the telephone number there is a hash of it with the
// customer's id: it cannot be read back, but whoever disputes a text and gives their number can be shown the proof. A number that
// was deleted has left: its STOP stays, as a hash of its own (suppressions), and nothing here writes to it again until it texts JOIN; what
// it has had once, welcome points and coupons, it does not get again then (former members, by the same hash).

import { DELETED } from "../../src/merchant/deleted-customer.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry } from "../db/accounts.ts";
import type { Query } from "../db/client.ts";
import { type CustomerConversation, loadCustomerConversation } from "../db/customer-conversation.ts";
import { endEmailConsent } from "../db/email-consent.ts";
import { forgetCustomer } from "../db/forget-customer.ts";
import { rememberMember } from "../db/former-members.ts";
import { auditEntries } from "../db/schema.ts";
import { hash } from "../gateways/secrets.ts";
import { inTurns } from "./in-turns.ts";
import { type WithdrawConsent, withdrawal } from "./withdraw-consent-by-page.ts";

/** What it takes of a context: a command has no more. */
type Deleting = Pick<Context, "db" | "now" | "newId" | "keyedHash" | "nudgeRooms">;

/** @param request the words on the button and above it: a customer who is deleted has left first. */
export async function deleteCustomer(context: Deleting, request: WithdrawConsent): Promise<"deleted" | "busy"> {
  const { db } = context;
  const { merchantId, customerId } = request;
  const deleted = await inTurns(async () => {
    const conversation = await loadCustomerConversation(db, merchantId, customerId);
    if (conversation === null) return "deleted" as const;
    const { customer } = conversation;
    const now = context.now();
    const numberHash = await context.keyedHash("number", customer.phone);
    const nobody = `${DELETED}${await hash(`${customer.id}:${customer.phone}`)}`;
    const subject = { merchantId, personId: null, act: "customer_deleted", subject: customer.id, at: now } as const;
    await db.write([
      db.orm.insert(auditEntries).values({ id: context.newId(), ...subject }),
      ...leaving(context, conversation, { ...request, numberHash }, now),
      ...(customer.proof === null ? [] : [rememberMember(db, { merchantId, customerId, numberHash }, now)]),
      ...forgetCustomer(db, customer, nobody, now),
      ...endEmailConsent(db, { ...request, address: nobody, cause: `page:${context.newId()}` }, now),
    ]);
    return "deleted" as const;
  });
  context.nudgeRooms(merchantId);
  return deleted;
}

/** The consent ends, and the points with it. A text that comes in meanwhile dies on the conversation's seq, and is a stranger's next. */
function leaving(
  context: Deleting,
  conversation: CustomerConversation,
  request: WithdrawConsent & { readonly numberHash: string },
  now: number,
): readonly Query[] {
  const { db } = context;
  const { customer } = conversation;
  const account = accountOf(customer);
  const lapse = {
    delta: -customer.points,
    cause: "customer_deleted",
    actor: "customer",
    idempotencyKey: `deleted:${customer.id}:${account.seq}`,
  } as const;
  return [
    ...withdrawal(context, conversation, request, now),
    ...(customer.points > 0 ? appendEntry(db, account, lapse, now) : []),
  ];
}

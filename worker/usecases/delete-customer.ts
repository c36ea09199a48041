// A customer has themselves deleted. What names them goes; what the law or the books want kept stays, without a name.
//
// Stays: the ledgers of consent (the shop's proof, which it must be able to show for years after the end), the points ledger and the
// claims (the shop's books), and that texts were sent and what they cost. In place of the telephone number there is a hash of it with the
// customer's id: it cannot be read back, but whoever disputes a text and gives their number can be shown the proof. A number that
// was deleted has left: its STOP stays, as a hash of its own (suppressions), and nothing here writes to it again until it texts JOIN; what
// it has had once, welcome points and coupons, it does not get again then (former members, by the same hash).

import { and, eq, isNotNull } from "drizzle-orm";
import { isMember } from "../../src/conversation/state.ts";
import { DELETED } from "../../src/merchant/deleted-customer.ts";
import { whoForgets } from "../../src/merchant/forgetting-shops.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry } from "../db/accounts.ts";
import type { Query } from "../db/client.ts";
import { loadCustomerConversation } from "../db/customer-conversation.ts";
import { endEmailConsent } from "../db/email-consent.ts";
import { type Forgetting, type Forgotten, forgetCustomer, selectForgetting } from "../db/forget-customer.ts";
import { rememberMember } from "../db/former-members.ts";
import { auditEntries, type customers, moves } from "../db/schema.ts";
import { hash } from "../gateways/secrets.ts";
import { inTurns } from "./in-turns.ts";
import { type WithdrawConsent, withdrawal } from "./withdraw-consent-by-page.ts";

type Customer = typeof customers.$inferSelect;

/** What it takes of a context: a command has no more. */
type Deleting = Pick<Context, "db" | "now" | "newId" | "keyedHash" | "nudgeRooms">;

/** @param request the words on the button and above it: a customer who is deleted has left first. */
export async function deleteCustomer(context: Deleting, request: WithdrawConsent): Promise<"deleted" | "busy"> {
  const merchantIds = new Set([request.merchantId]);
  const deleted = await inTurns(async () => {
    const forgetting = await attemptToDelete(context, request);
    for (const { customer } of forgetting?.others ?? []) merchantIds.add(customer.merchantId);
    return "deleted" as const;
  });
  for (const merchantId of merchantIds) context.nudgeRooms(merchantId);
  return deleted;
}

async function attemptToDelete(context: Deleting, request: WithdrawConsent): Promise<Forgetting | null> {
  const { db } = context;
  const conversation = await loadCustomerConversation(db, request.merchantId, request.customerId);
  if (conversation === null) return null;
  const now = context.now();
  const { phone } = conversation.customer;
  const numberHash = await context.keyedHash("number", phone);
  const forgetting = await loadForgetting(context, conversation.customer);
  const records = [forgetting.own, ...forgetting.others];
  const formerHashes = await hashesOfMoves(context, conversation.customer);
  await db.write([
    ...withdrawal(context, conversation, { ...request, numberHash }, now),
    // What was had stays with each number that the account has had: else a second phone would have it anew, and again.
    ...(conversation.customer.proof === null
      ? []
      : formerHashes.map((each) => rememberMember(db, { ...ownerOf(conversation.customer), numberHash: each }, now))),
    ...records.flatMap((record) => closing(context, record, numberHash, now)),
    ...forgetCustomer(db, forgetting, now),
    ...records.flatMap(({ customer, nobody }) => {
      const of = { merchantId: customer.merchantId, customerId: customer.id, shown: request.shown };
      return endEmailConsent(db, { ...of, address: nobody, cause: `page:${context.newId()}` }, now);
    }),
  ]);
  return forgetting;
}

const ownerOf = ({ id: customerId, merchantId }: Customer) => ({ merchantId, customerId });

/** Of the other numbers that it has been behind. */
async function hashesOfMoves({ db, keyedHash }: Deleting, { id, phone }: Customer): Promise<string[]> {
  const known = await db.orm
    .select({ fromPhone: moves.fromPhone, toPhone: moves.toPhone })
    .from(moves)
    .where(and(eq(moves.customerId, id), isNotNull(moves.movedAt)));
  const phones = new Set(known.flatMap(({ fromPhone, toPhone }) => [fromPhone, toPhone]));
  phones.delete(phone);
  return Promise.all([...phones].map((each) => keyedHash("number", each)));
}

async function loadForgetting({ db }: Deleting, customer: Customer): Promise<Forgetting> {
  const { phone, merchantId } = customer;
  const [lines, known] = await db.read(selectForgetting(db, merchantId, phone));
  const members = new Set(known.filter(isMember).map((each) => each.merchantId));
  const { merchantIds, senderIds } = whoForgets(merchantId, lines, members);
  const forgotten = async (each: Customer): Promise<Forgotten> => {
    return { customer: each, nobody: `${DELETED}${await hash(`${each.id}:${each.phone}`)}` };
  };
  const others = known.filter(({ id, merchantId }) => id !== customer.id && merchantIds.includes(merchantId));
  const own = await forgotten(customer);
  return { phone, own, others: await Promise.all(others.map(forgotten)), merchantIds, senderIds };
}

/** The points end, and what was had once is remembered. A text that comes in meanwhile dies on the conversation's seq, and is a stranger's next. */
function closing({ db, newId }: Deleting, { customer }: Forgotten, numberHash: string, now: number): readonly Query[] {
  const { id: customerId, merchantId } = customer;
  const account = accountOf(customer);
  const lapse = {
    delta: -customer.points,
    cause: "customer_deleted",
    actor: "customer",
    idempotencyKey: `deleted:${customerId}:${account.seq}`,
  } as const;
  const entry = {
    id: newId(),
    merchantId,
    personId: null,
    act: "customer_deleted",
    subject: customerId,
    at: now,
  } as const;
  return [
    db.orm.insert(auditEntries).values(entry),
    ...(customer.points > 0 ? appendEntry(db, account, lapse, now) : []),
    ...(customer.proof === null ? [] : [rememberMember(db, { merchantId, customerId, numberHash }, now)]),
  ];
}

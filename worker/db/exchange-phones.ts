// The statements that bring an account to its new phone, and back.

import { and, eq, inArray, isNull, notInArray } from "drizzle-orm";
import type { Consent, OffersConsent } from "../../src/consent/consent.ts";
import { isMember } from "../../src/conversation/state.ts";
import { type Consents, consentsAfterMoveBack, offersAfterMove, offersAfterMoveBack } from "../../src/loyalty/moves.ts";
import { kindsOfProof } from "../../src/texts/kinds.ts";
import type { Database, Query } from "./client.ts";
import { changeConsent, changeOffers, consentIf, isAsLoaded, saidOfOffers } from "./consent.ts";
import { overtakeTexts } from "./customer-conversation.ts";
import { carryFormer } from "./former-members.ts";
import type { KnownCustomer } from "./memberships.ts";
import type { DoneMove, KnownMove, Move } from "./moves.ts";
import { settlePending } from "./pending.ts";
import { conversations, customerSessions, customers, links, moves, outbox } from "./schema.ts";

type LeftAccount = Pick<KnownCustomer, "id" | "consent" | "consentSeq" | "offersConsent" | "offersSaidAt">;
type AtNumber = Pick<KnownCustomer, "id" | "phone" | "consentSeq">;

/**
 * What waits for a phone to say yes comes into the account that arrives there: its owner has said so already, and there is no YES to come.
 */
const settleAt = (account: KnownCustomer, phone: string, dayStart: number, now: number) =>
  settlePending({ merchantId: account.merchantId, customerId: account.id, which: { phone }, dayStart }, now);

/** @param fromHash `keyedHash` of the old phone. @param toHash of the new one. @param dayStart midnight of the shop's day. What the new phone had stays with the old number. Promotions are held there: nobody has agreed to them on that phone. */
export function moveAccount(
  db: Database,
  { move, account }: KnownMove,
  left: LeftAccount,
  { fromHash, toHash, dayStart }: { readonly fromHash: string; readonly toHash: string; readonly dayStart: number },
  now: number,
): Query[] {
  const isHeld = left.consent === "subscribed";
  const saidThere = { offers: left.offersConsent, saidAt: left.offersSaidAt };
  const change = { holdSeq: isHeld ? left.consentSeq + 1 : null, leftCustomerId: left.id, movedAt: now };
  return [
    ...exchangePhones(db, account, { ...left, phone: move.toPhone, hash: toHash }, now),
    ...overtaken(db, move, [move.fromPhone], "AccountMoved", now),
    ...(isHeld ? changeConsent(db, left, { change: "held", word: "MOVE", cause: causeOf(move) }, now) : []),
    carryFormer(db, { merchantId: move.merchantId, fromHash, toHash }),
    ...saidOnBoth(db, account, left),
    ...offersBecome(
      db,
      account,
      { offers: offersAfterMove(offersSaid(account), saidThere), bumped: 0 },
      "MOVE",
      move,
      now,
    ),
    ...settleAt(account, move.toPhone, dayStart, now),
    db.orm.update(moves).set(change).where(eq(moves.id, move.id)),
  ];
}

export function consentsAfter({ move, account, left }: DoneMove): Consents {
  const wasSubscribed = move.holdSeq !== null;
  const isHeldByMove = left.consent === "held" && left.consentSeq === move.holdSeq;
  return consentsAfterMoveBack({ account: account.consent, left: left.consent }, { wasSubscribed, isHeldByMove });
}

/**
 * @param fromHash `keyedHash` of the phone that it goes back to. @param dayStart midnight of the shop's day. @param others the phones, of
 * the two, whose own words this does not come with.
 */
export function moveAccountBack(
  db: Database,
  known: DoneMove,
  {
    fromHash,
    dayStart,
    others,
  }: { readonly fromHash: string; readonly dayStart: number; readonly others: readonly string[] },
  now: number,
): Query[] {
  const { move, account, left } = known;
  const after = consentsAfter(known);
  const offers = offersAfter(known);
  const bumped = (customer: KnownCustomer, consent: Consent) => (customer.consent === consent ? 0 : 1);
  const become = (customer: KnownCustomer, consent: Consent): Query[] => {
    if (customer.consent === consent) return [];
    const change = consent === "opted_out" ? "withdrawn" : consent === "held" ? "held" : "resumed";
    return changeConsent(db, customer, { change, word: "MOVE BACK", cause: causeOf(move) }, now);
  };
  return [
    ...exchangePhones(db, account, { ...left, hash: fromHash }, now),
    ...overtaken(db, move, others, "AccountMovedBack", now),
    ...become(account, after.account),
    ...become(left, after.left),
    ...saidOnBoth(db, account, left),
    ...[
      { customer: account, consent: after.account, offers: offers.account },
      { customer: left, consent: after.left, offers: offers.left },
    ].flatMap(({ customer, consent, offers }) =>
      // Who leaves the texts has left the offers with them.
      consent === "opted_out"
        ? []
        : offersBecome(db, customer, { offers, bumped: bumped(customer, consent) }, "MOVE BACK", move, now),
    ),
    ...(isMember({ consent: after.account }) ? settleAt(account, move.fromPhone, dayStart, now) : []),
    db.orm.update(moves).set({ movedBackAt: now }).where(eq(moves.id, move.id)),
  ];
}

const offersSaid = ({ offersConsent: offers, offersProof, offersSaidAt: saidAt }: KnownCustomer) => ({
  offers,
  givenAt: offersProof?.at ?? null,
  saidAt,
});

export const offersAfter = ({ move, account, left }: DoneMove) =>
  offersAfterMoveBack(offersSaid(account), offersSaid(left), move.movedAt ?? 0);

/** A no of one of the phones is later than what either wrote before, whichever record it was said to. */
function saidOnBoth(
  { orm }: Database,
  account: KnownCustomer,
  left: Pick<LeftAccount, "id" | "offersSaidAt">,
): Query[] {
  const said = Math.max(account.offersSaidAt ?? 0, left.offersSaidAt ?? 0);
  if (said === 0) return [];
  return [
    orm
      .update(customers)
      .set(saidOfOffers(said))
      .where(inArray(customers.id, [account.id, left.id])),
  ];
}

/** @param bumped the entries of the ledger that the batch has come to for it. */
function offersBecome(
  db: Database,
  customer: KnownCustomer,
  { offers, bumped }: { readonly offers: OffersConsent; readonly bumped: number },
  word: string,
  move: Move,
  now: number,
): Query[] {
  if (offers === customer.offersConsent) return [];
  const seq = customer.consentSeq + bumped;
  return changeOffers(db, { id: customer.id, seq }, { change: "withdrawn", word, cause: causeOf(move) }, now);
}

const causeOf = ({ id }: Move): string => `move:${id}`;

const overtaken = (
  db: Database,
  move: Move,
  phones: readonly string[],
  type: "AccountMoved" | "AccountMovedBack",
  now: number,
): Query[] =>
  overtakeTexts(
    db,
    and(eq(conversations.senderId, move.senderId), inArray(conversations.phone, [...phones])),
    { cause: causeOf(move), events: [{ type, shopId: move.merchantId, moveId: move.id }] },
    now,
  );

/**
 * The phones of an account and of what is on the other number, exchanged. The batch dies on a CHECK when either has changed since it was
 * loaded: an account that has left meanwhile stays left on the phone that said so. Whoever holds the phone that the account leaves
 * loses its wallet, and what waits to be sent follows the account, but for a code: that goes to the phone it proves, or nowhere.
 */
function exchangePhones(
  { orm }: Database,
  account: AtNumber,
  other: AtNumber & { readonly hash: string },
  now: number,
): Query[] {
  const isOther = eq(customers.id, other.id);
  const isAccount = eq(customers.id, account.id);
  return [
    orm
      .update(customers)
      .set({ phone: `moving:${other.id}`, consent: consentIf(isAsLoaded(other)) })
      .where(isOther),
    orm
      .update(customers)
      .set({ phone: other.phone, consent: consentIf(isAsLoaded(account)) })
      .where(isAccount),
    orm.update(customers).set({ phone: account.phone }).where(isOther),
    orm.delete(customerSessions).where(inArray(customerSessions.customerId, [account.id, other.id])),
    orm
      .update(links)
      .set({ revokedAt: now })
      .where(and(inArray(links.customerId, [account.id, other.id]), isNull(links.revokedAt))),
    orm
      .update(outbox)
      .set({ recipient: other.phone, recipientHash: other.hash })
      .where(
        and(
          eq(outbox.customerId, account.id),
          eq(outbox.recipient, account.phone),
          inArray(outbox.status, ["queued", "held"]),
          inArray(outbox.class, ["transactional", "promotional"]),
          notInArray(outbox.kind, [...kindsOfProof]),
        ),
      ),
  ];
}

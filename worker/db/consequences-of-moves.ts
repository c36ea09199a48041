// What follows when an account changes its number: the exchange, what the old number keeps, and word to the other phone.

import { dayStart } from "../../src/loyalty/pending.ts";
import type { Act } from "../../src/merchant/acts.ts";
import type { Query } from "./client.ts";
import type { Batch, Of } from "./consequences.ts";
import { moveAccount, moveAccountBack } from "./exchange-phones.ts";
import { insertMove, type KnownMove, type Move } from "./moves.ts";
import { type NewMessage, queueMessage } from "./outbox.ts";
import { auditEntries } from "./schema.ts";

/** Nothing when no member is behind that number: the answer does not say which. */
export function moveAsked({ shopId, moveId, oldPhone, text }: Of<"MoveAsked">, batch: Batch): readonly Query[] {
  const { db, loaded, phone, moveCodeHash: codeHash, now } = batch;
  const account = loaded.oldAccounts.find((known) => known.merchantId === shopId && known.phone === oldPhone);
  if (!account || codeHash === null) return [];
  const code = {
    cause: causeOf(moveId),
    n: 0,
    merchantId: shopId,
    customerId: account.customerId,
    recipient: oldPhone,
    kind: "move_code",
    text,
  } as const;
  return [
    insertMove(db, { id: moveId, account, senderId: loaded.senderId, toPhone: phone, codeHash }, now),
    tell(code, batch),
  ];
}

export function accountMoved({ shopId, moveId, text }: Of<"AccountMoved">, batch: Batch): readonly Query[] {
  const { db, accounts, now } = batch;
  const known = moveOf("asked", moveId, batch);
  const { account, move } = known;
  const left = accounts.at(shopId);
  const hashes = { fromHash: batch.hashOf(move.fromPhone), toHash: batch.hashOf(move.toPhone) };
  accounts.replace(shopId, account);
  return [
    ...moveAccount(db, known, left, { ...hashes, dayStart: dayStartAt(shopId, batch) }, now),
    audit("account_moved", move, batch),
    tell({ ...notice(move, text), n: 1, customerId: account.id, recipient: move.fromPhone }, batch),
  ];
}

export function accountMovedBack({ shopId, moveId, text }: Of<"AccountMovedBack">, batch: Batch): readonly Query[] {
  const { db, accounts, phone, now } = batch;
  const known = moveOf("moved", moveId, batch);
  const { move, account, left } = known;
  const isNewNumber = phone === move.toPhone;
  accounts.replace(shopId, isNewNumber ? left : account);
  const other = isNewNumber
    ? { customerId: account.id, recipient: move.fromPhone }
    : { customerId: left.id, recipient: move.toPhone };
  return [
    ...moveAccountBack(
      db,
      known,
      { fromHash: batch.hashOf(move.fromPhone), dayStart: dayStartAt(shopId, batch), others: [other.recipient] },
      now,
    ),
    audit("account_moved_back", move, batch),
    tell({ ...notice(move, text), n: 2, ...other }, batch),
  ];
}

function moveOf<Stage extends KnownMove["stage"]>(stage: Stage, moveId: string, { loaded }: Batch) {
  const known = loaded.moves.find((each) => each.stage === stage && each.move.id === moveId);
  if (!known) throw new RangeError("an account was moved that was not loaded");
  return known as Extract<KnownMove, { readonly stage: Stage }>;
}

function dayStartAt(shopId: string, { loaded, now }: Batch): number {
  const shop = loaded.shops.find(({ id }) => id === shopId);
  if (!shop) throw new RangeError("an account was moved at a shop that was not loaded");
  return dayStart(now, shop.timeZone);
}

const causeOf = (moveId: string): string => `move:${moveId}`;

const notice = ({ id, merchantId }: Move, text: string) =>
  ({ cause: causeOf(id), merchantId, kind: "account_moved", text }) as const;

type Told = Omit<NewMessage, "id" | "senderId" | "recipientHash" | "personId" | "evenIfStopped" | "answersAt">;

/** Whoever reads it did not ask: it goes out unless they have said STOP themselves, whatever the account's new holder says. */
function tell(message: Told, { db, loaded, hashOf, newId, now }: Batch): Query {
  const { senderId } = loaded;
  const rest = { senderId, personId: null, evenIfStopped: false, answersAt: null } as const;
  return queueMessage(db, { ...message, id: newId(), recipientHash: hashOf(message.recipient), ...rest }, now);
}

const audit = (act: Act, { id: subject, merchantId }: Move, { db, newId, now }: Batch): Query =>
  db.orm.insert(auditEntries).values({ id: newId(), merchantId, personId: null, act, subject, at: now });

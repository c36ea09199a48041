// Moves of accounts between numbers: which of them a text may be part of, and a new one.

import { and, desc, eq, gt, inArray, isNull, ne, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { isMember } from "../../src/conversation/state.ts";
import { MOVE_CODE_LIFETIME_MS, MOVE_CODES_PER_DAY_MAX, MOVE_REVERSIBLE_MS } from "../../src/loyalty/moves.ts";
import { DAY_MS } from "../../src/time.ts";
import type { Database, Query } from "./client.ts";
import type { KnownCustomer } from "./memberships.ts";
import { pointsWaitingFor } from "./pending.ts";
import { customers, merchants, moves } from "./schema.ts";

/** A day's, and more than any shop has. */
const MOVES_AT_COUNTER_MAX = 500;

export type Move = typeof moves.$inferSelect;

/** A move that waits for its code: the account is a member's still, and where it was. */
export interface AskedMove {
  readonly stage: "asked";
  readonly move: Move;
  readonly account: KnownCustomer;
}

/** A move that can be undone: both are where it has put them. */
export interface DoneMove {
  readonly stage: "moved";
  readonly move: Move;
  readonly account: KnownCustomer;
  /** What the new number had before, and the old one has now. */
  readonly left: KnownCustomer;
}

export type KnownMove = AskedMove | DoneMove;

export interface OldAccount {
  readonly customerId: string;
  readonly merchantId: string;
  readonly phone: string;
}

const leftCustomers = alias(customers, "left_customers");
const atNewNumber = alias(customers, "at_new_number");

const moveWithAccounts = ({ orm }: Database) =>
  orm
    .select({ move: moves, account: customers, left: leftCustomers })
    .from(moves)
    .innerJoin(customers, eq(customers.id, moves.customerId))
    .leftJoin(leftCustomers, eq(leftCustomers.id, moves.leftCustomerId));

/** Moves of one phone that its next text may settle or undo, the latest first. */
export const selectMoves = (db: Database, phone: string, merchantIds: SQLWrapper, now: number) =>
  moveWithAccounts(db)
    .where(
      and(
        inArray(moves.merchantId, merchantIds),
        or(eq(moves.toPhone, phone), eq(moves.fromPhone, phone)),
        or(
          and(isNull(moves.movedAt), gt(moves.expiresAt, now)),
          and(isNull(moves.movedBackAt), gt(moves.movedAt, now - MOVE_REVERSIBLE_MS)),
        ),
      ),
    )
    .orderBy(desc(moves.askedAt));

export const selectMove = (db: Database, merchantId: string, moveId: string) =>
  moveWithAccounts(db).where(and(eq(moves.merchantId, merchantId), eq(moves.id, moveId)));

/** The moves that were asked for of late, with what the new number has at the shop, and waits there for its YES: all that a code typed at the counter can be about. */
export const selectMovesAtCounter = ({ orm }: Database, merchantId: string, now: number) =>
  orm
    .select({ move: moves, account: customers, left: atNewNumber, pointsWaiting: pointsWaitingFor(moves.toPhone, now) })
    .from(moves)
    .innerJoin(customers, eq(customers.id, moves.customerId))
    .innerJoin(merchants, eq(merchants.id, moves.merchantId))
    .leftJoin(atNewNumber, and(eq(atNewNumber.merchantId, moves.merchantId), eq(atNewNumber.phone, moves.toPhone)))
    .where(and(eq(moves.merchantId, merchantId), gt(moves.askedAt, now - DAY_MS)))
    .orderBy(desc(moves.askedAt))
    .limit(MOVES_AT_COUNTER_MAX);

/** Null for a move that neither waits nor can be undone any more, since somebody has moved on. */
export function asKnown({
  move,
  account,
  left,
}: Awaited<ReturnType<typeof moveWithAccounts>>[number]): KnownMove | null {
  if (move.movedAt === null) {
    return account.phone === move.fromPhone && isMember(account) ? { stage: "asked", move, account } : null;
  }
  const isWhereItWasPut = account.phone === move.toPhone && left?.phone === move.fromPhone;
  return isWhereItWasPut && left ? { stage: "moved", move, account, left } : null;
}

/** Members behind these numbers that may be sent a code for this phone. Who may not looks like a stranger. */
export function selectOldAccounts(
  { orm }: Database,
  phones: readonly string[],
  toPhone: string,
  merchantIds: SQLWrapper,
  now: number,
) {
  const codesAsked = (asked: SQL) =>
    sql`(SELECT count(*) FROM ${moves} WHERE ${asked} AND ${moves.askedAt} > ${now - DAY_MS}) < ${MOVE_CODES_PER_DAY_MAX}`;
  return orm
    .select({ customerId: customers.id, merchantId: customers.merchantId, phone: customers.phone })
    .from(customers)
    .where(
      and(
        inArray(customers.phone, [...phones]),
        inArray(customers.merchantId, merchantIds),
        ne(customers.phone, toPhone),
        inArray(customers.consent, ["subscribed", "held"]),
        codesAsked(eq(moves.customerId, customers.id)),
        codesAsked(eq(moves.toPhone, toPhone)),
      ),
    );
}

export interface NewMove {
  readonly id: string;
  readonly account: OldAccount;
  readonly senderId: string;
  readonly toPhone: string;
  readonly codeHash: string;
}

export const insertMove = ({ orm }: Database, { id, account, ...asked }: NewMove, now: number): Query =>
  orm.insert(moves).values({
    id,
    merchantId: account.merchantId,
    customerId: account.customerId,
    fromPhone: account.phone,
    ...asked,
    askedAt: now,
    expiresAt: now + MOVE_CODE_LIFETIME_MS,
  });

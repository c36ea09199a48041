// What a move explains: an account that had another number once. A move goes with whoever of the two is deleted, and leaves its act.

import { REQUEST_MAX_MS } from "../../src/time.ts";

/** Of an account of this shop, since then, nobody knows any more. */
const lostMove = (merchantId: string, since: string) => `EXISTS (SELECT 1 FROM audit_entries AS act
  WHERE act.merchant_id = ${merchantId} AND act.act IN ('account_moved', 'account_moved_back') AND act.at >= ${since} - ${REQUEST_MAX_MS}
    AND NOT EXISTS (SELECT 1 FROM moves WHERE moves.id = act.subject))`;

/** @param customer the alias of its row. @param since a time after which it had that number. */
export const mayHaveHad = (customer: string, phone: string, since: string): string =>
  `(EXISTS (SELECT 1 FROM moves WHERE ${customer}.id IN (moves.customer_id, moves.left_customer_id)
    AND ${phone} IN (moves.from_phone, moves.to_phone)) OR ${lostMove(`${customer}.merchant_id`, since)})`;

export const mayHaveMoved = (customer: string): string =>
  `(EXISTS (SELECT 1 FROM moves WHERE ${customer}.id IN (moves.customer_id, moves.left_customer_id))
    OR ${lostMove(`${customer}.merchant_id`, "0")})`;

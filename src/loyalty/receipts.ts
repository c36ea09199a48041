// What a customer was told of a transaction at the counter, and how long they can say NO to it.

import { MINUTE_MS } from "../time.ts";

export const DISPUTE_WINDOW_MS = 15 * MINUTE_MS;

/** The last one only: a NO is about what was told last. */
export interface Receipt {
  /** Unix milliseconds. */
  readonly at: number;
  /** The label of the staff code, or the name of whoever acted: what the shop looks for when the customer says NO. */
  readonly by: string;
  /** The entry of the customer's ledger that gave points; null when a reward was used. */
  readonly seq: number | null;
  /** What that entry gave; 0 when a reward was used. */
  readonly points: number;
  readonly claimId: string | null;
}

/** @param now Unix milliseconds. */
export const isDisputable = (receipt: Receipt | null, now: number): receipt is Receipt =>
  receipt !== null && now - receipt.at < DISPUTE_WINDOW_MS;

// Everything that the API refuses, by its fixed code: the routes answer from this table, and the description lists it.

import { POINTS_AT_ONCE_BOUND } from "../../../../src/loyalty/earning.ts";
import { problem } from "../../../problems.ts";

export const API_BODY_BYTES_MAX = 16 * 1024;
export const IDEMPOTENCY_KEY_LENGTH_MAX = 100;

export const refusals = {
  key_missing: [401, "Send the key of the till: Authorization: Bearer comptoir_…"],
  key_unknown: [401, "No shop has this key."],
  key_revoked: [401, "This key was revoked. Somebody of the shop makes a new one in the inbox, under Till."],
  scope_missing: [403, "This key was not made for this."],
  not_json: [415, "Send JSON, with content-type: application/json."],
  too_large: [413, `Send ${API_BODY_BYTES_MAX / 1024} KiB at most.`],
  malformed_json: [400, "The body is no JSON object."],
  malformed: [400, "A field is missing or malformed; the detail names it."],
  idempotency_key: [
    400,
    `Send Idempotency-Key, 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} visible characters: one for each purchase, the same one whenever it is sent again.`,
  ],
  key_reused: [409, "This Idempotency-Key was sent before with other content. Nothing was entered. Use a new one."],
  not_a_mobile_number: [422, "The telephone number is no mobile number. Nothing was entered."],
  other_currency: [422, "The shop counts in the currency of its country."],
  too_many_points: [
    422,
    `A purchase earns ${POINTS_AT_ONCE_BOUND} at most. If the amount is right, a manager gives the points by hand.`,
  ],
  not_an_amount: [422, "The amount is no amount of money."],
  spending_is_off: [409, "Spending earns nothing at this shop: its programme does not say what a point costs."],
  shop_has_no_country: [409, "The shop has not said in which country it is, so its currency is not known."],
  customer_left: [409, "This customer has left. Only they can come back, by a text. Nothing was entered."],
  no_such_purchase: [404, "This shop has no purchase of this id."],
  already_refunded: [409, "The points of this purchase were taken back before."],
  points_are_spent: [
    409,
    "The customer has spent these points, and a balance is never below zero. A manager can give back a reward that is not used yet, on the customer’s page, and then the refund goes through; or take what is left by hand.",
  ],
  busy: [503, "Others are writing to this account. Send the same again in a second."],
  unavailable: [503, "Send the same again in a minute, with the same Idempotency-Key."],
  internal: [500, "Send the same again, with the same Idempotency-Key."],
} as const satisfies Readonly<Record<string, readonly [status: Parameters<typeof problem>[0], detail: string]>>;

export type RefusalCode = keyof typeof refusals;

/** @param detail where it can say more than the table does. Names of fields, never their values. */
export function refuse(code: RefusalCode, detail?: string): Response {
  const [status, said] = refusals[code];
  const answer = problem(status, code, detail ?? said);
  if (status === 401) answer.headers.set("www-authenticate", "Bearer");
  if (status === 503) answer.headers.set("retry-after", "1");
  return answer;
}

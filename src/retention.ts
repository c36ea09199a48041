// How long what is kept is kept, and why: each table that can grow is in one of these two lists.

import { DAY_MS } from "./time.ts";

export interface Retained {
  readonly table: string;
  /** Its primary key. */
  readonly key: readonly string[];
  /** From when it counts: a column of Unix milliseconds. */
  readonly since: string;
  readonly ageMs: number;
  /** Which rows, where it is not all: as SQL. A column that is emptied is in it, so that a run finds none twice. */
  readonly only?: string;
  /** The column that is emptied, a number as a deleted customer's is; without it the row goes. */
  readonly emptied?: "text" | "phone";
  readonly why: string;
}

const YEAR_MS = 365 * DAY_MS;
/** France: three years without a sign from the person. What was said is kept no longer, whoever they are. */
const SAID_MS = 3 * YEAR_MS;

export const retention: readonly Retained[] = [
  {
    table: "sessions",
    key: ["id"],
    since: "expires_at",
    ageMs: 30 * DAY_MS,
    why: "Opens nothing; a month to see where one was signed in.",
  },
  {
    table: "customer_sessions",
    key: ["token_hash"],
    since: "expires_at",
    ageMs: 30 * DAY_MS,
    why: "Opens nothing; until then its page says whose wallet it was.",
  },
  {
    table: "sign_in_codes",
    key: ["id"],
    since: "created_at",
    ageMs: DAY_MS,
    why: "Good for ten minutes, counted by the limits for a day.",
  },
  {
    table: "devices",
    key: ["id"],
    since: "expires_at",
    ageMs: 0,
    why: "A device that nobody has used for long has to prove itself anew.",
  },
  {
    table: "limit_counters",
    key: ["key"],
    since: "until",
    ageMs: 0,
    why: "Counts who asks, by keyed hash, for as long as a limit lasts.",
  },
  {
    table: "links",
    key: ["id"],
    since: "expires_at",
    ageMs: 90 * DAY_MS,
    why: "Opens nothing; until then its page says how to get another.",
  },
  {
    table: "sign_ups",
    key: ["id"],
    since: "created_at",
    ageMs: DAY_MS,
    only: "confirmed_at IS NULL",
    why: "A name and an address that nobody has proven to be theirs are not kept longer than the limits count them.",
  },
  {
    table: "expiry_warnings",
    key: ["customer_id", "n"],
    since: "settled_at",
    ageMs: YEAR_MS,
    only: "settled_at IS NOT NULL",
    why: "A year for a customer to ask why points have lapsed.",
  },
  {
    table: "past_codes",
    key: ["merchant_id", "code"],
    since: "left_at",
    ageMs: YEAR_MS,
    why: "Tells an old code at the counter from one that nobody had.",
  },
  {
    table: "former_members",
    key: ["number_hash", "merchant_id"],
    since: "deleted_at",
    ageMs: SAID_MS,
    why: "By keyed hash, what a deleted number has had once and does not get again by coming back.",
  },
  {
    table: "outbox",
    key: ["id"],
    since: "created_at",
    ageMs: SAID_MS,
    only: "text <> ''",
    emptied: "text",
    why: "What was written to a person, once it has gone without its code or link (messaging/without-secrets.ts); that something was sent, when, and what became of it stays.",
  },
  {
    table: "inbound_messages",
    key: ["id"],
    since: "received_at",
    ageMs: SAID_MS,
    only: "text <> ''",
    emptied: "text",
    why: "What a person wrote, without the codes and links that it brought back (messaging/received-secrets.ts); the words of a consent and of a STOP stand in its ledger.",
  },
  {
    table: "inbound_messages",
    key: ["id"],
    since: "received_at",
    ageMs: YEAR_MS,
    only: "sender_id IS NULL",
    why: "A text to a number that is no shop's: a year for the operator to find whose it was.",
  },
  {
    table: "inbound_conflicts",
    key: ["id"],
    since: "received_at",
    ageMs: 90 * DAY_MS,
    why: "To be looked into by the operator.",
  },
  {
    table: "pending_points",
    key: ["id"],
    since: "lapses_at",
    ageMs: 90 * DAY_MS,
    only: "status IN ('lapsed', 'undone') AND phone <> 'deleted:'",
    emptied: "phone",
    why: "The number of somebody who has never answered; the points stay in the books without it.",
  },
];

/** What stays, and why. Proof of a consent: five years after its end at least, with whoever has to show it. */
export const kept: Readonly<Record<string, string>> = {
  merchants: "The shop itself.",
  rewards: "The shop's catalogue; ledgers name its rows.",
  offers: "The shop's catalogue; coupons name its rows.",
  pictures: "Of offers.",
  senders: "The shop's numbers.",
  sender_merchants: "The shop's numbers.",
  people: "The shop's people, until they are removed.",
  kiosks: "The shop's tablets; acts name them.",
  staff_codes: "Acts name them.",
  api_keys: "Purchases name them.",
  customers: "Until the person deletes themselves: then the number and the name go.",
  conversations: "Where a dialogue stands: one row a phone.",
  conversation_entries: "The course of a conversation: no words and no number stand in it.",
  threads: "One row a customer.",
  consent_entries: "The proof of consent, and of its end.",
  email_consent_entries: "The proof of consent, and of its end.",
  suppressions: "Who has left stays left; there is no number in it.",
  point_entries: "The books: a balance is their sum.",
  counter_entries: "An index of the books, kept by a trigger.",
  claims: "The books: what was taken, used and put back.",
  purchases: "The books, without a number.",
  disputes: "What was said NO to, and who settled it.",
  moves: "Which account went to which number; the numbers go when the customer is deleted.",
  audit_entries: "Who did what, for whoever has to show it.",
  service_keys: "A row a key.",
  service_state: "A row a state.",
  probes: "A row a probe.",
  backfills: "A row a task.",
};

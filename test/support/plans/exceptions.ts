// Tables that may be read whole, and rows that may be sorted, each with the reason: nothing else may, in any statement of the Worker.

export interface Exception {
  /** The table and what its rows are found by; in brackets the partial index, where it has to be that one. */
  readonly rows: string;
  /** Only in statements that say this. */
  readonly within?: RegExp;
  readonly why: string;
}

const SIMULATED = "the simulator alone asks it, which is there for development";

/** Shops, owners and phones, as the simulator lists them. */
const inSimulator = (rows: string): readonly Exception[] =>
  [/"keyword" asc$/, /"people"\."role" = \?/, /group by "inbound_messages"\."from_number"/].map((within) => ({
    rows,
    within,
    why: SIMULATED,
  }));

/** An act of the audit is none of the counter, and the other way round. */
const neverSo: readonly Exception[] = ["counter_entries by nothing", "audit_entries by nothing"].map((rows) => ({
  rows,
  within: / and 0[ )]/,
  why: "a condition that is never so: nothing is read",
}));

export const MAY_BE_SCANNED: readonly Exception[] = [
  ...["sender_merchants by nothing", "senders by nothing", "people by nothing", "inbound_messages by nothing"].flatMap(
    (rows) => inSimulator(rows),
  ),
  {
    rows: "senders by nothing",
    within: /^select "id" from "senders" where \(?exists/,
    why: "the sweep asks of each number of the platform, once a minute, whether something of it is due: two looks into indexes",
  },
  {
    rows: "merchants by nothing",
    within: /from "merchants" cross join "customers"/,
    why: "the sweep asks of each shop whose points lapse, once a minute, for accounts that are due: one look into an index",
  },
  {
    rows: "outbox by nothing (outbox_held)",
    why: "what is held, and nothing else: the sweep asks of each message whether it may go now",
  },
  { rows: "migrations by nothing", why: "a row a migration, counted by the health check" },
  ...neverSo,
];

const FEW = "a shop has a few, made by hand";
const OF_ONE_CUSTOMER = "one customer's";

export const MAY_BE_SORTED: readonly Exception[] = [
  ...[
    "sender_merchants by nothing",
    "sender_merchants by sender_id",
    "senders by nothing",
    "people by nothing",
    "inbound_messages by nothing",
    "inbound_messages by carrier",
  ].flatMap((rows) => inSimulator(rows)),
  { rows: "inbound_messages by from_number", within: /"to_number" = \?\) order by/, why: SIMULATED },
  { rows: "outbox by recipient", within: /"senders"\."number" = \?\) order by/, why: SIMULATED },
  { rows: "api_keys by merchant_id", why: FEW },
  { rows: "kiosks by merchant_id", why: FEW },
  { rows: "people by merchant_id", why: FEW },
  { rows: "rewards by merchant_id", why: FEW },
  { rows: "sender_merchants by merchant_id", why: FEW },
  { rows: "staff_codes by merchant_id", why: FEW },
  { rows: "people by phone", why: "the shops of one person" },
  { rows: "sessions by person_id", why: "one person's" },
  { rows: "devices by phone", why: "the browsers of one person" },
  { rows: "claims by customer_id", why: OF_ONE_CUSTOMER },
  { rows: "counter_entries by customer_id", why: OF_ONE_CUSTOMER },
  { rows: "moves by customer_id", why: OF_ONE_CUSTOMER },
  { rows: "pending_points by merchant_id+phone", why: OF_ONE_CUSTOMER },
  { rows: "conversation_entries by conversation_id (conversation_notices)", why: "the few that have a notice" },
  ...neverSo,
  { rows: "claims by merchant_id+code", why: "the few that have had one code" },
  { rows: "point_entries by idempotency_key>+idempotency_key<", why: "two days of one tablet" },
  { rows: "pending_points by idempotency_key>+idempotency_key<", why: "two days of one tablet" },
  {
    rows: "outbox by sender_id (outbox_leased)",
    within: /"outbox"\."claim" = \?/,
    why: "what one Line is sending at this moment, at most a claim's size",
  },
];

/** In an order that an index gives but for ties: rows of one millisecond, or of one end. */
export const TIES: readonly Exception[] = [
  { rows: "offers by merchant_id", why: "that end at one moment" },
  { rows: "offers by merchant_id+ends_at>", why: "that end at one moment" },
  { rows: "inbound_messages by customer_id", why: "of one moment" },
  { rows: "outbox by customer_id", why: "of one moment" },
];

/** Files that no call of this folder runs: which test has the Worker send what they put together. */
export const SENT_BY: ReadonlyMap<string, string> = new Map([
  ["worker/usecases/move-at-counter.ts", "test/faces/kiosk/kiosk-moves.test.ts"],
]);

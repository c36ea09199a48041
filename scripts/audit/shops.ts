// Shops and their people: what belongs to one shop belongs to no other, and who is nobody there is not signed in.

import type { Rule } from "./rule.ts";

/** What a row is of, and what it names: both say whose they are. */
const OF_ONE_SHOP: readonly (readonly [table: string, column: string, of: string])[] = [
  ["claims", "customer_id", "customers"],
  ["claims", "reward_id", "rewards"],
  ["purchases", "customer_id", "customers"],
  ["purchases", "api_key_id", "api_keys"],
  ["purchases", "pending_id", "pending_points"],
  ["disputes", "customer_id", "customers"],
  ["disputes", "claim_id", "claims"],
  ["links", "customer_id", "customers"],
  ["threads", "customer_id", "customers"],
  ["sign_ups", "customer_id", "customers"],
  ["moves", "customer_id", "customers"],
  ["outbox", "customer_id", "customers"],
  ["outbox", "person_id", "people"],
  ["rewards", "offer_id", "offers"],
  ["offers", "picture_id", "pictures"],
];

/** A telephone number, or what stands where one was. */
const PHONES: readonly (readonly [table: string, column: string, tombstone: string])[] = [
  ["customers", "phone", "deleted:"],
  ["conversations", "phone", "deleted:"],
  ["outbox", "recipient", "deleted:"],
  ["sign_ups", "phone", "deleted:"],
  ["pending_points", "phone", "deleted:"],
  ["people", "phone", "left:"],
];

/** `+`, and 7 to 15 figures that do not begin with 0. */
const isE164 = (column: string) =>
  `(${column} GLOB '+[1-9]*' AND length(${column}) BETWEEN 8 AND 16 AND substr(${column}, 2) NOT GLOB '*[^0-9]*')`;

export const shopRules: readonly Rule[] = [
  {
    name: "what is of one shop is of no other",
    meaning: "What a row names belongs to the same shop as the row.",
    asked: "SELECT count(*) FROM customers",
    faults: OF_ONE_SHOP.map(
      ([table, column, of]) =>
        `SELECT printf('${table} names ${column} %s, of another shop', x.${column}) FROM ${table} AS x
        JOIN ${of} AS y ON y.id = x.${column} WHERE y.merchant_id <> x.merchant_id`,
    ).join(" UNION ALL "),
  },
  {
    name: "numbers are numbers",
    meaning: "Where a telephone number is kept there is one, or what says whose it was.",
    asked: `SELECT ${PHONES.map(([table]) => `(SELECT count(*) FROM ${table})`).join(" + ")}`,
    faults: PHONES.map(
      ([table, column, tombstone]) => `SELECT printf('${table} %s has a number that is none', id) FROM ${table}
        WHERE NOT ${isE164(column)} AND ${column} NOT LIKE '${tombstone}%'`,
    ).join(" UNION ALL "),
  },
  {
    name: "shops can be texted",
    meaning: "Every shop has a number.",
    asked: "SELECT count(*) FROM merchants",
    faults: `SELECT printf('shop %s has no number', id) FROM merchants
      WHERE id NOT IN (SELECT merchant_id FROM sender_merchants)`,
  },
  {
    name: "only people of the shop are signed in",
    meaning: "Who is signed in has answered from their own phone, and works there still.",
    asked: "SELECT count(*) FROM people",
    faults: `SELECT printf('session %s is open, and person %s is nobody of the shop', s.id, p.id)
      FROM sessions AS s JOIN people AS p ON p.id = s.person_id
      WHERE s.revoked_at IS NULL AND s.expires_at > :now AND (p.confirmed_at IS NULL OR p.phone NOT LIKE '+%')`,
  },
];

// Who has left: nothing is sent to their number, whatever became of their record, until they themselves come back.

import { isSuppressed, onSharedNumber } from "../../src/consent/suppression.ts";
import { DELETED } from "../../src/merchant/deleted-customer.ts";
import { LEASE_MS } from "../../src/messaging/delivery.ts";
import { stopConfirmations, type TextKind } from "../../src/texts/kinds.ts";
import { REQUEST_MAX_MS } from "../../src/time.ts";
import { mayHaveMoved } from "./moved.ts";
import { type Candidate, type KeyedRule, listed, type Rule, type StopAt } from "./rule.ts";

/** What a shop sends to a number that has not asked for it. */
const FIRST = listed(["sign_up_code", "kiosk_invitation", "person_invitation", "sign_in_code"] satisfies TextKind[]);

/** When the service came to know of a STOP: a carrier may have kept the text for hours. Whoever is deleted since wrote it under no number. */
const received = (from: string) => `(SELECT max(received_at) FROM inbound_messages AS i
  WHERE ${from} AND i.written_at = s.stopped_at)`;
const KNOWN = `coalesce(${received("i.from_number = o.recipient")},
  ${received(`i.from_number >= '${DELETED}' AND i.from_number < '${DELETED}~'`)}, s.stopped_at)`;
/** A message that was written as the STOP was being kept may be older than it: it goes with it, or was being handed over by then. */
const WRITTEN_AFTER = `o.created_at > ${KNOWN} + ${REQUEST_MAX_MS}`;
const LATER = "coalesce(b.lifted_at, 0) / 1000 > s.stopped_at / 1000";

/** What a message of a shop's own number leaves unsaid. */
const SHOP = `coalesce(o.merchant_id, (SELECT m.merchant_id FROM sender_merchants AS m JOIN senders ON senders.id = m.sender_id
  WHERE m.sender_id = o.sender_id AND senders.pool = 'own'))`;
const WENT_AT = "coalesce(o.submitted_at, o.settled_at, o.created_at)";
const WENT = "(o.submitted_at IS NOT NULL OR o.status IN ('submitted', 'delivered', 'undelivered'))";
const AFTER_STOP = `FROM suppressions AS s JOIN outbox AS o ON o.recipient_hash = s.number_hash
    AND s.scope_id = iif(s.scope_kind = 'business', ${SHOP}, o.sender_id)
  LEFT JOIN suppressions AS b ON b.number_hash = s.number_hash AND b.scope_kind = 'business' AND b.scope_id = ${SHOP}
  WHERE s.stopped_at IS NOT NULL AND ${WENT}`;

export const stopRules: readonly Rule[] = [
  {
    name: "nothing is sent after a STOP",
    meaning:
      "Within the scope of a STOP nothing goes out that was written after it or still waited then, but its confirmation, and answers to what the person asked for later.",
    asked: `SELECT count(*) ${AFTER_STOP}`,
    faults: `SELECT printf('message %s (%s) went to a number that had left %s %s', o.id, o.kind, s.scope_kind, s.scope_id)
      ${AFTER_STOP} AND o.kind NOT IN (${listed(stopConfirmations)})
      AND (${WRITTEN_AFTER} OR ${WENT_AT} > ${KNOWN} + ${LEASE_MS})
      AND NOT (o.even_if_stopped AND coalesce(o.answers_at, 0) / 1000 > s.stopped_at / 1000)
      AND NOT (${LATER} AND ${WENT_AT} >= b.lifted_at)`,
  },
  {
    name: "what goes despite a STOP was asked for",
    meaning:
      "A message that may go to who has left answers a text, or a request from a device of theirs, that came before it.",
    asked: "SELECT count(*) FROM outbox WHERE even_if_stopped = 1",
    faults: `SELECT printf('message %s (%s) may go despite a STOP, and answers nothing', o.id, o.kind) FROM outbox AS o
      WHERE o.even_if_stopped = 1 AND (o.answers_at IS NULL OR o.answers_at > o.created_at
        OR NOT iif(o.cause LIKE 'inbound:%',
          EXISTS (SELECT 1 FROM inbound_messages AS i WHERE i.id = substr(o.cause, 9) AND i.written_at = o.answers_at),
          o.cause LIKE 'sign_in:%' AND substr(o.cause, 9) IN (SELECT subject FROM audit_entries WHERE act = 'sign_in_code_asked')))`,
  },
  {
    name: "no shop writes first to who has left another",
    meaning:
      "On a shared number nobody who has stopped one shop, or all of them, gets a text of another that they did not ask for.",
    asked: "SELECT count(*) FROM outbox AS o JOIN senders ON senders.id = o.sender_id AND pool = 'shared'",
    faults: `SELECT DISTINCT printf('message %s (%s) went first to a number that had left another shop of sender %s', o.id, o.kind, o.sender_id)
      FROM outbox AS o JOIN senders ON senders.id = o.sender_id AND pool = 'shared'
      JOIN suppressions AS s ON s.number_hash = o.recipient_hash AND s.stopped_at IS NOT NULL
      LEFT JOIN suppressions AS b ON b.number_hash = s.number_hash AND b.scope_kind = 'business' AND b.scope_id = o.merchant_id
      WHERE o.kind IN (${FIRST}) AND o.even_if_stopped = 0 AND ${WENT} AND ${WRITTEN_AFTER} AND NOT ${LATER}
        AND iif(s.scope_kind = 'pool', s.scope_id = o.sender_id, s.scope_id <> o.merchant_id
          AND coalesce(s.lifted_at, 0) / 1000 <= s.stopped_at / 1000
          AND s.scope_id IN (SELECT merchant_id FROM sender_merchants WHERE sender_id = o.sender_id))`,
  },
  {
    name: "a STOP is confirmed once",
    meaning: "At most one confirmation goes out for a STOP, however many shops it leaves.",
    asked: `SELECT count(*) FROM outbox AS o WHERE o.kind IN (${listed(stopConfirmations)}) AND ${WENT}`,
    faults: `SELECT printf('a STOP to sender %s was confirmed %d times, the last by message %s', o.sender_id, count(*), max(o.id))
      FROM outbox AS o WHERE o.kind IN (${listed(stopConfirmations)}) AND ${WENT} AND o.recipient_hash IS NOT NULL
      GROUP BY o.recipient_hash, o.sender_id, o.merchant_id, o.answers_at HAVING count(*) > 1`,
  },
  {
    name: "messages know their number",
    meaning: "Whom a message goes to is kept as a hash too, which a STOP is found by, since numbers are hashed.",
    asked: "SELECT count(*) FROM outbox WHERE recipient_hash IS NOT NULL",
    faults: `SELECT printf('message %s (%s) has no hash of its number', id, kind) FROM outbox
      WHERE recipient_hash IS NULL AND recipient LIKE '+%'
        AND created_at > (SELECT unixepoch(applied_at) * 1000 FROM migrations WHERE number = 11)`,
  },
  {
    name: "stops have a place",
    meaning: "Whoever has left has left a shop or a pool that is there, at a time.",
    asked: "SELECT count(*) FROM suppressions",
    faults: `SELECT printf('a stop of %s %s that %s', scope_kind, scope_id, iif(coalesce(stopped_at, lifted_at) IS NULL, 'has no time', 'is not there'))
      FROM suppressions WHERE coalesce(stopped_at, lifted_at) IS NULL
        OR NOT EXISTS (SELECT 1 FROM merchants WHERE scope_kind = 'business' AND id = scope_id UNION ALL
          SELECT 1 FROM senders WHERE scope_kind = 'pool' AND id = scope_id)`,
  },
];

const HASHED = `SELECT 'the service has not hashed the numbers that had left before' WHERE NOT EXISTS (
  SELECT 1 FROM backfills WHERE name = 'stops_of_customers' AND done_at IS NOT NULL)`;

const customersWho = (
  fault: string,
  condition: string,
) => `SELECT printf('customer %s ${fault}', c.id) AS fault, c.phone AS number,
    'business:' || c.merchant_id AS shop,
    (SELECT json_group_array('pool:' || sender_id) FROM sender_merchants WHERE merchant_id = c.merchant_id) AS pools
  FROM customers AS c WHERE phone LIKE '+%' AND ${condition}`;

/** By each number that the shop sends from; by the shop alone where it has none. */
function standings({ shop, pools }: Candidate, stopAt: StopAt): boolean[] {
  const ofShop = stopAt(String(shop));
  const senders = JSON.parse(String(pools)) as readonly string[];
  return senders.length === 0
    ? [isSuppressed(ofShop)]
    : senders.map((pool) => isSuppressed(onSharedNumber(ofShop, stopAt(pool))));
}

/** A record that a move has put behind another number was left on the number that it had. */
export const keyedRules: readonly KeyedRule[] = [
  {
    name: "who has left is known by number",
    meaning: "For each customer who has left a stop stands, of the shop or of a pool that it is in.",
    asked: "SELECT count(*) FROM customers WHERE consent = 'opted_out' AND phone LIKE '+%'",
    unless: HASHED,
    candidates: customersWho("has left, and no stop says so", `consent = 'opted_out' AND NOT ${mayHaveMoved("c")}`),
    isFault: (candidate, _, stopAt) => !standings(candidate, stopAt).includes(true),
  },
  {
    name: "no member has left",
    meaning: "Who is written to has not stopped the shop on all the numbers that it sends from.",
    asked: "SELECT count(*) FROM customers WHERE consent IN ('subscribed', 'held') AND phone LIKE '+%'",
    unless: HASHED,
    candidates: customersWho("is written to, and a stop of their number stands", "consent IN ('subscribed', 'held')"),
    isFault: (candidate, _, stopAt) => !standings(candidate, stopAt).includes(false),
  },
  {
    name: "hashes are of their numbers",
    meaning: "The hash that a message is held back by is the one of the number that it goes to.",
    asked: "SELECT count(*) FROM outbox WHERE recipient_hash IS NOT NULL AND recipient LIKE '+%'",
    unless: "SELECT 1 WHERE FALSE",
    candidates: `SELECT printf('message %s and %d others have the hash of another number', min(id), count(*) - 1) AS fault,
        recipient AS number, recipient_hash FROM outbox
      WHERE recipient_hash IS NOT NULL AND recipient LIKE '+%' GROUP BY recipient, recipient_hash`,
    isFault: ({ recipient_hash }, numberHash) => recipient_hash !== numberHash,
  },
];

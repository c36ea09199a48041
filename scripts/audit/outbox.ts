// What is sent: every message is somewhere, once, on its way to whom it is for.

import { isFinal, type MessageStatus, messageStatuses, priorities } from "../../src/messaging/lifecycle.ts";
import { kindsFor, stopConfirmations } from "../../src/texts/kinds.ts";
import { DAY_MS, HOUR_MS } from "../../src/time.ts";
import { mayHaveHad } from "./moved.ts";
import { listed, type Rule } from "./rule.ts";

const finals = listed([...messageStatuses.filter(isFinal), "unknown" satisfies MessageStatus]);
const leased = listed(["sending", "unconfirmed"] satisfies MessageStatus[]);
const handedOver = listed(["submitted", "delivered", "undelivered"] satisfies MessageStatus[]);
const codes = kindsFor("code");

/** What a message is held for, as long as it is. */
const STILL_HELD = `CASE reason
  WHEN 'merchant_incomplete' THEN EXISTS (SELECT 1 FROM merchants AS m WHERE m.id = merchant_id AND (country IS NULL OR region IS NULL))
  WHEN 'doubtful_stop' THEN EXISTS (SELECT 1 FROM customers AS c WHERE c.id = customer_id AND c.consent = 'held')
  WHEN 'unregistered' THEN EXISTS (SELECT 1 FROM senders AS s WHERE s.id = sender_id AND registered <> 'yes')
  WHEN 'not_carried' THEN NOT EXISTS (SELECT 1 FROM senders AS s, json_each(s.purposes) WHERE s.id = sender_id AND value = class)
  ELSE FALSE END`;

export const outboxRules: readonly Rule[] = [
  {
    name: "statuses are known",
    meaning: "Every message has a status of the table in src/messaging.",
    asked: "SELECT count(*) FROM outbox",
    faults: `SELECT printf('message %s has the status %s', id, status) FROM outbox WHERE status NOT IN (${listed(messageStatuses)})`,
  },
  {
    name: "settled messages have their time",
    meaning: "What became of a message is known with its time, and what waits has none.",
    asked: `SELECT count(*) FROM outbox WHERE status IN (${finals})`,
    faults: `SELECT printf('message %s is %s, settled at %s', id, status, iif(settled_at IS NULL, 'no time', 'a time'))
      FROM outbox WHERE (status IN (${finals}) AND settled_at IS NULL)
        OR (status IN ('queued', 'held', ${leased}) AND settled_at IS NOT NULL)`,
  },
  {
    name: "what was handed over is known to the carrier",
    meaning: "A message that the carrier has taken bears its id there, and the time.",
    asked: `SELECT count(*) FROM outbox WHERE status IN (${handedOver})`,
    faults: `SELECT printf('message %s is %s, and has no %s', id, status, iif(submitted_at IS NULL, 'time of that', 'id of the carrier'))
      FROM outbox WHERE status IN (${handedOver}) AND (submitted_at IS NULL OR carrier_message_id IS NULL)`,
  },
  {
    name: "the carrier has each message once",
    meaning: "No two messages have one id of the carrier.",
    asked: "SELECT count(*) FROM outbox WHERE carrier_message_id IS NOT NULL",
    faults: `SELECT printf('messages %s and %s have one id of the carrier', min(id), max(id)) FROM outbox
      WHERE carrier_message_id IS NOT NULL GROUP BY carrier_message_id HAVING count(*) > 1`,
  },
  {
    name: "nothing is being sent for ever",
    meaning: "What is at the carrier was claimed, for a while that has not long passed; nothing else is leased.",
    asked: "SELECT count(*) FROM outbox WHERE attempt > 0",
    faults: `SELECT printf('message %s is %s, its lease %s', id, status, iif(lease_until IS NULL, 'missing', 'wrong or long over'))
      FROM outbox WHERE iif(status IN (${leased}), lease_until IS NULL OR claim IS NULL OR lease_until < :now - ${HOUR_MS}, lease_until IS NOT NULL)`,
  },
  {
    name: "waiting messages have their turn",
    meaning: "Confirmations of a STOP and codes wait before answers, and these before all else.",
    asked: "SELECT count(*) FROM outbox WHERE attempt >= 0",
    faults: `SELECT printf('message %s (%s) waits in another turn', id, kind) FROM outbox
      WHERE status IN ('queued', 'held') AND kind IN (${listed([...stopConfirmations, ...codes])}) AND priority <> ${priorities.urgent}`,
  },
  {
    name: "one message a cause",
    meaning: "The same cause has queued the same message once.",
    asked: "SELECT count(DISTINCT cause) FROM outbox",
    faults: `SELECT printf('%s has message number %d %d times', cause, n, count(*)) FROM outbox GROUP BY cause, n HAVING count(*) > 1`,
  },
  {
    name: "messages go to their customer",
    meaning:
      "A message about a customer goes to their number, or to one that a move explains. Who is deleted has none: see there.",
    asked: "SELECT count(*) FROM outbox WHERE customer_id IS NOT NULL AND recipient LIKE '+%'",
    faults: `SELECT printf('message %s (%s) goes to another number than its customer %s has', o.id, o.kind, c.id)
      FROM outbox AS o JOIN customers AS c ON c.id = o.customer_id
      WHERE o.recipient LIKE '+%' AND c.phone LIKE '+%' AND o.recipient <> c.phone AND NOT ${mayHaveHad("c", "o.recipient", "o.created_at")}`,
  },
  {
    name: "shops send from their numbers",
    meaning:
      "A shop has the number that its message goes out from, or had it: a customer of the shop has texted it there.",
    asked: "SELECT count(*) FROM outbox WHERE merchant_id IS NOT NULL",
    faults: `SELECT printf('message %s goes out from sender %s, which shop %s does not have', o.id, o.sender_id, o.merchant_id)
      FROM outbox AS o WHERE o.merchant_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM sender_merchants AS m WHERE m.sender_id = o.sender_id AND m.merchant_id = o.merchant_id)
        AND NOT EXISTS (SELECT 1 FROM inbound_messages AS i JOIN customers AS c ON c.id = i.customer_id
          WHERE i.sender_id = o.sender_id AND c.merchant_id = o.merchant_id)`,
  },
];

/** Of a service that runs: whether its Lines and its sweep do. */
export const waitingRule: Rule = {
  name: "nothing waits for ever",
  meaning:
    "What is due is tried within a day, and what is worth nothing any more is held no longer than its reason holds.",
  asked: "SELECT count(*) FROM outbox WHERE attempt >= 0",
  faults: `SELECT printf('message %s (%s) is %s since long', id, kind, status) FROM outbox
      WHERE NOT EXISTS (SELECT 1 FROM service_state WHERE name = 'restored')
        AND ((status = 'queued' AND due_at < :now - ${DAY_MS})
          OR (status = 'held' AND expires_at < :now - ${DAY_MS} AND NOT ${STILL_HELD}))`,
};

// What is sent: every message is somewhere, once, and none went to a number that had left.

import { DELETED } from "../../src/merchant/deleted-customer.ts";
import { LEASE_MS } from "../../src/messaging/delivery.ts";
import { isFinal, type MessageStatus, messageStatuses, priorities } from "../../src/messaging/lifecycle.ts";
import { kindsFor, stopConfirmations } from "../../src/messaging/text-kinds.ts";
import { HOUR_MS } from "../../src/time.ts";
import type { Rule } from "./rule.ts";

const list = (words: Iterable<string>): string => [...words].map((word) => `'${word}'`).join(", ");

const finals = list([...messageStatuses.filter(isFinal), "unknown" satisfies MessageStatus]);
const leased = list(["sending", "unconfirmed"] satisfies MessageStatus[]);
const codes = kindsFor("code");

/** When the service came to know of a STOP: a carrier may have kept the text for hours. Whoever is deleted since wrote it under no number. */
const received = (from: string) => `(SELECT max(received_at) FROM inbound_messages AS i
  WHERE ${from} AND i.written_at = s.stopped_at)`;
const KNOWN = `coalesce(${received("i.from_number = o.recipient")},
  ${received(`i.from_number >= '${DELETED}' AND i.from_number < '${DELETED}~'`)}, s.stopped_at)`;
const AFTER_STOP = `FROM suppressions AS s JOIN outbox AS o ON o.recipient_hash = s.number_hash
    AND s.scope_id = iif(s.scope_kind = 'business', o.merchant_id, o.sender_id)
  LEFT JOIN suppressions AS b ON b.number_hash = s.number_hash AND b.scope_kind = 'business' AND b.scope_id = o.merchant_id
  WHERE s.stopped_at IS NOT NULL AND o.submitted_at IS NOT NULL`;

export const messageRules: readonly Rule[] = [
  {
    name: "nothing is sent after a STOP",
    meaning:
      "Within the scope of a STOP nothing goes out that was written after it or still waited then, but its confirmation, codes, and answers to later texts.",
    asked: `SELECT count(*) ${AFTER_STOP}`,
    faults: `SELECT printf('message %s (%s) went to a number that had left %s %s', o.id, o.kind, s.scope_kind, s.scope_id)
      ${AFTER_STOP} AND o.kind NOT IN (${list([...stopConfirmations, ...codes])})
      AND (o.created_at > ${KNOWN} OR o.submitted_at > ${KNOWN} + ${LEASE_MS})
      AND NOT (o.even_if_stopped AND coalesce(o.answers_at, 0) / 1000 > s.stopped_at / 1000)
      AND NOT (coalesce(b.lifted_at, 0) / 1000 > s.stopped_at / 1000 AND o.submitted_at >= b.lifted_at)`,
  },
  {
    name: "a STOP is confirmed once",
    meaning: "At most one confirmation goes out after a STOP.",
    asked: `SELECT count(*) ${AFTER_STOP} AND o.kind IN (${list(stopConfirmations)})`,
    faults: `SELECT printf('a STOP of %s %s was confirmed %d times, the last by message %s', s.scope_kind, s.scope_id, count(*), max(o.id))
      ${AFTER_STOP} AND o.kind IN (${list(stopConfirmations)}) AND o.created_at >= ${KNOWN}
      GROUP BY s.number_hash, s.scope_kind, s.scope_id HAVING count(*) > 1`,
  },
  {
    name: "statuses are known",
    meaning: "Every message has a status of the table in src/messaging.",
    asked: "SELECT count(*) FROM outbox",
    faults: `SELECT printf('message %s has the status %s', id, status) FROM outbox WHERE status NOT IN (${list(messageStatuses)})`,
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
      WHERE status IN ('queued', 'held') AND kind IN (${list([...stopConfirmations, ...codes])}) AND priority <> ${priorities.urgent}`,
  },
  {
    name: "one message a cause",
    meaning: "The same cause has queued the same message once.",
    asked: "SELECT count(DISTINCT cause) FROM outbox",
    faults: `SELECT printf('%s has message number %d %d times', cause, n, count(*)) FROM outbox GROUP BY cause, n HAVING count(*) > 1`,
  },
  {
    name: "answers answer a text",
    meaning: "Each answer was brought about by a text that is there, and each text was taken in once.",
    asked: "SELECT count(*) FROM outbox WHERE cause LIKE 'inbound:%'",
    faults: `SELECT printf('message %s answers text %s, which is not there', id, substr(cause, 9)) FROM outbox
      WHERE cause LIKE 'inbound:%' AND substr(cause, 9) NOT IN (SELECT id FROM inbound_messages)`,
  },
  {
    name: "conversations are numbered",
    meaning: "The entries of a conversation are numbered without a gap, up to the number that it remembers.",
    asked: "SELECT count(*) FROM conversations",
    faults: `SELECT printf('conversation %s: %d entries, the last is number %d, but %d are told', c.id, count(e.seq), max(e.seq), c.seq)
      FROM conversations AS c LEFT JOIN conversation_entries AS e ON e.conversation_id = c.id
      GROUP BY c.id HAVING count(e.seq) <> c.seq OR coalesce(max(e.seq), 0) <> c.seq`,
  },
];

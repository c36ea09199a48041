// What is said: each text was taken in once and answered as its conversation remembers.

import { isE164Column, type Rule } from "./rule.ts";

const ANSWERS = "('ReplyQueued', 'SignInCodeSent')";

export const conversationRules: readonly Rule[] = [
  {
    name: "answers answer a text",
    meaning: "Each answer was brought about by a text that is there, and each text was taken in once.",
    asked: "SELECT count(*) FROM outbox WHERE cause LIKE 'inbound:%'",
    faults: `SELECT printf('message %s answers text %s, which is not there', id, substr(cause, 9)) FROM outbox
      WHERE cause LIKE 'inbound:%' AND substr(cause, 9) NOT IN (SELECT id FROM inbound_messages)`,
  },
  {
    name: "texts were handled",
    meaning: "Each text to a number of a shop is one entry of a conversation.",
    asked: `SELECT count(*) FROM inbound_messages WHERE sender_id IS NOT NULL AND ${isE164Column("from_number")}`,
    faults: `SELECT printf('text %s was handled %d times', i.id, coalesce(times, 0)) FROM inbound_messages AS i
      LEFT JOIN (SELECT cause, count(*) AS times FROM conversation_entries GROUP BY cause) AS e ON e.cause = 'inbound:' || i.id
      WHERE i.sender_id IS NOT NULL AND ${isE164Column("i.from_number")} AND coalesce(times, 0) <> 1`,
  },
  {
    name: "answers are in the outbox",
    meaning:
      "What an entry of a conversation has answered to a text is in the outbox, each answer once, a STOP's confirmation too.",
    asked: "SELECT count(*) FROM conversation_entries WHERE cause LIKE 'inbound:%'",
    faults: `SELECT printf('%s: %d answers in the outbox instead of %d', e.cause, coalesce(o.queued, 0), e.promised) FROM (
        SELECT cause, (SELECT count(*) FROM json_each(events) WHERE value ->> 'type' IN ${ANSWERS}) AS promised
        FROM conversation_entries WHERE cause LIKE 'inbound:%') AS e
      LEFT JOIN (SELECT cause, count(*) AS queued FROM outbox WHERE cause LIKE 'inbound:%' GROUP BY cause) AS o ON o.cause = e.cause
      WHERE coalesce(o.queued, 0) <> e.promised`,
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

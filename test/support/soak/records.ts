// What the service has kept of a phone, for the reader of a fault: the auditor names messages and records, never numbers.

import { createKeyedHash } from "../../../worker/gateways/keyed-hash.ts";
import { NUMBER_HASH_KEY, type Service } from "../service.ts";
import type { World } from "./world.ts";

/** Each with the number that it is about, and all that is kept of that. */
export const toldWithRecords = (service: Service, world: World, faults: readonly string[]): Promise<string[]> =>
  Promise.all(
    faults.map(async (fault) => {
      const phone = await phoneIn(service, fault);
      return phone === null ? fault : `${phone}: ${fault}\n${await recordsOf(service, world, phone)}`;
    }),
  );

async function phoneIn(service: Service, fault: string): Promise<string | null> {
  for (const id of fault.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []) {
    const sql = `SELECT recipient AS phone FROM outbox WHERE id = ?1 UNION ALL SELECT phone FROM customers WHERE id = ?1`;
    const { rows } = await service.db.execute({ sql, args: [id] });
    const phone = rows.map((row) => String(row.phone)).find((each) => each.startsWith("+"));
    if (phone !== undefined) return phone;
  }
  return null;
}

const time = (column: string): string => `coalesce(strftime('%H:%M:%f', ${column} / 1000.0, 'unixepoch'), 'never')`;

async function recordsOf(service: Service, { lines }: World, phone: string): Promise<string> {
  const { db } = service;
  const customers = await db.execute({
    sql: `SELECT slug || ': ' || consent || ' (' || coalesce((SELECT group_concat(purpose || ' ' || change || ' by ' || word || ' at ' || ${time("at")}, ', ')
      FROM consent_entries WHERE customer_id = customers.id), 'nothing') || ')' AS told
      FROM customers JOIN merchants ON merchants.id = merchant_id WHERE phone = ?`,
    args: [phone],
  });
  const stops = await db.execute({
    sql: `SELECT scope_kind || ' ' || coalesce(slug, number) || ': stopped ' || ${time("stopped_at")} || ' by ' || source || ', lifted ' || ${time("lifted_at")} AS told
      FROM suppressions LEFT JOIN merchants ON merchants.id = scope_id LEFT JOIN senders ON senders.id = scope_id WHERE number_hash = ?`,
    args: [await createKeyedHash(NUMBER_HASH_KEY)("number", phone)],
  });
  const journals = await Promise.all(lines.map(({ number }) => journalOf(service, phone, number)));
  return [...[...customers.rows, ...stops.rows].map(({ told }) => `    ${told}`), ...journals.filter(Boolean)].join(
    "\n",
  );
}

/** What the service made of each text of a conversation, a line each. */
export async function journalOf(service: Service, phone: string, line: string): Promise<string> {
  const sql = `SELECT cause, events, text, time(written_at / 1000, 'unixepoch') AS written FROM conversation_entries AS entry
    JOIN conversations ON conversations.id = conversation_id JOIN senders ON senders.id = conversations.sender_id
    LEFT JOIN inbound_messages ON 'inbound:' || inbound_messages.id = cause
    WHERE conversations.phone = ? AND number = ? ORDER BY entry.seq`;
  const { rows } = await service.db.execute({ sql, args: [phone, line] });
  const lines = rows.map(({ cause, events, text, written }) => {
    const types = Array.from(String(events).matchAll(/"type":"(\w+)"/g), ([, type]) => type);
    return `    ${text === null ? cause : `"${text}" of ${written}`}: ${types.join(", ") || "nothing"}`;
  });
  return lines.join("\n");
}

// For the operator: the texts that nobody could answer, newest first. What they say stays in the database.

import { join } from "node:path";
import { createClient } from "@libsql/client";
import { maskPhone } from "../src/phone.ts";

const ROWS_MAX = 100;
const { DATABASE_URL, DATABASE_AUTH_TOKEN, DATA_DIR = ".data" } = process.env;
const url = DATABASE_URL ?? `file:${join(DATA_DIR, "comptoir.db")}`;
const client = createClient({ url, ...(DATABASE_AUTH_TOKEN ? { authToken: DATABASE_AUTH_TOKEN } : {}) });

const { rows } = await client.execute({
  sql: `SELECT id, from_number, to_number, length(text) AS length, received_at, sender_id IS NULL AS is_unknown
        FROM inbound_messages WHERE customer_id IS NULL AND (sender_id IS NULL OR from_number NOT LIKE '+%')
        ORDER BY received_at DESC LIMIT ?`,
  args: [ROWS_MAX],
});
client.close();

if (rows.length === 0) console.log("Every text has found its shop.");
else
  console.table(
    rows.map((row) => ({
      received: new Date(Number(row.received_at)).toISOString(),
      from: maskPhone(String(row.from_number)) || "nobody",
      to: String(row.to_number) || "nobody",
      why: row.is_unknown ? "no shop has this number" : "the sender can't be answered",
      characters: Number(row.length),
      id: String(row.id),
    })),
  );

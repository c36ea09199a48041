// `unrouted`: the texts that nobody could answer, newest first. What they say stays in the database.

import { maskPhone } from "../../src/phone.ts";
import { ok } from "../../src/result.ts";
import { isE164Column } from "../audit/rule.ts";
import { type Command, sayTable } from "./command.ts";

const ROWS_MAX = 100;

export const listUnrouted: Command = {
  name: "unrouted",
  does: "Texts that nobody could answer: to a number of no shop, or from a short code.",
  flags: {},
  read: () =>
    ok(async ({ client }, say) => {
      const { rows } = await client.execute({
        sql: `SELECT id, from_number, to_number, length(text) AS length, received_at, sender_id IS NULL AS is_unknown
          FROM inbound_messages WHERE customer_id IS NULL AND (sender_id IS NULL OR NOT ${isE164Column("from_number")})
          ORDER BY received_at DESC LIMIT ?`,
        args: [ROWS_MAX],
      });
      if (rows.length === 0) say("Every text has found its shop.");
      else
        sayTable(
          rows.map((row) => ({
            received: new Date(Number(row.received_at)).toISOString(),
            from: maskPhone(String(row.from_number)) || "nobody",
            to: String(row.to_number) || "nobody",
            why: row.is_unknown ? "no shop has this number" : "the sender can't be answered",
            characters: Number(row.length),
            id: String(row.id),
          })),
          say,
        );
    }),
};

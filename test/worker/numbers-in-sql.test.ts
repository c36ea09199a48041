// What counts as a phone that can be answered is the same to the Worker and to the operator's commands, which ask in SQL.

import { createClient } from "@libsql/client/web";
import { expect, test } from "vitest";
import { isE164Column } from "../../scripts/audit/rule.ts";
import { startLibsqlServer } from "../../scripts/libsql-server.ts";
import { isE164 } from "../../src/phone.ts";

test("a number is E.164, or is not, in code and in SQL", async () => {
  const server = await startLibsqlServer({ file: ":memory:" });
  const client = createClient({ url: server.url });
  const numbers = [
    "+15145550101",
    "+36179",
    "+361791",
    "+3617912",
    "+05145550100",
    "+Vonage",
    "+",
    "",
    "36179",
    "+1514555\n0101",
  ];
  for (const number of [...numbers, `+${"9".repeat(15)}`, `+${"9".repeat(16)}`, "+1514a5550101", "deleted:1"]) {
    const sql = `SELECT ${isE164Column("said")} AS is_phone FROM (SELECT ? AS said)`;
    const { rows } = await client.execute({ sql, args: [number] });
    expect([number, rows[0]?.is_phone === 1]).toEqual([number, isE164(number)]);
  }
  client.close();
  await server.close();
});

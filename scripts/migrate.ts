/** `npm run migrate`: brings the database of DATABASE_URL up to date, on a laptop or at Turso. */

import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { migrate } from "./migrations.ts";
import { explain, Refusal } from "./refusal.ts";
import { readDatabase } from "./settings.ts";

async function main(): Promise<void> {
  const database = readDatabase(process.env);
  if (!database.ok) throw new Refusal(`${database.error}.`);
  const client = createClient({ ...database.value });
  try {
    const { applied, total } = await migrate(client, join(import.meta.dirname, "../migrations"));
    for (const name of applied) console.log(`Applied ${name}.`);
    console.log(`The database is up to date: ${total} migration${total === 1 ? "" : "s"}.`);
  } finally {
    client.close();
  }
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(explain(error));
});

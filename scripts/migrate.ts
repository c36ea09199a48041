/** `npm run migrate`: brings the database of DATABASE_URL up to date, on a laptop or at Turso. */

import { join } from "node:path";
import { createClient, LibsqlError } from "@libsql/client/web";
import { MigrationError, migrate } from "./migrations.ts";

async function main(): Promise<void> {
  const { DATABASE_URL: url, DATABASE_AUTH_TOKEN: authToken } = process.env;
  if (!url) throw new MigrationError("Say which database: DATABASE_URL is not set.");
  const client = createClient({ url, ...(authToken ? { authToken } : {}) });
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
  if (error instanceof MigrationError) console.error(error.message);
  else if (error instanceof LibsqlError) console.error(`The database refused: ${error.message}.`);
  else if (error instanceof TypeError) console.error("The database of DATABASE_URL can't be reached.");
  else throw error;
});

// A database with today's schema, made once for all tests of a run; each that wants one of its own has a copy.

import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { inject } from "vitest";
import { type LibsqlServer, startLibsqlServer } from "../../scripts/libsql-server.ts";
import { migrate } from "../../scripts/migrations.ts";

/** Returns the path. */
export async function makeMigrated(file: string): Promise<string> {
  const server = await startLibsqlServer({ file });
  const client = createClient({ url: server.url });
  await migrate(client, join(import.meta.dirname, "../../migrations"));
  client.close();
  await server.close();
  return file;
}

export const copyMigrated = (file: string): Promise<void> => copyFile(inject("migrated"), file);

/** A server of a copy that is gone with it. */
export async function startMigrated(): Promise<LibsqlServer> {
  const folder = await mkdtemp(join(tmpdir(), "migrated-"));
  const file = join(folder, "test.db");
  await copyMigrated(file);
  const server = await startLibsqlServer({ file });
  return {
    ...server,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

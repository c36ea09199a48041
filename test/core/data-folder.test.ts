// The folder of npm start: the database in it is for the user that runs the service, whoever made the folder.

import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataFolder } from "../../scripts/data-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "comptoir-folder-"));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (file: string) => (statSync(join(folder, file)).mode & 0o777).toString(8);

/** As the service opens it, until it is closed. */
function modesInUse(): string[] {
  const { databaseFile, release } = openDataFolder(folder);
  const database = new Database(databaseFile);
  database.exec(
    "PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS phones (number TEXT); INSERT INTO phones VALUES ('x')",
  );
  const modes = ["comptoir.db", "comptoir.db-wal", "comptoir.db-shm"].map(modeOf);
  database.close();
  release();
  return modes;
}

test("a database that is made in a folder which all may read can be read by nobody else", () => {
  expect(modesInUse()).toEqual(["600", "600", "600"]);
});

test("one that all could read is closed to them at the next start, with the files beside it", () => {
  modesInUse();
  chmodSync(join(folder, "comptoir.db"), 0o644);
  writeFileSync(join(folder, "comptoir.db-wal"), "", { mode: 0o644 });
  expect(modesInUse()).toEqual(["600", "600", "600"]);
});

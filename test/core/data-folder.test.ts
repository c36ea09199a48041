// The folder of npm start: the database in it is for the user that runs the service, whoever made the folder.

import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDataFolder } from "../../scripts/data-folder.ts";
import { openKeys } from "../../scripts/folder-keys.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "comptoir-folder-"));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (file: string) => (statSync(join(folder, file)).mode & 0o777).toString(8);

/** Whatever this process keeps from others by now. */
function writeOpenly(name: string): void {
  writeFileSync(join(folder, name), "");
  chmodSync(join(folder, name), 0o644);
}

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
  writeOpenly("comptoir.db-wal");
  expect(modesInUse()).toEqual(["600", "600", "600"]);
});

test("keys and locks that all could read are closed, with the folder", () => {
  const names = ["link-signing-keys", "number-hash-key", "lock", "lock-journal"];
  for (const name of names) writeOpenly(name);
  openDataFolder(folder).release();
  const left = names.filter((name) => readdirSync(folder).includes(name));
  expect(left.map(modeOf)).toEqual(left.map(() => "600"));
  expect(left).toEqual(expect.arrayContaining(["link-signing-keys", "number-hash-key", "lock"]));
  expect((statSync(folder).mode & 0o777).toString(8)).toBe("700");
});

test("a place that all share, and a file of somebody's own, stay open", () => {
  chmodSync(folder, 0o1777);
  writeOpenly("notes");
  openDataFolder(folder).release();
  expect([(statSync(folder).mode & 0o7777).toString(8), modeOf("notes")]).toEqual(["1777", "644"]);
});

test("a folder in folders that are not there is made, and where nothing can be made is refused at once", () => {
  const { path, release } = openDataFolder(join(folder, "a", "b"));
  release();
  expect((statSync(path).mode & 0o777).toString(8)).toBe("700");
  writeFileSync(join(folder, "file"), "");
  for (const nowhere of ["/proc/nope", "/proc/nope/deeper", join(folder, "file", "data")]) {
    expect(() => openDataFolder(nowhere)).toThrow(/^The data folder .* can't be written: [^.]+\.$/);
  }
});

describe("a database and its keys", () => {
  const file = (name: string) => join(folder, name);
  const open = (env: Readonly<Record<string, string>> = {}) => {
    const data = openDataFolder(folder);
    try {
      return openKeys(data, env);
    } finally {
      data.release();
    }
  };
  const ours = () => readdirSync(folder).filter((name) => !name.startsWith("lock"));
  const forgetsNothing = () => {
    const database = new Database(file("comptoir.db"));
    database.exec("CREATE TABLE service_keys (name TEXT, fingerprint TEXT)");
    database.exec("INSERT INTO service_keys VALUES ('number_hash_key', 'of its key')");
    database.close();
  };

  test("are begun together, and found again", () => {
    const keys = open();
    expect(ours()).toEqual(["comptoir.db", "link-signing-keys", "number-hash-key"]);
    expect(open()).toEqual(keys);
  });

  test("a database that is lost is not begun anew beside its keys, but once they are gone too", () => {
    open();
    rmSync(file("comptoir.db"));
    expect(open).toThrow(/comptoir\.db is missing, and its keys are there: restore .*, or delete .* to begin anew\.$/);
    expect(ours()).toEqual(["link-signing-keys", "number-hash-key"]);
    for (const name of ours()) rmSync(file(name));
    open();
    expect(ours()).toEqual(["comptoir.db", "link-signing-keys", "number-hash-key"]);
  });

  test("a key that is lost is not made anew beside numbers that were hashed with it", () => {
    open();
    forgetsNothing();
    rmSync(file("number-hash-key"));
    expect(open).toThrow(/number-hash-key is missing, and the numbers of the database were hashed with it: restore it/);
    expect(ours()).not.toContain("number-hash-key");
    const given = `1:${"k".repeat(43)}`;
    expect(open({ NUMBER_HASH_KEY: given }).NUMBER_HASH_KEY).toBe(given);
    expect(ours()).not.toContain("number-hash-key");
  });

  test("a database from before numbers were hashed takes a key", () => {
    const database = new Database(file("comptoir.db"));
    database.exec("CREATE TABLE migrations (number INTEGER)");
    database.close();
    expect(open().NUMBER_HASH_KEY).toMatch(/^1:[\w-]{43}$/);
  });

  test("one that is elsewhere begins nothing here, whatever keys are here", () => {
    const elsewhere = { DATABASE_URL: "libsql://shop.turso.example" };
    expect(open(elsewhere)).toEqual(open(elsewhere));
    expect(ours()).toEqual(["link-signing-keys", "number-hash-key"]);
  });

  test("a key that can't be read is refused", () => {
    writeFileSync(file("link-signing-keys"), `1:${"k".repeat(45)}`);
    expect(open).toThrow(/link-signing-keys does not hold id:base64url keys: restore it, or delete it/);
  });
});

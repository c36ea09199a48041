// The local database file as a start finds it: whole, or why it can't be used, in a sentence.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkDatabaseFile } from "../../scripts/database-file.ts";

const PAGE_BYTES = 4096;

let folder: string;
let whole: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "database-file-"));
  whole = await database(`CREATE TABLE migrations (number INTEGER PRIMARY KEY);
    CREATE TABLE many (id INTEGER PRIMARY KEY, words TEXT);
    INSERT INTO many (words) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    SELECT printf('%0100d', i) FROM n`);
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function database(sql: string): Promise<Buffer> {
  const file = join(folder, `${files++}.db`);
  const client = createClient({ url: `file:${file}` });
  await client.executeMultiple(sql);
  client.close();
  return readFile(file);
}

async function check(content: Uint8Array): Promise<boolean> {
  const file = join(folder, `${files++}.db`);
  await writeFile(file, content);
  return checkDatabaseFile(file);
}

test("one that is whole, and one that is not there yet", async () => {
  expect(await check(whole)).toBe(true);
  expect(await checkDatabaseFile(join(folder, "none.db"))).toBe(true);
});

describe("refused in a sentence", () => {
  const scratched = (content: Buffer, page: number) =>
    Buffer.from(content).fill(0x5a, page * PAGE_BYTES, (page + 2) * PAGE_BYTES);

  test.each<[what: string, content: () => Uint8Array | Promise<Uint8Array>, said: RegExp]>([
    ["pages that are something else", () => scratched(whole, 8), / is damaged: restore a copy of it\.$/],
    ["a first page that is half gone", () => Buffer.from(whole).fill(0, 100, PAGE_BYTES), / is damaged: [^.]+\.$/],
    ["cut off", () => whole.subarray(0, 10 * PAGE_BYTES), / is damaged: [^.]+\.$/],
    ["emptied", () => new Uint8Array(), / is empty: restore a copy of it, or delete it to begin anew\.$/],
    ["a text", () => Buffer.from("dear diary ".repeat(1_000)), / can't be used: file is not a database\.$/],
    ["another program's", () => database("CREATE TABLE notes (words TEXT)"), / holds another program's tables: [^.]+/],
  ])("%s", async (_, content, said) => {
    await expect(check(await content())).rejects.toThrow(said);
  });
});

// The local libSQL server through the client that the Worker uses, in all of the client's modes.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient as createNodeClient } from "@libsql/client";
import { type Client, createClient, type InValue, LibsqlBatchError, type LibsqlError } from "@libsql/client/web";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LibsqlServer, startLibsqlServer } from "../../scripts/libsql-server.ts";

let server: LibsqlServer;
let client: Client;

beforeEach(() => serve({}));

/** Only what is about a time-out has a short one: the others must not depend on how busy this machine is. */
async function serve(timeouts: { streamTimeoutMs?: number; busyTimeoutMs?: number }): Promise<void> {
  server = await startLibsqlServer({ file: ":memory:", ...timeouts });
  client = createClient({ url: server.url });
  await client.executeMultiple(`
    CREATE TABLE points (customer TEXT NOT NULL, seq INTEGER NOT NULL, balance INTEGER NOT NULL CHECK (balance >= 0),
      PRIMARY KEY (customer, seq));
    CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT UNIQUE, customer TEXT, anything);
    CREATE TABLE child (note INTEGER NOT NULL REFERENCES note (id));
  `);
}

async function stop(): Promise<void> {
  client.close();
  await server.close();
}

afterEach(stop);

async function failure(promise: Promise<unknown>): Promise<LibsqlError> {
  const outcome = await promise.then(
    () => undefined,
    (error: LibsqlError) => error,
  );
  if (outcome === undefined) throw new Error("this had to fail");
  return outcome;
}

const count = async (on: Pick<Client, "execute"> = client) =>
  Number((await on.execute("SELECT count(*) AS n FROM note")).rows[0]?.n);

describe("execute", () => {
  test("positional and named arguments in each of SQLite's spellings", async () => {
    const { rows } = await client.execute({ sql: "SELECT ? AS a, ?2 AS b, ? AS c", args: [1, "two", null] });
    expect({ ...rows[0] }).toEqual({ a: 1, b: "two", c: null });
    const named = { sql: "SELECT :a AS a, @b AS b, $c AS c, :a AS again", args: { a: 1, "@b": "two", c: null } };
    expect({ ...(await client.execute(named)).rows[0] }).toEqual({ a: 1, b: "two", c: null, again: 1 });
  });

  test("columns with their declared types, changed rows and the last row id", async () => {
    const inserted = await client.execute("INSERT INTO note (body) VALUES ('one'), ('two')");
    expect([inserted.rowsAffected, inserted.lastInsertRowid]).toEqual([2, 2n]);

    const selected = await client.execute("SELECT id, body, 1 + 1 AS sum FROM note");
    expect([selected.columns, selected.columnTypes]).toEqual([
      ["id", "body", "sum"],
      ["INTEGER", "TEXT", ""],
    ]);
    expect([selected.rowsAffected, selected.lastInsertRowid]).toEqual([0, undefined]);

    const returned = await client.execute("UPDATE note SET customer = 'c' RETURNING id");
    expect([returned.rows.map((row) => row.id), returned.rowsAffected]).toEqual([[1, 2], 2]);
    expect(returned.lastInsertRowid).toBeUndefined();
  });

  test("a row id beyond 2^53 is exact", async () => {
    const { lastInsertRowid } = await client.execute("INSERT INTO note (id) VALUES (9223372036854775807)");
    expect(lastInsertRowid).toBe(9223372036854775807n);
  });

  test("what was prepared follows the schema", async () => {
    await client.execute("INSERT INTO note (body) VALUES ('one')");
    expect((await client.execute("SELECT * FROM note")).columns).toHaveLength(4);
    await client.execute("ALTER TABLE note ADD COLUMN later TEXT DEFAULT 'yes'");
    const { columns, rows } = await client.execute("SELECT * FROM note");
    expect([columns.at(-1), rows[0]?.later]).toEqual(["later", "yes"]);

    const transaction = await client.transaction("write");
    await transaction.execute("ALTER TABLE note ADD COLUMN never TEXT");
    expect((await transaction.execute("SELECT * FROM note")).columns).toHaveLength(6);
    await transaction.rollback();
    expect((await client.execute("SELECT * FROM note")).columns).toHaveLength(5);
  });
});

describe("values", () => {
  const roundTrips: [string, InValue, unknown][] = [
    ["null", null, null],
    ["an integer", 7n, 7],
    ["a float", 2.5, 2.5],
    ["a number that SQLite keeps as real", 7, 7],
    ["a boolean", true, 1],
    ["text with accents, emoji and control characters", "é 👍🏽 \u0007\r\n\"'", "é 👍🏽 \u0007\r\n\"'"],
    ["empty text", "", ""],
    ["a date", new Date(1_234), 1_234],
  ];
  test.each(roundTrips)("%s", async (_, given, wanted) => {
    await client.execute({ sql: "INSERT INTO note (anything) VALUES (?)", args: [given] });
    expect((await client.execute("SELECT anything FROM note")).rows[0]?.anything).toEqual(wanted);
  });

  test.each([0, 1, 2, 3, 4, 255])("a blob of %i bytes", async (length) => {
    const blob = Uint8Array.from({ length }, (_, i) => i * 7);
    const { rows } = await client.execute({ sql: "SELECT ? AS b, length(?1) AS n", args: [blob] });
    expect([new Uint8Array(rows[0]?.b as ArrayBuffer), rows[0]?.n]).toEqual([blob, length]);
  });

  test("the storage class is the one that was sent", async () => {
    const sql = "SELECT typeof(?) AS a, typeof(?) AS b, typeof(?) AS c, typeof(?) AS d, typeof(?) AS e";
    const { rows } = await client.execute({ sql, args: [1n, 1, "1", new Uint8Array(1), null] });
    expect(Object.values({ ...rows[0] })).toEqual(["integer", "real", "text", "blob", "null"]);
  });

  test("int64 in each of the client's modes", async () => {
    const sql = "SELECT ? AS least, ? AS most";
    const args = [-(2n ** 63n), 2n ** 63n - 1n];
    const inMode = async (intMode: "number" | "bigint" | "string") => {
      const other = createClient({ url: server.url, intMode });
      return other.execute({ sql, args }).finally(() => other.close());
    };
    expect({ ...(await inMode("bigint")).rows[0] }).toEqual({ least: args[0], most: args[1] });
    expect({ ...(await inMode("string")).rows[0] }).toEqual({ least: String(args[0]), most: String(args[1]) });
    await expect(inMode("number")).rejects.toThrow(RangeError);
  });

  test("text with a NUL character is refused by name, because the engine would cut it short", async () => {
    const error = await failure(client.execute({ sql: "SELECT ?", args: ["a\0b"] }));
    expect([error.code, error.message]).toEqual(["ARGS_INVALID", expect.stringContaining("NUL character")]);
  });
});

describe("errors have the codes of the real server", () => {
  const cases: [string, InValue[], string, RegExp][] = [
    ["SELEC 1", [], "SQL_PARSE_ERROR", /could not be parsed: near "SELEC": syntax error/],
    ["SELECT 'open", [], "SQL_PARSE_ERROR", /unrecognized token/],
    ["", [], "SQL_NO_STATEMENT", /does not contain any statement/],
    ["-- nothing;", [], "SQL_NO_STATEMENT", /does not contain any statement/],
    ["SELECT 1; SELECT 2", [], "SQL_MANY_STATEMENTS", /more than one statement/],
    ["SELECT * FROM nowhere", [], "SQLITE_UNKNOWN", /SQLite error: no such table: nowhere/],
    ["SELECT nowhere FROM note", [], "SQL_INPUT_ERROR", /no such column: nowhere/],
    ["SELECT ?, ?", [1], "ARGS_INVALID", /value for parameter 2 not found/],
    ["SELECT ?", [1, 2], "ARGS_INVALID", /too many parameters, expected 1 found 2/],
    ["SELECT :a", [1], "ARGS_INVALID", /value for parameter :a not found/],
    ["INSERT INTO note (id) VALUES (1)", [], "SQLITE_CONSTRAINT", /UNIQUE constraint failed: note\.id/],
    ["INSERT INTO note (body) VALUES ('taken')", [], "SQLITE_CONSTRAINT", /UNIQUE constraint failed: note\.body/],
    ["INSERT INTO points VALUES ('c', 1, -1)", [], "SQLITE_CONSTRAINT", /CHECK constraint failed: balance >= 0/],
    ["INSERT INTO points (customer, seq) VALUES ('c', 1)", [], "SQLITE_CONSTRAINT", /NOT NULL constraint failed/],
    ["INSERT INTO child VALUES (99)", [], "SQLITE_CONSTRAINT", /FOREIGN KEY constraint failed/],
    ["INSERT INTO note (id) VALUES ('text')", [], "SQLITE_MISMATCH", /datatype mismatch/],
    ["COMMIT", [], "SQLITE_UNKNOWN", /no transaction is active/],
    ["SELECT abs(-9223372036854775807 - 1)", [], "SQLITE_UNKNOWN", /integer overflow/],
  ];
  test.each(cases)("%s", async (sql, args, code, message) => {
    await client.execute("INSERT INTO note (id, body) VALUES (1, 'taken')");
    const error = await failure(client.execute({ sql, args }));
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
    expect(await count()).toBe(1);
  });

  test.each([
    "VACUUM",
    "ATTACH 'other.db' AS other",
    "CREATE TEMP TABLE t (a)",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous(0)",
    "ANALYZE",
  ])("%s is unsupported there, so here too", async (sql) => {
    const error = await failure(client.execute(sql));
    expect([error.code, error.message]).toEqual(["SQL_PARSE_ERROR", expect.stringContaining("unsupported statement")]);
  });
});

describe("batch", () => {
  test.each(["write", "read", "deferred"] as const)("%s: one round trip, results in order", async (mode) => {
    const before = server.requests();
    const results = await client.batch([{ sql: "SELECT ? AS n", args: [1] }, "SELECT 2 AS n", ["SELECT ?", [3]]], mode);
    expect(results.map(({ rows }) => rows[0]?.[0])).toEqual([1, 2, 3]);
    expect(server.requests() - before).toBe(1);
  });

  test("a write batch of seven statements is one round trip", async () => {
    const before = server.requests();
    const statements = Array.from({ length: 7 }, (_, seq) => ({
      sql: "INSERT INTO points VALUES ('c', ?, ?)",
      args: [BigInt(seq), 10n],
    }));
    await client.batch(statements, "write");
    expect(server.requests() - before).toBe(1);
  });

  test.each(["write", "deferred"] as const)("%s: an error in the middle undoes all of it", async (mode) => {
    await client.execute("INSERT INTO note (body) VALUES ('taken')");
    const insert = (body: string) => ({ sql: "INSERT INTO note (body) VALUES (?)", args: [body] });
    const error = await failure(client.batch([insert("a"), insert("taken"), insert("b")], mode));
    expect(error).toBeInstanceOf(LibsqlBatchError);
    expect([error.code, (error as LibsqlBatchError).statementIndex]).toEqual(["SQLITE_CONSTRAINT", 1]);
    expect(await count()).toBe(1);
    await client.batch([insert("a"), insert("b")], mode);
    expect(await count()).toBe(3);
  });

  test("writes that arrive together are all kept, each in its own transaction", async () => {
    const write = (n: number) =>
      client.batch([`INSERT INTO note (id) VALUES (${2 * n})`, `INSERT INTO note (id) VALUES (${2 * n + 1})`], "write");
    await Promise.all(Array.from({ length: 50 }, (_, n) => write(n)));
    expect(await count()).toBe(100);
  });
});

describe("scripts", () => {
  test("executeMultiple runs statements in order, triggers, comments and quoted semicolons included", async () => {
    await client.executeMultiple(`
      -- a comment; with a semicolon
      CREATE TRIGGER log AFTER INSERT ON note WHEN new.body IS NOT NULL BEGIN
        INSERT INTO note (customer) VALUES (CASE WHEN new.id > 0 THEN 'seen; ' || new.body END);
        UPDATE note SET anything = 1 WHERE id = new.id;
      END;
      CREATE TABLE "odd;name" ([a;b] TEXT);
      INSERT INTO note (body) VALUES ('a;b') /* ; */ ;;
      INSERT INTO note (body) VALUES ('it''s; so')`);
    const { rows } = await client.execute("SELECT body, customer FROM note ORDER BY id");
    expect(rows.map((row) => row.body ?? row.customer)).toEqual(["a;b", "seen; a;b", "it's; so", "seen; it's; so"]);
  });

  test("executeMultiple stops at the first error", async () => {
    const sql = "INSERT INTO note (id) VALUES (1); INSERT INTO note (id) VALUES (1); INSERT INTO note (id) VALUES (2)";
    expect((await failure(client.executeMultiple(sql))).code).toBe("SQLITE_CONSTRAINT");
    expect(await count()).toBe(1);
  });

  test("migrate runs without foreign keys, in one transaction, and leaves them on", async () => {
    await client.migrate(["INSERT INTO child VALUES (99)", "CREATE TABLE later (a)"]);
    await failure(client.migrate(["INSERT INTO child VALUES (98)", "CREATE TABLE later (a)"]));
    expect((await client.execute("SELECT note FROM child")).rows.map((row) => row.note)).toEqual([99]);
    expect((await failure(client.execute("INSERT INTO child VALUES (97)"))).code).toBe("SQLITE_CONSTRAINT");
  });

  test("a stream that switches foreign keys off does so for itself only", async () => {
    await client.executeMultiple("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (99)");
    expect((await failure(client.execute("INSERT INTO child VALUES (98)"))).code).toBe("SQLITE_CONSTRAINT");
  });
});

describe("transaction", () => {
  test.each(["write", "deferred"] as const)("%s: commit", async (mode) => {
    const transaction = await client.transaction(mode);
    await transaction.execute("INSERT INTO note (body) VALUES ('a')");
    await transaction.batch(["INSERT INTO note (body) VALUES ('b')", "INSERT INTO note (body) VALUES ('c')"]);
    expect([await count(transaction), await count()]).toEqual([3, 0]);
    await transaction.commit();
    expect(await count()).toBe(3);
  });

  test("read: sees one state of the data, whatever is written meanwhile", async () => {
    const transaction = await client.transaction("read");
    expect(await count(transaction)).toBe(0);
    await client.execute("INSERT INTO note (body) VALUES ('a')");
    expect(await count(transaction)).toBe(0);
    await transaction.commit();
    expect(await count()).toBe(1);
  });

  test("rollback, and close without a commit", async () => {
    const rolledBack = await client.transaction("write");
    await rolledBack.execute("INSERT INTO note (body) VALUES ('a')");
    await rolledBack.rollback();
    const closed = await client.transaction("write");
    await closed.execute("INSERT INTO note (body) VALUES ('a')");
    closed.close();
    await client.execute("INSERT INTO note (body) VALUES ('b')");
    expect(await count()).toBe(1);
  });

  test("an error inside leaves the transaction open", async () => {
    const transaction = await client.transaction("write");
    await transaction.execute("INSERT INTO note (id) VALUES (1)");
    expect((await failure(transaction.execute("INSERT INTO note (id) VALUES (1)"))).code).toBe("SQLITE_CONSTRAINT");
    await transaction.execute("INSERT INTO note (id) VALUES (2)");
    await transaction.commit();
    expect(await count()).toBe(2);
  });

  test("an abandoned one expires: its writes are undone, its lock is free, its client is told", async () => {
    await stop();
    await serve({ streamTimeoutMs: 200 });
    const abandoned = await client.transaction("write");
    await abandoned.execute("INSERT INTO note (body) VALUES ('never')");
    await client.execute("INSERT INTO note (body) VALUES ('waited for the lock')");
    expect(await count()).toBe(1);
    expect((await failure(abandoned.execute("SELECT 1"))).code).toBe("STREAM_EXPIRED");
  });

  test("other writers wait for the first, and readers for nobody", async () => {
    const first = await client.transaction("write");
    await first.execute("INSERT INTO note (id, body) VALUES (1, 'first')");
    const others = [
      client.batch(["INSERT INTO note (body, customer) SELECT 'second', body FROM note WHERE id = 1"], "write"),
      client.execute("INSERT INTO note (body, customer) SELECT 'third', body FROM note WHERE id = 1"),
    ];
    expect(await count()).toBe(0);
    await first.commit();
    await Promise.all(others);
    const { rows } = await client.execute("SELECT body FROM note WHERE customer = 'first' ORDER BY body");
    expect(rows.map((row) => row.body)).toEqual(["second", "third"]);
  });

  test("a deferred one that lost its snapshot to another writer is told at once and can be tried again", async () => {
    const stale = await client.transaction("deferred");
    await count(stale);
    await client.execute("INSERT INTO note (body) VALUES ('other')");
    expect((await failure(stale.execute("INSERT INTO note (body) VALUES ('mine')"))).code).toBe("SQLITE_BUSY");
    await stale.rollback();
    const again = await client.transaction("deferred");
    expect(await count(again)).toBe(1);
    await again.execute("INSERT INTO note (body) VALUES ('mine')");
    await again.commit();
    expect(await count()).toBe(2);
  });
});

describe("a lock that is held", () => {
  test("a writer gets SQLITE_BUSY after a bounded wait, and what it writes later is really committed", async () => {
    await stop();
    await serve({ busyTimeoutMs: 100 });
    const holder = await client.transaction("write");
    await holder.execute("INSERT INTO note (id, body) VALUES (1, 'holder')");
    const writer = createNodeClient({ url: server.url });
    const attempts = ["INSERT INTO note (body) VALUES ('a')", "CREATE TABLE later (a)"];
    for (const error of await Promise.all(attempts.map((sql) => failure(writer.execute(sql))))) {
      expect([error.code, error.message]).toEqual(["SQLITE_BUSY", expect.stringContaining("database is locked")]);
    }
    await holder.commit();
    for (const sql of attempts) await writer.execute(sql);
    writer.close();
    expect(await count()).toBe(2);
    await client.execute("SELECT * FROM later");
  });

  test("a schema change waits too", async () => {
    const holder = await client.transaction("write");
    await holder.execute("INSERT INTO note (id) VALUES (1)");
    const change = client.execute("CREATE TABLE later (a)");
    await holder.execute("INSERT INTO note (id) VALUES (2)");
    await holder.commit();
    await change;
    await client.execute("INSERT INTO later VALUES (1)");
    expect((await client.execute("SELECT * FROM later")).rows).toHaveLength(1);
  });
});

describe("life of the server", () => {
  test("data survives in its file; nothing is left of one in memory", async () => {
    const folder = mkdtempSync(join(tmpdir(), "libsql-test-"));
    const file = join(folder, "data.db");
    for (const expected of [1, 2]) {
      const durable = await startLibsqlServer({ file });
      const writer = createNodeClient({ url: durable.url });
      await writer.executeMultiple("CREATE TABLE IF NOT EXISTS t (a); INSERT INTO t VALUES (1)");
      expect((await writer.execute("SELECT count(*) AS n FROM t")).rows[0]?.n).toBe(expected);
      writer.close();
      await durable.close();
    }
    rmSync(folder, { recursive: true });
  });

  test("a client that asks while the server stops gets an error, not silence", async () => {
    const holder = await client.transaction("write");
    await holder.execute("SELECT 1");
    const waiting = failure(client.execute("INSERT INTO note (body) VALUES ('x')"));
    await client.execute("SELECT 1");
    await server.close();
    expect(await waiting).toBeInstanceOf(Error);
    expect(await failure(client.execute("SELECT 1"))).toBeInstanceOf(Error);
    server = await startLibsqlServer({ file: ":memory:" });
  });
});

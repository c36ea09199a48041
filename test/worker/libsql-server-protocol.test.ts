// The local libSQL server on the wire: what the client never sends, and what a stranger might.

import { once } from "node:events";
import { request } from "node:http";
import { createClient } from "@libsql/client/web";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LibsqlServer, startLibsqlServer } from "../../scripts/libsql-server.ts";

let server: LibsqlServer;

beforeEach(async () => {
  server = await startLibsqlServer({ file: ":memory:" });
});

afterEach(() => server.close());

type Answer = { status: number; text: string; baton: string; results: Result[] };
type Result = { type: "ok" | "error"; response?: { result?: unknown; is_autocommit?: boolean }; error?: unknown };

async function post(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const raw = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${server.url}/v2/pipeline`, { method: "POST", body: raw, headers });
  const text = await response.text();
  const json = text.startsWith('{"baton"') ? JSON.parse(text) : {};
  return { status: response.status, text, baton: json.baton, results: json.results };
}

const execute = (sql: string) => ({ type: "execute", stmt: { sql } });
const pipeline = (...requests: unknown[]) => post({ baton: null, requests });
const onStream = (baton: string, ...requests: unknown[]) => post({ baton, requests });

describe("what is malformed is refused, and nothing of it runs", () => {
  const stmt = { sql: "CREATE TABLE ran (a)" };
  const bodies: [string, unknown, RegExp][] = [
    ["no JSON", "{", /^Cannot deserialize client message from JSON/],
    ["nothing", "", /^Cannot deserialize client message from JSON/],
    ["a list", [], /the body is not an object/],
    ["no requests", { baton: null }, /`requests` is not an array/],
    ["a baton that is a number", { baton: 1, requests: [] }, /`baton` is not a string/],
    ["an unknown request", { requests: [execute(stmt.sql), { type: "cursor" }] }, /unknown variant `cursor`, expected/],
    ["no SQL", { requests: [execute(stmt.sql), { type: "execute", stmt: {} }] }, /`sql` or `sql_id` are required/],
    ["both", { requests: [{ type: "sequence", sql: "SELECT 1", sql_id: 1 }] }, /but not both/],
    ["an SQL id that is no int32", { requests: [{ type: "close_sql", sql_id: 2 ** 31 }] }, /not a 32-bit integer/],
    ["a number for text", { requests: [{ type: "store_sql", sql_id: 1, sql: 1 }] }, /`sql` is not a string/],
    ["an integer that is a number", withArg({ type: "integer", value: 1 }), /not a value/],
    ["an integer beyond int64", withArg({ type: "integer", value: "9223372036854775808" }), /not a value/],
    ["an unknown type of value", withArg({ type: "date", value: "x" }), /not a value/],
    ["an unknown condition", withCondition({ type: "maybe" }), /unknown variant `maybe`, expected/],
    ["a condition on itself", withCondition({ type: "ok", step: 0 }), /Invalid reference to step/],
    ["a condition without end", withCondition(nested(200)), /nested too deep/],
    [
      "an SQL text that is not stored",
      { requests: [{ type: "execute", stmt: { sql_id: 7 } }] },
      /SQL text 7 not found/,
    ],
    ["requests after close", { requests: [{ type: "close" }, execute(stmt.sql)] }, /Stream for this baton was closed/],
  ];

  function withArg(value: unknown) {
    return { requests: [execute(stmt.sql), { type: "execute", stmt: { sql: "SELECT ?", args: [value] } }] };
  }

  function withCondition(condition: unknown) {
    return { requests: [{ type: "batch", batch: { steps: [{ stmt, condition }] } }] };
  }

  function nested(depth: number): unknown {
    return depth === 0 ? { type: "is_autocommit" } : { type: "not", cond: nested(depth - 1) };
  }

  test.each(bodies)("%s", async (_, body, message) => {
    const { status, text } = await post(body);
    expect([status, text]).toEqual([400, expect.stringMatching(message)]);
    const { results } = await pipeline(execute("SELECT count(*) FROM sqlite_schema"), { type: "close" });
    expect(JSON.stringify(results[0])).toContain('"value":"0"');
  });

  test("a body that is too large", async () => {
    const { status, text } = await post({ requests: [execute(`SELECT '${"x".repeat(16 * 1024 * 1024)}'`)] });
    expect([status, text]).toEqual([413, "The body is larger than 16777216 bytes"]);
  });

  test("an answer that is too large is the error of that statement", async () => {
    const { results } = await pipeline(execute("SELECT hex(zeroblob(6000000))"), { type: "close" });
    expect(results[0]?.error).toMatchObject({ code: "RESPONSE_TOO_LARGE" });
  });
});

describe("who may speak to it", () => {
  test("it says that it speaks version 2, and refuses the rest by name", async () => {
    expect(await (await fetch(`${server.url}/v2`)).text()).toContain("Hrana over HTTP");
    for (const path of ["/v3", "/v3-protobuf", "/v1/execute", "/v2/cursor", "/dump"]) {
      const response = await fetch(server.url + path);
      expect([response.status, await response.text()]).toEqual([404, expect.stringContaining(`GET ${path}.`)]);
    }
  });

  test("no page in a browser, under whatever name", async () => {
    expect((await post({ requests: [] }, { origin: "https://example.com" })).status).toBe(403);
    const rebound = request(`${server.url}/v2`, { headers: { host: "example.com" } }).end();
    const [response] = await once(rebound, "response");
    expect(response.resume().statusCode).toBe(403);
  });

  test("with a token, only those who bear it", async () => {
    const guarded = await startLibsqlServer({ file: ":memory:", authToken: "secret" });
    const ask = (authToken: string) => createClient({ url: guarded.url, authToken }).execute("SELECT 1");
    await expect(ask("secret")).resolves.toBeDefined();
    await expect(ask("wrong")).rejects.toThrow("HTTP status 401");
    await guarded.close();
  });

  test("a port that is taken is an error", async () => {
    await expect(startLibsqlServer({ file: ":memory:", port: server.port })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });
});

describe("batons", () => {
  test("are good for one request each, and another one every time", async () => {
    const { baton: first } = await pipeline(execute("BEGIN"));
    const { baton: second } = await onStream(first, execute("CREATE TABLE t (a)"));
    expect(second).not.toBe(first);
    expect(await onStream(first, execute("COMMIT"))).toMatchObject({
      status: 400,
      text: expect.stringMatching(/already been used/),
    });
    const { results, baton } = await onStream(second, execute("COMMIT"), { type: "close" });
    expect([results.map(({ type }) => type), baton]).toEqual([["ok", "ok"], null]);
    expect(await onStream(second)).toMatchObject({ status: 400, text: "Received an invalid baton" });
  });

  test.each(["", "1", "1.", "nonsense.secret", "999.AAAA"])("'%s' is invalid", async (baton) => {
    expect(await onStream(baton)).toMatchObject({ status: 400, text: "Received an invalid baton" });
  });

  test("an expired stream is told so", async () => {
    await server.close();
    server = await startLibsqlServer({ file: ":memory:", streamTimeoutMs: 200 });
    const { baton } = await pipeline(execute("BEGIN IMMEDIATE"));
    await createClient({ url: server.url }).execute("CREATE TABLE waited (a)");
    const { status, text } = await onStream(baton, execute("COMMIT"));
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { code: "STREAM_EXPIRED", message: "The stream has expired due to inactivity" },
    ]);
  });

  test("a stream that breaks the protocol is closed and its transaction undone", async () => {
    const { baton } = await pipeline(execute("BEGIN IMMEDIATE"), execute("CREATE TABLE t (a)"));
    expect((await onStream(baton, { type: "execute", stmt: { sql_id: 1 } })).status).toBe(400);
    expect((await onStream(baton)).text).toBe("Received an invalid baton");
    const { results } = await pipeline(execute("CREATE TABLE t (a)"));
    expect(results[0]?.type).toBe("ok");
  });

  test("a client that goes while it waits gives up its place and its transaction", async () => {
    const { baton: holder } = await pipeline(execute("CREATE TABLE t (a)"), execute("BEGIN IMMEDIATE"));
    const gone = new AbortController();
    const body = JSON.stringify({ requests: [execute("INSERT INTO t VALUES ('gone')")] });
    const before = server.requests();
    const waiting = fetch(`${server.url}/v2/pipeline`, { method: "POST", body, signal: gone.signal });
    await expect.poll(() => server.requests()).toBe(before + 1);
    gone.abort();
    await expect(waiting).rejects.toThrow();
    await onStream(holder, execute("COMMIT"), { type: "close" });
    const { results } = await pipeline(execute("INSERT INTO t VALUES ('here')"), execute("SELECT a FROM t"));
    expect(JSON.stringify(results[1])).toContain('"rows":[[{"type":"text","value":"here"}]]');
  });

  test("there can't be any number of open streams", async () => {
    const open = () => fetch(`${server.url}/v2/pipeline`, { method: "POST", body: '{"requests":[]}' });
    const answers = await Promise.all(Array.from({ length: 129 }, open));
    const statuses = answers.map(({ status }) => status).sort();
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([128, 429]);
  });
});

describe("requests that the client doesn't send, or hides", () => {
  test("conditions of a batch", async () => {
    const step = (sql: string, condition?: unknown) => ({ stmt: { sql }, condition });
    const ok = (n: number) => ({ type: "ok", step: n });
    const failed = (n: number) => ({ type: "error", step: n });
    const steps = [
      step("SELECT 0"),
      step("SELECT * FROM nowhere", ok(0)),
      step("SELECT 2", failed(0)),
      step("SELECT 3", failed(1)),
      step("SELECT 4", ok(2)),
      step("SELECT 5", failed(2)), // skipped is neither
      step("SELECT 6", { type: "not", cond: ok(2) }),
      step("SELECT 7", { type: "and", conds: [ok(0), ok(3)] }),
      step("SELECT 8", { type: "and", conds: [ok(0), ok(1)] }),
      step("SELECT 9", { type: "or", conds: [ok(1), ok(3)] }),
      step("SELECT 10", { type: "or", conds: [] }),
      step("SELECT 11", { type: "is_autocommit" }),
      step("BEGIN"),
      step("SELECT 13", { type: "is_autocommit" }),
    ];
    const { results } = await pipeline({ type: "batch", batch: { steps } }, { type: "close" });
    const result = results[0]?.response?.result as { step_results: unknown[]; step_errors: unknown[] };
    const ran = result.step_results.flatMap((each, i) => (each === null ? [] : [i]));
    const errors = result.step_errors.flatMap((each, i) => (each === null ? [] : [i]));
    expect([ran, errors]).toEqual([[0, 3, 6, 7, 9, 11, 12], [1]]);
  });

  test("get_autocommit follows the transaction", async () => {
    const ask = { type: "get_autocommit" };
    const { results } = await pipeline(ask, execute("BEGIN"), ask, execute("ROLLBACK"), ask, { type: "close" });
    const answers = results.map(({ response }) => response?.is_autocommit);
    expect(answers).toEqual([true, undefined, false, undefined, true, undefined]);
  });

  test("describe tells parameters, columns and whether it only reads", async () => {
    const describe = (sql: string) => ({ type: "describe", sql });
    const { results } = await pipeline(
      execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)"),
      describe("SELECT id, body AS b, 1 FROM t WHERE id = ?3 AND body IN (:a, @b, $c, :a, ?)"),
      describe("WITH x AS (SELECT 1) INSERT INTO t (id) SELECT * FROM x RETURNING id"),
      describe("EXPLAIN SELECT 1"),
      describe("DROP TABLE t"),
      describe("SELECT"),
      { type: "close" },
    );
    const names = [null, null, "?3", ":a", "@b", "$c", null].map((name) => ({ name }));
    expect(results.slice(1, 6).map(({ response, error }) => response?.result ?? error)).toMatchObject([
      {
        params: names,
        cols: [
          { name: "id", decltype: "INTEGER" },
          { name: "b", decltype: "TEXT" },
          { name: "1", decltype: null },
        ],
        is_explain: false,
        is_readonly: true,
      },
      { params: [], cols: [{ name: "id" }], is_explain: false, is_readonly: false },
      { is_explain: true, is_readonly: true },
      { cols: [], is_readonly: false },
      { code: "SQL_PARSE_ERROR" },
    ]);
  });

  test("stored SQL belongs to its stream and has bounds", async () => {
    const store = (sqlId: number, sql: string) => ({ type: "store_sql", sql_id: sqlId, sql });
    const byId = { type: "execute", stmt: { sql_id: 1 } };
    const { results, baton } = await pipeline(store(1, "SELECT 42"), byId, store(2, `SELECT '${"x".repeat(5_000)}'`));
    expect(JSON.stringify(results[1])).toContain('"value":"42"');
    expect(results[2]?.error).toMatchObject({ code: "SQL_STORE_TOO_LARGE" });

    const many = Array.from({ length: 50 }, (_, i) => store(100 + i, "SELECT 1"));
    const full = await onStream(baton, { type: "close_sql", sql_id: 99 }, ...many);
    expect(full.results.at(-1)?.error).toMatchObject({ code: "SQL_STORE_TOO_MANY" });

    expect(await onStream(full.baton, store(1, "SELECT 2"))).toMatchObject({
      status: 400,
      text: expect.stringMatching(/already exists/),
    });
    expect(await pipeline(byId)).toMatchObject({ status: 400, text: "SQL text 1 not found" });
  });

  test("rows that nobody wants are not sent; blobs with and without padding are the same", async () => {
    const { results } = await pipeline(
      { type: "execute", stmt: { sql: "SELECT 1", want_rows: false } },
      ...["AQ==", "AQ"].map((base64) => ({
        type: "execute",
        stmt: { sql: "SELECT ? AS b", args: [{ type: "blob", base64 }] },
      })),
      { type: "close" },
    );
    const rows = [[{ type: "blob", base64: "AQ" }]];
    expect(results.slice(0, 3).map(({ response }) => response?.result)).toMatchObject([
      { rows: [] },
      { rows },
      { rows },
    ]);
  });
});

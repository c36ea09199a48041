// Several writes in one round trip, each all or nothing by itself: each comes to what the client's own batch makes of it alone.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Client, createClient, LibsqlError } from "@libsql/client/web";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type LibsqlServer, startLibsqlServer } from "../../scripts/libsql-server.ts";
import { type Database, openDatabase, type Query, type Write } from "../../worker/db/client.ts";
import { violatedCheck, violatedKey, violatedNotNull } from "../../worker/db/constraint.ts";

let server: LibsqlServer;
let client: Client;
let db: Database;
beforeAll(async () => {
  server = await startLibsqlServer({ file: ":memory:" });
  client = createClient({ url: server.url });
  db = openDatabase(server.url, undefined);
  await client.executeMultiple(`
    CREATE TABLE accounts (id TEXT PRIMARY KEY, points INTEGER NOT NULL CHECK (points >= 0));
    CREATE TABLE entries (account TEXT NOT NULL REFERENCES accounts (id), seq INTEGER NOT NULL, anything,
      PRIMARY KEY (account, seq));
    CREATE TRIGGER gone BEFORE INSERT ON entries WHEN NEW.anything = 'all' BEGIN SELECT RAISE(ROLLBACK, 'all gone'); END;
    CREATE TRIGGER refused BEFORE INSERT ON entries WHEN NEW.anything = 'this' BEGIN SELECT RAISE(ABORT, 'this one'); END;
  `);
});
beforeEach(() => client.executeMultiple("DELETE FROM entries; DELETE FROM accounts"));
afterAll(async () => {
  client.close();
  await server.close();
});

const run = (text: ReturnType<typeof sql>): Query => db.orm.run(text) as never;
const account = (id: string, points = 0) => run(sql`INSERT INTO accounts VALUES (${id}, ${points})`);
const entry = (of: string, seq: number, anything: string | number | null = null) =>
  run(sql`INSERT INTO entries VALUES (${of}, ${seq}, ${anything})`);
const spend = (id: string, points: number) =>
  run(sql`UPDATE accounts SET points = points - ${points} WHERE id = ${id}`);
const alone = (...queries: readonly Query[]): Write => ({ queries, after: null });

async function rows() {
  const [accounts, entries] = await client.batch([
    "SELECT * FROM accounts ORDER BY 1",
    "SELECT *, typeof(anything) FROM entries ORDER BY 1, 2",
  ]);
  return [accounts, entries].map((of) => of?.rows.map((row) => Object.values(row)));
}

describe("what is refused", () => {
  test("takes no other along, and is told as by the client", async () => {
    const before = server.requests();
    const outcomes = await db.writeEach([
      alone(account("a", 5), entry("a", 1, "é 🙂")),
      alone(entry("a", 2), spend("a", 6), entry("a", 3)),
      alone(account("b"), account("a")),
      alone(entry("nobody", 1)),
      alone(entry("a", 2, "this")),
      alone(run(sql`INSERT INTO entries VALUES ('a', NULL, 1)`)),
      alone(entry("a", 2, 1.5), spend("a", 5)),
      alone(run(sql`INSERT INTO nowhere VALUES (1)`)),
    ]);
    expect(server.requests() - before).toBe(1);
    expect(outcomes.map((each) => (each instanceof LibsqlError ? each.code : each))).toEqual([
      "written",
      "SQLITE_CONSTRAINT",
      "SQLITE_CONSTRAINT",
      "SQLITE_CONSTRAINT",
      "SQLITE_CONSTRAINT",
      "SQLITE_CONSTRAINT",
      "written",
      "SQLITE_UNKNOWN",
    ]);
    expect(violatedCheck(outcomes[1])).toBe("points");
    expect(violatedKey(outcomes[2])).toBe("accounts.id");
    expect(violatedNotNull(outcomes[5])).toBe("entries.seq");
    expect(await rows()).toEqual([
      [["a", 0]],
      [
        ["a", 1, "é 🙂", "text"],
        ["a", 2, 1.5, "real"],
      ],
    ]);
  });

  test("takes along what builds on it, and that is not told as its own fault", async () => {
    const outcomes = await db.writeEach([
      alone(account("a")),
      { queries: [entry("a", 1, "this")], after: 0 },
      { queries: [entry("a", 2)], after: 1 },
      { queries: [account("b")], after: 0 },
      { queries: [entry("a", 3)], after: 2 },
    ]);
    expect(outcomes.map((each) => (each instanceof LibsqlError ? "refused" : each))).toEqual([
      "written",
      "refused",
      "not_tried",
      "written",
      "not_tried",
    ]);
    expect(await rows()).toEqual([
      [
        ["a", 0],
        ["b", 0],
      ],
      [],
    ]);
  });

  test("ends them all where it ends the transaction: none commits by itself", async () => {
    const writes = [alone(account("a")), alone(account("b"), entry("b", 1, "all")), alone(account("c"))];
    await expect(db.writeEach(writes)).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT", message: /all gone/ });
    expect(await rows()).toEqual([[], []]);
  });

  test("while another holds the lock all are, and it passes", async () => {
    const impatient = await startLibsqlServer({ file: ":memory:", busyTimeoutMs: 50 });
    const other = createClient({ url: impatient.url });
    await other.execute("CREATE TABLE accounts (id TEXT PRIMARY KEY, points INTEGER)");
    const held = await other.transaction("write");
    await held.execute("INSERT INTO accounts VALUES ('z', 1)");
    const writes = [alone(account("a")), alone(account("b"))];
    await expect(openDatabase(impatient.url, undefined).writeEach(writes)).rejects.toMatchObject({
      code: "unavailable",
    });
    await held.rollback();
    expect(await openDatabase(impatient.url, undefined).writeEach(writes)).toEqual(["written", "written"]);
    other.close();
    await impatient.close();
  });
});

test("whatever is written, together or each by the client's own batch, comes to the same", async () => {
  const id = fc.constantFrom("a", "b", "c");
  const anything = fc.oneof(
    fc.constantFrom(null, "this", 7, -0.5, true),
    fc.string({ unit: "binary" }).filter((each) => !each.includes("\0")),
  );
  const query = fc.oneof(
    {
      weight: 2,
      arbitrary: fc.tuple(id, fc.nat(4)).map(
        ([of, points]) =>
          () =>
            account(of, points),
      ),
    },
    // Often the same: few come twice to an account that is there.
    {
      weight: 4,
      arbitrary: fc.tuple(id, anything).map(
        ([of, value]) =>
          () =>
            entry(of, 1, value as string),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(id, fc.nat(3)).map(
        ([of, points]) =>
          () =>
            spend(of, points),
      ),
    },
  );
  const seen = new Map<string, number>();
  const property = fc.asyncProperty(
    fc.array(fc.array(query, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
    async (writes) => {
      const told = (error: unknown) => {
        const { code, message } = (error instanceof LibsqlError ? error : (error as Error).cause) as LibsqlError;
        return `${code} ${message.slice(message.indexOf("SQLite"))}`;
      };
      await client.executeMultiple("DELETE FROM entries; DELETE FROM accounts");
      const ofClient: string[] = [];
      for (const write of writes) {
        const [first, ...others] = write.map((build) => build());
        const batch = db.write([first as Query, ...others]);
        ofClient.push(await batch.then(() => "written", told));
      }
      const left = await rows();
      await client.executeMultiple("DELETE FROM entries; DELETE FROM accounts");
      const outcomes = await db.writeEach(writes.map((write) => alone(...write.map((build) => build()))));
      const ofOurs = outcomes.map((each) => (each instanceof LibsqlError ? told(each) : String(each)));
      for (const each of ofOurs) seen.set(each.replace(/.*: /, ""), (seen.get(each.replace(/.*: /, "")) ?? 0) + 1);
      expect(ofOurs).toEqual(ofClient);
      expect(await rows()).toEqual(left);
    },
  );
  await fc.assert(property, { numRuns: 150 });
  for (const each of [
    "written",
    "points >= 0",
    "accounts.id",
    "entries.account, entries.seq",
    "FOREIGN KEY constraint failed",
    "this one",
  ])
    expect([each, [...seen].some(([told, times]) => told.endsWith(each) && times > 5)]).toEqual([each, true]);
});

describe("what comes back from the way there", () => {
  let answers: Server;
  let given: { readonly status: number; readonly type: string; readonly body: string } | null;
  let asked: { readonly url: string | undefined; readonly authorization: string | undefined }[];
  let url: string;
  beforeEach(async () => {
    asked = [];
    answers = createServer((request, response) => {
      asked.push({ url: request.url, authorization: request.headers.authorization });
      if (given === null) request.socket.destroy();
      else response.writeHead(given.status, { "content-type": given.type }).end(given.body);
    });
    await new Promise<void>((resolve) => answers.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(answers.address() as AddressInfo).port}`;
  });
  afterEach(() => void answers.close());

  const unavailable = { name: "Unavailable", code: "unavailable" };
  const json = "application/json";
  test.each([
    ["a broken connection", null, unavailable],
    ["a proxy's page", { status: 502, type: "text/html", body: "<html>" }, unavailable],
    ["a proxy's own words", { status: 503, type: json, body: `{"error":"overloaded"}` }, unavailable],
    ["a success that is none", { status: 200, type: json, body: "{" }, unavailable],
    [
      "a refusal with a code",
      { status: 400, type: json, body: `{"message":"gone","code":"STREAM_EXPIRED"}` },
      { code: "STREAM_EXPIRED" },
    ],
    [
      "a full disk",
      {
        status: 200,
        type: json,
        body: `{"results":[{"type":"error","error":{"message":"full","code":"SQLITE_FULL"}},{"type":"ok","response":{"type":"close"}}]}`,
      },
      unavailable,
    ],
  ])("%s is told as for any other call", async (_what, answer, error) => {
    given = answer;
    const ofUrl = openDatabase(url, undefined);
    await expect(ofUrl.writeEach([alone(account("a"))])).rejects.toMatchObject(error);
    const [first, ...others] = [account("a")] as [Query, ...Query[]];
    await expect(ofUrl.write([first, ...others])).rejects.toMatchObject(error);
  });

  test("the address and the token are the client's", async () => {
    given = null;
    const urls = [
      url,
      `${url}/`,
      `${url}/some/path`,
      `${url.replace("http:", "libsql:")}?tls=0`,
      `${url}?authToken=other`,
    ];
    for (const each of urls) {
      const database = openDatabase(each, "token");
      await Promise.all([expect(database.writeEach([alone(account("a"))])).rejects.toThrow()]);
      const [first, ...others] = [account("a")] as [Query, ...Query[]];
      await expect(database.write([first, ...others])).rejects.toThrow();
      const [ours, theirs] = asked.splice(0);
      expect(ours).toEqual(theirs);
    }
  });
});

// The operator's commands as they are typed: what each did to the database, what it said, and its exit code.

import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client/web";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDataFolder } from "../../scripts/data-folder.ts";
import { type LibsqlServer, startLibsqlServer } from "../../scripts/libsql-server.ts";
import { migrate } from "../../scripts/migrations.ts";
import { type Operator, operatorOn, operatorProcess } from "../support/operator.ts";
import { ROOT } from "../support/tidy/tree.ts";

const rita = {
  name: "Salon Rita",
  number: "514 555 0140",
  keyword: "rita",
  "owner-phone": "514-555-0141",
  country: "CA",
  region: "QC",
  "time-zone": "America/Toronto",
};
const flags = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
const rows = async (db: Client, sql: string) => (await db.execute(sql)).rows.map((row) => Object.values(row));

describe("on the database of DATABASE_URL", () => {
  let server: LibsqlServer;
  let db: Client;
  let operator: Operator;
  beforeAll(async () => {
    server = await startLibsqlServer({ file: ":memory:", authToken: "sesame" });
    db = createClient({ url: server.url, authToken: "sesame" });
    await migrate(db, join(ROOT, "migrations"));
    operator = operatorOn({ DATABASE_URL: server.url, DATABASE_AUTH_TOKEN: "sesame" });
  });
  beforeEach(async () => {
    const tables = ["audit_entries", "api_keys", "people", "sender_merchants", "senders", "merchants"];
    await db.batch(tables.map((table) => `DELETE FROM ${table}`));
  });
  afterAll(async () => {
    db?.close();
    await server?.close();
  });

  const shops = () =>
    rows(
      db,
      `SELECT slug, number, keyword, pool, p.phone, p.role FROM merchants m
      JOIN sender_merchants sm ON sm.merchant_id = m.id JOIN senders s ON s.id = sender_id
      JOIN people p ON p.merchant_id = m.id ORDER BY slug`,
    );

  test("a shop is opened, with its number, its word and its owner, and listed", async () => {
    expect(await operator("shop", "create", ...flags(rita))).toEqual({
      code: 0,
      out: "Salon Rita was opened as salon-rita on +15145550140, its own.\n",
      err: "",
    });
    expect(await shops()).toEqual([["salon-rita", "+15145550140", "RITA", "own", "+15145550141", "owner"]]);
    const { code, out } = await operator("shops");
    expect(code).toBe(0);
    expect(out).toMatch(/salon-rita.*Salon Rita.*\+15145550140.*own.*RITA.*CA-QC.*\+1\*+41/);
    expect(out).not.toContain("+15145550141");
  });

  test("as many shops as one likes: of one name, and on one shared number", async () => {
    const lines = [
      flags(rita),
      flags({ ...rita, number: "514 555 0142" }),
      flags({ ...rita, name: "Garage Luc", number: "514 555 0143", keyword: "luc", pool: "shared" }),
      flags({ ...rita, name: "Café Zoé", number: "514 555 0143", keyword: "zoe" }),
    ];
    for (const words of lines) expect(await operator("shop", "create", ...words)).toMatchObject({ code: 0, err: "" });
    expect((await shops()).map((shop) => shop.slice(0, 4))).toEqual([
      ["cafe-zoe", "+15145550143", "ZOE", "shared"],
      ["garage-luc", "+15145550143", "LUC", "shared"],
      ["salon-rita", "+15145550140", "RITA", "own"],
      ["salon-rita-2", "+15145550142", "RITA", "own"],
    ]);
  });

  test("a second shop is refused by name: on another's own number, with another's word there, as if a shared one were its own", async () => {
    await operator("shop", "create", ...flags(rita));
    const shared = { ...rita, name: "Garage Luc", number: "514 555 0143", keyword: "luc", pool: "shared" };
    await operator("shop", "create", ...flags(shared));
    const before = await shops();
    const refusals: [Record<string, string>, string][] = [
      [{ ...shared, number: rita.number }, "--number +15145550140 is Salon Rita's own: give this shop another one.\n"],
      [{ ...shared, name: "Luc 2" }, "--keyword LUC is Garage Luc's on +15145550143: choose another word.\n"],
      [
        { ...shared, keyword: "two", pool: "own" },
        "--pool is own, and --number +15145550143 is shared by 1 already.\n",
      ],
    ];
    for (const [settings, err] of refusals) {
      expect(await operator("shop", "create", ...flags(settings))).toEqual({ code: 1, out: "", err });
    }
    expect(await shops()).toEqual(before);
  });

  test("every fault of a shop is named at once, and nothing is made", async () => {
    const { name, number, ...others } = rita;
    const wrong = { ...others, keyword: "rita!", country: "canada", "time-zone": "Mars/Olympus", colour: "red" };
    const { code, out, err } = await operator("shop", "create", ...flags(wrong), "--language", "--pool=mine");
    expect([code, out]).toEqual([1, ""]);
    expect(err.trim().split("; ").sort()).toEqual(
      [
        "--colour is no flag of shop create",
        "--language has no value",
        "--name is missing",
        "--number is missing",
        "--keyword is not one word of 2 to 12 letters and figures",
        "--country is not CA, US or FR",
        "--time-zone is not a time zone such as America/Toronto",
        "--pool is not own or shared.",
      ].sort(),
    );
    expect(await shops()).toEqual([]);
  });

  test("a number is added, its carrier's ways are set, and a shop is given it", async () => {
    expect(await operator("sender", "add", "--number", "888 555 0150")).toMatchObject({ code: 0 });
    expect(await operator("sender", "add", "--number", "+18885550150")).toEqual({
      code: 1,
      out: "",
      err: "--number +18885550150 is there already: sender set changes it.\n",
    });
    const ways = {
      number: "+18885550150",
      registered: "pending",
      pace: "2.5",
      kind: "toll_free",
      purposes: "transactional,conversation",
      "carrier-answers-opt-outs": "yes",
    };
    expect(await operator("sender", "set", ...flags(ways))).toMatchObject({ code: 0 });
    const settings = () =>
      rows(
        db,
        "SELECT registered, pace_segments_per_s, kind, purposes, carrier_answers_opt_outs, stop_scope, pool FROM senders",
      );
    const set = ["pending", 2.5, "toll_free", '["conversation","transactional"]', 1, "pool"];
    expect(await settings()).toEqual([[...set, "own"]]);
    expect(
      await operator("shop", "create", ...flags({ ...rita, number: "888 555 0150", pool: "shared" })),
    ).toMatchObject({ code: 0 });
    expect(await operator("sender", "set", "--number=+18885550150", "--stop=shop")).toMatchObject({ code: 0 });
    expect(await settings()).toEqual([[...set.with(-1, "shop"), "shared"]]);
  });

  test.each(["911", "112", "18", "3900"])(
    "%s, which people dial in need or for a service, is no shop's",
    async (number) => {
      const err = "--number is not a telephone number or a short code.\n";
      expect(await operator("sender", "add", "--number", number)).toEqual({ code: 1, out: "", err });
    },
  );

  test("what a number can't be is refused by name, all of it, and changes nothing", async () => {
    await operator("sender", "add", "--number", "514 555 0151");
    const before = await rows(db, "SELECT * FROM senders");
    const set = (...words: string[]) => operator("sender", "set", "--number", "514 555 0151", ...words);
    const wrong = {
      registered: "maybe",
      pace: "0",
      kind: "short_code",
      purposes: "conversation,spam",
      "carrier-answers-opt-outs": "true",
      stop: "all",
    };
    expect(await set(...flags(wrong))).toEqual({
      code: 1,
      out: "",
      err: `${[
        "--registered is not yes, pending or no",
        "--pace is not a number of segments a second, up to 1000",
        "--purposes is not a list of conversation, transactional or promotional, each once",
        "--carrier-answers-opt-outs is not yes or no",
        "--stop is not pool or shop",
        "--kind short_code is not what a telephone number is",
      ].join("; ")}.\n`,
    });
    expect(await set()).toMatchObject({ code: 1, err: "Nothing was given to set.\n" });
    expect((await set("--stop", "shop")).err).toBe("--stop is for shared numbers, and +15145550151 is a shop's own.\n");
    expect((await operator("sender", "set", "--number", "514 555 0152", "--pace", "1")).err).toBe(
      "--number +15145550152 is not there: sender add adds it.\n",
    );
    expect(await rows(db, "SELECT * FROM senders")).toEqual(before);
  });

  test("a key is printed alone, kept as a hash with its scopes, and stands in the shop's history", async () => {
    await operator("shop", "create", ...flags(rita));
    const make = (...words: string[]) => operator("api-key", "create", ...words);
    const { code, out, err } = await make("--shop", "salon-rita", "--scopes", "purchases:write");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^comptoir_[\w-]{40,}\n$/);
    const hash = createHash("sha256").update(out.trim()).digest("hex");
    const [[keyHash, scopes, id] = []] = await rows(db, "SELECT key_hash, scopes, id FROM api_keys");
    expect([hash, createHash("sha256").update(out.trim()).digest("base64url")]).toContain(keyHash);
    expect(scopes).toBe('["purchases:write"]');
    expect(await rows(db, "SELECT act, subject, person_id FROM audit_entries")).toEqual([["api_key_made", id, null]]);
    expect(await make("--shop", "salon-rita", "--scopes", "purchases:write,customers:read")).toEqual({
      code: 1,
      out: "",
      err: "--scopes has customers:read, and there is purchases:write.\n",
    });
    for (const scopes of [",purchases:write", "purchases:write,", "purchases:write, ,purchases:write"]) {
      expect((await make("--shop", "salon-rita", "--scopes", scopes)).err).toBe(
        "--scopes has a comma with nothing beside it.\n",
      );
    }
    expect((await make("--shop", "rita", "--scopes", "purchases:write")).err).toBe(
      "--shop rita is no shop: the command shops lists them.\n",
    );
    expect(await rows(db, "SELECT count(*) FROM api_keys")).toEqual([[1]]);
  });

  test("texts that found no shop are listed, their numbers masked and their words left out", async () => {
    expect((await operator("unrouted")).out).toBe("Every text has found its shop.\n");
    await db.execute(`INSERT INTO inbound_messages (id, carrier, carrier_message_id, from_number, to_number, text, received_at)
      VALUES ('text-1', 'vonage', 'v-1', '+15145550144', '+15145550177', 'pluie?', 1)`);
    const { code, out } = await operator("unrouted");
    expect(code).toBe(0);
    expect(out).toMatch(/\+1\*+44.*\+15145550177.*no shop has this number *6 *text-1/);
    expect(out).not.toMatch(/pluie|\+15145550144/);
  });

  test.each<[string[], string]>([
    [["shop"], "There is no command shop: --help lists them.\n"],
    [["sell", "everything"], "There is no command sell everything: --help lists them.\n"],
    [["shops", "--all"], "--all is no flag of shops.\n"],
    [["shops", "now"], "now is no flag of shops.\n"],
    [["unrouted", "--all", "yes", "more"], "--all is no flag of unrouted; more is no flag of unrouted.\n"],
  ])("%j is refused", async (words, err) => {
    expect(await operator(...words)).toEqual({ code: 1, out: "", err });
  });

  test("the program says what was done on one stream and what was not on the other, with its exit code", async () => {
    const program = operatorProcess({ DATABASE_URL: server.url, DATABASE_AUTH_TOKEN: "sesame" });
    const said = { code: 0, out: "There is no shop yet.\n", err: "" };
    const refused = { code: 1, out: "", err: "--all has no value.\n" };
    const [shops, wrong] = await Promise.all([program("shops"), program("shops", "--all")]);
    expect(shops).toEqual(said);
    expect(wrong).toEqual({ ...refused, err: "--all is no flag of shops.\n" });
  });

  test("--help lists every command, and one alone", async () => {
    const all = await operator("--help");
    expect(all.code).toBe(0);
    expect(await operator()).toEqual(all);
    for (const name of ["shops", "shop create", "sender add", "sender set", "api-key create", "unrouted"]) {
      expect(all.out).toContain(`\n  ${name}`);
    }
    expect((await operator("sender", "set", "--help")).out).toMatch(/^sender set --number \+1… \[--registered yes/);
  });

  test("a database that lacks tables, or that can't be reached, is said in a sentence", async () => {
    const empty = await startLibsqlServer({ file: ":memory:" });
    const told = await operatorOn({ DATABASE_URL: empty.url })("shops");
    expect(told).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The database lacks 0001_\w+, .* run npm run migrate, first\.\n$/),
    });
    await empty.close();
    expect((await operatorOn({ DATABASE_URL: empty.url })("shops")).err).toBe(
      "The database of DATABASE_URL can't be reached.\n",
    );
    expect((await operatorOn({ DATABASE_URL: "comptoir" })("shops")).err).toMatch(/^DATABASE_URL [^\n]+\.\n$/);
    expect((await operatorOn({ DATABASE_URL: server.url })("shops")).code).toBe(1);
  });
});

describe("on the local database", () => {
  let folder: string;
  let operator: Operator;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "comptoir-"));
    operator = operatorOn({ DATA_DIR: folder });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("that is not there", async () => {
    expect((await operator("shops")).err).toBe(
      `There is no database in ${folder}: npm start makes one there, or set DATA_DIR or DATABASE_URL.\n`,
    );
  });

  test("while a service writes to it: each waits for the other, and nothing of either is lost", async () => {
    const data = openDataFolder(folder);
    const server = await startLibsqlServer({ file: data.databaseFile });
    const service = createClient({ url: server.url });
    await migrate(service, join(ROOT, "migrations"));
    await service.execute("CREATE TABLE beats (n INTEGER PRIMARY KEY)");
    let isDone = false;
    let beats = 0;
    const beating = (async () => {
      while (!isDone)
        await service.batch([`INSERT INTO beats VALUES (${++beats})`, "SELECT count(*) FROM beats"], "write");
    })();
    const beside = operatorProcess({ DATA_DIR: folder });
    const opened = [1, 2, 3].map((n) =>
      beside("shop", "create", ...flags({ ...rita, number: `514 555 016${n}`, name: `Salon ${n}` })),
    );
    for (const told of await Promise.all(opened)) expect(told).toMatchObject({ code: 0, err: "" });
    isDone = true;
    await beating;
    expect(await rows(service, "SELECT (SELECT count(*) FROM merchants), (SELECT count(*) FROM beats)")).toEqual([
      [3, beats],
    ]);
    expect(beats).toBeGreaterThan(10);
    expect(await rows(service, "PRAGMA integrity_check")).toEqual([["ok"]]);
    service.close();
    await server.close();
    data.release();
  });

  test("and when nothing else runs", async () => {
    expect((await operator("shops")).out.match(/salon-\d/g)?.sort()).toEqual(["salon-1", "salon-2", "salon-3"]);
    expect(await operator("sender", "set", "--number", "514 555 0161", "--pace", "3")).toMatchObject({ code: 0 });
  });
});

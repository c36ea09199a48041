// `npm run seed` as an operator meets it: what it says, what it made, and its exit code.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client/web";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LibsqlServer, startLibsqlServer } from "../../scripts/libsql-server.ts";
import { migrate } from "../../scripts/migrations.ts";

const ROOT = join(import.meta.dirname, "../..");
const rita = {
  SHOP_NAME: "Salon Rita",
  SHOP_NUMBER: "514 555 0140",
  SHOP_KEYWORD: "rita",
  SHOP_OWNER_PHONE: "514-555-0141",
  SHOP_COUNTRY: "CA",
  SHOP_REGION: "QC",
  SHOP_TIME_ZONE: "America/Toronto",
};

let server: LibsqlServer;
let db: Client;
beforeEach(async () => {
  server = await startLibsqlServer({ file: ":memory:" });
  db = createClient({ url: server.url });
});
afterEach(async () => {
  db.close();
  await server.close();
});

async function seed(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const given = { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: server.url, ...env };
  const child = spawn(process.execPath, ["scripts/seed.ts"], { cwd: ROOT, env: given });
  const outputs = [child.stdout, child.stderr].map((stream) => stream.setEncoding("utf8").toArray());
  const [code] = await once(child, "close");
  return { code, said: (await Promise.all(outputs)).flat().join("") };
}

const shops = async () =>
  (await db.execute("SELECT name, slug FROM merchants")).rows.map(({ name, slug }) => [name, slug]);

/** Each starts a process or two, on a machine that has other tests to run. */
describe("on a database that is ready", () => {
  beforeEach(() => migrate(db, join(ROOT, "migrations")));

  test("makes the shop as it was meant, and says so", async () => {
    expect(await seed(rita)).toEqual({ code: 0, said: "Salon Rita was made on +15145550140.\n" });
    expect(await shops()).toEqual([["Salon Rita", "salon-rita"]]);
    const { rows } = await db.execute(`SELECT number, keyword, p.phone, country, region, time_zone, language
      FROM merchants m JOIN sender_merchants sm ON sm.merchant_id = m.id JOIN senders s ON s.id = sm.sender_id
      JOIN people p ON p.merchant_id = m.id`);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ["+15145550140", "RITA", "+15145550141", "CA", "QC", "America/Toronto", "fr"],
    ]);
  });

  test("a second time it is there already", async () => {
    await seed(rita);
    expect(await seed(rita)).toEqual({ code: 0, said: "Salon Rita is there already: nothing was changed.\n" });
  });

  test("what would change the shop that is there is named and ignored, with 1", async () => {
    await seed(rita);
    const { code, said } = await seed({ ...rita, SHOP_KEYWORD: "CHEVEUX", SHOP_TIME_ZONE: "America/Montreal" });
    expect(code).toBe(1);
    expect(said).toMatch(
      /^Salon Rita is there already: SHOP_KEYWORD, SHOP_TIME_ZONE would change it and was ignored\./,
    );
    expect((await db.execute("SELECT keyword FROM sender_merchants")).rows).toMatchObject([{ keyword: "RITA" }]);
  });

  test("a second shop is not made, and that is said, with 1", async () => {
    await seed(rita);
    const luc = { ...rita, SHOP_NAME: "Garage Luc", SHOP_NUMBER: "514 555 0150", SHOP_KEYWORD: "LUC" };
    const { code, said } = await seed(luc);
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/^Garage Luc was not made: the database has another shop[^\n]+\n$/),
    ]);
    expect(await shops()).toEqual([["Salon Rita", "salon-rita"]]);
  });

  test.each<[what: string, Record<string, string>, said: RegExp]>([
    [
      "values that are wrong",
      { ...rita, SHOP_COUNTRY: "canada", SHOP_KEYWORD: "rita!" },
      /^SHOP_KEYWORD [^;]+; SHOP_COUNTRY /,
    ],
    ["no name", { SHOP_NUMBER: "+15145550140" }, /^SHOP_NAME is missing\.$/m],
    ["no number", { ...rita, SHOP_NUMBER: "" }, /^SHOP_NUMBER is missing\.$/m],
    ["no database", { ...rita, DATABASE_URL: "" }, /^DATABASE_URL is missing\.$/m],
    ["a database that is none", { ...rita, DATABASE_URL: "here" }, /^DATABASE_URL is not an address [^\n]+\.$/m],
    ["a SEED that is unknown", { ...rita, SEED: "foo" }, /^SEED is not demo\.$/m],
  ])("%s: refused by name, with 1, and nothing is made", async (_, env, said) => {
    const refused = await seed(env);
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(said);
    expect(refused.said.trim().split("\n")).toHaveLength(1);
    expect(await shops()).toEqual([]);
  });
});

test("on a database without its tables it says what comes first", async () => {
  const { code, said } = await seed(rita);
  expect([code, said]).toEqual([1, "The database has no tables yet, or older ones: run npm run migrate first.\n"]);
});

test("on a database that is away it says so", async () => {
  const away = await startLibsqlServer({ file: ":memory:" });
  await away.close();
  const { code, said } = await seed({ ...rita, DATABASE_URL: away.url });
  expect([code, said]).toEqual([1, "The database of DATABASE_URL can't be reached.\n"]);
});

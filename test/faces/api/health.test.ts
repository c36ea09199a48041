// /healthz, for whoever watches: which part works and which does not, and nothing that anybody else could use.

import { generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Service, startService } from "../../support/service.ts";

const ROOT = join(import.meta.dirname, "../../..");

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.dispose());

const health = async (at = service) => {
  const answer = await fetch(`${at.url}/healthz`);
  return { status: answer.status, body: JSON.parse(await answer.text()) };
};

const parts = { configuration: "ok", keys: "ok", databaseRead: "ok", databaseWrite: "ok", schema: "ok" };

test("all is well: the version, and each part by name", async () => {
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  expect(await health()).toEqual({
    status: 200,
    body: { status: "ok", version, failing: [], parts: { ...parts, carrier: "vonage" } },
  });
});

test("however often it is asked, it writes once in ten seconds, by several Workers too", async () => {
  const probedAt = async () => (await service.db.execute("SELECT at FROM probes WHERE name = 'health'")).rows[0]?.at;
  await health();
  const first = await probedAt();
  const twin = await service.startTwin();
  const asked = Array.from({ length: 20 }, (_, i) => fetch(`${i % 2 ? twin.url : service.url}/healthz`));
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(await probedAt()).toBe(first);
  await twin.dispose();
});

describe("a part that fails is named, with 503", () => {
  let own: Service | undefined;
  afterEach(async () => {
    await own?.dispose();
    own = undefined;
  });

  test("a database that can be read and takes no write", async () => {
    own = await startService();
    // As a full disk does: the engine refuses the row.
    await own.db.execute("CREATE TRIGGER full BEFORE INSERT ON probes BEGIN SELECT raise(ABORT, 'disk is full'); END");
    const { status, body } = await health(own);
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: "unavailable", failing: ["databaseWrite"] });
    await own.db.execute("DROP TRIGGER full");
  });

  test("a schema that is older than the Worker", async () => {
    own = await startService();
    await own.db.execute("DELETE FROM migrations WHERE number = (SELECT max(number) FROM migrations)");
    expect(await health(own)).toMatchObject({ status: 503, body: { failing: ["schema"] } });
  });

  test("a key that is not the one of the database's hashes: nothing else is served either", async () => {
    own = await startService();
    await own.db.execute("INSERT INTO service_keys VALUES ('number_hash_key', 'of another key')");
    expect(await health(own)).toMatchObject({ status: 503, body: { failing: ["keys"] } });
    expect(await own.customer("+15145550110").texts("JOIN")).toBe(503);
    const texted = await own.webhook("status", { message_uuid: "x", status: "delivered" });
    expect(await texted.json()).toMatchObject({ code: "misconfigured" });
    expect((await fetch(`${own.url}/join/cafe-comptoir`)).status).toBe(503);
    const { rows } = await own.db.execute("SELECT count(*) AS texts FROM inbound_messages");
    expect(rows[0]?.texts).toBe(0);
    expect(own.logs.join("\n")).toContain("NUMBER_HASH_KEY is not the key");
  });

  test("a database that is away", async () => {
    own = await startService();
    await own.database.goDown();
    expect(await health(own)).toMatchObject({ status: 503, body: { failing: ["databaseRead"] } });
  });

  test.each<Readonly<Record<string, string>>>([
    { LINK_SIGNING_KEYS: "a-secret-of-the-service" },
    { LINK_SIGNING_KEYS: `1:a-secret-${"k".repeat(16)}` },
    { VONAGE_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\na-secret\n-----END PRIVATE KEY-----" },
  ])("a configuration that is wrong, without a word of what it holds", async (bindings) => {
    own = await startService({ bindings });
    const answer = await fetch(`${own.url}/healthz`);
    const said = await answer.text();
    expect(answer.status).toBe(503);
    expect(JSON.parse(said)).toMatchObject({ failing: ["configuration"] });
    expect(said).not.toContain("a-secret");
  });
});

test("a private key that signs is taken", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = String(privateKey.export({ type: "pkcs1", format: "pem" }));
  const own = await startService({ bindings: { VONAGE_APPLICATION_ID: "app", VONAGE_PRIVATE_KEY: pem } });
  expect(await health(own)).toMatchObject({ status: 200 });
  await own.dispose();
});

test("the first Worker on a database leaves the fingerprint of its key there, and never the key", async () => {
  const { rows } = await service.db.execute("SELECT name, fingerprint FROM service_keys");
  expect(rows).toMatchObject([{ name: "number_hash_key" }]);
  expect(rows[0]?.fingerprint).toMatch(/^[\w-]{43}$/);
  const before = service.roundTrips();
  await fetch(`${service.url}/join/cafe-comptoir`);
  const first = service.roundTrips() - before;
  await service.restartWorker();
  const again = service.roundTrips();
  await fetch(`${service.url}/join/cafe-comptoir`);
  const cold = service.roundTrips() - again;
  await fetch(`${service.url}/join/cafe-comptoir`);
  // One read more for an isolate, none for a request.
  expect([cold - first, service.roundTrips() - again - cold]).toEqual([1, first]);
});

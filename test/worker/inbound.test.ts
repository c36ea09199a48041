// A text comes in: it is handled once, whatever the carrier does, and nothing is lost while something is down.

import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { auditLedgers } from "../support/ledgers.ts";
import { type Service, SHOP_NUMBER, startService } from "../support/service.ts";
import { waitFor } from "../support/wait.ts";

let service: Service;
beforeAll(async () => {
  service = await startService({ retryDelaysMs: Array(200).fill(25) });
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service.dispose());

const count = async (sql: string, ...args: string[]) => Number((await service.db.execute({ sql, args })).rows[0]?.[0]);
const textsFrom = (phone: string) => count("SELECT count(*) FROM inbound_messages WHERE from_number = ?", phone);
const repliesTo = (phone: string) => count("SELECT count(*) FROM outbox WHERE recipient = ?", phone);
const entriesOf = (phone: string) =>
  count("SELECT count(*) FROM consent_entries JOIN customers ON id = customer_id WHERE phone = ?", phone);

/** A text as the carrier posts it. */
const text = (from: string, words: string, messageId: string) => ({
  channel: "sms",
  message_uuid: messageId,
  to: SHOP_NUMBER.slice(1),
  from: from.slice(1),
  timestamp: new Date().toISOString(),
  message_type: "text",
  text: words,
});

describe("the answers to the carrier", () => {
  const hello = text("+15145550140", "Bonjour", "hello");
  const ofJson = "application/problem+json";

  const refusals: [what: string, status: number, code: string, send: () => Promise<Response>][] = [
    ["unsigned", 503, "unsigned", () => service.webhook("inbound", hello, { "content-type": "application/json" })],
    [
      "forged",
      401,
      "forged",
      () => service.webhook("inbound", hello, service.vonage.signedHeaders("the body of another webhook")),
    ],
    ["not JSON", 400, "not_json", () => service.webhook("inbound", "STOP")],
    ["of another channel", 400, "not_sms", () => service.webhook("inbound", { ...hello, channel: "whatsapp" })],
    ["a receipt without a status", 400, "malformed_field", () => service.webhook("status", { message_uuid: "a" })],
    ["over 64 KiB", 413, "too_large", () => service.webhook("inbound", { ...hello, text: "a".repeat(65 * 1024) })],
    ["over 64 KiB, its length unsaid", 413, "too_large", () => postUnmeasured("a".repeat(65 * 1024))],
    ["of another carrier", 404, "not_found", () => fetch(`${service.url}/webhooks/acme/inbound`, { method: "POST" })],
    ["read instead of posted", 404, "not_found", () => fetch(`${service.url}/webhooks/vonage/inbound`)],
  ];
  const postUnmeasured = (body: string) => {
    const chunks = new Blob([body]).stream();
    const headers = service.vonage.signedHeaders(body);
    return fetch(`${service.url}/webhooks/vonage/inbound`, { method: "POST", headers, body: chunks, duplex: "half" });
  };
  test.each(refusals)("%s: %i %s", async (_what, status, code, send) => {
    const before = service.roundTrips();
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe(ofJson);
    expect(await answer.json()).toMatchObject({ status, code });
    expect(service.roundTrips()).toBe(before);
  });

  test("a malformed webhook is told which field, and not what was in it", async () => {
    const answer = await service.webhook("status", { message_uuid: "with a space", status: "read" });
    const { detail } = (await answer.json()) as { detail: string };
    expect(detail).toMatch(/^message_uuid: /);
    expect(detail).not.toContain("with a space");
  });
});

describe("one text", () => {
  test("costs two round trips to the database, once the Worker knows that it is its own", async () => {
    await service.customer("+15145550143").texts("Bonjour");
    const customer = service.customer("+15145550101");
    const before = service.roundTrips();
    await customer.texts("Est-ce que vous avez encore des croissants ?");
    expect(service.roundTrips() - before).toBe(2);
    await customer.texts("Je passe vers dix heures");
    expect(service.roundTrips() - before).toBe(4);
    expect(await textsFrom(customer.phone)).toBe(2);
  });

  test("posted twice is handled once", async () => {
    const payload = text("+15145550102", "JOIGNEZ", "twice");
    expect((await service.webhook("inbound", payload)).status).toBe(200);
    expect((await service.webhook("inbound", payload)).status).toBe(200);
    expect(await textsFrom("+15145550102")).toBe(1);
    expect(await repliesTo("+15145550102")).toBe(1);
    expect(await entriesOf("+15145550102")).toBe(1);
  });

  test("posted ten times at the same moment is handled once", async () => {
    const payload = text("+15145550103", "JOIN", "at-once");
    const answers = await Promise.all(Array.from({ length: 10 }, () => service.webhook("inbound", payload)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await textsFrom("+15145550103")).toBe(1);
    expect(await repliesTo("+15145550103")).toBe(1);
    expect(await entriesOf("+15145550103")).toBe(1);
    expect(await service.customer("+15145550103").receives(1)).toContain("YES");
  });

  test.each([
    ["to the shop", SHOP_NUMBER, "+15145550104"],
    ["to a number of no shop", "+15145550180", "+15145550105"],
  ])("%s whose id comes again with other words: the first wins, the other is kept and logged", async (_, to, from) => {
    const id = `conflict-${from}`;
    const first = { ...text(from, "JOIN", id), to: to.slice(1) };
    expect((await service.webhook("inbound", first)).status).toBe(200);
    expect((await service.webhook("inbound", { ...first, text: "Et demain ?" })).status).toBe(200);

    const sql = (table: string) => `SELECT text FROM ${table} WHERE carrier_message_id = ?`;
    const kept = await service.db.execute({ sql: sql("inbound_messages"), args: [id] });
    const aside = await service.db.execute({ sql: sql("inbound_conflicts"), args: [id] });
    expect([...kept.rows, ...aside.rows].map((row) => row.text)).toEqual(["JOIN", "Et demain ?"]);
    const logged = await waitFor("the log", () => service.logs.find((line) => line.includes('"conflict"')) ?? null);
    expect(JSON.parse(logged)).toMatchObject({ level: "warn", event: "inbound" });
  });

  test.each(["STOP", "arrêtez de m'écrire svp"])(
    "%s under an id that brought another text is obeyed, once",
    async (stop) => {
      const phone = service.customer(stop === "STOP" ? "+15145550151" : "+15145550152");
      await phone.texts("JOIN");
      const first = text(phone.phone, "YES", `known-${stop.length}`);
      await service.webhook("inbound", first);
      await phone.receives(2);
      for (const _again of [1, 2, 3]) {
        expect((await service.webhook("inbound", { ...first, text: stop })).status).toBe(200);
      }
      // A text that asks for more is not taken up again by the same door.
      expect((await service.webhook("inbound", { ...first, text: "START" })).status).toBe(200);
      await phone.receives(3);
      await service.vonage.settle();
      const { rows } = await service.db.execute({
        sql: "SELECT change FROM consent_entries JOIN customers ON id = customer_id WHERE phone = ? ORDER BY seq",
        args: [phone.phone],
      });
      expect(rows.map((row) => row.change)).toEqual(["asked", "granted", "withdrawn"]);
      expect(await phone.received()).toHaveLength(3);
      expect(await textsFrom(phone.phone)).toBe(3);
    },
  );

  test("without an id of the carrier's it is handled once, however often it comes", async () => {
    const { message_uuid: _, ...unnamed } = text("+15145550153", "JOIN", "");
    for (const _again of [1, 2]) expect((await service.webhook("inbound", unnamed)).status).toBe(200);
    expect(await textsFrom("+15145550153")).toBe(1);
    expect(await repliesTo("+15145550153")).toBe(1);
  });

  test.each([
    ["an empty sender", "empty-from", { from: "" }],
    ["no sender", "no-from", { from: undefined }],
    ["no addressee", "no-to", { to: undefined }],
  ])("with %s it is kept for the operator", async (_, id, changes) => {
    const sent = { ...text("+15145550154", "STOP", id), ...changes };
    expect((await service.webhook("inbound", sent)).status).toBe(200);
    const args = [id];
    const { rows } = await service.db.execute({
      sql: "SELECT text FROM inbound_messages WHERE carrier_message_id = ? AND customer_id IS NULL",
      args,
    });
    expect(rows).toMatchObject([{ text: "STOP" }]);
  });

  test("two texts with one id at the same moment, to a number of no shop: neither is lost", async () => {
    const payloads = ["un", "deux"].map((words) => ({ ...text("+15145550106", words, "race"), to: "15145550181" }));
    await Promise.all(payloads.map((payload) => service.webhook("inbound", payload)));
    const sql = `SELECT text FROM inbound_messages WHERE carrier_message_id = 'race'
      UNION ALL SELECT text FROM inbound_conflicts WHERE carrier_message_id = 'race'`;
    const { rows } = await service.db.execute(sql);
    expect(rows.map((row) => row.text).sort()).toEqual(["deux", "un"]);
  });
});

test("whatever texts come at once, and come again, each is handled exactly once", async () => {
  const words = fc.constantFrom("JOIN", "oui", "STOP", "Solde", "START", "Bonjour !", "ok stop now lol", "HELP");
  const texts = fc.array(fc.record({ words, copies: fc.integer({ min: 1, max: 3 }) }), { minLength: 4, maxLength: 8 });
  let phones = 110;
  const property = fc.asyncProperty(texts, fc.infiniteStream(fc.nat()), async (sent, order) => {
    const from = `+1514555${String(phones++).padStart(4, "0")}`;
    const posts = sent.flatMap(({ words, copies }, i) =>
      Array.from({ length: copies }, () => ({ at: order.next().value, ...{ from, to: SHOP_NUMBER, text: words } })).map(
        (post) => ({ ...post, messageId: `${from}-${i}` }),
      ),
    );
    posts.sort((a, b) => a.at - b.at);
    await Promise.all(posts.map((post) => service.vonage.sendInbound(post)));
    await service.vonage.settle();

    expect(service.vonage.counts.webhooks.lost).toBe(0);
    expect(await textsFrom(from)).toBe(sent.length);
    const seqs = await service.db.execute({
      sql: "SELECT e.seq FROM conversation_entries e JOIN conversations c ON c.id = conversation_id WHERE phone = ? ORDER BY 1",
      args: [from],
    });
    expect(seqs.rows.map((row) => row.seq)).toEqual(sent.map((_, i) => i + 1));
    expect(await auditLedgers(service.db)).toEqual([]);
  });
  await fc.assert(property, { numRuns: 12, endOnFailure: true });
});

describe("while the database is down", () => {
  test("the service says so, and what the carrier tries again later is handled", async () => {
    const customer = service.customer("+15145550141");
    await service.database.goDown();
    expect((await fetch(`${service.url}/healthz`)).status).toBe(503);

    const refused = await service.webhook("inbound", text("+15145550142", "SECRET WORDS", "down"));
    expect(refused.status).toBe(503);
    expect(await refused.json()).toEqual({
      type: "about:blank",
      title: "Try again later",
      status: 503,
      code: "unavailable",
    });
    expect(await customer.texts("JOIN")).toBe(503);

    await service.database.comeBack();
    const health = await fetch(`${service.url}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: "ok", parts: { databaseRead: "ok", databaseWrite: "ok" } });
    expect(await customer.receives(1)).toContain("YES");
    expect(await textsFrom(customer.phone)).toBe(1);
  });
});

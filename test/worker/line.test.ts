// One number's texts, many at once and with whatever goes wrong: each is kept once and answered once, and none is told what is not so.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { auditLedgers } from "../support/ledgers.ts";
import { lapse, setPace } from "../support/outbox.ts";
import { type Service, SHOP_NUMBER, startService } from "../support/service.ts";
import { type StallingDatabase, startStallingDatabase } from "../support/stalling-database.ts";
import { waitFor } from "../support/wait.ts";

const TEST_TIMEOUT_MS = 90_000;

let database: StallingDatabase;
let service: Service;
beforeAll(async () => {
  database = await startStallingDatabase();
  service = await startService({ bindings: { DATABASE_URL: database.url }, retryDelaysMs: Array(200).fill(25) });
  database.standBefore(service.database.url);
  await setPace(service.db, 5_000);
  await service.customer("+12045550100").texts("JOIN");
});
afterEach(async () => {
  database.goOn();
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(async () => {
  await service.dispose();
  await database.close();
});

interface Post {
  readonly from: string;
  readonly id: string;
  readonly text: string;
}

const payload = ({ from, id, text }: Post) => ({
  channel: "sms",
  message_type: "text",
  message_uuid: id,
  from: from.slice(1),
  to: SHOP_NUMBER.slice(1),
  text,
  timestamp: new Date().toISOString(),
});

/** 0 for a connection that broke. */
const post = (text: Post, url = service.url): Promise<number> => {
  const body = JSON.stringify(payload(text));
  const request = fetch(`${url}/webhooks/vonage/inbound`, {
    method: "POST",
    headers: service.vonage.signedHeaders(body),
    body,
  });
  return request.then(
    ({ status }) => status,
    () => 0,
  );
};

const postAll = (texts: readonly Post[], url?: string) => Promise.all(texts.map((text) => post(text, url)));

/** What the carrier does: until each has its 200. Returns how often one had to come again. */
async function insist(texts: readonly Post[], url?: string): Promise<number> {
  let again = 0;
  for (let left = texts; left.length > 0; again += left.length) {
    const statuses = await postAll(left, url);
    left = left.filter((_, i) => statuses[i] !== 200);
  }
  return again;
}

const rows = async (sql: string, ...args: string[]) => (await service.db.execute({ sql, args })).rows;
const keptOf = async (id: string) =>
  (await rows("SELECT id FROM inbound_messages WHERE carrier_message_id = ?", id)).length;
const answersTo = async (phone: string) =>
  (await rows("SELECT status FROM outbox WHERE recipient = ?", phone)).map(({ status }) => String(status));
const seqsOf = async (phone: string) =>
  (
    await rows(
      "SELECT e.seq FROM conversation_entries AS e JOIN conversations ON id = conversation_id WHERE phone = ? ORDER BY 1",
      phone,
    )
  ).map(({ seq }) => Number(seq));

const crowd = (areaCode: number, size: number, text = "JOIN"): Post[] =>
  Array.from({ length: size }, (_, n) => {
    const from = `+1${areaCode + Math.floor(n / 100)}55501${String(n % 100).padStart(2, "0")}`;
    return { from, id: `${from}-${text}`, text };
  });

/** Each kept once, its answer sent once and at the phone once. */
async function expectEachAnsweredOnce(texts: readonly Post[]): Promise<void> {
  const phones = new Set(texts.map(({ from }) => from));
  await waitFor("the answers", async () => {
    const left = await rows("SELECT 1 FROM outbox WHERE status IN ('queued', 'sending') LIMIT 1");
    return left.length === 0 ? true : null;
  });
  await service.vonage.settle();
  const received = Map.groupBy(service.vonage.accepted, ({ to }) => `+${to}`);
  expect([...phones].map((phone) => [phone, received.get(phone)?.length])).toEqual(
    [...phones].map((phone) => [phone, 1]),
  );
  for (const { id } of texts) expect([id, await keptOf(id)]).toEqual([id, 1]);
}

describe("a thousand, a hundred at a time", { timeout: TEST_TIMEOUT_MS }, () => {
  /** As many connections as a carrier may open: each posts its next text when it has the answer to its last. */
  async function postOverManyConnections(texts: readonly Post[]): Promise<void> {
    const waiting = texts.values();
    const statuses = new Set<number>();
    const connection = async () => {
      for (const text of waiting) {
        const status = await post(text);
        // A kept connection that was closed as it was used again: the carrier opens another.
        statuses.add(status === 0 ? await post(text) : status);
      }
    };
    await Promise.all(Array.from({ length: 100 }, connection));
    expect(statuses).toEqual(new Set([200]));
  }

  test("of a thousand phones: none is told to come again, and they take fewer round trips than one at a time", async () => {
    // Of a crowd of strangers only who leaves is always answered.
    const texts = crowd(210, 1_000, "STOP");
    const before = service.roundTrips();
    await postOverManyConnections(texts);
    expect(service.roundTrips() - before).toBeLessThan(2 * texts.length);
    await expectEachAnsweredOnce(texts);
  });

  test("of one phone: none is told to come again, and they are one conversation", async () => {
    const from = "+12205550100";
    const texts = Array.from({ length: 1_000 }, (_, n) => ({ from, id: `one-${n}`, text: `Bonjour ${n}` }));
    const before = service.roundTrips();
    await postOverManyConnections(texts);
    expect(service.roundTrips() - before).toBeLessThan(2 * texts.length);
    expect(await seqsOf(from)).toEqual(texts.map((_, i) => i + 1));
  });
});

describe("one that the database refuses, among forty", () => {
  const refuse = (table: string) =>
    service.db.execute(`CREATE TRIGGER refused BEFORE INSERT ON ${table} WHEN NEW.text LIKE '%poison%'
      BEGIN SELECT RAISE(ABORT, 'refused'); END`);
  afterEach(() => service.db.execute("DROP TRIGGER IF EXISTS refused"));

  test("takes no other along: 39 are kept and answered, and nothing of it is", async () => {
    await refuse("inbound_messages");
    const [first, ...others] = crowd(230, 40);
    const poisoned = { from: "+12315550150", id: "poisoned", text: "poison" };
    const texts = [first as Post, ...others.slice(0, 19), poisoned, ...others.slice(19)];
    const before = service.roundTrips();
    const statuses = await postAll(texts);
    expect(service.roundTrips() - before).toBeLessThan(80);
    expect(statuses).toEqual(texts.map((text) => (text === poisoned ? 500 : 200)));
    await expectEachAnsweredOnce(texts.filter((text) => text !== poisoned));
    for (const table of ["conversations", "customers"])
      expect(await rows(`SELECT 1 FROM ${table} WHERE phone = ?`, poisoned.from)).toEqual([]);
    expect(await answersTo(poisoned.from)).toEqual([]);
    await service.db.execute("DROP TRIGGER refused");
    expect(await post(poisoned)).toBe(200);
    expect(await keptOf("poisoned")).toBe(1);
  });

  test("of the same phone: what it said before and after is kept, in its order", async () => {
    await refuse("inbound_messages");
    const from = "+12325550150";
    const said = ["JOIN", "YES", "poison", "BALANCE", "poison again", "HELP"];
    const texts = said.map((text, n) => ({ from, id: `said-${n}`, text }));
    expect(await postAll(texts)).toEqual([200, 200, 500, 200, 500, 200]);
    expect(await seqsOf(from)).toEqual([1, 2, 3, 4]);
    expect(await service.customer(from).receives(4)).not.toBe("");
  });

  test("at its last statement: its first are undone", async () => {
    await refuse("outbox");
    await service.db.execute("UPDATE merchants SET name = 'poison'");
    const texts = crowd(233, 3);
    expect(await postAll(texts)).toEqual([500, 500, 500]);
    for (const { from, id } of texts) {
      expect(await keptOf(id)).toBe(0);
      expect(await rows("SELECT 1 FROM customers WHERE phone = ?", from)).toEqual([]);
    }
    await service.db.execute("UPDATE merchants SET name = 'Café Comptoir'");
    await service.db.execute("DROP TRIGGER refused");
    await insist(texts);
    await expectEachAnsweredOnce(texts);
  });
});

describe("killed", { timeout: TEST_TIMEOUT_MS }, () => {
  const steps = [
    ["before it loads", "request", "json_each"],
    ["while it loads", "answer", "json_each"],
    ["before it commits", "request", "SAVEPOINT"],
    ["between the commit and the answer", "answer", "SAVEPOINT"],
    ["before it claims what is due", "request", "of_pool"],
    ["when it has claimed, and does not know", "answer", "of_pool"],
  ] as const;
  test.each(steps)("%s: the carrier tries again, and each is answered once", async (step, what, holding) => {
    const texts = crowd(240 + steps.findIndex(([name]) => name === step), 12);
    const before = database.stalled();
    database.stall(what, holding);
    const told = postAll(texts);
    await waitFor("the step", () => (database.stalled() > before ? true : null));
    if (holding === "of_pool") await told;
    // What was asked for is done by the database, where it was handed on.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await service.restartWorker();
    database.goOn();
    const statuses = await told;
    if (holding === "of_pool") expect(statuses).toEqual(texts.map(() => 200));
    else expect(statuses).not.toContain(200);
    await insist(texts);
    await lapse(service.db);
    await service.sweep();
    await waitFor("each to be sent", async () => {
      await lapse(service.db);
      await service.sweep();
      const phones = texts.map(({ from }) => `'${from}'`);
      const sent = await rows(
        `SELECT 1 FROM outbox WHERE status IN ('submitted', 'delivered') AND recipient IN (${phones})`,
      );
      return sent.length === texts.length ? true : null;
    });
    await expectEachAnsweredOnce(texts);
  });
});

test("two Lines of one number by mistake: each text is handled once, and the carrier is told so in the end", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const twin = await service.startTwin();
  const phones = ["+12505550101", "+12505550102", "+12505550103"];
  const texts = Array.from({ length: 90 }, (_, n) => ({
    from: phones[n % 3] ?? "",
    id: `twins-${n}`,
    text: n < 3 ? "JOIN" : `Bonjour ${n}`,
  }));
  // Half to the one, half to the other; every fifth to both.
  await Promise.all([
    insist(texts.filter((_, n) => n % 2 === 0 || n % 5 === 0)),
    insist(
      texts.filter((_, n) => n % 2 === 1 || n % 5 === 0),
      twin.url,
    ),
  ]);
  for (const phone of phones) expect(await seqsOf(phone)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  for (const { id } of texts) expect(await keptOf(id)).toBe(1);
  await waitFor("what is due to be sent", async () => {
    const left = await rows("SELECT 1 FROM outbox WHERE status IN ('queued', 'sending') LIMIT 1");
    return left.length === 0 ? true : null;
  });
  const refs = service.vonage.accepted.map(({ clientRef }) => clientRef);
  expect(new Set(refs).size).toBe(refs.length);
  await twin.dispose();
});

test("a database that answers after the time-out: all of the group are told to come again, and each is answered once", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const [first, ...others] = crowd(260, 20);
  const startedAt = Date.now();
  database.stall("answer", "SAVEPOINT");
  const told = [post(first as Post)];
  await waitFor("its commit", async () => ((await keptOf(first?.id ?? "")) === 1 ? true : null));
  for (const text of others) {
    told.push(post(text).then((status) => (Date.now() - startedAt > 300 ? status : -1)));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const statuses = await Promise.all(told);
  expect(new Set(statuses)).toEqual(new Set([503]));
  // The last came two seconds after the first, and none waited for longer than the carrier does.
  expect(Date.now() - startedAt).toBeLessThan(15_000);
  database.goOn();
  const texts = [first as Post, ...others];
  await insist(texts);
  await service.sweep();
  await expectEachAnsweredOnce(texts);
});

// Texts that come together, decided one after the other before any is committed: they come to what each alone would have come to.

import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SECOND_MS } from "../../src/time.ts";
import { merchants, outbox, people, rewards } from "../../worker/db/schema.ts";
import { Receiving } from "../../worker/usecases/receiving.ts";
import { SHOP_NUMBER } from "../support/service.ts";
import { SHARED_NUMBER, startTexting, type Texting, textTo } from "./texting.ts";

let together: Texting;
let alone: Texting;
beforeAll(async () => {
  [together, alone] = await Promise.all([startTexting(), startTexting()]);
});
afterAll(() => Promise.all([together, alone].map((each) => each?.close())));

interface Said {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** A moment, which all of them are received in; each was written a while after the one before. */
async function receive({ context, links }: Texting, said: readonly Said[], at: number, areTogether: boolean) {
  const line = new Receiving(links, () => ({ ...context, now: () => at }));
  const told: Promise<string>[] = [];
  for (const [i, { from, to, text }] of said.entries()) {
    const inbound = { ...textTo(to, from, text), carrierMessageId: `${at}-${i}` };
    const writtenAt = at - (said.length - i) * 1_500;
    const received = line.receive({ inbound, messageId: randomUUID(), writtenAt }, Number.POSITIVE_INFINITY);
    told.push(received.catch((error: unknown) => String(error)));
    if (!areTogether) await received.catch(() => {});
  }
  return Promise.all(told);
}

const TABLES: Readonly<Record<string, string>> = {
  customers: "SELECT * FROM customers",
  consents: "SELECT phone, e.* FROM consent_entries AS e JOIN customers ON id = customer_id",
  points: "SELECT phone, e.* FROM point_entries AS e JOIN customers ON id = customer_id",
  conversations: "SELECT * FROM conversations",
  entries: "SELECT phone, e.* FROM conversation_entries AS e JOIN conversations ON id = conversation_id",
  inbound: "SELECT * FROM inbound_messages",
  outbox:
    "SELECT outbox.*, i.carrier_message_id AS answers FROM outbox LEFT JOIN inbound_messages AS i ON cause = 'inbound:' || i.id",
  claims: "SELECT phone, c.* FROM claims AS c JOIN customers ON customers.id = customer_id",
  threads: "SELECT phone, t.* FROM threads AS t JOIN customers ON id = customer_id",
  stops: "SELECT * FROM suppressions",
  moves: "SELECT * FROM moves",
  rewards: "SELECT title_fr, stock FROM rewards",
  codes: "SELECT phone, created_at FROM sign_in_codes",
  people: "SELECT phone, confirmed_at FROM people",
};

const CROWD = `WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 55)
  INSERT INTO outbox (id, cause, n, sender_id, recipient, class, kind, text, encoding, segments, status, priority, due_at, created_at)
  SELECT lower(hex(randomblob(16))), ? || senders.id, i, senders.id, '+12005550100', 'conversation', 'help', 'a', 'GSM-7', 1, 'queued', 1, ?, ?
  FROM numbers, senders`;

/** What is of these phones, or of none, without what is drawn by chance. */
async function rowsOf(
  { client }: Texting,
  phones: readonly string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = Object.entries(TABLES).map(async ([name, sql]) => {
    const written = (await client.execute(sql)).rows.map((row) => JSON.stringify(row));
    const isOfThem = (row: string) =>
      !/(?:phone|recipient|from_number)":/.test(row) || phones.some((phone) => row.includes(phone));
    return [name, written.filter(isOfThem).map(withoutChance).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}

const withoutChance = (row: string): string =>
  row
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "id")
    .replace(/https:\/\/cmptr\.test\/[\w-]{16}/g, "link")
    .replace(/\\?"?code(_hash)?\\?"?:(\\?)"[^"]*"/g, "code")
    .replace(/(?<=[ :])(?:\d{3} ?\d{3}|[A-Z0-9]{3} ?[A-Z0-9]{3})(?=[ .,\\])/g, "code");

const OWN = [
  "JOIN",
  "YES",
  "OUI",
  "STOP",
  "START",
  "BALANCE",
  "2468",
  "2468 97531 12",
  "REDEEM",
  "1",
  "USE",
  "YES OFFERS",
];
/** Of one phone, in this order. */
const SCRIPT = ["JOIN", "YES", "2468 97531 12", "REDEEM", "1", "YES", "USE", "BALANCE", "STOP"];
const MORE = [
  "NO OFFERS",
  "NO",
  "HELP",
  "WHY",
  "FRANCAIS",
  "ENGLISH",
  "BIRTHDAY 12/05",
  "Bonjour !",
  "ok stop now lol",
  "CODE",
];
const SHARED = ["JOIN CAFE", "JOIN SALON", "YES", "STOP", "STOP CAFE", "STOP ALL", "START", "2468", "BALANCE", "JOIN"];

/** Else the rest would say little. */
const CAME_UP = [
  ...["CustomerAsked", "ConsentGranted", "ConsentWithdrawn", "OffersGranted", "StopRepeated", "StoppedEverywhere"],
  ...["PointsEarned", "RewardTaken", "CodeIssued", "MoveAsked", "AnswerWithheld", "ThreadOpened", "LinkIssued"],
];

test("as if each had come alone, whatever they say", { timeout: 180_000 }, async () => {
  const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...OWN) }, fc.constantFrom(...MORE));
  const move = fc.nat(3).map((n) => `MOVE {${n}}`);
  /** Two who want the same reward, and whoever else writes meanwhile. */
  const scripts = fc
    .array(fc.tuple(fc.nat(2), fc.constantFrom(...OWN)), { minLength: 24, maxLength: 24 })
    .map((drawn) => {
      const left = [[...SCRIPT], [...SCRIPT]];
      return drawn.map(([n, text]): [number, string] => [n, left[n]?.shift() ?? text]);
    });
  const texts = fc.oneof(
    scripts,
    fc.array(fc.tuple(fc.nat(3), fc.oneof({ weight: 9, arbitrary: word }, move)), { minLength: 4, maxLength: 30 }),
    fc
      .array(fc.tuple(fc.nat(3), fc.constantFrom(...SHARED)), { minLength: 4, maxLength: 30 })
      .map((all) => all.map(([n, text]) => [n, `${text}@`] as [number, string])),
  );
  const kinds = new Map<string, number>();
  let run = 0;
  let texted = 0;
  let trips = 0;
  const at = Date.now() + 10 * SECOND_MS;
  const property = fc.asyncProperty(texts, fc.nat(2), async (said, stock) => {
    run += 1;
    const phones = [0, 1, 2, 3].map((n) => `+1${200 + run}555010${n}`);
    for (const each of [together, alone]) {
      await each.db.orm.update(rewards).set({ stock });
      await each.db.orm.update(outbox).set({ status: "cancelled" });
      // Now and then so many answers wait that strangers soon get none.
      if (run % 3 === 0) await each.client.execute({ sql: CROWD, args: [`crowd:${run}:`, at, at] });
      await each.db.orm.update(merchants).set({ earnsPerDayMax: 3 });
      await each.db.orm.insert(people).values({
        id: randomUUID(),
        merchantId: each.merchantId,
        phone: phones[0] ?? "",
        name: "Ana",
        role: "staff",
        invitedBy: each.ownerId,
        createdAt: at,
      });
    }
    const toSay = said.map(([n, text]): Said => {
      const to = text.endsWith("@") ? SHARED_NUMBER : SHOP_NUMBER;
      const written = text.replace("@", "").replace(/\{(\d)\}/, (_, other) => phones[Number(other)] ?? "");
      return { from: phones[n] ?? "", to, text: written };
    });
    const before = together.roundTrips();
    const answers = await receive(together, toSay, at + run, true);
    trips += together.roundTrips() - before;
    texted += toSay.length;
    expect(answers).toEqual(await receive(alone, toSay, at + run, false));
    expect(await rowsOf(together, phones)).toEqual(await rowsOf(alone, phones));
    for (const each of [together, alone]) {
      await each.client.execute({ sql: "DELETE FROM people WHERE phone = ?", args: [phones[0] ?? ""] }).catch(() => {});
    }
  });
  // What chance may leave out comes first; the third finds a crowd.
  const firstOf = (n: number, talk: readonly string[]) => talk.map((text): [number, string] => [n, text]);
  const offers = firstOf(1, ["JOIN", "YES OFFERS", "NO OFFERS", "YES OFFERS"]);
  const shared = firstOf(0, ["JOIN CAFE@", "YES@", "STOP ALL@", "STOP ALL@"]);
  const crowd = [0, 1, 2, 3].flatMap((n) => firstOf(n, ["HELP", "WHY", "JOIN"]));
  const examples: [[number, string][], number][] = [
    [[...offers, ...firstOf(0, SCRIPT), [2, "MOVE {1}"], [3, "Bonjour !"], [0, "STOP"]], 2],
    [shared, 1],
    [crowd, 0],
  ];
  await fc.assert(property, { numRuns: 18, endOnFailure: true, examples });
  const { rows } = await together.client.execute(
    "SELECT event.value ->> 'type' AS type, count(*) AS times FROM conversation_entries, json_each(events) AS event GROUP BY 1",
  );
  for (const { type, times } of rows) kinds.set(String(type), Number(times));
  for (const kind of CAME_UP) expect([kind, kinds.get(kind) ?? 0]).not.toEqual([kind, 0]);
  expect(trips).toBeLessThan(texted);
});

test("who has hardly any time left goes alone, and breaks off nobody else's work", async () => {
  const { context, links } = together;
  const leftMs: number[] = [];
  const line = new Receiving(links, (ms) => {
    leftMs.push(ms);
    return context;
  });
  const receives = (text: string, soonMs: number) => {
    const inbound = { ...textTo(SHOP_NUMBER, "+15145550177", text), carrierMessageId: randomUUID() };
    const writtenAt = context.now();
    return line.receive({ inbound, messageId: randomUUID(), writtenAt }, Date.now() + soonMs);
  };
  // The first is at work at once, and the others wait for it.
  const told = [
    receives("HELP", 10_000),
    receives("BALANCE", 1_900),
    receives("WHY", 10_000),
    receives("JOIN", 10_000),
  ];
  await Promise.all(told);
  // What comes again comes in a group of its own: how many there are says nothing.
  expect(leftMs.filter((ms) => ms < 2_000)).toHaveLength(1);
  expect(leftMs.filter((ms) => ms > 5_000).length).toBe(leftMs.length - 1);
});

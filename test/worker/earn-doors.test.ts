// The shop's earn code, typed by text and on the wallet's page: refused by one it is refused by the other, and done it leaves the same.

import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { conversationEntries, conversations, merchants, pointEntries, threads } from "../../worker/db/schema.ts";
import { earnByCode } from "../../worker/usecases/earn-by-code.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  await sets({ earnCode: "2468", earnsPerDayMax: 1_000, earnGapMinutes: 0, rotatingQr: false });
  await texting.nothingWaits();
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting?.close());

const sets = (change: Partial<typeof merchants.$inferInsert>) =>
  texting.db.orm.update(merchants).set(change).where(eq(merchants.id, texting.merchantId));

let phones = 0;
const member = () => texting.joins(`+1${514 + (phones % 5)}55501${10 + Math.floor(phones++ / 5)}`, 0);
type Member = Awaited<ReturnType<typeof member>>;

/** `2468`, or `2468 97531 3`. */
async function onPage({ id: customerId }: Member, typed: string, key = randomUUID()): Promise<string> {
  const [code = "", multiPointCode = "", amount = ""] = typed.split(" ");
  const [merchant] = await texting.db.orm.select().from(merchants).where(eq(merchants.id, texting.merchantId));
  if (!merchant) throw new Error("there is no shop");
  const request = { merchant, customerId, typed: { code, multiPointCode, amount }, idempotencyKey: `wallet:${key}` };
  const earned = await earnByCode(texting.context, { ...request, cause: "code" });
  return earned.ok ? "earned" : earned.error.code;
}

async function leftBy({ id, phone }: Member) {
  const { orm } = texting.db;
  const entries = await orm.select().from(pointEntries).where(eq(pointEntries.customerId, id));
  const talk = await orm
    .select({ state: conversations.state, events: conversationEntries.events })
    .from(conversations)
    .innerJoin(conversationEntries, eq(conversationEntries.conversationId, conversations.id))
    .where(eq(conversations.phone, phone))
    .orderBy(asc(conversationEntries.seq));
  const threaded = await orm.select().from(threads).where(eq(threads.customerId, id));
  const { lastEarnAt, earnsOnLastDay, points } = await texting.customerAt(phone);
  return {
    entries: entries.map(({ delta, cause, actor }) => [delta, cause, actor]),
    points,
    counted: [lastEarnAt !== null, earnsOnLastDay],
    wrong: talk[0]?.state.codeTries.wrong,
    happened: talk.flatMap(({ events }) => events.map(({ type }) => type)).filter((type) => type !== "ReplyQueued"),
    threads: threaded.map(({ reason }) => reason),
  };
}

/** There is no answer: the last text is still the welcome. */
const SILENT = /welcome/;

describe.each<[what: string, typed: string, before: (of: Member) => unknown, said: RegExp, told: string]>([
  ["a wrong code", "2469", () => {}, /not the shop|is not our|wrong|code/i, "wrong_code"],
  ["a wrong code of the staff's", "2468 97530 3", () => {}, /code/i, "wrong_code"],
  ["a code that the tablet alone has", "2468", () => sets({ rotatingQr: true }), /tablet/, "scan_tablet"],
  [
    "a second visit in a day",
    "2468",
    async (of) => {
      await sets({ earnsPerDayMax: 1 });
      await onPage(of, "2468");
    },
    /most for one day/,
    "daily_limit",
  ],
  [
    "a visit too soon",
    "2468",
    async (of) => {
      await sets({ earnGapMinutes: 30 });
      await onPage(of, "2468");
    },
    /again|from/,
    "too_soon",
  ],
  [
    "the last of too many wrong ones",
    "2469",
    async (of) => {
      for (let i = 0; i < 4; i++) await onPage(of, "1111");
    },
    SILENT,
    "too_many_tries",
  ],
  [
    "the right one after too many",
    "2468",
    async (of) => {
      for (let i = 0; i < 5; i++) await onPage(of, "1111");
    },
    SILENT,
    "too_many_tries",
  ],
])("%s", (_what, typed, prepare, said, told) => {
  test("is refused by text and on a page, and leaves the same", async () => {
    const [texter, presser] = [await member(), await member()];
    await prepare(texter);
    await prepare(presser);
    expect(await texting.says(texter.phone, typed)).toMatch(said);
    expect(await onPage(presser, typed)).toBe(told);
    expect(await leftBy(texter)).toEqual(await leftBy(presser));
  });
});

test.each(["2468", "2468 97531 3"])("%s earns the same by text and on a page", async (typed) => {
  const [texter, presser] = [await member(), await member()];
  await texting.says(texter.phone, typed);
  expect(await onPage(presser, typed)).toBe("earned");
  const left = await leftBy(presser);
  expect(await leftBy(texter)).toEqual(left);
  expect(left.happened.at(-1)).toBe("PointsEarned");
  expect(left).toMatchObject({ counted: [true, 1] });
});

test("a form that is sent twice earns once, and with something else nothing", async () => {
  const of = await member();
  const key = randomUUID();
  expect([await onPage(of, "2468", key), await onPage(of, "2468", key)]).toEqual(["earned", "earned"]);
  expect(await onPage(of, "2468 97531 3", key)).toBe("key_reused");
  expect(await leftBy(of)).toMatchObject({ points: 2 });
});

// A yes to a shop's texts, by text and with the form of its page: the same is written down, and the same is had once.

import { desc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  consentEntries,
  conversationEntries,
  conversations,
  type customers,
  links,
  pointEntries,
} from "../../worker/db/schema.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  await texting.client.execute("UPDATE merchants SET welcome_points = 1");
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting?.close());

type Customer = typeof customers.$inferSelect;

const byText = async (phone: string) => {
  await texting.says(phone, "JOIN");
  await texting.says(phone, "YES");
};
const byPage = async (phone: string) => {
  const types = await texting.fillsIn({ phone });
  expect(await types()).toMatchObject({ ok: true });
};

/** The events of the entry that agrees, and what it has left of points, links and consent. */
async function leftBy({ id, phone, points, consent }: Customer) {
  const { orm } = texting.db;
  const [talk] = await orm
    .select({ events: conversationEntries.events })
    .from(conversationEntries)
    .innerJoin(conversations, eq(conversations.id, conversationEntries.conversationId))
    .where(eq(conversations.phone, phone))
    .orderBy(desc(conversationEntries.seq))
    .limit(1);
  const entries = await orm.select().from(pointEntries).where(eq(pointEntries.customerId, id));
  const said = await orm.select().from(consentEntries).where(eq(consentEntries.customerId, id));
  return {
    // By text there is an answer, which the page gives itself; the link leads to what is still to be filled in.
    events: (talk?.events ?? [])
      .filter(({ type }) => type !== "ReplyQueued")
      .map((event) => ({ ...event, word: "said", shown: "terms", purpose: "its own" })),
    points: entries.map(({ delta, cause, idempotencyKey }) => [delta, cause, idempotencyKey === `welcome:${id}`]),
    agreed: said
      .map(({ purpose, change, actor }) => `${purpose} ${change} by ${actor}`)
      .filter((each) => !/asked/.test(each)),
    links: (await orm.select().from(links).where(eq(links.customerId, id))).length,
    holds: [points, consent],
  };
}

test.each([
  ["with points of welcome", "514", 1],
  ["where there are none", "438", 0],
])("somebody new, %s", async (_what, area, welcomePoints) => {
  const [texter, former] = [`+1${area}5550111`, `+1${area}5550112`];
  await texting.client.execute(`UPDATE merchants SET welcome_points = ${welcomePoints}`);
  await byText(texter);
  await byPage(former);
  const left = await leftBy(await texting.customerAt(texter));
  expect(left).toMatchObject({
    holds: [welcomePoints, "subscribed"],
    links: 1,
    agreed: ["points granted by customer"],
  });
  expect(left.events.map(({ type }) => type)).toContain("LinkIssued");
  expect(await leftBy(await texting.customerAt(former))).toEqual(left);
});

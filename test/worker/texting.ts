// Texts through the usecase itself, on a database of the test's own: a test can make another writer come between load and commit.

import { randomBytes, randomUUID } from "node:crypto";
import { type Client, createClient } from "@libsql/client/web";
import { and, eq } from "drizzle-orm";
import { vi } from "vitest";
import { seed } from "../../scripts/seed.ts";
import type { InboundText } from "../../src/carriers/carrier.ts";
import { writtenAt as whenWritten } from "../../src/carriers/written-at.ts";
import type { SignUp } from "../../src/consent/sign-up.ts";
import { decide } from "../../src/conversation/decide.ts";
import type { Fresh, Move } from "../../src/conversation/text-received.ts";
import { SECOND_MS } from "../../src/time.ts";
import type { Config } from "../../worker/config.ts";
import type { Context } from "../../worker/context.ts";
import { type Database, openDatabase } from "../../worker/db/client.ts";
import { writeDown } from "../../worker/db/commit-decision.ts";
import { loadConversations } from "../../worker/db/load-conversation.ts";
import { membershipAlone } from "../../worker/db/memberships.ts";
import { customers, merchants, outbox, people, rewards, senderMerchants, senders } from "../../worker/db/schema.ts";
import { createKeyedHash } from "../../worker/gateways/keyed-hash.ts";
import { createLinkSigner, type LinkSigner } from "../../worker/gateways/link-signer.ts";
import { confirmSignUp } from "../../worker/usecases/confirm-sign-up.ts";
import { Receiving } from "../../worker/usecases/receiving.ts";
import { requestSignUp } from "../../worker/usecases/request-sign-up.ts";
import { startMigrated } from "../support/migrated.ts";
import { NUMBER_HASH_KEY, SHOP_NUMBER } from "../support/service.ts";

export const SHARED_NUMBER = "+15145550190";

export type Customer = typeof customers.$inferSelect;

export interface Texting {
  readonly client: Client;
  readonly db: Database;
  readonly context: Context;
  readonly links: LinkSigner;
  /** The demo shop, with an earn code; it shares a second number with a salon. */
  readonly merchantId: string;
  readonly salonId: string;
  readonly rewardId: string;
  readonly ownerId: string;
  readonly senderId: string;
  /** The last text to the phone after this one has been handled. @param sentAt when it was written, where that is not now. */
  says(from: string, text: string, to?: string, sentAt?: number): Promise<string>;
  /** Sends the form of the shop's sign-up page; what it returns types the code that the phone gets. */
  fillsIn(
    form: Partial<SignUp> & { readonly phone: string },
    on?: FormOn,
  ): Promise<() => ReturnType<typeof confirmSignUp>>;
  receives(text: InboundText): ReturnType<Receiving["receive"]>;
  /** Loads and decides now; what it returns commits, whatever has happened meanwhile. */
  hesitates(from: string, text: string, fresh?: Partial<Fresh>): Promise<() => Promise<void>>;
  /** Joins, and is given points with the staff's code. */
  joins(phone: string, points: number): Promise<Customer>;
  /** MOVE from the new phone, and the code that the old one got. */
  brings(from: string, to: string): Promise<void>;
  /** Nobody sends here, and where many answers wait strangers get none: what has been queued so far waits no more. */
  nothingWaits(): Promise<void>;
  customerAt(phone: string): Promise<Customer>;
  /** To the database so far. */
  roundTrips(): number;
  close(): Promise<void>;
}

/** The shop and the number of its sign-up page. */
export interface FormOn {
  readonly slug: string;
  readonly number: string;
}

export const textTo = (to: string, from: string, text: string): InboundText => ({
  carrier: "simulator",
  carrierMessageId: randomUUID(),
  from,
  to,
  text,
  content: text,
  sentAt: null,
});

export async function startTexting(): Promise<Texting> {
  // The service's log has nothing to say here.
  const silent = vi.spyOn(console, "log").mockImplementation(() => {});
  const server = await startMigrated();
  const client = createClient({ url: server.url });
  await seed(client, { demo: true, env: {} });
  const db = openDatabase(server.url, undefined);
  const linkKeys = `1:${randomBytes(32).toString("base64url")}`;
  const links = createLinkSigner(linkKeys, "https://cmptr.test");
  // No two things happen in the same millisecond, so that what came last is known.
  let clock = 0;
  const now = () => {
    clock = Math.max(clock + 1, Date.now());
    return clock;
  };
  const context: Context = {
    db,
    config: { LINK_SIGNING_KEYS: linkKeys } as Config,
    now,
    newId: () => randomUUID(),
    keyedHash: createKeyedHash(NUMBER_HASH_KEY),
    nudgeSender() {},
    nudgeRooms() {},
    waitUntil() {},
  };
  const line = new Receiving(links, () => context);
  const receive = (inbound: InboundText) => {
    const writtenAt = whenWritten({ sentAt: inbound.sentAt, issuedAt: null }, now());
    return line.receive({ inbound, messageId: randomUUID(), writtenAt }, Number.POSITIVE_INFINITY);
  };
  const codes = { earnCode: "2468", multiPointCode: "97531", earnsPerDayMax: 1_000 };
  const [merchant] = await db.orm.update(merchants).set(codes).returning();
  const [reward] = await db.orm.select().from(rewards);
  const [owner] = await db.orm.select().from(people);
  const [sender] = await db.orm.select().from(senders);
  if (!merchant || !reward || !owner || !sender) throw new Error("the demo shop is not there");
  const salonId = randomUUID();
  const shared = randomUUID();
  await db.write([
    db.orm.insert(merchants).values({ ...merchant, id: salonId, slug: "salon", name: "Salon Rivage" }),
    db.orm.insert(senders).values({ ...sender, id: shared, number: SHARED_NUMBER }),
    db.orm.insert(senderMerchants).values({ senderId: shared, merchantId: merchant.id, keyword: "CAFE" }),
    db.orm.insert(senderMerchants).values({ senderId: shared, merchantId: salonId, keyword: "SALON" }),
  ]);

  async function says(from: string, text: string, to = SHOP_NUMBER, sentAt?: number): Promise<string> {
    const inbound = { ...textTo(to, from, text), ...(sentAt === undefined ? {} : { sentAt }) };
    const received = await receive(inbound);
    if (received !== "handled") throw new Error(`the text was ${received}`);
    laterOn();
    const sent = await db.orm.select().from(outbox).where(eq(outbox.recipient, from)).orderBy(outbox.createdAt);
    return sent.at(-1)?.text ?? "";
  }
  /** Nobody writes twice in a second: in the same one as a STOP, the STOP wins. */
  function laterOn(): void {
    clock = Math.max(clock, Date.now()) + SECOND_MS;
  }
  async function customerAt(phone: string): Promise<Customer> {
    const [customer] = await db.orm.select().from(customers).where(eq(customers.phone, phone));
    if (!customer) throw new Error(`nobody is at ${phone}`);
    return customer;
  }
  async function fillsIn(form: Partial<SignUp> & { readonly phone: string }, on?: FormOn) {
    const slug = on?.slug ?? merchant?.slug ?? "";
    const [found] = await db.orm
      .select({ merchant: merchants, sender: senders, keyword: senderMerchants.keyword })
      .from(merchants)
      .innerJoin(senderMerchants, eq(senderMerchants.merchantId, merchants.id))
      .innerJoin(senders, eq(senders.id, senderMerchants.senderId))
      .where(and(eq(merchants.slug, slug), eq(senders.number, on?.number ?? SHOP_NUMBER)));
    if (!found) throw new Error("there is no such page");
    const shop = { merchant: found.merchant, sender: { ...found.sender, keyword: found.keyword }, reward: null };
    const blank = { name: null, birthday: null, email: null, agreesToOffers: false, agreesToEmail: false } as const;
    const request = { shop, shownIn: "en", page: "/join", address: undefined } as const;
    const asked = await requestSignUp(context, { ...request, form: { ...blank, language: "en", ...form } });
    if (!asked.ok) throw new Error(`the form was refused: ${asked.error}`);
    laterOn();
    const [sent] = await db.orm
      .select()
      .from(outbox)
      .where(eq(outbox.cause, `sign_up_code:${asked.value}`));
    const typedCode = /\d{6}/.exec(sent?.text ?? "")?.[0] ?? "000000";
    return () => confirmSignUp(context, links, { shop, signUpId: asked.value, typedCode });
  }
  return {
    client,
    db,
    context,
    links,
    fillsIn,
    merchantId: merchant.id,
    salonId,
    rewardId: reward.id,
    ownerId: owner.id,
    senderId: sender.id,
    says,
    receives: receive,
    customerAt,
    async brings(from, to) {
      await says(to, `MOVE ${from}`);
      const isCode = and(eq(outbox.recipient, from), eq(outbox.kind, "move_code"));
      const sent = await db.orm.select().from(outbox).where(isCode).orderBy(outbox.createdAt);
      await says(to, /\d{6}/.exec(sent.at(-1)?.text ?? "")?.[0] ?? "no code");
    },
    async nothingWaits() {
      await db.orm.update(outbox).set({ status: "cancelled", reason: "test", settledAt: clock });
    },
    roundTrips: () => server.requests(),
    async hesitates(from, text, fresh = {}) {
      const inbound = textTo(SHOP_NUMBER, from, text);
      const now = context.now();
      const numberHash = await context.keyedHash("number", from);
      const [found] = await loadConversations(db, inbound, [{ inbound, numberHash }], now);
      const loaded = found?.known;
      if (!loaded) throw new Error("there is no shop");
      const { conversation, sender, answersWaiting, shops } = loaded;
      const ids = { claimId: randomUUID(), moveId: randomUUID() };
      const made = { ...ids, redemptionCode: "K7M42F", moveCode: "482913", ...fresh };
      // Whatever code is typed is right.
      const moves = loaded.moves.map(({ move: { id, merchantId: shopId }, account }): Move => {
        return { stage: "asked", id, shopId, codeIsRight: true, account: membershipAlone(account) };
      });
      const around = { phone: from, sender, answersWaiting, shops, link: "https://cmptr.test/A" };
      const input = { ...around, text, writtenAt: now, fresh: made, moves };
      const decision = decide(conversation, input, now);
      const phones = [from, ...loaded.moves.flatMap(({ move }) => [move.fromPhone, move.toPhone])];
      const hashed = phones.map(async (phone) => [phone, await context.keyedHash("number", phone)] as const);
      const commit = {
        inbound,
        messageId: randomUUID(),
        writtenAt: now,
        loaded,
        decision,
        linkId: randomUUID(),
        moveCodeHash: null,
        hashes: new Map(await Promise.all(hashed)),
      };
      const [first, ...others] = writeDown(db, commit, now, context.newId).queries;
      return async () => void (first && (await db.write([first, ...others])));
    },
    async joins(phone, points) {
      await says(phone, "JOIN");
      await says(phone, "YES");
      if (points > 0) await says(phone, `2468 97531 ${points}`);
      return customerAt(phone);
    },
    async close() {
      silent.mockRestore();
      client.close();
      await server.close();
    },
  };
}

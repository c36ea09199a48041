// A shop with one of everything, and somebody of each role signed in: put straight into the database, under ids of its own.

import { createHash, randomUUID } from "node:crypto";
import type { Client } from "@libsql/client";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { type Role, roles } from "../../src/people/roles.ts";
import {
  apiKeys,
  auditEntries,
  claims,
  consentEntries,
  customerSessions,
  customers,
  devices,
  disputes,
  inboundMessages,
  kiosks,
  merchants,
  moves,
  offers,
  pendingPoints,
  people,
  pictures,
  pointEntries,
  purchases,
  rewards,
  senderMerchants,
  senders,
  sessions,
  staffCodes,
  threads,
} from "../../worker/db/schema.ts";

const DAY_MS = 86_400_000;

export interface Member {
  readonly id: string;
  readonly sessionId: string;
  /** On another device of theirs. */
  readonly otherSessionId: string;
  /** That knows their number. */
  readonly deviceId: string;
  /** What their browser sends. */
  readonly cookie: string;
}

export interface Tenant {
  readonly merchantId: string;
  readonly people: Readonly<Record<Role, Member>>;
  /** Somebody of the staff whom nobody will miss. */
  readonly spare: Member;
  readonly customerId: string;
  readonly phone: string;
  readonly rewardId: string;
  /** With a coupon. */
  readonly offerId: string;
  /** Taken with entry 3, and used. */
  readonly claimId: string;
  /** Open, on entry 2. */
  readonly disputeId: string;
  /** Asked for, and not made. */
  readonly moveId: string;
  readonly kioskId: string;
  readonly staffCodeId: string;
  readonly apiKeyId: string;
  /** Waits for a number that is nobody's. */
  readonly pendingId: string;
}

/** One more shop in the same database, on the same number. */
export async function addShop(client: Client, slug: string): Promise<string> {
  const db = drizzle(client);
  const [first] = await db.select().from(merchants).limit(1);
  const [onNumber] = await db.select().from(senderMerchants).limit(1);
  if (!first || !onNumber) throw new Error("there is no shop");
  const id = randomUUID();
  await db.insert(merchants).values({ ...first, id, slug, name: slug });
  await db.insert(senderMerchants).values({ ...onNumber, merchantId: id, keyword: slug.toUpperCase() });
  return id;
}

/** @param area three digits: the telephone numbers of two shops differ. */
export async function fillShop(client: Client, merchantId: string, area: string): Promise<Tenant> {
  const db = drizzle(client);
  const now = Date.now();
  const apiKeyId = randomUUID();
  const pendingId = randomUUID();
  const [customerId, rewardId, offerId, claimId, disputeId, moveId, kioskId, staffCodeId] = Array.from(
    { length: 8 },
    () => randomUUID(),
  );
  if (!customerId || !rewardId || !offerId || !claimId || !disputeId || !moveId || !kioskId || !staffCodeId)
    throw new Error("no ids");
  const [sender] = await db.select().from(senders).limit(1);
  if (!sender) throw new Error("there is no number");
  const phone = `+1${area}5550140`;
  const members = roles.map((role, i) => ({
    ...newMember(),
    name: `${role} ${area}`,
    role,
    phone: `+1${area}555018${i}`,
  }));
  const spare = { ...newMember(), name: `spare ${area}`, role: "staff" as const, phone: `+1${area}5550185` };
  const entries = [
    { delta: 5, balance: 5, cause: "welcome", actor: "system" },
    { delta: 10, balance: 15, cause: "visit", actor: `staff:${staffCodeId}` },
    { delta: -10, balance: 5, cause: "claim", actor: "customer", claimId },
  ] as const;
  await db.batch([
    db.insert(people).values(
      [...members, spare].map(({ id, name, role, phone }) => ({
        id,
        merchantId,
        name,
        role,
        phone,
        createdAt: now,
        confirmedAt: now,
      })),
    ),
    db.insert(sessions).values(
      [...members, spare].flatMap(({ id, sessionId, otherSessionId, token }) => [
        { id: sessionId, tokenHash: hashOf(token), personId: id, expiresAt: now + DAY_MS, createdAt: now },
        { id: otherSessionId, tokenHash: hashOf(randomUUID()), personId: id, expiresAt: now + DAY_MS, createdAt: now },
      ]),
    ),
    db.insert(devices).values(
      [...members, spare].map(({ deviceId, phone }) => ({
        id: deviceId,
        tokenHash: hashOf(randomUUID()),
        phone,
        expiresAt: now + DAY_MS,
        usedAt: now,
        createdAt: now,
      })),
    ),
    db.insert(customers).values({
      id: customerId,
      merchantId,
      phone,
      name: `Zoé ${area}`,
      consent: "subscribed",
      consentSeq: 2,
      points: 5,
      pointsSeq: 3,
      birthday: "05-12",
      createdAt: now - 40 * DAY_MS,
    }),
    db.insert(consentEntries).values([
      {
        customerId,
        seq: 1,
        change: "asked",
        word: "JOIGNEZ",
        actor: "customer",
        cause: `c1:${area}`,
        at: now - 40 * DAY_MS,
      },
      {
        customerId,
        seq: 2,
        change: "granted",
        word: "OUI",
        shown: `Repondez OUI pour recevoir nos SMS. ${area}`,
        actor: "customer",
        cause: `c2:${area}`,
        at: now - 40 * DAY_MS,
      },
    ]),
    db.insert(rewards).values({
      id: rewardId,
      merchantId,
      cost: 10,
      titleEn: `a free coffee ${area}`,
      titleFr: `un café offert ${area}`,
      createdAt: now,
    }),
    db.insert(claims).values({
      id: claimId,
      merchantId,
      customerId,
      rewardId,
      cost: 10,
      status: "used",
      takenAt: now - DAY_MS,
      usedAt: now - DAY_MS,
      usedWith: `kiosk:${kioskId}`,
    }),
    db.insert(auditEntries).values({
      id: randomUUID(),
      merchantId,
      act: "code_redeemed",
      subject: claimId,
      at: now - DAY_MS,
    }),
    db.insert(pointEntries).values(
      entries.map((entry, i) => ({
        ...entry,
        customerId,
        seq: i + 1,
        idempotencyKey: entry.cause === "welcome" ? `welcome:${customerId}` : `${area}:${i}`,
        at: now - (3 - i) * DAY_MS,
      })),
    ),
    db
      .insert(disputes)
      .values({ id: disputeId, merchantId, customerId, entrySeq: 2, givenBy: `staff:${staffCodeId}`, openedAt: now }),
    db.insert(moves).values({
      id: moveId,
      merchantId,
      customerId,
      senderId: sender.id,
      fromPhone: `+1${area}5550141`,
      toPhone: phone,
      codeHash: "",
      askedAt: now,
      expiresAt: now,
    }),
    db.insert(offers).values({
      id: offerId,
      merchantId,
      titleEn: `Two for one ${area}`,
      titleFr: `Deux pour un ${area}`,
      startsAt: now - DAY_MS,
      endsAt: now + 5 * DAY_MS,
      hasCoupon: true,
      createdAt: now,
    }),
    db.insert(rewards).values({
      id: offerId,
      offerId,
      merchantId,
      cost: 0,
      perCustomerMax: 1,
      titleEn: `Two for one ${area}`,
      titleFr: `Deux pour un ${area}`,
      createdAt: now,
    }),
    db.insert(kiosks).values({ id: kioskId, merchantId, name: `Counter ${area}`, pairedAt: now, createdAt: now }),
    db
      .insert(staffCodes)
      .values({ id: staffCodeId, merchantId, label: `Luc ${area}`, codeHash: randomUUID(), createdAt: now }),
    db.insert(apiKeys).values({
      id: apiKeyId,
      merchantId,
      label: `Till ${area}`,
      keyHash: randomUUID(),
      scopes: ["purchases:write"],
      createdAt: now,
    }),
    db.insert(pendingPoints).values({
      id: pendingId,
      merchantId,
      phone: `+1${area}5550142`,
      points: 2,
      actor: `kiosk:${kioskId}`,
      idempotencyKey: randomUUID(),
      createdAt: now,
      lapsesAt: now + 10 * DAY_MS,
    }),
    db.insert(inboundMessages).values({
      id: randomUUID(),
      carrier: "simulator",
      carrierMessageId: randomUUID(),
      customerId,
      from: phone,
      to: "+15145550100",
      text: `A question for ${area}`,
      receivedAt: now,
    }),
    db.insert(threads).values({ customerId, merchantId, unread: 1, reason: "message", lastAt: now }),
  ]);
  const [owner, manager, staff] = members;
  if (!owner || !manager || !staff) throw new Error("no members");
  return {
    merchantId,
    people: { owner, manager, staff },
    spare,
    customerId,
    phone,
    rewardId,
    offerId,
    claimId,
    disputeId,
    moveId,
    kioskId,
    staffCodeId,
    apiKeyId,
    pendingId,
  };
}

/** A session of the customer's wallet: what their browser sends. */
export async function openWallet(client: Client, { customerId }: Tenant): Promise<string> {
  const token = randomUUID();
  const now = Date.now();
  const session = { tokenHash: hashOf(token), customerId, expiresAt: now + DAY_MS, createdAt: now };
  await drizzle(client).insert(customerSessions).values(session);
  return `wallet=${token}`;
}

/** Everything of a shop, as text: two snapshots are the same when nobody has touched it. */
export async function snapshot(client: Client, { merchantId, customerId }: Tenant): Promise<string> {
  const db = drizzle(client);
  const ofShop = [
    rewards,
    customers,
    claims,
    disputes,
    moves,
    offers,
    pictures,
    kiosks,
    staffCodes,
    apiKeys,
    purchases,
    pendingPoints,
    people,
    threads,
  ].map((table) => db.select().from(table).where(eq(table.merchantId, merchantId)));
  const rows = await Promise.all([
    db.select().from(merchants).where(eq(merchants.id, merchantId)),
    ...ofShop,
    db.select().from(pointEntries).where(eq(pointEntries.customerId, customerId)),
    db
      .select()
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.personId))
      .where(eq(people.merchantId, merchantId)),
    db
      .select()
      .from(devices)
      .innerJoin(people, eq(people.phone, devices.phone))
      .where(eq(people.merchantId, merchantId)),
  ]);
  return JSON.stringify(rows);
}

function newMember(): Member & { readonly token: string } {
  const token = randomUUID();
  const [id, sessionId, otherSessionId, deviceId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  return { id, sessionId, otherSessionId, deviceId, token, cookie: `session=${token}` };
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

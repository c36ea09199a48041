// Who has left since a backup stays left: STOPs, withdrawals, doubts and deletions. What a phone has said holds for whoever the backup has
// behind that number, since an account may have moved in between.

import { and, desc, eq } from "drizzle-orm";
import { isSuppressed, later as latest, neverStopped, onSharedNumber } from "../../src/consent/suppression.ts";
import { DELETED } from "../../src/merchant/deleted-customer.ts";
import type { Query } from "../../worker/db/client.ts";
import { changeConsent, changeOffers } from "../../worker/db/consent.ts";
import { endEmailConsent } from "../../worker/db/email-consent.ts";
import {
  consentEntries,
  customers,
  merchants,
  senderMerchants,
  senders,
  suppressions,
} from "../../worker/db/schema.ts";
import { writeStop } from "../../worker/db/suppressions.ts";
import type { KeyedHash } from "../../worker/gateways/keyed-hash.ts";
import { deleteCustomer } from "../../worker/usecases/delete-customer.ts";
import type { OperatorDatabase } from "./database.ts";
import { newId } from "./ids.ts";

/** Made by the service itself: a statement for each, in batches. */
const ROWS_A_BATCH = 200;

type Customer = typeof customers.$inferSelect;
type Db = OperatorDatabase["db"];

/** Of the backup, with what its stops are found by. */
type Holder = Customer & { readonly numberHash: string };

export async function mergeConsent(
  { db }: OperatorDatabase,
  since: OperatorDatabase,
  keyedHash: KeyedHash,
  now: number,
): Promise<string[]> {
  const later = await since.db.orm.select().from(customers);
  const [deleted, undeleted] = await mergeDeletions(db, later, keyedHash, now);
  const known = (await db.orm.select().from(customers)).filter(({ phone }) => phone.startsWith("+"));
  const holders = await Promise.all(
    known.map(async (each) => ({ ...each, numberHash: await keyedHash("number", each.phone) })),
  );
  const stops = await mergeStops(db, since, holders);
  const records = await mergeRecords(db, since, { later, holders }, now);
  const byNumber = await mergeByNumber(db, holders);
  return [
    `Merged in: ${stops.merged} stops by number, ${records.withdrawn + byNumber} withdrawals, ${records.held} doubts, ${deleted} deletions.`,
    `Not merged: ${stops.homeless} stops of shops and numbers that the backup does not have, ${stops.returns} returns of who has left in the backup too, ${undeleted} deletions that could not be done: try again.`,
  ];
}

/** Data go by whose they are, not by their number. */
async function mergeDeletions(
  db: Db,
  later: readonly Customer[],
  keyedHash: KeyedHash,
  now: number,
): Promise<[deleted: number, undeleted: number]> {
  const context = { db, now: () => now, newId: () => newId(now), keyedHash, nudgeRooms() {} };
  const isNamed = new Set(
    (await db.orm.select().from(customers)).filter(({ phone }) => !phone.startsWith(DELETED)).map(({ id }) => id),
  );
  const gone = later.filter(({ id, phone }) => phone.startsWith(DELETED) && isNamed.has(id));
  let deleted = 0;
  for (const { id: customerId, merchantId } of gone) {
    const request = { merchantId, customerId, word: "RESTORE", shown: "deleted before a backup was restored" };
    if ((await deleteCustomer(context, request)) === "deleted") deleted++;
  }
  return [deleted, gone.length - deleted];
}

type Stop = typeof suppressions.$inferSelect;

/** The later time of each holds, as it does where two texts of one phone come in. Who has left in the backup comes back by a text of their own. */
async function mergeStops(db: Db, since: OperatorDatabase, holders: readonly Holder[]) {
  const all = await since.db.orm.select().from(suppressions);
  const scopes = new Set([
    ...(await db.orm.select({ id: merchants.id }).from(merchants)).map(({ id }) => id),
    ...(await db.orm.select({ id: senders.id }).from(senders)).map(({ id }) => id),
  ]);
  const hasLeft = new Set(
    holders
      .filter(({ consent }) => consent === "opted_out")
      .map(({ merchantId, numberHash }) => keyOf({ scopeKind: "business", scopeId: merchantId, numberHash })),
  );
  const before = new Map((await db.orm.select().from(suppressions)).map((row) => [keyOf(row), row]));
  const merged = all
    .filter(({ scopeId }) => scopes.has(scopeId))
    .map((row): Stop => {
      const known = before.get(keyOf(row));
      const liftedAt = hasLeft.has(keyOf(row))
        ? (known?.liftedAt ?? null)
        : latest(row.liftedAt, known?.liftedAt ?? null);
      return { ...row, stoppedAt: latest(row.stoppedAt, known?.stoppedAt ?? null), liftedAt };
    })
    .filter((row) => latest(row.stoppedAt, row.liftedAt) !== null);
  const news = merged.filter((row) => {
    const known = before.get(keyOf(row));
    return known?.stoppedAt !== row.stoppedAt || known.liftedAt !== row.liftedAt;
  });
  for (let i = 0; i < news.length; i += ROWS_A_BATCH) {
    const [first, ...others] = news.slice(i, i + ROWS_A_BATCH).map(
      ({ stoppedAt, liftedAt, ...row }): Query =>
        db.orm
          .insert(suppressions)
          .values({ ...row, stoppedAt, liftedAt })
          .onConflictDoUpdate({
            target: [suppressions.numberHash, suppressions.scopeKind, suppressions.scopeId],
            set: { stoppedAt, liftedAt, source: row.source },
          }),
    );
    if (first) await db.write([first, ...others]);
  }
  const returns = all.filter((row) => hasLeft.has(keyOf(row)) && !isSuppressed(row)).length;
  return { merged: news.length, homeless: all.filter(({ scopeId }) => !scopes.has(scopeId)).length, returns };
}

const keyOf = ({ scopeKind, scopeId, numberHash }: Pick<Stop, "scopeKind" | "scopeId" | "numberHash">) =>
  `${scopeKind}:${scopeId}:${numberHash}`;

interface Both {
  readonly later: readonly Customer[];
  readonly holders: readonly Holder[];
}

/** What the later record of a number says, of whoever the backup has behind that number; of an address, whose it is. */
async function mergeRecords(db: Db, since: OperatorDatabase, { later, holders }: Both, now: number) {
  const held = new Map(holders.map((holder) => [`${holder.merchantId}:${holder.phone}`, holder]));
  const byId = new Map(holders.map((holder) => [holder.id, holder]));
  const done = { withdrawn: 0, held: 0 };
  for (const { id, merchantId, phone, consent, offersConsent, emailConsent } of later) {
    const cause = `restored:${id}`;
    const holder = held.get(`${merchantId}:${phone}`);
    if (holder && consent === "opted_out" && holder.consent !== "opted_out") {
      await withdraw(db, holder, await lastWithdrawal(since, id, now));
      done.withdrawn++;
    } else if (holder && consent === "held" && holder.consent === "subscribed") {
      await db.write(changeConsent(db, holder, { change: "held", word: "RESTORE", cause }, now));
      done.held++;
    }
    if (holder?.offersConsent === "subscribed" && offersConsent !== "subscribed" && consent !== "opted_out") {
      const seq = holder.consentSeq + (consent === "held" && holder.consent === "subscribed" ? 1 : 0);
      const change = { change: "withdrawn", word: "NO OFFERS", shown: "", cause } as const;
      await db.write(changeOffers(db, { id: holder.id, seq }, change, now));
      done.withdrawn++;
    }
    if (byId.get(id)?.emailConsent === "subscribed" && emailConsent !== "subscribed") {
      await db.write(endEmailConsent(db, { merchantId, customerId: id, shown: "", cause }, now));
      done.withdrawn++;
    }
  }
  return done;
}

interface Withdrawal {
  readonly word: string;
  readonly cause: string;
  readonly actor: "customer" | "carrier";
  readonly at: number;
}

async function lastWithdrawal(since: OperatorDatabase, customerId: string, now: number): Promise<Withdrawal> {
  const [last] = await since.db.orm
    .select()
    .from(consentEntries)
    .where(
      and(
        eq(consentEntries.customerId, customerId),
        eq(consentEntries.change, "withdrawn"),
        eq(consentEntries.purpose, "points"),
      ),
    )
    .orderBy(desc(consentEntries.seq))
    .limit(1);
  const { word = "STOP", cause = customerId, actor = "customer", at = now } = last ?? {};
  return { word, cause: `restored:${cause}`, actor, at };
}

/** A stop that stands, and whose record the database that was replaced had lost, or has behind another number by now. */
async function mergeByNumber(db: Db, holders: readonly Holder[]): Promise<number> {
  const stops = new Map((await db.orm.select().from(suppressions)).map((row) => [keyOf(row), row]));
  const pools = await db.orm.select().from(senderMerchants);
  const current = new Map((await db.orm.select().from(customers)).map((customer) => [customer.id, customer]));
  let withdrawn = 0;
  for (const { id, merchantId, numberHash } of holders) {
    const customer = current.get(id);
    if (customer?.consent !== "subscribed" && customer?.consent !== "held") continue;
    const find = (scopeKind: Stop["scopeKind"], scopeId: string) =>
      stops.get(keyOf({ scopeKind, scopeId, numberHash })) ?? neverStopped;
    const business = find("business", merchantId);
    const stop = pools
      .filter((pool) => pool.merchantId === merchantId)
      .map(({ senderId }) => onSharedNumber(business, find("pool", senderId)))
      .find(isSuppressed);
    const stoppedAt = stop?.stoppedAt ?? (isSuppressed(business) ? business.stoppedAt : null);
    if (stoppedAt === null) continue;
    const said = { word: "STOP", cause: `restored:${id}`, actor: "customer", at: stoppedAt } as const;
    await withdraw(db, { ...customer, numberHash }, said);
    withdrawn++;
  }
  return withdrawn;
}

function withdraw(db: Db, holder: Holder, { at, actor, ...said }: Withdrawal) {
  const { merchantId, numberHash } = holder;
  const source = actor === "carrier" ? "carrier" : "text";
  return db.write([
    writeStop(db, { kind: "business", merchantId }, { numberHash, at, source }),
    ...changeConsent(db, holder, { ...said, change: "withdrawn", actor }, at),
  ]);
}

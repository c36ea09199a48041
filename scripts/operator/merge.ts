// What people have said since a backup, merged into it: STOPs, withdrawals and deletions; and nothing that was on its way goes out again.

import { and, desc, eq, inArray } from "drizzle-orm";
import { later as latest } from "../../src/consent/suppression.ts";
import { DELETED } from "../../src/merchant/deleted-customer.ts";
import type { Query } from "../../worker/db/client.ts";
import { changeConsent, changeOffers } from "../../worker/db/consent.ts";
import { endEmailConsent } from "../../worker/db/email-consent.ts";
import {
  consentEntries,
  customers,
  merchants,
  outbox,
  senders,
  serviceState,
  suppressions,
} from "../../worker/db/schema.ts";
import { writeStop } from "../../worker/db/suppressions.ts";
import type { KeyedHash } from "../../worker/gateways/keyed-hash.ts";
import { deleteCustomer } from "../../worker/usecases/delete-customer.ts";
import type { OperatorDatabase } from "./database.ts";
import { newId } from "./ids.ts";

/** Made by the service itself: a statement for each, in batches. */
const ROWS_A_BATCH = 200;

/** @param since the database that is replaced; null where there is none. @returns what was done and what was not, in figures. */
export async function mergeInto(
  { db }: OperatorDatabase,
  since: OperatorDatabase | null,
  keyedHash: KeyedHash,
): Promise<string[]> {
  const now = Date.now();
  const unfinished = await db.orm
    .update(outbox)
    .set({ status: "unknown", reason: "restored", leaseUntil: null, settledAt: now })
    .where(inArray(outbox.status, ["queued", "held", "sending", "unconfirmed"]))
    .returning({ id: outbox.id });
  await db.orm.insert(serviceState).values({ name: "restored", since: now }).onConflictDoNothing();
  const told = [`${unfinished.length} messages that were not finished are never sent again.`];
  if (since === null) return [...told, "There was no database to replace: nothing was merged in."];

  const known = await db.orm.select().from(customers);
  const later = await since.db.orm.select().from(customers);
  const byId = new Map(known.map((customer) => [customer.id, customer]));
  const [stops, homeless] = await mergeStops(db, since);
  let [withdrawn, held, deleted, unmerged] = [0, 0, 0, 0];
  for (const { id, phone, consent, offersConsent, emailConsent, merchantId } of later) {
    const customer = byId.get(id);
    const hasLeft = consent === "opted_out" || phone.startsWith(DELETED);
    if (customer === undefined) unmerged += hasLeft ? 1 : 0;
    else if (phone.startsWith(DELETED) && !customer.phone.startsWith(DELETED)) {
      const context = { db, now: () => now, newId: () => newId(now), keyedHash, nudgeRooms() {} };
      const request = { merchantId, customerId: id, word: "RESTORE", shown: "deleted before a backup was restored" };
      if ((await deleteCustomer(context, request)) === "busy") unmerged++;
      else deleted++;
    } else if (hasLeft && customer.consent !== "opted_out") {
      const [last] = await since.db.orm
        .select()
        .from(consentEntries)
        .where(
          and(
            eq(consentEntries.customerId, id),
            eq(consentEntries.change, "withdrawn"),
            eq(consentEntries.purpose, "points"),
          ),
        )
        .orderBy(desc(consentEntries.seq))
        .limit(1);
      const change = {
        change: "withdrawn",
        word: last?.word ?? "STOP",
        cause: `restored:${last?.cause ?? id}`,
      } as const;
      const numberHash = await keyedHash("number", customer.phone);
      const source = last?.actor === "carrier" ? "carrier" : "text";
      await db.write([
        writeStop(db, { kind: "business", merchantId }, { numberHash, at: last?.at ?? now, source }),
        ...changeConsent(db, customer, { ...change, actor: last?.actor ?? "customer" }, last?.at ?? now),
      ]);
      withdrawn++;
    } else if (consent === "held" && customer.consent === "subscribed") {
      await db.write(changeConsent(db, customer, { change: "held", word: "RESTORE", cause: `restored:${id}` }, now));
      held++;
    }
    if (customer?.offersConsent === "subscribed" && offersConsent !== "subscribed" && !hasLeft) {
      const seq = customer.consentSeq + (consent === "held" && customer.consent === "subscribed" ? 1 : 0);
      const change = { change: "withdrawn", word: "NO OFFERS", shown: "", cause: `restored:${id}` } as const;
      await db.write(changeOffers(db, { id, seq }, change, now));
      withdrawn++;
    }
    if (customer?.emailConsent === "subscribed" && emailConsent !== "subscribed") {
      await db.write(endEmailConsent(db, { merchantId, customerId: id, shown: "", cause: `restored:${id}` }, now));
      withdrawn++;
    }
  }
  const lost = later.filter(({ id }) => !byId.has(id)).length;
  const changed = later.filter(({ id, pointsSeq }) => (byId.get(id)?.pointsSeq ?? pointsSeq) !== pointsSeq).length;
  return [
    ...told,
    `Merged in: ${stops} stops by number, ${withdrawn} withdrawals, ${held} doubts, ${deleted} deletions.`,
    `Not merged: ${lost} customers who came since (${unmerged} of them had left again), points of ${changed} accounts that have changed since, ${homeless} stops of shops and numbers that the backup does not have.`,
  ];
}

/** The later time of each holds, as it does where two texts of one phone come in. */
async function mergeStops(
  db: OperatorDatabase["db"],
  since: OperatorDatabase,
): Promise<[merged: number, homeless: number]> {
  const all = await since.db.orm.select().from(suppressions);
  const scopes = [
    ...(await db.orm.select({ id: merchants.id }).from(merchants)),
    ...(await db.orm.select({ id: senders.id }).from(senders)),
  ].map(({ id }) => id);
  const rows = all.filter(({ scopeId }) => scopes.includes(scopeId));
  const before = new Map((await db.orm.select().from(suppressions)).map((row) => [keyOf(row), row]));
  const news = rows.filter((row) => {
    const known = before.get(keyOf(row));
    return (
      known === undefined ||
      (row.stoppedAt ?? 0) > (known.stoppedAt ?? 0) ||
      (row.liftedAt ?? 0) > (known.liftedAt ?? 0)
    );
  });
  for (let i = 0; i < news.length; i += ROWS_A_BATCH) {
    const [first, ...others] = news.slice(i, i + ROWS_A_BATCH).map((row): Query => {
      const known = before.get(keyOf(row));
      const stoppedAt = latest(row.stoppedAt, known?.stoppedAt ?? null);
      const liftedAt = latest(row.liftedAt, known?.liftedAt ?? null);
      return db.orm
        .insert(suppressions)
        .values({ ...row, stoppedAt, liftedAt })
        .onConflictDoUpdate({
          target: [suppressions.numberHash, suppressions.scopeKind, suppressions.scopeId],
          set: { stoppedAt, liftedAt, source: row.source },
        });
    });
    if (first) await db.write([first, ...others]);
  }
  return [news.length, all.length - rows.length];
}

const keyOf = ({ scopeKind, scopeId, numberHash }: typeof suppressions.$inferSelect) =>
  `${scopeKind}:${scopeId}:${numberHash}`;

// Once a minute until it is done: what had stopped before suppressions were kept by number is written there too, a chunk at a time.

import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { isE164 } from "../../src/phone.ts";
import type { Context } from "../context.ts";
import type { Query } from "../db/client.ts";
import { backfills, consentEntries, conversations, customers } from "../db/schema.ts";
import { type Scope, writeOldStop } from "../db/suppressions.ts";
import { log } from "../log.ts";

const CHUNK = 200;

interface Stopped {
  /** Ascending: where the next chunk begins. */
  readonly id: string;
  readonly phone: string;
  readonly scope: Scope;
  /** Unix milliseconds. */
  readonly at: number;
}

/** By the name of the backfill: what comes after a cursor. */
const sources: Readonly<Record<string, (context: Context, after: string) => Promise<readonly Stopped[]>>> = {
  async stops_of_customers({ db: { orm } }, after) {
    const at = sql<number>`coalesce((SELECT max(at) FROM ${consentEntries} WHERE ${and(
      eq(consentEntries.customerId, customers.id),
      eq(consentEntries.change, "withdrawn"),
    )}), 0)`;
    const rows = await orm
      .select({ id: customers.id, phone: customers.phone, merchantId: customers.merchantId, at })
      .from(customers)
      .where(and(gt(customers.id, after), eq(customers.consent, "opted_out")))
      .orderBy(asc(customers.id))
      .limit(CHUNK);
    return rows.map(({ merchantId, ...row }) => ({ ...row, scope: { kind: "business", merchantId } }));
  },
  async stops_of_pools({ db: { orm } }, after) {
    const rows = await orm
      .select({ id: conversations.id, phone: conversations.phone, senderId: conversations.senderId })
      .from(conversations)
      .where(and(gt(conversations.id, after), sql`${conversations.state} ->> '$.stoppedAll' = 1`))
      .orderBy(asc(conversations.id))
      .limit(CHUNK);
    return rows.map(({ senderId, ...row }) => ({ ...row, scope: { kind: "pool", senderId }, at: 0 }));
  },
};

export async function hashStops(context: Context): Promise<void> {
  const { db, keyedHash } = context;
  const names = Object.keys(sources);
  const known = await db.orm.select().from(backfills).where(inArray(backfills.name, names));
  for (const name of names) {
    const state = known.find((each) => each.name === name);
    const load = sources[name];
    if (!load || (state && state.doneAt !== null)) continue;
    const chunk = await load(context, state?.cursor ?? "");
    // A customer who was deleted has no number any more to be known by.
    const stopped = chunk.filter(({ phone }) => isE164(phone));
    // A query that a promise resolves to would be run by it, and be none any more.
    const hashes = await Promise.all(stopped.map(({ phone }) => keyedHash("number", phone)));
    const stops = stopped.map(({ scope, at }, i): Query => {
      return writeOldStop(db, scope, { numberHash: hashes[i] ?? "", at });
    });
    const cursor = chunk.at(-1)?.id ?? state?.cursor ?? "";
    const doneAt = chunk.length < CHUNK ? context.now() : null;
    const progress = db.orm
      .insert(backfills)
      .values({ name, cursor, doneAt })
      .onConflictDoUpdate({ target: backfills.name, set: { cursor, doneAt } });
    await db.write([progress, ...stops]);
    if (stopped.length > 0 || doneAt !== null)
      log("info", "backfill", { name, written: stopped.length, done: doneAt !== null });
  }
}

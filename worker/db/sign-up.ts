// Forms of the sign-up page: how many were asked for, the one that a code comes back to, and what a proven one brings about.

import { and, desc, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { PUMPING_WINDOWS_MS, type SignUpsAsked } from "../../src/messaging/pumping.ts";
import { CODE_TRIES_MAX } from "../../src/messaging/sign-in-code.ts";
import type { Database, Query } from "./client.ts";
import { customers, emailConsentEntries, pendingPoints, signUps } from "./schema.ts";

export interface Asking {
  readonly merchantId: string;
  readonly phone: string;
  readonly prefix: string;
  readonly source: string | null;
}

export interface SignUpFacts {
  readonly asked: SignUpsAsked;
  /** All the forms that this shop ever got: the number of the next one is one more. */
  readonly last: number;
  readonly customerId: string | null;
}

export async function loadSignUpFacts(
  { orm, read }: Database,
  { merchantId, phone, prefix, source }: Asking,
  now: number,
): Promise<SignUpFacts> {
  const since = (windowMs: number, of: SQL | undefined) =>
    orm
      .select({ count: sql<number>`count(*)` })
      .from(signUps)
      .where(and(of, gt(signUps.createdAt, now - windowMs)));
  const unconfirmed = (of: SQL | undefined) => and(of, isNull(signUps.confirmedAt));
  const { short, hour, day } = PUMPING_WINDOWS_MS;
  const counts = await read([
    since(short, eq(signUps.phone, phone)),
    since(day, eq(signUps.phone, phone)),
    since(hour, unconfirmed(source === null ? sql`FALSE` : eq(signUps.source, source))),
    since(hour, unconfirmed(eq(signUps.prefix, prefix))),
    since(hour, unconfirmed(eq(signUps.merchantId, merchantId))),
    since(day, unconfirmed(eq(signUps.merchantId, merchantId))),
    orm
      .select({ n: signUps.n })
      .from(signUps)
      .where(eq(signUps.merchantId, merchantId))
      .orderBy(desc(signUps.n))
      .limit(1),
    orm
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), eq(customers.phone, phone))),
  ]);
  const [lately, today, source_, prefix_, thisHour, thisDay, [last], [customer]] = counts;
  const figure = ([row]: readonly { readonly count: number }[]) => row?.count ?? 0;
  return {
    asked: {
      byNumberLately: figure(lately),
      byNumberToday: figure(today),
      bySourceThisHour: figure(source_),
      byPrefixThisHour: figure(prefix_),
      byShopThisHour: figure(thisHour),
      byShopToday: figure(thisDay),
    },
    last: last?.n ?? 0,
    customerId: customer?.id ?? null,
  };
}

/** Counts one try against a code that is still good, and returns its form; null when it is unknown, old, used or worn out. */
export async function takeSignUpTry({ orm }: Database, merchantId: string, id: string, now: number) {
  const good = and(
    eq(signUps.merchantId, merchantId),
    eq(signUps.id, id),
    isNull(signUps.confirmedAt),
    gt(signUps.expiresAt, now),
    sql`${signUps.tries} < ${CODE_TRIES_MAX}`,
  );
  const [form] = await orm
    .update(signUps)
    .set({ tries: sql`${signUps.tries} + 1` })
    .where(good)
    .returning();
  return form ?? null;
}

/** The customer behind a number, and the points that wait for it. */
export async function loadProven({ orm, read }: Database, merchantId: string, phone: string, now: number) {
  const [[customer], waiting] = await read([
    orm
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), eq(customers.phone, phone))),
    orm
      .select()
      .from(pendingPoints)
      .where(
        and(
          eq(pendingPoints.merchantId, merchantId),
          eq(pendingPoints.phone, phone),
          eq(pendingPoints.status, "waiting"),
          gt(pendingPoints.lapsesAt, now),
        ),
      )
      .orderBy(pendingPoints.createdAt, pendingPoints.id),
  ]);
  return customer ? { customerId: customer.id, waiting } : null;
}

export interface ProvenForm {
  readonly merchantId: string;
  /** Whose it becomes; the row is written earlier in the batch, if this batch writes it. */
  readonly customerId: string;
  /** The one that a code came back to; or, after a YES by text, the one that waits for the number. */
  readonly which: { readonly signUpId: string } | { readonly phone: string };
  readonly cause: string;
}

/**
 * The statements that make a form the customer's own. With a YES by text two forms that wait leave it open which one was meant,
 * and one of them may be a stranger's: then neither counts. No seq has to be known: they read what the batch has left.
 */
export function applySignUp({ orm }: Database, { merchantId, customerId, which, cause }: ProvenForm, now: number) {
  const waits = sql`${signUps.merchantId} = ${merchantId} AND ${signUps.confirmedAt} IS NULL AND ${signUps.expiresAt} > ${now}`;
  const chosen =
    "signUpId" in which
      ? sql`${waits} AND ${signUps.id} = ${which.signUpId}`
      : sql`${waits} AND ${signUps.phone} = ${which.phone} AND 1 = (
          SELECT count(*) FROM ${signUps} WHERE ${waits} AND ${signUps.phone} = ${which.phone})`;
  const keepEmailConsent = sql`INSERT INTO ${emailConsentEntries}
      (customer_id, seq, change, email, shown, words_version, page, actor, cause, at)
    SELECT ${customers.id}, ${customers.emailConsentSeq} + 1, 'granted', ${signUps.email}, ${signUps.emailWords},
      ${signUps.wordsVersion}, ${signUps.page}, 'customer', ${cause}, ${now}
    FROM ${signUps} JOIN ${customers} ON ${customers.id} = ${customerId}
    WHERE ${chosen} AND ${signUps.emailWords} IS NOT NULL`;
  const fillIn = sql`UPDATE ${customers} SET
      name = coalesce(${signUps.name}, ${customers.name}),
      birthday = coalesce(${signUps.birthday}, ${customers.birthday}),
      email = coalesce(${signUps.email}, ${customers.email}),
      email_consent = iif(${signUps.emailWords} IS NULL, ${customers.emailConsent}, 'subscribed'),
      email_consent_seq = ${customers.emailConsentSeq} + (${signUps.emailWords} IS NOT NULL)
    FROM ${signUps} WHERE ${customers.id} = ${customerId} AND ${chosen}`;
  const confirm = sql`UPDATE ${signUps} SET confirmed_at = ${now}, confirmed_by = ${"signUpId" in which ? "code" : "text"}
    WHERE ${chosen}`;
  return [orm.run(keepEmailConsent), orm.run(fillIn), orm.run(confirm)] as const satisfies readonly Query[];
}

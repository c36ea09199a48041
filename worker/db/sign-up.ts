// Forms of the sign-up page: how many were asked for, the one that a code comes back to, and what a proven one brings about.

import { and, desc, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { PUMPING_WINDOWS_MS, type SignUpsAsked } from "../../src/messaging/pumping.ts";
import { SMS_CODE_TRIES_MAX } from "../../src/messaging/sms-code.ts";
import type { Database } from "./client.ts";
import { ADDRESS_CHANGED } from "./email-consent.ts";
import { pointsWaitingFor } from "./pending.ts";
import { builder, type Held, prepared } from "./prepared.ts";
import { customers, emailConsentEntries, merchants, signUps } from "./schema.ts";

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
    sql`${signUps.tries} < ${SMS_CODE_TRIES_MAX}`,
  );
  const [form] = await orm
    .update(signUps)
    .set({ tries: sql`${signUps.tries} + 1` })
    .where(good)
    .returning();
  return form ?? null;
}

/** The customer behind a number, and how many points wait for it. */
export async function loadProven({ orm }: Database, merchantId: string, phone: string, now: number) {
  const [proven] = await orm
    .select({ customerId: customers.id, pointsWaiting: pointsWaitingFor(phone, now) })
    .from(customers)
    .innerJoin(merchants, eq(merchants.id, customers.merchantId))
    .where(and(eq(customers.merchantId, merchantId), eq(customers.phone, phone)));
  return proven ?? null;
}

export interface ProvenForm {
  readonly merchantId: string;
  /** Whose it becomes. */
  readonly customerId: string;
  /** The one that a code came back to. A YES by text takes the number only: the form may be a stranger's. */
  readonly signUpId: string;
  readonly cause: string;
}

/** The statements that make a form the customer's own. No seq has to be known: they read what the batch has left. */
export const applySignUp = (proven: ProvenForm, now: number) =>
  applyNamed({ ...proven, endedBy: `${ADDRESS_CHANGED}:${proven.cause}`, now });

type Applied = ProvenForm & { readonly endedBy: string; readonly now: number };

const applyNamed = prepared(({ signUpId, ...proven }: Held<Applied>) =>
  applying(sql`${waitsAt(proven)} AND ${signUps.id} = ${signUpId}`, proven),
);

const waitsAt = ({ merchantId, now }: Held<Pick<Applied, "merchantId" | "now">>) =>
  sql`${signUps.merchantId} = ${merchantId} AND ${signUps.confirmedAt} IS NULL AND ${signUps.expiresAt} > ${now}`;

function applying(chosen: SQL, { customerId, cause, endedBy, now }: Held<Omit<Applied, "signUpId">>) {
  // What was agreed to for one address was not for another.
  const agreed = sql`(${customers.emailConsent} = 'subscribed' OR ${customers.emailAskedAt} IS NOT NULL)`;
  const ends = sql`(${agreed} AND coalesce(${signUps.email} <> ${customers.email}, FALSE))`;
  const endEmailConsent = sql`INSERT INTO ${emailConsentEntries}
      (customer_id, seq, change, email, shown, words_version, page, actor, cause, at)
    SELECT ${customers.id}, ${customers.emailConsentSeq} + 1, 'withdrawn', ${customers.email}, NULL,
      NULL, ${signUps.page}, 'customer', ${endedBy}, ${now}
    FROM ${signUps} JOIN ${customers} ON ${customers.id} = ${customerId}
    WHERE ${chosen} AND ${ends}`;
  // The address is asked, not agreed, until it has proven itself.
  const asks = sql`(${signUps.emailWords} IS NOT NULL AND NOT (${agreed} AND NOT ${ends}))`;
  const keepEmailConsent = sql`INSERT INTO ${emailConsentEntries}
      (customer_id, seq, change, email, shown, words_version, page, actor, cause, at)
    SELECT ${customers.id}, ${customers.emailConsentSeq} + 1 + ${ends}, 'asked', ${signUps.email}, ${signUps.emailWords},
      ${signUps.wordsVersion}, ${signUps.page}, 'customer', ${cause}, ${now}
    FROM ${signUps} JOIN ${customers} ON ${customers.id} = ${customerId}
    WHERE ${chosen} AND ${asks}`;
  const fillIn = sql`UPDATE ${customers} SET
      name = coalesce(${signUps.name}, ${customers.name}),
      birthday = coalesce(${signUps.birthday}, ${customers.birthday}),
      email = coalesce(${signUps.email}, ${customers.email}),
      email_consent = CASE WHEN ${ends} THEN 'opted_out' ELSE ${customers.emailConsent} END,
      email_asked_at = CASE WHEN ${asks} THEN ${now} WHEN ${ends} THEN NULL ELSE ${customers.emailAskedAt} END,
      email_consent_seq = ${customers.emailConsentSeq} + ${ends} + ${asks}
    FROM ${signUps} WHERE ${customers.id} = ${customerId} AND ${chosen}`;
  const confirm = sql`UPDATE ${signUps} SET confirmed_at = ${now},
      confirmed_by = 'code', customer_id = ${customerId}
    WHERE ${chosen}`;
  return [
    builder.run(endEmailConsent),
    builder.run(keepEmailConsent),
    builder.run(fillIn),
    builder.run(confirm),
  ] as const;
}

// What is remembered of a number whose member had themselves deleted: found by its hash, and written as they go.

import { and, eq, sql } from "drizzle-orm";
import type { FormerMember } from "../../src/loyalty/former-member.ts";
import type { Database, Query } from "./client.ts";
import { claims, formerMembers, pointEntries, rewards } from "./schema.ts";

/** @param numberHash `keyedHash("number", phone)`. */
export const selectFormer = ({ orm }: Database, merchantId: string, numberHash: string) =>
  orm
    .select({ deletedAt: formerMembers.deletedAt, had: formerMembers.had })
    .from(formerMembers)
    .where(and(eq(formerMembers.numberHash, numberHash), eq(formerMembers.merchantId, merchantId)));

export async function loadFormer(db: Database, merchantId: string, numberHash: string): Promise<FormerMember | null> {
  const [former] = await selectFormer(db, merchantId, numberHash);
  return former ?? null;
}

/** Before what they had is forgotten. Who goes a second time takes along what they had the first. */
export const rememberMember = (
  { orm }: Database,
  of: { readonly merchantId: string; readonly customerId: string; readonly numberHash: string },
  now: number,
): Query =>
  orm.run(sql`INSERT INTO ${formerMembers} (number_hash, merchant_id, deleted_at, had)
    SELECT ${of.numberHash}, ${of.merchantId}, ${now}, coalesce(json_group_object(id, had), '{}') FROM (
      SELECT id, sum(had) AS had FROM (
        SELECT ${claims.rewardId} AS id, 1 AS had
        FROM ${claims} JOIN ${rewards} ON ${rewards.id} = ${claims.rewardId}
        WHERE ${claims.customerId} = ${of.customerId} AND ${claims.status} <> 'reversed' AND ${rewards.perCustomerMax} IS NOT NULL
        UNION ALL
        SELECT 'birthday:' || substr(${pointEntries.idempotencyKey}, -4), 1
        FROM ${pointEntries} WHERE ${pointEntries.customerId} = ${of.customerId} AND ${pointEntries.cause} = 'birthday'
        UNION ALL
        SELECT before.key, before.value FROM ${formerMembers} JOIN json_each(${formerMembers.had}) AS before
        WHERE ${formerMembers.numberHash} = ${of.numberHash} AND ${formerMembers.merchantId} = ${of.merchantId}
      ) GROUP BY id
    ) WHERE TRUE
    ON CONFLICT (number_hash, merchant_id) DO UPDATE SET deleted_at = excluded.deleted_at, had = excluded.had`);

/** With an account that moves goes what its old number had before a deletion: more than once is not had by changing the number either. */
export const carryFormer = (
  { orm }: Database,
  of: { readonly merchantId: string; readonly fromHash: string; readonly toHash: string },
): Query =>
  orm.run(sql`INSERT INTO ${formerMembers} (number_hash, merchant_id, deleted_at, had)
    SELECT ${of.toHash}, merchant_id, deleted_at, had FROM ${formerMembers}
    WHERE ${formerMembers.numberHash} = ${of.fromHash} AND ${formerMembers.merchantId} = ${of.merchantId}
    ON CONFLICT (number_hash, merchant_id) DO UPDATE SET deleted_at = max(deleted_at, excluded.deleted_at), had = (
      SELECT json_group_object(key, most) FROM (
        SELECT key, max(value) AS most FROM (
          SELECT key, value FROM json_each(former_members.had) UNION ALL SELECT key, value FROM json_each(excluded.had)
        ) GROUP BY key))`);

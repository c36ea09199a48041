// Kiosks: the paired device behind a token, the codes that staff open it with, and what it shows of the shop.

import { and, asc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import { uuidv7 } from "../../src/ids.ts";
import type { Tries } from "../../src/loyalty/staff-code.ts";
import type { Database, Query } from "./client.ts";
import { asCounted, type Counter, shopsOfSender } from "./counter.ts";
import { kiosks, merchants, rewards, senderMerchants, senders, staffCodes } from "./schema.ts";

export interface PairedKiosk extends Counter, Tries {
  readonly name: string;
  readonly revokedAt: number | null;
}

export async function loadKiosk({ orm }: Database, tokenHash: string): Promise<PairedKiosk | null> {
  const [row] = await orm
    .select({
      kiosk: kiosks,
      merchant: merchants,
      sender: senders,
      keyword: senderMerchants.keyword,
      shops: shopsOfSender,
    })
    .from(kiosks)
    .innerJoin(merchants, eq(merchants.id, kiosks.merchantId))
    .leftJoin(senderMerchants, eq(senderMerchants.merchantId, kiosks.merchantId))
    .leftJoin(senders, eq(senders.id, senderMerchants.senderId))
    .where(eq(kiosks.tokenHash, tokenHash))
    .orderBy(asc(senders.id))
    .limit(1);
  if (!row) return null;
  const { id, name, revokedAt, wrongTries, lockedUntil } = row.kiosk;
  const { merchant, sender, keyword, shops } = row;
  const counted = sender === null || keyword === null ? null : asCounted({ sender, keyword, shops });
  return { id, name, revokedAt, wrongTries, lockedUntil, merchant, sender: counted };
}

export async function loadTries({ orm }: Database, kioskId: string): Promise<Tries | null> {
  const [tries] = await orm
    .select({ wrongTries: kiosks.wrongTries, lockedUntil: kiosks.lockedUntil })
    .from(kiosks)
    .where(eq(kiosks.id, kioskId));
  return tries ?? null;
}

/** False when somebody else has tried in between. */
export async function swapTries({ orm }: Database, kioskId: string, seen: Tries, next: Tries): Promise<boolean> {
  const asSeen = and(eq(kiosks.wrongTries, seen.wrongTries), eq(kiosks.lockedUntil, seen.lockedUntil));
  const swapped = await orm
    .update(kiosks)
    .set(next)
    .where(and(eq(kiosks.id, kioskId), asSeen))
    .returning({ id: kiosks.id });
  return swapped.length > 0;
}

export interface StaffCode {
  readonly id: string;
  readonly label: string;
}

export async function findStaffCode(
  { orm }: Database,
  merchantId: string,
  by: { readonly codeHash: string } | { readonly id: string },
): Promise<StaffCode | null> {
  const [code] = await orm
    .select({ id: staffCodes.id, label: staffCodes.label })
    .from(staffCodes)
    .where(
      and(
        eq(staffCodes.merchantId, merchantId),
        "id" in by ? eq(staffCodes.id, by.id) : eq(staffCodes.codeHash, by.codeHash),
        isNull(staffCodes.revokedAt),
      ),
    );
  return code ?? null;
}

/** Not where the same code has been hashed with the key already. */
export const rehashStaffCode = (
  { orm }: Database,
  merchantId: string,
  { keylessHash, codeHash }: { readonly keylessHash: string; readonly codeHash: string },
): Query =>
  orm
    .update(staffCodes)
    .set({ codeHash })
    .where(
      and(
        eq(staffCodes.merchantId, merchantId),
        eq(staffCodes.codeHash, keylessHash),
        sql`NOT EXISTS (SELECT 1 FROM staff_codes AS other WHERE other.merchant_id = ${merchantId} AND other.code_hash = ${codeHash})`,
      ),
    );

/** What people know an actor as: the label of a staff code, the name of a kiosk; null where it has none. */
export async function nameOfActor({ orm }: Database, merchantId: string, actor: string): Promise<string | null> {
  const [kind, id = ""] = actor.split(":");
  const table = kind === "staff" ? staffCodes : kind === "kiosk" ? kiosks : null;
  if (table === null) return null;
  const name = table === staffCodes ? staffCodes.label : kiosks.name;
  const [named] = await orm
    .select({ name })
    .from(table)
    .where(and(eq(table.merchantId, merchantId), eq(table.id, id)));
  return named?.name ?? null;
}

export interface RewardOnOffer {
  readonly id: string;
  readonly cost: number;
  readonly title: { readonly en: string; readonly fr: string };
}

export const selectRewardsOnOffer = ({ orm }: Database, merchantId: string, now: number) =>
  orm
    .select({ id: rewards.id, cost: rewards.cost, title: { en: rewards.titleEn, fr: rewards.titleFr } })
    .from(rewards)
    .where(
      and(
        eq(rewards.merchantId, merchantId),
        isNull(rewards.offerId),
        or(isNull(rewards.withdrawnAt), gt(rewards.withdrawnAt, now)),
        or(isNull(rewards.startsAt), lte(rewards.startsAt, now)),
        or(isNull(rewards.endsAt), gt(rewards.endsAt, now)),
        or(isNull(rewards.stock), gt(rewards.stock, 0)),
      ),
    )
    .orderBy(asc(rewards.cost), asc(rewards.id));

/** The key under which the database knows an act: the device's own id, within its kiosk. */
export const actKey = (kioskId: string, actId: string): string => `kiosk:${kioskId}:${actId}`;

/** Where a kiosk that types numbers keeps count of the texts that it made us send: by our clock, not by the tablet's. */
export const invitationCause = (kioskId: string, id: string): string => `kiosk_invitation:${kioskId}:${id}`;

/** UUIDs of version 7 begin with their time: all keys of this prefix made at or after a moment are greater than this. */
export const keysSince = (prefix: string, at: number): string => prefix + uuidv7(at, new Uint8Array());

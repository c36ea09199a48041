// An offer is added or changed. Its id is made with the form, so that a form sent twice is one offer.

import { sql } from "drizzle-orm";
import type { OfferSettings } from "../../src/loyalty/offer-settings.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { offers } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function saveOffer(
  context: Context,
  { person, merchant }: SignedIn,
  offerId: string,
  settings: OfferSettings,
): Promise<Result<void, "no_such_offer">> {
  const { db } = context;
  const at = context.now();
  const isEditable = sql`${offers.id} = ${offerId} AND ${offers.merchantId} = ${merchant.id} AND ${offers.withdrawnAt} IS NULL`;
  const entry = { id: context.newId(), merchantId: merchant.id, personId: person.id, act: "offer_saved", at };
  const [saved] = await db.write([
    db.orm
      .insert(offers)
      .values({ ...settings, id: offerId, merchantId: merchant.id, createdAt: at })
      .onConflictDoUpdate({ target: offers.id, set: settings, setWhere: isEditable })
      .returning({ id: offers.id }),
    auditWhere(db, { ...entry, subject: offerId }, offers, isEditable),
  ]);
  if (saved.length === 0) return err("no_such_offer");
  context.nudgeRooms(merchant.id);
  return ok(undefined);
}

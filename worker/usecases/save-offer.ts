// An offer is added or changed, with its picture and its coupon. Its id is made with the form, so that a form sent twice is one offer.

import { sql } from "drizzle-orm";
import type { Picture } from "../../src/pictures/picture.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { OfferSettings } from "../../src/rewards/offer-settings.ts";
import type { Context } from "../context.ts";
import { violatedCheck } from "../db/constraint.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { replacePicture, saveCouponReward } from "../db/offers.ts";
import { offers } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

/** What becomes of the picture that the offer has. */
export type PictureChange = "keep" | "remove" | (Picture & { readonly bytes: Uint8Array<ArrayBuffer> });

export async function saveOffer(
  context: Context,
  { person, merchant }: SignedIn,
  { offerId, settings, picture }: { offerId: string; settings: OfferSettings; picture: PictureChange },
): Promise<Result<void, "no_such_offer">> {
  const { db } = context;
  const at = context.now();
  const { id: merchantId } = merchant;
  const isEditable = sql`${offers.id} = ${offerId} AND ${offers.merchantId} = ${merchantId} AND ${offers.withdrawnAt} IS NULL`;
  const entry = { id: context.newId(), merchantId, personId: person.id, act: "offer_saved", at } as const;
  const newPicture = typeof picture === "string" ? null : { ...picture, id: context.newId() };
  const changes = [
    db.orm
      .insert(offers)
      .values({ ...settings, id: offerId, merchantId, createdAt: at })
      .onConflictDoUpdate({ target: offers.id, set: settings, setWhere: isEditable })
      .returning({ id: offers.id }),
    auditWhere(db, { ...entry, subject: offerId }, offers, isEditable),
    saveCouponReward(db, isEditable),
    ...(picture === "keep" ? [] : replacePicture(db, { merchantId, isOffer: isEditable, picture: newPicture }, at)),
  ] as const;
  try {
    const [saved] = await db.write(changes);
    if (saved.length === 0) return err("no_such_offer");
  } catch (error) {
    // The id is a reward's.
    if (violatedCheck(error) !== "cost") throw error;
    return err("no_such_offer");
  }
  context.nudgeRooms(merchantId);
  return ok(undefined);
}

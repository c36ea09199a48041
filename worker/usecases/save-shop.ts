// An owner sets what the shop is and where. With its country and region known, the sweep lets go what was held for want of them.

import { eq } from "drizzle-orm";
import type { ShopSettings } from "../../src/merchant/shop-settings.ts";
import type { Context } from "../context.ts";
import { audit } from "../db/merchant-audit.ts";
import { merchants } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";
import { changedFields } from "./changed-fields.ts";

export async function saveShop(
  context: Context,
  { person, merchant }: SignedIn,
  settings: ShopSettings,
): Promise<void> {
  const changed = changedFields<Record<keyof ShopSettings, unknown>>(merchant, settings);
  if (changed.length === 0) return;
  const { db } = context;
  const at = context.now();
  const entry = { id: context.newId(), merchantId: merchant.id, personId: person.id, act: "shop_saved", at } as const;
  await db.write([
    db.orm.update(merchants).set(settings).where(eq(merchants.id, merchant.id)),
    audit(db, { ...entry, subject: changed.join(",") }),
  ]);
  context.nudgeRooms(merchant.id);
}

// A manager sets how points are earned and rewards used. The audit row names what has changed, never a code.

import { eq } from "drizzle-orm";
import type { ProgrammeSettings } from "../../src/loyalty/programme-settings.ts";
import type { Context } from "../context.ts";
import { audit } from "../db/merchant-audit.ts";
import { merchants } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";
import { changedFields } from "./changed-fields.ts";

export async function saveProgramme(
  context: Context,
  { person, merchant }: SignedIn,
  settings: ProgrammeSettings,
): Promise<void> {
  const changed = changedFields(merchant, settings);
  if (changed.length === 0) return;
  const { db } = context;
  const at = context.now();
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "programme_saved",
    at,
  } as const;
  await db.write([
    db.orm.update(merchants).set(settings).where(eq(merchants.id, merchant.id)),
    audit(db, { ...entry, subject: changed.join(",") }),
  ]);
  context.nudgeRooms(merchant.id);
}

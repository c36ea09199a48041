// A customer completes or changes what the shop knows of them.

import { and, eq } from "drizzle-orm";
import { type Profile, type ProfileFaults, readProfile, type TypedProfile } from "../../src/loyalty/profile.ts";
import type { Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { customers } from "../db/schema.ts";

export interface SaveProfile {
  readonly merchantId: string;
  readonly customerId: string;
  readonly typed: TypedProfile;
  /** How two bare figures of a birthday are read at this shop. */
  readonly monthFirst: boolean;
}

export async function saveProfile(
  context: Context,
  { merchantId, customerId, typed, monthFirst }: SaveProfile,
): Promise<Result<Profile, ProfileFaults>> {
  const profile = readProfile(typed, monthFirst);
  if (!profile.ok) return profile;
  await context.db.orm
    .update(customers)
    .set(profile.value)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId)));
  context.nudgeRooms(merchantId);
  return profile;
}

// Counts one request against its limits: by a device that has signed in before, else by the network address that it comes from.

import { isWithin, type LimitName } from "../../src/messaging/limits.ts";
import { sourceOf } from "../../src/messaging/pumping.ts";
import type { Context } from "../context.ts";
import { countOne } from "../db/limits.ts";

export interface Asker {
  /** The network address; undefined where it is not known. */
  readonly address: string | undefined;
  /** Of a device that has signed in before. */
  readonly deviceId: string | null;
}

type Names = readonly [LimitName, ...LimitName[]];

/** @param who an id, or a keyed hash: what is counted is not to be read from the table. */
export async function isWithinLimits(
  { db, now }: Context,
  names: Names,
  who: string,
  isKnown = true,
): Promise<boolean> {
  const at = now();
  const [first, ...rest] = names;
  const counts = await db.write([countOne(db, first, who, at), ...rest.map((name) => countOne(db, name, who, at))]);
  return names.every((name, i) => isWithin(name, counts[i]?.[0]?.count ?? 0, isKnown));
}

/** @param limits those of a device, and those of an address. */
export async function mayAsk(
  context: Context,
  { address, deviceId }: Asker,
  limits: { readonly device: Names; readonly source: Names },
): Promise<boolean> {
  if (deviceId !== null) return isWithinLimits(context, limits.device, deviceId);
  const source = sourceOf(address);
  const who = source === null ? "unknown" : await context.keyedHash("source", source);
  return isWithinLimits(context, limits.source, who, source !== null);
}

// Who did it, in words: the names behind `person:<id>`, `staff:<id>` and `kiosk:<id>`.

import { asc, eq } from "drizzle-orm";
import type { Database } from "./client.ts";
import { kiosks, people, staffCodes } from "./schema.ts";

export type ActorNames = ReadonlyMap<string, string>;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** For a batch of reads; the rows go to `actorNames`. People who have left and codes that were revoked keep their names. */
export const selectActors = ({ orm }: Database, merchantId: string) =>
  [
    orm
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(eq(people.merchantId, merchantId))
      .orderBy(asc(people.name)),
    orm
      .select({ id: staffCodes.id, name: staffCodes.label })
      .from(staffCodes)
      .where(eq(staffCodes.merchantId, merchantId))
      .orderBy(asc(staffCodes.label)),
    orm
      .select({ id: kiosks.id, name: kiosks.name })
      .from(kiosks)
      .where(eq(kiosks.merchantId, merchantId))
      .orderBy(asc(kiosks.name)),
  ] as const;

export const actorNames = (
  peopleRows: readonly Named[],
  staffCodeRows: readonly Named[],
  kioskRows: readonly Named[],
): ActorNames =>
  new Map([
    ...peopleRows.map(({ id, name }) => [`person:${id}`, name] as const),
    ...staffCodeRows.map(({ id, name }) => [`staff:${id}`, name] as const),
    ...kioskRows.map(({ id, name }) => [`kiosk:${id}`, name] as const),
  ]);

// Who did it, in words: the names behind `person:<id>`, `staff:<id>`, `kiosk:<id>` and `till:<id>`.

import { asc, eq } from "drizzle-orm";
import type { Database } from "./client.ts";
import { apiKeys, kiosks, people, staffCodes } from "./schema.ts";

export type ActorNames = ReadonlyMap<string, string>;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** For a batch of reads; the rows go to `actorNames`. Who has left and what was revoked keeps its name. */
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
    orm
      .select({ id: apiKeys.id, name: apiKeys.label })
      .from(apiKeys)
      .where(eq(apiKeys.merchantId, merchantId))
      .orderBy(asc(apiKeys.label)),
  ] as const;

export const actorNames = (
  peopleRows: readonly Named[],
  staffCodeRows: readonly Named[],
  kioskRows: readonly Named[],
  apiKeyRows: readonly Named[],
): ActorNames =>
  new Map([
    ...peopleRows.map(({ id, name }) => [`person:${id}`, name] as const),
    ...staffCodeRows.map(({ id, name }) => [`staff:${id}`, name] as const),
    ...kioskRows.map(({ id, name }) => [`kiosk:${id}`, name] as const),
    ...apiKeyRows.map(({ id, name }) => [`till:${id}`, name] as const),
  ]);

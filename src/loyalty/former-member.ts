// A number that was a member's and had itself deleted: what is had once is not had again by coming back.

import type { Holdings } from "../rewards/catalogue.ts";

export interface FormerMember {
  /** Unix milliseconds. */
  readonly deletedAt: number;
  /** How many it had of each reward that is limited, by id; and by `birthdayOf` the years whose birthday points it had. */
  readonly had: Readonly<Record<string, number>>;
}

export const birthdayOf = (year: string): string => `birthday:${year}`;

export const welcomePointsFor = (welcomePoints: number, former: FormerMember | null): number =>
  former === null ? welcomePoints : 0;

export const hadBirthday = (former: FormerMember | null, year: string): boolean =>
  (former?.had[birthdayOf(year)] ?? 0) > 0;

/** With what was taken before the deletion. The coupon of an offer that had begun then counts as had, whether or not it was. */
export function takenInAll(
  taken: Holdings["taken"],
  former: FormerMember | null,
  offers: readonly { readonly id: string; readonly startsAt: number }[],
): Holdings["taken"] {
  if (former === null) return taken;
  const begun = offers.filter(({ startsAt }) => startsAt <= former.deletedAt).map(({ id }) => [id, 1] as const);
  const before = { ...former.had, ...Object.fromEntries(begun) };
  const all = Object.entries(before).map(([id, count]) => [id, count + (taken[id] ?? 0)] as const);
  return { ...taken, ...Object.fromEntries(all) };
}

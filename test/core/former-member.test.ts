// What a number that was deleted has had, and does not get again.

import { describe, expect, test } from "vitest";
import {
  birthdayOf,
  type FormerMember,
  hadBirthday,
  takenInAll,
  welcomePointsFor,
} from "../../src/loyalty/former-member.ts";

const DELETED_AT = Date.UTC(2026, 10, 23, 15);
const former: FormerMember = { deletedAt: DELETED_AT, had: { cake: 2, begun: 1, [birthdayOf("2026")]: 1 } };
const offers = [
  { id: "begun", startsAt: DELETED_AT - 2 },
  { id: "just", startsAt: DELETED_AT },
  { id: "since", startsAt: DELETED_AT + 1 },
];

test("welcome points are given once to a number", () => {
  expect(welcomePointsFor(5, null)).toBe(5);
  expect(welcomePointsFor(5, former)).toBe(0);
});

test("a birthday is given for once a year", () => {
  expect([hadBirthday(null, "2026"), hadBirthday(former, "2026"), hadBirthday(former, "2027")]).toEqual([
    false,
    true,
    false,
  ]);
});

describe("what has been taken", () => {
  test.each<[string, Record<string, number>, FormerMember | null, Record<string, number>]>([
    ["of nobody known", { cake: 1 }, null, { cake: 1 }],
    ["before, with each offer that had begun", {}, former, { cake: 2, begun: 1, just: 1, "birthday:2026": 1 }],
    ["before and since", { cake: 1, since: 1 }, former, { cake: 3, since: 1, begun: 1, just: 1, "birthday:2026": 1 }],
  ])("%s", (_, taken, of, all) => {
    expect(takenInAll(taken, of, offers)).toEqual(all);
  });
});

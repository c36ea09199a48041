// Which role may do what, as one table that a merchant would recognise.

import { expect, test } from "vitest";
import { mayDo, type Permission, permissions, roles } from "../../src/people/roles.ts";

const TABLE: readonly (readonly [permission: Permission, owner: boolean, manager: boolean, staff: boolean])[] = [
  ["answer_customers", true, true, true],
  ["see_customers", true, true, true],
  ["give_points", true, true, true],
  ["see_own_sessions", true, true, true],
  ["correct_points", true, true, false],
  ["run_programme", true, true, false],
  ["manage_kiosks", true, true, false],
  ["manage_tills", true, true, false],
  ["see_history", true, true, false],
  ["run_shop", true, false, false],
  ["manage_people", true, false, false],
];

test.each(TABLE)("%s: owner %s, manager %s, staff %s", (permission, owner, manager, staff) => {
  expect([mayDo("owner", permission), mayDo("manager", permission), mayDo("staff", permission)]).toEqual([
    owner,
    manager,
    staff,
  ]);
});

test("every permission is in the table", () => {
  expect(TABLE.map(([permission]) => permission)).toEqual(permissions);
});

test("each role may do all that the one below it may", () => {
  for (const permission of permissions) {
    const allowed = roles.map((role) => Number(mayDo(role, permission)));
    expect(allowed).toEqual([...allowed].sort((a, b) => b - a));
  }
});

// Who may use which route: each role, a kiosk, a customer and a stranger, on each route that the application really has,
// with the ids of their own shop and with another shop's.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mayDo, type Role, roles } from "../../../src/people/roles.ts";
import { API, INBOX, KIOSK, OPEN, WALLET } from "../../support/route-table.ts";
import { listRoutes } from "../../support/routes.ts";
import { type Service, startService } from "../../support/service.ts";
import { addShop, fillShop, openWallet, snapshot, type Tenant } from "../../support/tenants.ts";

const OUTSIDERS: Readonly<Record<string, string>> = {
  "a stranger": "",
  "somebody with a made-up session": `session=${randomUUID()}; wallet=${randomUUID()}`,
};

let service: Service;
let other: Tenant;
/** What had been done in it when it was made. */
let itsActs: unknown;
const own = {} as Record<Role, Tenant>;

beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
  other = await fillShop(service.db, await addShop(service.db, "other"), "613");
  itsActs = await actsOfOther();
  for (const [i, role] of roles.entries()) {
    const merchantId = await addShop(service.db, `shop-of-${role}`);
    own[role] = await fillShop(service.db, merchantId, String(302 + i));
  }
});
afterAll(() => service?.dispose());

/** @param of whose ids are in the address. */
function ask(route: string, of: Tenant, cookie: string, sessionId: string): Promise<Response> {
  const [method = "", pattern = ""] = route.split(" ");
  const { people, spare, ...rows } = of;
  const { deviceId } = Object.values(people).find((member) => member.cookie === cookie) ?? spare;
  const ids: Record<string, string> = { ...rows, personId: spare.id, sessionId, deviceId, seq: "1" };
  const path = pattern.replace(/:(\w+)(?:\{[^}]*\})?/g, (_match, name: string) => ids[name] ?? `no-${name}`);
  const form = INBOX[route]?.form?.() ?? {};
  return fetch(service.url + path, {
    method,
    redirect: "manual",
    headers: { cookie, origin: service.url },
    ...(method === "POST" ? { body: new URLSearchParams(form) } : {}),
  });
}

test("every route of the application is in this table, and none that it does not have", async () => {
  const inApp = await listRoutes();
  const closed = inApp.filter((route) => !OPEN.some((open) => open.test(route)));
  expect(closed).toEqual([...Object.keys(INBOX), ...API, ...WALLET, ...KIOSK].sort());
  for (const open of OPEN)
    expect(
      inApp.some((route) => open.test(route)),
      String(open),
    ).toBe(true);
});

describe.each(Object.entries(OUTSIDERS))("%s", (_, cookie) => {
  test.each(Object.keys(INBOX))("is sent to sign in by %s, and nothing happens", async (route) => {
    const before = await snapshot(service.db, other);
    const answer = await ask(route, other, cookie, other.spare.sessionId);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/inbox/sign-in"]);
    expect(await snapshot(service.db, other)).toBe(before);
  });
});

describe.each(roles)("a person who is %s", (role) => {
  const allowed = Object.entries(INBOX).filter(([, { permission }]) => mayDo(role, permission));
  const refused = Object.entries(INBOX).filter(([, { permission }]) => !mayDo(role, permission));

  // Told so, not sent away: they are signed in.
  test.each(refused.map(([route]) => route))("may not %s", async (route) => {
    const tenant = own[role];
    const before = await snapshot(service.db, tenant);
    const answer = await ask(route, tenant, tenant.people[role].cookie, tenant.spare.otherSessionId);
    expect(answer.status).toBe(403);
    expect(await snapshot(service.db, tenant)).toBe(before);
  });

  test.each(allowed.map(([route]) => route).filter((route) => route.includes(":")))(
    "finds nothing of another shop by %s, and changes nothing there",
    async (route) => {
      const before = await snapshot(service.db, other);
      const answer = await ask(route, other, own[role].people[role].cookie, other.people[role].otherSessionId);
      // Marking as read says the same whether there was something to mark or not.
      expect(answer.status).toBe(route.endsWith("/read") ? 303 : 404);
      expect(await snapshot(service.db, other)).toBe(before);
    },
  );

  test.each(allowed)("may %s, and sees nothing of another shop there", async (route, { answer: expected = 200 }) => {
    const tenant = own[role];
    const member = tenant.people[role];
    const answer = await ask(route, tenant, member.cookie, member.otherSessionId);
    expect(answer.status).toBe(expected);
    if (!route.endsWith("sign-out")) expect(answer.headers.get("location")).not.toBe("/inbox/sign-in");
    expect(await answer.text()).not.toMatch(/ 613\b|613 555/);
  });
});

describe("the wallet", () => {
  const askWallet = (route: string, id: string, cookie: string) => {
    const [method = "", pattern = ""] = route.split(" ");
    return fetch(service.url + pattern.replace(":id", id), {
      method,
      redirect: "manual",
      headers: { cookie, origin: service.url },
      ...(method === "POST" ? { body: new URLSearchParams({ key: randomUUID(), code: "0000" }) } : {}),
    });
  };
  const idFor = (route: string, of: Tenant) =>
    route.includes("claims") ? of.claimId : route.includes("offers") ? of.offerId : of.rewardId;

  test.each(WALLET)("%s is nobody's without a customer's session, not even the owner's", async (route) => {
    const before = await snapshot(service.db, other);
    for (const cookie of [...Object.values(OUTSIDERS), other.people.owner.cookie]) {
      expect((await askWallet(route, idFor(route, other), cookie)).status).toBe(401);
    }
    expect(await snapshot(service.db, other)).toBe(before);
  });

  test.each(WALLET.filter((route) => route.includes(":id")))("%s finds nothing of another shop", async (route) => {
    const before = await snapshot(service.db, other);
    const answer = await askWallet(route, idFor(route, other), await openWallet(service.db, own.staff));
    expect(answer.status).not.toBe(401);
    expect(await answer.text()).not.toMatch(/ 613\b|613 555/);
    expect(await snapshot(service.db, other)).toBe(before);
  });

  test.each(WALLET)("%s lets its customer in", async (route) => {
    expect(
      (await askWallet(route, idFor(route, own.manager), await openWallet(service.db, own.manager))).status,
    ).not.toBe(401);
  });

  test.each(Object.keys(INBOX))("a customer's session opens nothing at %s", async (route) => {
    const answer = await ask(route, own.staff, await openWallet(service.db, own.staff), own.staff.spare.sessionId);
    expect(answer.headers.get("location")).toBe("/inbox/sign-in");
  });
});

describe("the kiosk", () => {
  test.each(KIOSK)("%s is nobody's without a pairing, not even the owner's or a customer's", async (route) => {
    const before = await snapshot(service.db, other);
    const customer = await openWallet(service.db, own.staff);
    for (const cookie of [...Object.values(OUTSIDERS), `kiosk=${randomUUID()}`, other.people.owner.cookie, customer]) {
      const answer = await ask(route, other, cookie, other.spare.sessionId);
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/kiosk/pair"]);
    }
    expect(await snapshot(service.db, other)).toBe(before);
  });
});

async function actsOfOther(): Promise<unknown> {
  const sql = "SELECT act, count(*) AS times FROM audit_entries WHERE merchant_id = ? GROUP BY act";
  return (await service.db.execute({ sql, args: [other.merchantId] })).rows.map(({ act, times }) => ({ act, times }));
}

test("the other shop is as it was made", async () => {
  expect(await actsOfOther()).toEqual(itsActs);
});

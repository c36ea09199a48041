// The API as it describes itself: each path, status and code of the description really answers, and no key opens another shop.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joins } from "../../support/kiosk.ts";
import { API } from "../../support/route-table.ts";
import { type Service, startService } from "../../support/service.ts";
import { addShop, fillShop, openWallet, snapshot, type Tenant } from "../../support/tenants.ts";
import { type ApiAnswer, addTill, askApi, keyed, setSpending, type Till } from "../../support/till.ts";

const PHONE = "+15145550121";
const LEFT = "+15145550122";
const PURCHASE = { phone: PHONE, amount: 450, currency: "CAD", reference: "1042" };
const KIB = 1024;

let service: Service;
let merchantId: string;
let till: Till;
let revoked: Till;
let scopeless: Till;

beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  merchantId = String(rows[0]?.id);
  await setSpending(service, merchantId, 100);
  [till, revoked, scopeless] = await Promise.all([
    addTill(service, merchantId),
    addTill(service, merchantId, { revokedAt: 1 }),
    addTill(service, merchantId, { scopes: [] }),
  ]);
  await joins(service, PHONE);
  await joins(service, LEFT);
  await service.customer(LEFT).texts("STOP");
});
afterAll(() => service?.dispose());

type Path = "/purchases" | "/purchases/{id}/refund";
type Send = (headers: Readonly<Record<string, string>>, body?: string) => Promise<ApiAnswer>;

const purchase: Send = (headers, body = JSON.stringify(PURCHASE)) =>
  askApi(service, "POST", "/purchases", headers, body);

async function bought(fields: object = {}): Promise<unknown> {
  const { status, body } = await till.buys({ ...PURCHASE, ...fields });
  expect(status).toBe(201);
  return body.id;
}

/** Whatever happens within leaves the database as it was. */
async function during(before: string, after: string, send: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  await service.db.execute(before);
  try {
    return await send();
  } finally {
    await service.db.execute(after);
  }
}

/** What another writer who is always faster would do to each attempt. */
const busy = (change: "INSERT" | "UPDATE", send: () => Promise<ApiAnswer>) =>
  during(
    `CREATE TRIGGER busy BEFORE ${change} ON purchases
      BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: purchases.id'); END`,
    "DROP TRIGGER busy",
    send,
  );

async function withoutDatabase(send: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  await service.database.goDown();
  try {
    return await send();
  } finally {
    await service.database.comeBack();
  }
}

/** A fault of ours that no waiting mends: a deployment without its migration. */
async function withoutKeys<T>(work: () => Promise<T>): Promise<T> {
  await service.db.execute("ALTER TABLE api_keys RENAME TO api_keys_elsewhere");
  try {
    return await work();
  } finally {
    await service.db.execute("ALTER TABLE api_keys_elsewhere RENAME TO api_keys");
  }
}

/** What any request with a key can run into. */
const common = (send: Send, headers = () => keyed(till.key)): Readonly<Record<string, () => Promise<ApiAnswer>>> => ({
  key_missing: () => send({ "content-type": "application/json" }),
  key_unknown: () => send(keyed("comptoir_nobody")),
  key_revoked: () => send(keyed(revoked.key)),
  scope_missing: () => send(keyed(scopeless.key)),
  too_large: () => send(headers(), JSON.stringify({ ...PURCHASE, reference: "x".repeat(17 * KIB) })),
  unavailable: () => withoutDatabase(() => send(headers())),
  internal: () => withoutKeys(() => send(headers())),
});

const refundOf =
  (id: unknown): Send =>
  (headers, body) =>
    askApi(service, "POST", `/purchases/${id}/refund`, headers, body);

/** By path, then by the code of a problem or the status of a success: how it is brought about. */
const scenarios: Readonly<Record<Path, Readonly<Record<string, () => Promise<ApiAnswer>>>>> = {
  "/purchases": {
    ...common(purchase),
    201: () => purchase(keyed(till.key)),
    200: async () => {
      const headers = keyed(till.key);
      await purchase(headers);
      return purchase(headers);
    },
    busy: () => busy("INSERT", () => purchase(keyed(till.key))),
    not_json: () => purchase({ ...keyed(till.key), "content-type": "text/plain" }),
    idempotency_key: () => purchase(keyed(till.key, "not one, but several words")),
    malformed_json: () => purchase(keyed(till.key), "{"),
    malformed: () => till.buys({ ...PURCHASE, amount: 4.5 }),
    not_a_mobile_number: () => till.buys({ ...PURCHASE, phone: "911" }),
    other_currency: () => till.buys({ ...PURCHASE, currency: "EUR" }),
    too_many_points: () => till.buys({ ...PURCHASE, amount: 200_000 }),
    key_reused: async () => {
      await till.buys(PURCHASE, "ticket-7");
      return till.buys({ ...PURCHASE, amount: 451 }, "ticket-7");
    },
    spending_is_off: () =>
      during(
        "UPDATE merchants SET spend_minor_per_point = NULL",
        "UPDATE merchants SET spend_minor_per_point = 100",
        () => till.buys(PURCHASE),
      ),
    shop_has_no_country: () =>
      during("UPDATE merchants SET country = NULL", "UPDATE merchants SET country = 'CA'", () => till.buys(PURCHASE)),
    customer_left: () => till.buys({ ...PURCHASE, phone: LEFT }),
  },
  "/purchases/{id}/refund": {
    ...common(refundOf(randomUUID())),
    200: async () => till.refunds(await bought()),
    not_json: () => refundOf(randomUUID())({ ...keyed(till.key), "content-type": "text/plain" }, "amount=300"),
    malformed_json: () => refundOf(randomUUID())(keyed(till.key), "{"),
    malformed: () => refundOf(randomUUID())(keyed(till.key), '{"amount":300}'),
    busy: async () => {
      const id = await bought();
      return busy("UPDATE", () => till.refunds(id));
    },
    no_such_purchase: () => till.refunds(randomUUID()),
    already_refunded: async () => {
      const id = await bought();
      await till.refunds(id);
      return till.refunds(id);
    },
    points_are_spent: async () => {
      const id = await bought({ amount: 90_000 });
      // As if rewards had been taken for them.
      return during(
        `UPDATE customers SET points = points - 900 WHERE phone = '${PHONE}'`,
        `UPDATE customers SET points = points + 900 WHERE phone = '${PHONE}'`,
        () => till.refunds(id),
      );
    },
  },
};

interface Described {
  readonly content: Readonly<
    Record<string, { schema: { allOf?: readonly { properties?: { code: { enum: string[] } } }[] } }>
  >;
}
interface Description {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, { responses: Record<string, Described> }>>>>;
}

async function describedOf(): Promise<Description> {
  return (await (await fetch(`${service.url}/api/v1/openapi.json`)).json()) as Description;
}

/** `POST /purchases 409 key_reused`: every answer that the description promises. */
async function promises(): Promise<string[]> {
  const { paths } = await describedOf();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, { content }]) => {
        const codes = content["application/problem+json"]?.schema.allOf?.[1]?.properties?.code.enum ?? [""];
        return codes.map((code) => `${method.toUpperCase()} ${path} ${status} ${code}`.trim());
      }),
    ),
  );
}

const TYPES = { ok: "application/json", problem: "application/problem+json" };

describe("the description", () => {
  test("names every route of the API, under its own address, and no other", async () => {
    const { servers, paths } = await describedOf();
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${new URL(servers[0]?.url ?? "").pathname}${path}`),
    );
    expect(routes).toEqual(API.map((route) => route.replace(":purchaseId", "{id}")));
    expect(servers[0]?.url).toBe(`${service.url}/api/v1`);
  });

  test("promises what is brought about here, and nothing else", async () => {
    const answers: string[] = [];
    for (const [path, ways] of Object.entries(scenarios)) {
      for (const [name, bringAbout] of Object.entries(ways)) {
        const { status, type, body } = await bringAbout();
        const isProblem = status >= 400;
        expect(type, `${path} ${name}`).toContain(isProblem ? TYPES.problem : TYPES.ok);
        if (isProblem) expect(body).toMatchObject({ type: "about:blank", status, code: name });
        answers.push(`POST ${path} ${status} ${isProblem ? body.code : ""}`.trim());
      }
    }
    expect(answers.sort()).toEqual((await promises()).sort());
  });
});

describe("what is malformed is named", () => {
  test.each([
    [{ amount: "450" }, "amount: wants whole minor units"],
    [{ amount: -1 }, "amount: wants whole minor units"],
    [{ amount: 1e12 }, "amount: wants whole minor units"],
    [{ currency: "cad" }, "currency: wants one of CAD, USD, EUR"],
    [{ phone: "" }, "phone: wants text of 1 to 40 characters"],
    [{ phone: 5145550121 }, "phone: wants text of 1 to 40 characters"],
    [{ reference: "x".repeat(65) }, "reference: wants text of 1 to 64 characters"],
    [{ reference: "a\u0000b" }, "reference: wants no control characters"],
    [{ refrence: "1042" }, "refrence: is not known here"],
  ])("%j", async (fields, detail) => {
    const { status, body } = await till.buys({ ...PURCHASE, ...fields });
    expect([status, body.code]).toEqual([400, "malformed"]);
    expect(body.detail).toContain(detail);
  });

  test.each(["[]", "null", "12", '"text"', "{}"])("%s as a body", async (body) => {
    const answer = await purchase(keyed(till.key), body);
    expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
  });

  test("an address that is none is a problem too", async () => {
    const answer = await askApi(service, "GET", "/nothing");
    expect([answer.status, answer.body.code, answer.type]).toEqual([404, "not_found", TYPES.problem]);
  });
});

test("who has no key is told how to send one, and who is too many is told when to come back", async () => {
  const missing = await scenarios["/purchases"].key_missing?.();
  expect(missing?.headers.get("www-authenticate")).toBe("Bearer");
  const crowded = await scenarios["/purchases"].busy?.();
  expect(crowded?.headers.get("retry-after")).toBe("1");
});

describe("another shop's till", () => {
  let own: Tenant;
  let other: Tenant;
  let othersTill: Till;

  beforeAll(async () => {
    own = await fillShop(service.db, merchantId, "418");
    const otherId = await addShop(service.db, "other");
    other = await fillShop(service.db, otherId, "613");
    othersTill = await addTill(service, otherId);
  });

  test.each(['{"amount":300}', '{"amount":null}', "[]", "null", "300", '{"purchase":"another"}'])(
    "a refund of %s takes nothing: it is never a whole one",
    async (body) => {
      const id = await bought({ phone: own.phone });
      const before = await snapshot(service.db, own);
      const answer = await refundOf(id)(keyed(till.key), body);
      expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
      expect(await snapshot(service.db, own)).toBe(before);
      expect((await refundOf(id)(keyed(till.key), " {} ")).status).toBe(200);
    },
  );

  test("finds no purchase of this one, and a refund of its own is its own", async () => {
    const id = await bought({ phone: own.phone });
    const before = await snapshot(service.db, own);
    const answer = await othersTill.refunds(id);
    expect([answer.status, answer.body.code]).toEqual([404, "no_such_purchase"]);
    expect(await snapshot(service.db, own)).toBe(before);
    expect((await till.refunds(id)).status).toBe(200);
  });

  test("knows nobody of this one: the same number is a stranger there", async () => {
    const before = await snapshot(service.db, own);
    const { body } = await othersTill.buys({ phone: own.phone, amount: 450 });
    expect(body).toMatchObject({ customer: "pending", balance: null });
    expect(await snapshot(service.db, own)).toBe(before);
  });

  test("no session of a person or of a customer is a key", async () => {
    const before = await snapshot(service.db, other);
    for (const cookie of [other.people.owner.cookie, await openWallet(service.db, other)]) {
      const token = cookie.split("=")[1] ?? "";
      for (const headers of [{ cookie }, { authorization: `Bearer ${token}` }]) {
        const answer = await purchase({ "content-type": "application/json", ...headers });
        expect(answer.status).toBe(401);
      }
    }
    expect(await snapshot(service.db, other)).toBe(before);
  });
});

test("no answer and no log repeats a key or a number", async () => {
  const said = JSON.stringify([
    await till.buys({ ...PURCHASE, phone: PHONE.slice(0, -1) }),
    await till.buys({ ...PURCHASE, currency: PHONE }),
    await till.buys(PURCHASE),
    service.logs,
  ]);
  expect(said).not.toContain(till.key);
  expect(said).not.toMatch(/5145550\d{2}/);
  expect(said).toContain("api_key_refused");
});

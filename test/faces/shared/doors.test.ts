// The doors that a browser comes in by, over every route there is: host, site, sockets, and the headers of whatever is answered.

import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addStaffCode, pairTablet, type Tablet } from "../../support/kiosk.ts";
import { listRoutes } from "../../support/routes.ts";
import { OWNER_PHONE, type Service, startService } from "../../support/service.ts";

let service: Service;
let tablet: Tablet;
let routes: readonly { readonly method: string; readonly path: string }[];
/** Everything that a browser could hold: an owner's session, a wallet, a tablet with its staff side open. */
let cookies: string;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  await addStaffCode(service);
  tablet = await pairTablet(service);
  await tablet.opens();
  cookies = [tablet.cookie(), await opensWallet("+15145550123"), await signsIn()].join("; ");
  routes = (await listRoutes()).map((route) => {
    const [method = "", path = ""] = route.split(" ");
    return { method, path: filled(path) };
  });
});
afterAll(() => service.dispose());

/** A path with something of the right shape for each parameter. */
const filled = (path: string): string =>
  path
    .replace("/:token{[\\w-]{16}}", "/AAAAAAAAAAAAAAAA")
    .replace(/:drawing\{[^/]*\}/, "1")
    .replace(/:color\{[^/]*\}/, "0b6e5f")
    .replace(/:letter/, "C")
    .replace(/:file\{\[\\da-f\]\{6\}\\\.css\}/, "0b6e5f.css")
    .replace(/:file\{.*\}/, "192.png")
    .replace(/:name/, "wallet.js")
    .replace(/:shop/, "cafe-comptoir")
    .replace(/:[A-Za-z]+/g, "x");

/** Presses the button of the welcome's link, as the wallet of the tests does. */
async function opensWallet(phone: string): Promise<string> {
  const customer = service.customer(phone);
  await customer.texts("JOIN");
  await customer.texts("YES");
  const link = /http\S+$/.exec(await customer.receives(2))?.[0] ?? "";
  const opened = await fetch(link, {
    method: "POST",
    redirect: "manual",
    headers: { "sec-fetch-site": "same-origin" },
  });
  return opened.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

async function signsIn(): Promise<string> {
  const headers = { origin: service.url };
  const body = new URLSearchParams({ phone: OWNER_PHONE });
  const asked = await fetch(`${service.url}/inbox/sign-in`, { method: "POST", body, headers, redirect: "manual" });
  const [pending = ""] = (asked.headers.getSetCookie()[0] ?? "").split(";");
  const code = /\d{6}/.exec(await service.customer(OWNER_PHONE).receives(1))?.[0] ?? "";
  const answer = await fetch(`${service.url}/inbox/sign-in/code`, {
    method: "POST",
    body: new URLSearchParams({ code }),
    headers: { ...headers, cookie: pending },
    redirect: "manual",
  });
  return (
    answer.headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .find((each) => each?.startsWith("session=")) ?? ""
  );
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** As a browser would, with whatever headers; fetch would put its own. */
const ask = (method: string, path: string, headers: Record<string, string> = {}, body = ""): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(service.url);
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.on("upgrade", (response, connection) => {
      connection.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    sent.on("error", reject).end(body);
  });

/** Everything in the database that an act could have moved. */
async function everything(): Promise<string> {
  const tables = ["customers", "claims", "point_entries", "consent_entries", "sessions", "customer_sessions", "people"];
  const found = await service.db.batch(
    [...tables, "kiosks", "merchants", "sign_in_codes"].map((name) => `SELECT * FROM ${name}`),
  );
  return JSON.stringify(found.map(({ rows }) => rows));
}

const byMethod = (wanted: RegExp) => routes.filter(({ method }) => wanted.test(method));
const isProgram = (path: string) => path.startsWith("/webhooks/") || path.startsWith("/api/v1/");

test("under a name that is not ours nothing is answered, whoever asks", async () => {
  for (const host of ["evil.example", `evil.example:${new URL(service.url).port}`, "127.0.0.1.evil.example"]) {
    for (const { method, path } of routes) {
      if (path === "/healthz" || path.startsWith("/webhooks/")) continue;
      const { status } = await ask(method, path, { host, cookie: cookies, "sec-fetch-site": "same-origin" });
      expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 421`);
    }
  }
  for (const host of ["localhost:1", "[::1]:1", "127.0.0.1"]) {
    expect((await ask("GET", "/simulator", { host })).status).toBe(200);
  }
});

describe("no page of another site moves anything", () => {
  const strangers: readonly Record<string, string>[] = [
    { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:1" },
    { "sec-fetch-site": "none" },
    { origin: "https://evil.example" },
    { origin: "null" },
    {},
  ];
  const types = ["application/x-www-form-urlencoded", "text/plain", "application/json", "application/octet-stream", ""];

  test.each(strangers)("%j, whatever the type of its content", async (stranger) => {
    const before = await everything();
    for (const { method, path } of byMethod(/^(?:POST|PUT|DELETE|PATCH)$/)) {
      if (isProgram(path)) continue;
      for (const type of types) {
        const headers = { ...stranger, cookie: cookies, ...(type === "" ? {} : { "content-type": type }) };
        const { status } = await ask(method, path, headers, type === "application/json" ? "{}" : "a=b");
        expect(`${method} ${path} ${type} ${status}`).toBe(`${method} ${path} ${type} 403`);
      }
    }
    expect(await everything()).toBe(before);
  });
});

test.each(["/inbox/live", "/kiosk/live", "/simulator/live"])("%s opens for our own pages only", async (path) => {
  const upgrade = {
    cookie: cookies,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  };
  expect((await ask("GET", path, { ...upgrade, origin: service.url })).status).toBe(101);
  for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
    expect((await ask("GET", path, { ...upgrade, origin })).status).toBe(403);
  }
  expect((await ask("GET", path, upgrade)).status).toBe(403);
});

describe("whatever is answered", () => {
  /** What is the same for everybody, and may be kept. */
  const PUBLIC = [/^\/assets\//, /^\/me\/icon\//, /^\/me\/sw\.js$/, /^\/kiosk\/kiosk-worker\.js$/, /^\/me\/manifest\./];

  test("has the headers that keep it in its place, and is kept by no cache unless it is for everybody", async () => {
    const odd = ["/nothing", "/inbox/nothing", "/me/nothing", "/api/v1/nothing", "/webhooks/nothing"];
    const asked = [...routes, ...odd.map((path) => ({ method: "GET", path }))];
    for (const { method, path } of asked) {
      for (const cookie of [cookies, ""]) {
        const { status, headers } = await ask(method, path, { cookie, "sec-fetch-site": "same-origin" });
        const said = `${method} ${path} ${status}`;
        expect(headers["x-content-type-options"], said).toBe("nosniff");
        expect(headers["x-frame-options"], said).toBe("DENY");
        expect(headers["referrer-policy"], said).toBe("no-referrer");
        expect(headers["content-security-policy"], said).toContain("frame-ancestors 'none'");
        const isPublic = status < 400 && PUBLIC.some((those) => those.test(path));
        if (!isPublic) expect(headers["cache-control"], said).toMatch(/no-store/);
      }
    }
  });

  test("a database that is away too", async () => {
    await service.database.goDown();
    try {
      for (const path of ["/healthz", "/inbox", "/me", "/kiosk", "/join/cafe-comptoir"]) {
        const { status, headers } = await ask("GET", path, { cookie: cookies });
        expect(status, path).toBeGreaterThanOrEqual(500);
        expect([headers["x-frame-options"], headers["cache-control"]], path).toEqual(["DENY", "private, no-store"]);
      }
    } finally {
      await service.database.comeBack();
    }
  });
});

// Signing in: what a code is worth, how often, and what a stranger can learn.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { messagesTo } from "../../support/outbox.ts";
import { OWNER_PHONE, type Service, startService } from "../../support/service.ts";
import { waitFor } from "../../support/wait.ts";

const STRANGER = "+15145550177";

let service: Service;

beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
});
afterAll(() => service?.dispose());

// As if earlier codes had been asked for long ago.
beforeEach(() => service.db.execute("DELETE FROM limit_counters"));

async function post(path: string, fields: Record<string, string>, cookie = ""): Promise<Response> {
  const headers = { origin: service.url, ...(cookie ? { cookie } : {}) };
  const body = new URLSearchParams(fields);
  return fetch(service.url + path, { method: "POST", body, headers, redirect: "manual" });
}

const cookieOf = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(";")[0] ?? "";

const askCode = (phone: string): Promise<Response> => post("/inbox/sign-in", { phone });

/** Asks for a code and reads it off the phone, once those that were asked for before have arrived. */
async function receiveCode(): Promise<{ code: string; attempt: string }> {
  const owner = service.customer(OWNER_PHONE);
  await waitFor("the earlier codes", async () => {
    const messages = await messagesTo(service.db, OWNER_PHONE);
    return messages.every(({ status }) => status === "delivered") || null;
  });
  const before = (await owner.received()).length;
  const attempt = cookieOf(await askCode(OWNER_PHONE), "sign_in");
  const [code = ""] = /\d{6}/.exec(await owner.receives(before + 1)) ?? [];
  return { code, attempt };
}

const typeCode = (attempt: string, code: string): Promise<Response> => post("/inbox/sign-in/code", { code }, attempt);

/** Another code than this one. */
const otherThan = (code: string): string => (code === "000000" ? "000001" : "000000");

const sees = (cookie: string): Promise<Response> =>
  fetch(`${service.url}/inbox`, { headers: { cookie }, redirect: "manual" });

test("the right code opens the inbox, once", async () => {
  const { code, attempt } = await receiveCode();
  const signedIn = await typeCode(attempt, ` ${code.slice(0, 3)} ${code.slice(3)}`);
  expect(signedIn.headers.get("location")).toBe("/inbox");
  expect((await sees(cookieOf(signedIn, "session"))).status).toBe(200);
  expect((await typeCode(attempt, code)).status).toBe(422);
});

test("the same code twice at the same moment opens one session", async () => {
  const { code, attempt } = await receiveCode();
  const answers = await Promise.all([typeCode(attempt, code), typeCode(attempt, code), typeCode(attempt, code)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 422, 422]);
});

test("five tries, even all at once, and then the right code is worth nothing", async () => {
  const { code, attempt } = await receiveCode();
  const wrong = await Promise.all(Array.from({ length: 8 }, () => typeCode(attempt, otherThan(code))));
  expect(wrong.every((answer) => answer.status === 422)).toBe(true);
  const late = await typeCode(attempt, code);
  expect(late.status).toBe(422);
  expect(await late.text()).toContain("no longer works");
});

test("what is no code at all costs no try", async () => {
  const { code, attempt } = await receiveCode();
  for (const typed of ["", "12", "abcdef", "1234567", "12", "no"])
    expect((await typeCode(attempt, typed)).status).toBe(422);
  expect((await typeCode(attempt, code)).status).toBe(303);
});

test("a code is good for ten minutes, and for the browser that asked for it", async () => {
  const { code, attempt } = await receiveCode();
  expect(
    (
      await typeCode(
        attempt.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
        code,
      )
    ).status,
  ).toBe(422);
  await service.db.execute("UPDATE sign_in_codes SET expires_at = 1 WHERE used_at IS NULL");
  expect((await typeCode(attempt, code)).status).toBe(422);
});

test("three codes in ten minutes, even when asked for all at once", async () => {
  const owner = service.customer(OWNER_PHONE);
  await receiveCode();
  await service.db.execute("DELETE FROM limit_counters");
  const before = (await owner.received()).length;
  for (let i = 0; i < 3; i++) await Promise.all([askCode(OWNER_PHONE), askCode(OWNER_PHONE), askCode(OWNER_PHONE)]);
  await owner.receives(before + 3);
  await askCode(OWNER_PHONE);
  expect((await owner.received()).length).toBe(before + 3);
});

describe("whoever was asked who they are on the way to a page", () => {
  const html = { accept: "text/html,*/*" };

  test.each(["/poster/cafe-comptoir?qr=earn", "/inbox/customers?status=held"])("comes to it: %s", async (path) => {
    const turned = await fetch(service.url + path, { headers: html, redirect: "manual" });
    expect(turned.headers.get("location")).toBe("/inbox/sign-in");
    const { code, attempt } = await receiveCode();
    const signedIn = await typeCode(`${attempt}; ${cookieOf(turned, "next")}`, code);
    expect(signedIn.headers.get("location")).toBe(path);
    expect(cookieOf(signedIn, "next")).toBe("next=");
  });

  test.each(["//evil.example", "/inbox\\evil", "https://evil.example/inbox", "/me", "/inboxes", "/poster//../\\e"])(
    "comes nowhere else than to a page of ours: %s",
    async (path) => {
      const { code, attempt } = await receiveCode();
      const signedIn = await typeCode(`${attempt}; next=${encodeURIComponent(path)}`, code);
      expect(signedIn.headers.get("location")).toBe("/inbox");
    },
  );

  test("a picture or an act that was refused is no page to come to", async () => {
    const turned = [
      await fetch(`${service.url}/poster/cafe-comptoir/qr.svg?qr=earn`, { redirect: "manual" }),
      await post("/inbox/rewards/new", {}),
    ];
    for (const answer of turned) expect(cookieOf(answer, "next")).toBe("");
  });
});

test("after a wrong code the simulator still says where the right one is", async () => {
  const { code, attempt } = await receiveCode();
  const path = `/inbox/sign-in/code?${new URLSearchParams({ phone: OWNER_PHONE })}`;
  const form = await (await fetch(service.url + path, { headers: { cookie: attempt } })).text();
  // Without an action a form goes back to its own address.
  expect(form).toContain('<form method="post">');
  const wrong = await post(path, { code: otherThan(code) }, attempt);
  expect(await wrong.text()).toContain("/simulator?phone=%2B15145550199");
});

describe("a stranger", () => {
  test("gets the answer that a known number gets, and no text", async () => {
    const [known, unknown] = [await askCode(OWNER_PHONE), await askCode(STRANGER)];
    const shape = (response: Response) => ({
      status: response.status,
      to: response.headers.get("location")?.replace(/%2B\d+/, ""),
      cookie: response.headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]*/, "=")),
    });
    expect(shape(unknown)).toEqual(shape(known));
    expect((await typeCode(cookieOf(unknown, "sign_in"), "123456")).status).toBe(422);
    const { rows } = await service.db.execute({ sql: "SELECT id FROM outbox WHERE recipient = ?", args: [STRANGER] });
    expect(rows).toEqual([]);
  });

  test("is told what is no mobile number", async () => {
    const refused = await askCode("12");
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("not a mobile number");
  });

  test("sees nothing of the inbox", async () => {
    expect((await sees("")).headers.get("location")).toBe("/inbox/sign-in");
    expect((await sees("session=guess")).headers.get("location")).toBe("/inbox/sign-in");
    const socket = await fetch(`${service.url}/inbox/live`, { redirect: "manual" });
    expect(socket.status).not.toBe(200);
  });

  test("cannot make somebody's browser ask, from a page of their own", async () => {
    const body = new URLSearchParams({ phone: OWNER_PHONE });
    const headers = { origin: "https://elsewhere.example" };
    expect((await fetch(`${service.url}/inbox/sign-in`, { method: "POST", body, headers })).status).toBe(403);
  });
});

test("signing out ends the session, wherever its cookie was copied to", async () => {
  const { code, attempt } = await receiveCode();
  const session = cookieOf(await typeCode(attempt, code), "session");
  expect((await sees(session)).status).toBe(200);
  await post("/inbox/sign-out", {}, session);
  expect((await sees(session)).headers.get("location")).toBe("/inbox/sign-in");
});

test("the database holds no code and no token, the log neither, and both say who signed in", async () => {
  const { code, attempt } = await receiveCode();
  const session = cookieOf(await typeCode(attempt, code), "session");
  const token = session.split("=")[1] ?? "";
  const kept = await service.db.execute(
    "SELECT code_hash FROM sign_in_codes UNION ALL SELECT token_hash FROM sessions",
  );
  const values = kept.rows.map((row) => String(Object.values(row)[0]));
  expect(values.some((value) => value === code || value === token)).toBe(false);
  const log = service.logs.join("\n");
  expect(log).toContain("signed_in");
  for (const secret of [token, OWNER_PHONE]) expect(log).not.toContain(secret);
  for (const line of service.logs) expect(line.match(/"code":"\d{6}"/)).toBeNull();
  const { rows } = await service.db.execute("SELECT act FROM audit_entries ORDER BY id DESC LIMIT 1");
  expect(rows[0]?.act).toBe("signed_in");
});

test("where the address is https, cookies are bound to it", async () => {
  const secure = await startService({ carrier: "simulator", bindings: { APP_BASE_URL: "https://comptoir.example" } });
  const body = new URLSearchParams({ phone: OWNER_PHONE });
  const headers = { origin: secure.url };
  const answer = await fetch(`${secure.url}/inbox/sign-in`, { method: "POST", body, headers, redirect: "manual" });
  const [cookie] = answer.headers.getSetCookie().filter((each) => each.includes("sign_in"));
  expect(cookie).toMatch(/^__Host-sign_in=/);
  expect(cookie).toMatch(/Secure/);
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  await secure.dispose();
});

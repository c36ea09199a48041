// The logs of a whole run, everything that goes wrong included: JSON lines that identify nobody and repeat nothing that was said.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lapse, makeDue, queueDirectly, reach, setPace } from "../support/outbox.ts";
import { OWNER_PHONE, type Service, SHOP_NUMBER, startService } from "../support/service.ts";
import { waitFor } from "../support/wait.ts";

const PHONES = ["+15145550121", "+15145550122", "+15145550123", "+15145550124", "+15145550177"];
const SAID = {
  free: "Bonjour, ma cousine Armelle a perdu son parapluie violet chez vous",
  code: "Voici mon code 482913 et ma carte 4111",
  unrouted: "Parapluie jaune, mauvais numéro",
  conflict: "Parapluie vert, autre contenu",
  malformed: "Parapluie rouge sans expéditeur",
  whileDown: "Parapluie bleu pendant la panne",
  promotion: "Parapluies soldés samedi",
  reply: "Nous avons retrouvé le parapluie",
  code2: "Comptoir : 730184 est votre code",
} as const;

let service: Service;
let tokens: readonly string[];
let sent: readonly string[];

beforeAll(async () => {
  service = await startService({ retryDelaysMs: Array(100).fill(50) });
  await setPace(service.db, 100);
  await converse();
  await signInAndReply();
  await sendBadWebhooks();
  await meetFaults();
  await loseDatabase();
  await openLinks();
  await service.vonage.settle();
  sent = service.vonage.accepted.map(({ text }) => text);
});
afterAll(() => service?.dispose());

async function converse() {
  const customer = service.customer("+15145550121");
  for (const text of ["JOIGNEZ", "oui", "Solde", SAID.free, SAID.code, "ok stop là lol", "ARRET", "oui"]) {
    await customer.texts(text);
    // An answer that still waits when the STOP comes would not be sent.
    if (text === "Solde") await customer.receives(3);
  }
  await customer.receives(5);
  await service.customer("+15145550122").texts(SAID.unrouted, "+15145550177");
  await service.vonage.sendInbound({ from: "36179", to: SHOP_NUMBER, text: "STOP 36179" });
  const conflict = { from: "+15145550123", to: SHOP_NUMBER, messageId: randomUUID() };
  await service.vonage.sendInbound({ ...conflict, text: "JOIN" });
  await service.vonage.sendInbound({ ...conflict, text: SAID.conflict });
}

async function signInAndReply() {
  const headers = { origin: service.url };
  const post = (path: string, fields: Record<string, string>, cookie = "") =>
    fetch(service.url + path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { ...headers, cookie },
      redirect: "manual",
    });
  const cookieOf = (response: Response) => response.headers.getSetCookie().map((each) => each.split(";")[0]);
  const attempt = cookieOf(await post("/inbox/sign-in", { phone: OWNER_PHONE })).join("; ");
  const code = /\d{6}/.exec(await service.customer(OWNER_PHONE).receives(1))?.[0] ?? "";
  await post("/inbox/sign-in/code", { code: code === "000000" ? "000001" : "000000" }, attempt);
  const session = cookieOf(await post("/inbox/sign-in/code", { code }, attempt)).at(-1) ?? "";
  const { rows } = await service.db.execute("SELECT customer_id FROM threads LIMIT 1");
  const thread = `/inbox/threads/${rows[0]?.customer_id}`;
  await post(`${thread}/replies`, { text: SAID.reply, idempotencyKey: randomUUID() }, session);
  await post("/inbox/sign-in", { phone: "+15145550124" });
  await fetch(`${service.url}${thread}?phone=${PHONES[0]}`, { headers: { cookie: session } });
}

async function sendBadWebhooks() {
  const payload = { channel: "sms", to: SHOP_NUMBER, text: SAID.malformed };
  await service.webhook("inbound", payload);
  await service.webhook("inbound", SAID.malformed);
  await service.webhook("inbound", { ...payload, from: "+15145550124" }, { "content-type": "application/json" });
  await service.webhook("inbound", payload, service.vonage.signedHeaders("another body"));
  await service.webhook("status", { message_uuid: "unknown-message", status: "delivered" });
  await fetch(`${service.url}/webhooks/vonage/${PHONES[0]}`, { method: "POST", body: SAID.malformed });
}

async function meetFaults() {
  const recipient = "+15145550121";
  const message = { recipient, text: SAID.code2, kind: "sign_in_code" } as const;
  for (const fault of [
    { kind: "answer", status: 422, code: "1170" },
    { kind: "answer", status: 429 },
    { kind: "accept_then_reset" },
  ] as const) {
    service.vonage.fail(fault, 1);
    const ids = await queueDirectly(service.db, [message]);
    await service.sweep();
    await waitFor("the fault to be met", async () => {
      await makeDue(service.db);
      await lapse(service.db);
      await service.sweep();
      const [row] = await reach(
        service.db,
        ids,
        "delivered",
        "failed",
        "queued",
        "sending",
        "unconfirmed",
        "submitted",
      );
      return row?.status === "delivered" || row?.status === "failed" ? row : null;
    });
  }
  const cancelled = { recipient: "+15145550123", class: "promotional" as const, text: SAID.promotion };
  const bad = { recipient: "not a number +15145550124", text: SAID.code2 };
  await queueDirectly(service.db, [cancelled, bad]);
  await service.sweep();
  await waitFor("the log", () => service.logs.find((line) => line.includes("no_consent")) ?? null);
}

async function loseDatabase() {
  await service.database.goDown();
  await service.vonage.sendInbound({ from: "+15145550124", to: SHOP_NUMBER, text: SAID.whileDown });
  await fetch(`${service.url}/healthz`);
  const [token] = await tokensAtThePhone();
  await fetch(`${service.url}/${token}`);
  await fetch(`${service.url}/inbox`, { headers: { cookie: `session=${"a".repeat(43)}` } });
  await service.database.comeBack();
  await service.vonage.settle();
}

async function openLinks() {
  tokens = await tokensAtThePhone();
  for (const token of tokens) await fetch(`${service.url}/${token}`);
  await fetch(`${service.url}/${"A".repeat(16)}`);
  await fetch(`${service.url}/${PHONES[0]}`);
}

async function tokensAtThePhone(): Promise<string[]> {
  const texts = await service.customer("+15145550121").received();
  return texts.flatMap((text) => /\/([\w-]{16})(?=\s|$)/.exec(text)?.[1] ?? []);
}

test("something happened, and everything that went wrong is there", () => {
  const events = new Set(service.logs.map((line) => JSON.parse(line).event));
  expect([...events]).toEqual(
    expect.arrayContaining([
      "inbound",
      "receipt",
      "sent",
      "not_submitted",
      "swept",
      "webhook_refused",
      "webhook_malformed",
      "request_failed",
      "database_unreachable",
    ]),
  );
  expect(tokens.length).toBeGreaterThan(1);
  expect(sent).toContain(SAID.reply);
});

test("every line is one JSON object with a time, a level and an event", () => {
  for (const line of service.logs) {
    expect(JSON.parse(line)).toMatchObject({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: expect.stringMatching(/^(info|warn|error)$/),
      event: expect.stringMatching(/^[a-z_]+$/),
    });
  }
});

describe("no line holds", () => {
  /** Without ids: chance can write any four figures into one. */
  const lines = () => service.logs.map((line) => line.replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, "an id"));
  const nowhere = (words: string) => expect(lines().filter((line) => line.includes(words))).toEqual([]);

  test("what was said, by anyone", () => {
    for (const text of [...Object.values(SAID), ...sent]) nowhere(text);
    expect(lines().filter((line) => /parapluie|armelle|joignez|4111/i.test(line))).toEqual([]);
  });

  test("a whole telephone number", () => {
    for (const phone of [...PHONES, OWNER_PHONE, SHOP_NUMBER]) {
      nowhere(phone.slice(1));
      nowhere(phone.slice(2));
    }
    expect(lines().filter((line) => /\+\d{10,}|\b1?\d{3}555\d{4}\b/.test(line))).toEqual([]);
  });

  test("a code of six digits", () => {
    expect(lines().filter((line) => /(?<![\w-])\d{6}(?![\w-])/.test(line))).toEqual([]);
    nowhere("482913");
    nowhere("730184");
  });

  test("the token of a link, a cookie or a secret of ours", () => {
    for (const token of tokens) nowhere(token);
    for (const secret of service.secrets) nowhere(secret);
    nowhere("aaaaaaaa");
    expect(lines().filter((line) => /Bearer|Basic |eyJ/.test(line))).toEqual([]);
  });
});

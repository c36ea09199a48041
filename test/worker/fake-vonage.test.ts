// The stand-in carrier keeps to what Vonage does, so that what is tested against it holds.

import { execFile, spawn } from "node:child_process";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakeVonage, startFakeVonage } from "../../scripts/fake-vonage.ts";
import { parseVonageInbound, parseVonageStatus } from "../../src/carriers/vonage.ts";
import { createWebhookVerifier } from "../../worker/gateways/webhook-signature.ts";

const SECRET = "the signature secret";
const BASIC = `Basic ${Buffer.from("abcd1234:api secret").toString("base64")}`;
const HELLO = { channel: "sms", message_type: "text", from: "15145550100", to: "15145550142", text: "Bienvenue" };
const JOIN = { from: "+15145550142", to: "+15145550100", text: "JOIN" };

interface Webhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody to call back, who answers with the given statuses in turn and then with 200. */
class Receiver {
  readonly webhooks: Webhook[] = [];
  readonly statuses: number[] = [];
  readonly #server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    this.webhooks.push({ path: request.url ?? "", headers: request.headers, body });
    response.writeHead(this.statuses.shift() ?? 200).end();
  });

  async open(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  get receipts() {
    return this.webhooks.map(({ body }) => {
      const receipt = parseVonageStatus(body);
      if (!receipt.ok) throw new Error(receipt.error.reason);
      return receipt.value;
    });
  }
}

let receiver: Receiver;
let carrier: FakeVonage;
beforeEach(async () => {
  receiver = new Receiver();
  carrier = await startFakeVonage({
    apiKey: "abcd1234",
    signatureSecret: SECRET,
    applicationId: "app-1",
    webhookBaseUrl: await receiver.open(),
  });
});
afterEach(async () => {
  await carrier.close();
  await receiver.close();
});

const post = (body: unknown, authorization = BASIC) =>
  fetch(`${carrier.url}/v1/messages`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const control = (command: unknown) =>
  fetch(`${carrier.url}/control`, { method: "POST", body: JSON.stringify(command) });

const acknowledged = (n: number) => carrier.until(({ counts }) => counts.webhooks.acknowledged === n);

describe("sends", () => {
  test("taken, remembered and called back, signed, submitted and then delivered", async () => {
    const response = await post({ ...HELLO, client_ref: "m1", sms: { encoding_type: "text" } });
    expect(response.status).toBe(202);
    const { message_uuid } = (await response.json()) as { message_uuid: string };
    expect(carrier.accepted).toMatchObject([{ messageUuid: message_uuid, clientRef: "m1", text: "Bienvenue" }]);

    await acknowledged(2);
    expect(receiver.receipts).toMatchObject([
      { carrierMessageId: message_uuid, clientRef: "m1", status: "submitted", segments: 1, error: null },
      { carrierMessageId: message_uuid, clientRef: "m1", status: "delivered", segments: 1, error: null },
    ]);
    const verify = createWebhookVerifier({ abcd1234: SECRET });
    for (const { path, headers, body } of receiver.webhooks) {
      expect(path).toBe("/webhooks/vonage/status");
      expect(await verify(headers.authorization, new Uint8Array(Buffer.from(body)), Date.now())).toMatchObject({
        ok: true,
        value: { applicationId: "app-1" },
      });
    }
  });

  test("the same reference twice is two messages, as at Vonage", async () => {
    await post({ ...HELLO, client_ref: "m1" });
    await post({ ...HELLO, client_ref: "m1" });
    expect(carrier.accepted.map((message) => message.clientRef)).toEqual(["m1", "m1"]);
  });

  test.each([
    [{ to: "+15145550142" }, "to"],
    [{ from: "" }, "from"],
    [{ text: "" }, "text"],
    [{ text: "a".repeat(1_001) }, "text"],
    [{ channel: "fax" }, "channel"],
    [{ client_ref: "m".repeat(41) }, "client_ref"],
    [{ sms: { encoding_type: "GSM-7" } }, "sms.encoding_type"],
  ])("refused with RFC 7807: %j", async (changes, name) => {
    const response = await post({ ...HELLO, ...changes });
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      type: expect.stringMatching(/#1150$/),
      title: "Invalid params",
      invalid_parameters: [{ name }],
    });
    expect(carrier.accepted).toEqual([]);
  });

  test.each(["", "Basic nonsense", `Basic ${btoa("other:api secret")}`, `Basic ${btoa("abcd1234:")}`, "Bearer a.b.c"])(
    "not authorized: %j",
    async (authorization) => {
      expect((await post(HELLO, authorization)).status).toBe(401);
      expect(carrier.accepted).toEqual([]);
    },
  );
});

test("a fault for one number is for that number alone, until it is ended", async () => {
  carrier.failTo(HELLO.to, { kind: "answer", status: 422, code: "1240" });
  expect((await post(HELLO)).status).toBe(422);
  expect((await post({ ...HELLO, to: "15145550143" })).status).toBe(202);
  carrier.failTo(HELLO.to, null);
  expect((await post(HELLO)).status).toBe(202);
});

describe("receipts on command", () => {
  test.each([
    ["twice", { copies: 2 }, ["submitted", "submitted", "delivered", "delivered"]],
    ["in the wrong order", { statuses: ["delivered", "submitted"] }, ["delivered", "submitted"]],
    ["none at all", { statuses: [] }, []],
    ["late", { delayMs: 5 }, ["submitted", "delivered"]],
  ])("%s", async (_, plan, statuses) => {
    carrier.planReceipts(plan);
    await post(HELLO);
    await acknowledged(statuses.length);
    expect(receiver.receipts.map((receipt) => receipt.rawStatus)).toEqual(statuses);
  });

  test("with an error", async () => {
    carrier.planReceipts({ statuses: ["submitted", "rejected"], errorCode: "1240" });
    await post(HELLO);
    await acknowledged(2);
    expect(receiver.receipts).toMatchObject([
      { status: "submitted", error: null },
      { status: "failed", error: { code: "1240", class: "opted_out" } },
    ]);
  });

  test("hours late, without waiting for them", async () => {
    carrier.planReceipts({ statuses: ["delivered"], delayMs: 3_600_000 });
    await post(HELLO);
    expect(carrier.counts.webhooks).toMatchObject({ posts: 0, waiting: 1 });
    await carrier.settle();
    expect(receiver.receipts).toMatchObject([{ status: "delivered" }]);
  });
});

describe("webhooks are tried again as Vonage does", () => {
  test("after 429 and 5xx, until they are taken", async () => {
    receiver.statuses.push(503, 429, 500);
    expect(await carrier.sendInbound(JOIN)).toBe(503);
    await carrier.settle();
    expect(carrier.counts.webhooks).toEqual({ posts: 4, acknowledged: 1, lost: 0, pending: 0, waiting: 0 });
    expect(new Set(receiver.webhooks.map(({ body }) => body)).size).toBe(1);
  });

  test.each([400, 401, 404, 413])("never after %i: it is lost", async (status) => {
    receiver.statuses.push(status);
    expect(await carrier.sendInbound(JOIN)).toBe(status);
    expect(carrier.counts.webhooks).toEqual({ posts: 1, acknowledged: 0, lost: 1, pending: 0, waiting: 0 });
  });

  test("while nobody listens, and given up in the end", async () => {
    await carrier.close();
    carrier = await startFakeVonage({
      apiKey: "abcd1234",
      signatureSecret: SECRET,
      webhookBaseUrl: "http://127.0.0.1:9",
      retryDelaysMs: [0, 0],
    });
    expect(await carrier.sendInbound(JOIN)).toBe(0);
    await carrier.settle();
    expect(carrier.counts.webhooks).toEqual({ posts: 3, acknowledged: 0, lost: 1, pending: 0, waiting: 0 });
  });
});

test("an inbound text is what Vonage would post", async () => {
  expect(await carrier.sendInbound({ ...JOIN, messageId: "m-1", timestamp: "2026-11-22T14:00:00Z" })).toBe(200);
  const [webhook] = receiver.webhooks;
  expect(webhook?.path).toBe("/webhooks/vonage/inbound");
  expect(parseVonageInbound(webhook?.body ?? "", "unnamed")).toEqual({
    ok: true,
    value: {
      carrier: "vonage",
      carrierMessageId: "m-1",
      from: "+15145550142",
      to: "+15145550100",
      text: "JOIN",
      content: "text",
      sentAt: Date.UTC(2026, 10, 22, 14),
    },
  });
});

describe("control, from another process", () => {
  test("faults for the next sends, and the counts", async () => {
    expect((await control({ fail: { kind: "answer", status: 429, times: 2 } })).status).toBe(200);
    const statuses = [await post(HELLO), await post(HELLO), await post(HELLO)].map((response) => response.status);
    expect(statuses).toEqual([429, 429, 202]);
    expect(await (await fetch(`${carrier.url}/control`)).json()).toMatchObject({ sends: 3, accepted: 1 });
  });

  test("a fault for all sends, until it recovers", async () => {
    await control({ fail: { kind: "answer", status: 500 } });
    expect([(await post(HELLO)).status, (await post(HELLO)).status]).toEqual([500, 500]);
    await control({ recover: true });
    expect((await post(HELLO)).status).toBe(202);
  });

  test("an inbound text", async () => {
    expect(await (await control({ inbound: JOIN })).json()).toMatchObject({ inboundStatus: 200 });
    expect(receiver.webhooks).toHaveLength(1);
  });

  test("down for a moment", async () => {
    await control({ downMs: 20 });
    const answersAgain = async (): Promise<number> => post(HELLO).then(({ status }) => status, answersAgain);
    expect(await answersAgain()).toBe(202);
  });

  test.each([["nonsense"], [{ explode: true }], [{ fail: { kind: "answer" } }], [{ latencyMs: "long" }]])(
    "what it does not understand is refused: %j",
    async (command) => {
      expect((await control(command)).status).toBe(400);
    },
  );
});

describe("as a program", () => {
  const program = join(import.meta.dirname, "../../scripts/fake-vonage.ts");

  test("it says where it is, and nothing of what passes", async () => {
    const { port } = new URL(carrier.url);
    await carrier.close();
    const child = spawn(process.execPath, [program, "--secret", SECRET, "--port", port, "--api-key", "abcd1234"]);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const lines: string[] = [];
    const output = createInterface(child.stdout);
    const listening = new Promise((resolve) => output.once("line", resolve));
    output.on("line", (line) => lines.push(line));
    await listening;
    expect((await post(HELLO)).status).toBe(202);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(["listening", "stopped"]);
    expect(lines.join()).not.toMatch(/Bienvenue|5145550/);
  });

  test("without a secret it says how to use it", async () => {
    const run = promisify(execFile)(process.execPath, [program]);
    await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("usage: node") });
  });
});

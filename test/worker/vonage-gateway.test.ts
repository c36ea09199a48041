// Vonage's own client in a real workerd, against the stand-in carrier: what every kind of answer, and of silence, comes to.

import { generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type FakeVonage, type SendFault, startFakeVonage } from "../../scripts/fake-vonage.ts";
import type { Receipt } from "../../src/carriers/carrier.ts";
import type { OutgoingText } from "../../worker/gateways/carrier.ts";
import { createSimulatorCarrier } from "../../worker/gateways/simulator-carrier.ts";
import type { VonageConfig } from "../../worker/gateways/vonage.ts";
import { type GatewayWorker, startGatewayWorker } from "../support/vonage.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const { privateKey: strangersKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

const KEY_AND_SECRET = { apiKey: "abcd1234", apiSecret: "api secret" };
const HELLO: OutgoingText = {
  messageId: "0190f3a1-0000-7000-8000-000000000001",
  from: "+15145550100",
  to: "+15145550142",
  text: "Café Comptoir : bienvenue !",
  encoding: "GSM-7",
};

let worker: GatewayWorker;
let carrier: FakeVonage;
beforeAll(async () => {
  worker = await startGatewayWorker();
});
beforeEach(async () => {
  carrier = await startFakeVonage({
    ...KEY_AND_SECRET,
    signatureSecret: "s",
    applicationId: "app-1",
    applicationPublicKey: publicKey,
  });
});
afterEach(() => carrier.close());
afterAll(() => worker.close());

const send = (changes: Partial<OutgoingText> = {}, config: Partial<VonageConfig> = {}) =>
  worker.send({ credentials: KEY_AND_SECRET, apiUrl: carrier.url, ...config }, { ...HELLO, ...changes });

describe("accepted", () => {
  test("the carrier gets the text, our id and numbers without their plus", async () => {
    const outcome = await send();
    expect(carrier.accepted).toMatchObject([
      {
        clientRef: HELLO.messageId,
        from: "15145550100",
        to: "15145550142",
        text: HELLO.text,
        encoding: "text",
      },
    ]);
    expect(outcome).toEqual({ kind: "accepted", carrierMessageId: carrier.accepted[0]?.messageUuid });
  });

  test("unicode is said to be unicode, and arrives as it was", async () => {
    await send({ text: "Reçu ✨ 日本", encoding: "UCS-2" });
    expect(carrier.accepted).toMatchObject([{ text: "Reçu ✨ 日本", encoding: "unicode" }]);
  });

  test("a short code and a name can be senders", async () => {
    await send({ from: "36179" });
    await send({ from: "CAFE Nord" });
    expect(carrier.accepted.map((message) => message.from)).toEqual(["36179", "CAFE Nord"]);
  });

  test.each([
    ["as a file holds it", privateKey],
    ["in one line, as a secret holds it", privateKey.replaceAll("\n", "\\n")],
  ])("an application's key signs: %s", async (_, key) => {
    const credentials = { applicationId: "app-1", privateKey: key };
    expect(await send({}, { credentials })).toMatchObject({ kind: "accepted" });
  });

  test("a base address may end in a slash", async () => {
    expect(await send({}, { apiUrl: `${carrier.url}/` })).toMatchObject({ kind: "accepted" });
  });
});

describe("the account, not the message", () => {
  test.each<[string, VonageConfig["credentials"], string]>([
    ["a wrong secret", { apiKey: "abcd1234", apiSecret: "wrong" }, "unauthorized"],
    ["an unknown key", { apiKey: "wrong", apiSecret: "api secret" }, "unauthorized"],
    ["a stranger's private key", { applicationId: "app-1", privateKey: strangersKey }, "unauthorized"],
    ["a private key that is none", { applicationId: "app-1", privateKey: "nonsense" }, "unusable_credentials"],
  ])("%s", async (_, credentials, code) => {
    expect(await send({}, { credentials })).toEqual({ kind: "account", code });
    expect(carrier.accepted).toEqual([]);
  });

  test("a base address that is not the Messages API", async () => {
    expect(await send({}, { apiUrl: `${carrier.url}/elsewhere` })).toMatchObject({ kind: "account" });
  });
});

describe("refused", () => {
  test.each([
    ["an empty text", { text: "" }],
    ["a text that is too long", { text: "a".repeat(1_001) }],
    ["an addressee that is no number", { to: "CAFE" }],
    ["a reference that is too long", { messageId: "m".repeat(41) }],
  ])("%s", async (_, changes) => {
    expect(await send(changes)).toEqual({ kind: "rejected", error: { code: "1150", class: "permanent" } });
  });

  test.each([
    [
      { status: 422, code: "1240" },
      { kind: "rejected", error: { code: "1240", class: "opted_out" } },
    ],
    [
      { status: 422, code: "1120" },
      { kind: "account", code: "1120" },
    ],
    [
      { status: 402, code: "1070" },
      { kind: "account", code: "1070" },
    ],
    [
      { status: 429, code: "1000" },
      { kind: "retry", code: "1000", retryAfterMs: null },
    ],
    [{ status: 500 }, { kind: "retry", code: "internal_error", retryAfterMs: null }],
    [{ status: 503 }, { kind: "retry", code: "error", retryAfterMs: null }],
    [{ status: 502 }, { kind: "unknown", code: "error" }],
    [{ status: 504 }, { kind: "unknown", code: "error" }],
  ])("%j, then it works again", async (answer, outcome) => {
    carrier.fail({ kind: "answer", ...answer }, 1);
    expect(await send()).toEqual(outcome);
    expect(carrier.accepted).toEqual([]);
    expect(await send()).toMatchObject({ kind: "accepted" });
  });
});

describe("silence", () => {
  const timeoutMs = 300;

  test("a time-out after the carrier took the message", async () => {
    carrier.fail({ kind: "accept_then_hang" });
    expect(await send({}, { timeoutMs })).toEqual({ kind: "unknown", code: "timeout" });
    expect(carrier.accepted).toHaveLength(1);
  });

  test("a carrier that is slow, but not too slow", async () => {
    carrier.slow(50);
    expect(await send()).toMatchObject({ kind: "accepted" });
  });

  test.each<[SendFault, number]>([
    [{ kind: "reset" }, 0],
    [{ kind: "accept_then_reset" }, 1],
    [{ kind: "answer", status: 202 }, 0],
  ])("%j leaves in doubt whether the message went out", async (fault, taken) => {
    carrier.fail(fault, 1);
    expect(await send()).toEqual({ kind: "unknown", code: "no_answer" });
    expect(carrier.accepted).toHaveLength(taken);
    expect(await send()).toMatchObject({ kind: "accepted" });
  });

  test("an outage leaves one message in doubt, and every later one unsent for certain", async () => {
    await carrier.goDown();
    expect(await send()).toEqual({ kind: "unknown", code: "no_answer" });
    expect(await send()).toEqual({ kind: "retry", code: "unreachable", retryAfterMs: null });
    expect(await send()).toEqual({ kind: "retry", code: "unreachable", retryAfterMs: null });
    await carrier.comeBack();
    expect(await send()).toMatchObject({ kind: "accepted" });
    expect(carrier.accepted).toHaveLength(1);
  });
});

test("the simulator takes everything and says so at once", async () => {
  const receipts: Receipt[] = [];
  const simulator = createSimulatorCarrier((receipt) => receipts.push(receipt));
  const carrierMessageId = `sim-${HELLO.messageId}`;
  expect(await simulator.send(HELLO)).toEqual({ kind: "accepted", carrierMessageId });
  expect(receipts).toMatchObject([{ carrierMessageId, clientRef: HELLO.messageId, status: "delivered" }]);
});

// Who may speak in Vonage's name: each row mends one fault of the last.

import { createSign, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWebhookSigner } from "../../scripts/fake-vonage.ts";
import { type GatewayWorker, sha256Hex, startGatewayWorker, tokenOf } from "../support/vonage.ts";

let worker: GatewayWorker;
beforeAll(async () => {
  worker = await startGatewayWorker();
});
afterAll(() => worker.close());

const HOUR_S = 3_600;
const NOW_S = Date.UTC(2026, 10, 22, 14) / 1_000;
const BODY = '{"message_uuid":"aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab","text":"Ça va ?"}';
const SECRETS = { abcd1234: "the signature secret", other567: "another account's secret" };

const HS256 = { typ: "JWT", alg: "HS256" };
const STRANGER = { iss: "Eve", api_key: "nobody", payload_hash: sha256Hex("{}"), jti: "j1" };
const KNOWN_KEY = { ...STRANGER, api_key: "abcd1234" };
const FROM_VONAGE = { ...KNOWN_KEY, iss: "Vonage" };
const OF_THIS_BODY = { ...FROM_VONAGE, payload_hash: sha256Hex(BODY) };
const at = (iat: unknown) => `Bearer ${tokenOf(HS256, { ...OF_THIS_BODY, iat }, SECRETS.abcd1234)}`;
const bearer = (header: object, claims: object, secret: string) => `Bearer ${tokenOf(header, claims, secret)}`;

function rs256(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const [header, payload] = tokenOf({ ...HS256, alg: "RS256" }, { ...OF_THIS_BODY, iat: NOW_S }, "").split(".");
  const signed = `${header}.${payload}`;
  return `Bearer ${signed}.${createSign("sha256").update(signed).sign(privateKey, "base64url")}`;
}

const unsignedToken = bearer({ typ: "JWT", alg: "none" }, STRANGER, "guess");

test.each([
  ["no header", null, "unsigned", "no_authorization"],
  ["not a bearer", "Basic YWJjZDEyMzQ6c2VjcmV0", "forged", "not_bearer"],
  ["not a token", "Bearer YWJjZDEyMzQ6c2VjcmV0", "forged", "not_a_token"],
  ["three parts of nothing", "Bearer a.b.c", "forged", "not_a_token"],
  ["the parts of a token are no objects", "Bearer MQ.MQ.MQ", "forged", "not_a_token"],
  ["no signature at all", unsignedToken.slice(0, unsignedToken.lastIndexOf(".") + 1), "forged", "not_a_token"],
  ["alg none", unsignedToken, "forged", "not_hs256"],
  ["alg RS256", rs256(), "forged", "not_hs256"],
  ["unknown api_key", bearer(HS256, STRANGER, "guess"), "forged", "unknown_api_key"],
  ["an api_key that every object has", bearer(HS256, { api_key: "constructor" }, "guess"), "forged", "unknown_api_key"],
  ["wrong secret", bearer(HS256, KNOWN_KEY, "guess"), "forged", "wrong_signature"],
  ["another account's secret", bearer(HS256, KNOWN_KEY, SECRETS.other567), "forged", "wrong_signature"],
  ["wrong issuer", bearer(HS256, KNOWN_KEY, SECRETS.abcd1234), "forged", "wrong_issuer"],
  ["the hash of another body", bearer(HS256, FROM_VONAGE, SECRETS.abcd1234), "forged", "wrong_payload_hash"],
  ["no issue time", at(undefined), "forged", "no_issue_time"],
  ["an issue time that is no number", at("soon"), "forged", "no_issue_time"],
  ["more than 25 hours old", at(NOW_S - 25 * HOUR_S - 1), "stale", "too_old"],
  ["too far in the future", at(NOW_S + 301), "early", "in_the_future"],
])("%s", async (_, authorization, kind, reason) => {
  expect(await worker.verify({ authorization, body: BODY, secrets: SECRETS, now: NOW_S * 1_000 })).toEqual({
    ok: false,
    error: { kind, reason },
  });
});

describe("Vonage's own", () => {
  const verify = (authorization: string, secrets: Parameters<GatewayWorker["verify"]>[0]["secrets"] = SECRETS) =>
    worker.verify({ authorization, body: BODY, secrets, now: NOW_S * 1_000 });

  test.each([
    ["fresh", NOW_S, 0],
    ["from a clock a little ahead of ours", NOW_S + 300, -300_000],
    ["a STOP that was tried for a day", NOW_S - 25 * HOUR_S, 25 * HOUR_S * 1_000],
  ])("%s", async (_, iat, ageMs) => {
    expect(await verify(at(iat))).toEqual({
      ok: true,
      value: { issuedAt: iat * 1_000, ageMs, applicationId: null },
    });
  });

  test("as the stand-in carrier signs, with its application", async () => {
    const sign = createWebhookSigner({
      signatureSecret: SECRETS.abcd1234,
      apiKey: "abcd1234",
      applicationId: "app-1",
    });
    const { authorization } = sign(BODY, NOW_S * 1_000);
    expect(await verify(authorization)).toMatchObject({ ok: true, value: { applicationId: "app-1" } });
    expect(await verify(authorization.replace("Bearer", "bearer"))).toMatchObject({ ok: true });
  });

  test("with one secret for all accounts, whatever the api_key", async () => {
    expect(await verify(at(NOW_S), SECRETS.abcd1234)).toMatchObject({ ok: true });
    expect(await verify(at(NOW_S), "guess")).toMatchObject({ ok: false, error: { reason: "wrong_signature" } });
  });

  test("one byte of the body changed", async () => {
    const changed = { authorization: at(NOW_S), body: BODY.replace("Ça", "Ca"), secrets: SECRETS, now: NOW_S * 1_000 };
    expect(await worker.verify(changed)).toMatchObject({ ok: false, error: { reason: "wrong_payload_hash" } });
  });
});

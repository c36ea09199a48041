// Vonage's receipts and refusals: what became of a message, and what may be done about it.

import { describe, expect, test } from "vitest";
import { isAnswerable, isShortCode } from "../../src/carriers/address.ts";
import { parseVonageStatus } from "../../src/carriers/vonage.ts";
import { refusedSend, vonageError } from "../../src/carriers/vonage-errors.ts";

const DELIVERED = {
  message_uuid: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
  to: "15145550142",
  from: "15145550100",
  timestamp: "2026-11-22T14:00:01.500Z",
  status: "delivered",
  channel: "sms",
  client_ref: "0190f3a1-0000-7000-8000-000000000001",
  usage: { currency: "EUR", price: "0.0333" },
  sms: { count_total: "2" },
  destination: { network_code: "302720" },
};

function receipt(changes: Record<string, unknown> = {}) {
  const result = parseVonageStatus(JSON.stringify({ ...DELIVERED, ...changes }));
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
}

describe("receipts", () => {
  test("a delivered message", () => {
    expect(receipt()).toEqual({
      carrier: "vonage",
      carrierMessageId: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
      clientRef: "0190f3a1-0000-7000-8000-000000000001",
      status: "delivered",
      rawStatus: "delivered",
      error: null,
      at: Date.UTC(2026, 10, 22, 14, 0, 1, 500),
      segments: 2,
      price: "0.0333 EUR",
    });
  });

  test.each([
    ["accepted", "submitted"],
    ["submitted", "submitted"],
    ["delivered", "delivered"],
    ["Delivered", "delivered"],
    ["read", "delivered"],
    ["undeliverable", "undelivered"],
    ["rejected", "failed"],
    ["expired", "expired"],
    ["teleported", "other"],
    ["constructor", "other"],
  ])("%s → %s, and the carrier's word is kept", (rawStatus, status) => {
    expect(receipt({ status: rawStatus })).toMatchObject({ status, rawStatus });
  });

  test.each([
    [
      { type: "https://x.test/errors#1240", title: "1240", detail: "d" },
      { code: "1240", class: "opted_out" },
    ],
    [
      { type: "https://x.test/errors#1000", title: 1000 },
      { code: "1000", class: "retry" },
    ],
    [
      { type: "https://x.test/errors#1300", title: "Not part of the allow-list" },
      { code: "1300", class: "permanent" },
    ],
    [
      { code: 1300, reason: "v0.1 shape" },
      { code: "1300", class: "permanent" },
    ],
    [{ title: "1060" }, { code: "1060", class: "account" }],
    [{ title: 1482 }, { code: "1482", class: "unknown" }],
    [{ title: "Handset 15145550142 is off" }, { code: "handset_is_off", class: "unknown" }],
    [{ title: "" }, null],
    [{}, null],
    ["broken", null],
    [null, null],
    [undefined, null],
  ])("error %j", (error, expected) => {
    expect(receipt({ status: "rejected", error }).error).toEqual(expected);
  });

  test.each([
    [{ client_ref: undefined }, { clientRef: null }],
    [{ client_ref: "" }, { clientRef: null }],
    [{ client_ref: 12 }, { clientRef: "12" }],
    [{ client_ref: ["a"] }, { clientRef: null }],
    [{ sms: { count_total: 3 } }, { segments: 3 }],
    [{ sms: { count_total: "many" } }, { segments: null }],
    [{ sms: undefined }, { segments: null }],
    [{ usage: { price: 0.0333, currency: "EUR" } }, { price: "0.0333 EUR" }],
    [{ client_ref: "a".repeat(100) }, { clientRef: "a".repeat(100) }],
    [{ client_ref: "a".repeat(101) }, { clientRef: null }],
    [
      { client_ref: null, sms: null, usage: null },
      { clientRef: null, segments: null, price: null },
    ],
    [{ sms: { count_total: 1 } }, { segments: 1 }],
    [{ sms: { count_total: 255 } }, { segments: 255 }],
    [{ sms: { count_total: 0 } }, { segments: null }],
    [{ sms: { count_total: 256 } }, { segments: null }],
    [{ sms: { count_total: 1.5 } }, { segments: null }],
    [{ usage: { price: "0.0333" } }, { price: null }],
    [{ usage: { price: "", currency: "EUR" } }, { price: null }],
    [{ status: "d".repeat(41) }, { rawStatus: "d".repeat(40), status: "other" }],
    [{ timestamp: "soon" }, { at: null }],
    [{ to: { type: "sms", number: "15145550142" } }, { status: "delivered" }],
    [{ to: undefined, from: undefined }, { status: "delivered" }],
  ])("what goes with it may be missing or odd: %j", (changes, expected) => {
    expect(receipt(changes)).toMatchObject(expected);
  });

  test.each([
    [{ message_uuid: undefined }, "message_uuid: is missing"],
    [{ message_uuid: 7 }, "message_uuid: must be a string"],
    [{ message_uuid: "\u0000" }, "message_uuid: must be printable characters without spaces"],
    [{ message_uuid: "a".repeat(101) }, "message_uuid: must have 100 characters at most"],
    [{ status: undefined }, "status: is missing"],
    [{ status: 2 }, "status: must be a string"],
    [{ status: "" }, "status: must not be empty"],
  ])("without its id or its status it is refused: %j", (changes, reason) => {
    expect(parseVonageStatus(JSON.stringify({ ...DELIVERED, ...changes }))).toEqual({
      ok: false,
      error: { code: "malformed_field", reason },
    });
  });

  test("a receipt of the older SMS API says how to leave it", () => {
    const body = { msisdn: "15145550142", messageId: "0A0000000123ABCD1", status: "delivered", "err-code": "0" };
    expect(parseVonageStatus(JSON.stringify(body))).toMatchObject({ ok: false, error: { code: "older_sms_api" } });
  });
});

describe("error codes", () => {
  test.each([
    ["opted_out", "1240"],
    ["permanent", "1050 1170 1190 1260 1280 1300"],
    ["retry", "1000 1030 1100 1180 1220 1230 1241 1331"],
    ["account", "1060 1070 1080 1120 1140 1250"],
    ["unknown", "1010 1482 9999 constructor"],
  ])("%s: %s", (name, codes) => {
    for (const code of codes.split(" ")) expect(vonageError(code)).toEqual({ code, class: name });
  });
});

describe("refused sends", () => {
  const problem = (code: string) => ({ type: `https://x.test/api-errors/messages#${code}`, title: code });
  const permanent = (code: string) => ({ kind: "rejected", error: { code, class: "permanent" } });

  test.each([
    [400, { title: "Bad request" }, permanent("bad_request")],
    [
      401,
      { type: "https://x.test/errors#unauthorized", title: "Unauthorized" },
      { kind: "account", code: "unauthorized" },
    ],
    [401, null, { kind: "account", code: "http_401" }],
    [402, problem("1070"), { kind: "account", code: "1070" }],
    [403, "<html>", { kind: "account", code: "http_403" }],
    [404, "<html>", { kind: "account", code: "http_404" }],
    [408, null, { kind: "unknown", code: "http_408" }],
    [413, null, permanent("http_413")],
    [422, problem("1240"), { kind: "rejected", error: { code: "1240", class: "opted_out" } }],
    [422, problem("1170"), permanent("1170")],
    [422, problem("1150"), permanent("1150")],
    [422, problem("1120"), { kind: "account", code: "1120" }],
    [422, problem("1331"), { kind: "retry", code: "1331", retryAfterMs: null }],
    [422, { title: "Invalid sender", type: "https://x.test/errors#1120" }, { kind: "account", code: "1120" }],
    [429, problem("1000"), { kind: "retry", code: "1000", retryAfterMs: null }],
    [429, null, { kind: "retry", code: "http_429", retryAfterMs: null }],
    [500, { title: "Internal error" }, { kind: "retry", code: "internal_error", retryAfterMs: null }],
    [502, null, { kind: "unknown", code: "http_502" }],
    [503, null, { kind: "retry", code: "http_503", retryAfterMs: null }],
    [504, null, { kind: "unknown", code: "http_504" }],
    [520, null, { kind: "unknown", code: "http_520" }],
    [521, null, { kind: "retry", code: "http_521", retryAfterMs: null }],
    [522, null, { kind: "unknown", code: "http_522" }],
    [524, null, { kind: "unknown", code: "http_524" }],
    [530, null, { kind: "retry", code: "http_530", retryAfterMs: null }],
    [599, null, { kind: "unknown", code: "http_599" }],
    [199, null, { kind: "unknown", code: "http_199" }],
    [300, null, { kind: "account", code: "http_300" }],
    [304, null, { kind: "account", code: "http_304" }],
    [399, null, { kind: "account", code: "http_399" }],
    [499, null, permanent("http_499")],
    [400, { type: "https://x.test/errors", title: "Bad request" }, permanent("bad_request")],
    [422, { title: " 1240 " }, { kind: "rejected", error: { code: "1240", class: "opted_out" } }],
    [422, { title: "Error 1240" }, permanent("error")],
    [422, { title: "1240 of them" }, permanent("of_them")],
    [422, { title: "12401240" }, permanent("http_422")],
    [422, { title: [1240] }, permanent("http_422")],
    [422, { title: "a".repeat(41) }, permanent("a".repeat(40))],
  ])("%i %j", (status, body, outcome) => {
    expect(refusedSend(status, body, null)).toEqual(outcome);
  });

  test.each([
    ["7", 7_000],
    ["86400", 900_000],
    ["Wed, 21 Oct 2026 07:28:00 GMT", null],
    ["-1", null],
    [" 7 ", 7_000],
    ["7 seconds", null],
    ["1234567", null],
  ])("a proxy's Retry-After %j is bounded", (header, retryAfterMs) => {
    expect(refusedSend(429, null, header)).toMatchObject({ kind: "retry", retryAfterMs });
  });
});

test("only numbers and short codes can be answered", () => {
  expect(["+15145550142", "36179"].every(isAnswerable)).toBe(true);
  expect(["CAFE Nord", "05145550142", "12", "", "123456789012345678"].some(isAnswerable)).toBe(false);
  expect(isShortCode("36179")).toBe(true);
  expect(isShortCode("+15145550142")).toBe(false);
});

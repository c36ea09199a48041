// What Vonage's inbound webhook says, read into a text of ours or refused with a reason.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseVonageInbound } from "../../src/carriers/vonage.ts";

const JOIN = {
  channel: "sms",
  message_uuid: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
  to: "15145550100",
  from: "15145550142",
  timestamp: "2026-11-22T14:00:00Z",
  message_type: "text",
  text: "JOIN",
};

const read = (changes: Record<string, unknown> = {}) => parseVonageInbound(JSON.stringify({ ...JOIN, ...changes }));

function accepted(changes: Record<string, unknown> = {}) {
  const result = read(changes);
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
}

test("a plain text", () => {
  expect(accepted()).toEqual({
    carrier: "vonage",
    carrierMessageId: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
    from: "+15145550142",
    to: "+15145550100",
    text: "JOIN",
    content: "text",
    sentAt: Date.UTC(2026, 10, 22, 14),
  });
});

test("fields of tomorrow, and figures as strings, change nothing", () => {
  const extras = {
    sms: { num_messages: "2", total_count: "2", keyword: "JOIN!" },
    usage: { price: "0.0057", currency: "EUR" },
    origin: { network_code: "302720" },
    workflow: { id: "3TcNjg" },
  };
  expect(accepted(extras)).toEqual(accepted());
});

test("the v0.1 shape, with nested addresses and content", () => {
  const old = parseVonageInbound(
    JSON.stringify({
      message_uuid: JOIN.message_uuid,
      to: { type: "sms", number: "15145550100" },
      from: { type: "sms", number: "15145550142" },
      timestamp: "2026-11-22T14:00:00.000Z",
      direction: "inbound",
      message: { content: { type: "text", text: "JOIN" } },
    }),
  );
  expect(old).toEqual({ ok: true, value: accepted() });
});

describe("who wrote, and to whom", () => {
  test.each<[unknown, string, string]>([
    ["15145550142", "+15145550142", "a number without its plus"],
    ["+15145550142", "+15145550142", "a number with it"],
    [" +1 (514) 555-0142 ", "+15145550142", "a number written for people"],
    [15145550142, "+15145550142", "a number as a JSON number"],
    ["447700900000", "+447700900000", "a number that no numbering plan knows"],
    ["5145550142", "+5145550142", "a number without country reads as a number"],
    ["05145550142", "05145550142", "a leading zero is no country: kept as it came"],
    ["123456789012345678", "123456789012345678", "too long for a number: kept as it came"],
    ["36179", "36179", "a short code"],
    ["CAFE Nord", "CAFE Nord", "a sender made of letters"],
    [{ type: "sms", number: "15145550142" }, "+15145550142", "a nested number"],
    ["15145550142\u0000", "+15145550142", "a NUL in a number"],
  ])("%j → %s (%s)", (given, address, _) => {
    expect(accepted({ from: given }).from).toBe(address);
    expect(accepted({ to: given }).to).toBe(address);
  });
});

describe("what they wrote is kept as it came", () => {
  const long = "a".repeat(2_000);
  test.each([
    ["Ça va? Œuf à 5 € 🎉", "Ça va? Œuf à 5 € 🎉"],
    ["שלום עולם", "שלום עולם"],
    [" two  spaces\r\nand a line ", " two  spaces\r\nand a line "],
    ["", ""],
    ["a", "a"],
    [long, long],
    [null, ""],
    ["be\u0000fore", "before"],
    ["half \ud83d of a pair", "half \ufffd of a pair"],
    ["bell\u0007", "bell\u0007"],
  ])("%j", (given, text) => {
    expect(accepted({ text: given }).text).toBe(text);
  });

  test("a text left out is an empty text", () => {
    const { text: _, ...rest } = JOIN;
    const result = parseVonageInbound(JSON.stringify(rest));
    expect(result.ok && result.value.text).toBe("");
  });
});

describe("what is not a text is not lost", () => {
  test.each([
    [{ channel: "mms", message_type: "image", image: { url: "https://x.test/i.jpg" } }, "image", ""],
    [
      { channel: "mms", message_type: "image", image: { url: "https://x.test/i.jpg", caption: "STOP" } },
      "image",
      "STOP",
    ],
    [{ channel: "mms", message_type: "vcard", vcard: { url: "https://x.test/c.vcf" } }, "vcard", ""],
    [{ channel: "mms", message_type: "text", text: "a long one" }, "text", "a long one"],
    [{ message_type: "constructor" }, "constructor", ""],
    [{ message_type: 7 }, "other", ""],
  ])("%j", (changes, content, text) => {
    expect(accepted({ text: undefined, ...changes })).toMatchObject({ content, text });
  });
});

describe("when", () => {
  test.each([
    ["2026-11-22T14:00:00Z", Date.UTC(2026, 10, 22, 14)],
    ["2026-11-22T14:00:00.250Z", Date.UTC(2026, 10, 22, 14, 0, 0, 250)],
    ["2026-11-22T14:00:00.250999Z", Date.UTC(2026, 10, 22, 14, 0, 0, 250)],
    ["2026-11-22 14:00:00 +0000", Date.UTC(2026, 10, 22, 14)],
    ["2026-11-22T09:00:00-05:00", Date.UTC(2026, 10, 22, 14)],
    ["2099-01-01T00:00:00Z", Date.UTC(2099, 0, 1)],
    ["2026-11-22T14:00:00", null],
    ["2026-13-45T99:00:00Z", null],
    ["yesterday", null],
    ["", null],
    [1_795_356_000, null],
    [null, null],
    [undefined, null],
  ])("%j", (timestamp, sentAt) => {
    expect(accepted({ timestamp }).sentAt).toBe(sentAt);
  });
});

describe("what can't be understood is refused with its reason", () => {
  test.each([
    [{ message_uuid: undefined }, "malformed_field", "message_uuid: is missing"],
    [{ message_uuid: 7 }, "malformed_field", "message_uuid: must be a string"],
    [{ message_uuid: "" }, "malformed_field", "message_uuid: must be printable characters without spaces"],
    [{ message_uuid: "a b" }, "malformed_field", "message_uuid: must be printable characters without spaces"],
    [{ message_uuid: "a".repeat(101) }, "malformed_field", "message_uuid: must have 100 characters at most"],
    [{ from: undefined }, "malformed_field", "from: is missing"],
    [{ from: null }, "malformed_field", "from: must be a number, or an object that holds one"],
    [{ from: {} }, "malformed_field", "from: must be a number, or an object that holds one"],
    [{ from: ["15145550142"] }, "malformed_field", "from: must be a number, or an object that holds one"],
    [{ from: "  " }, "malformed_field", "from: must not be empty"],
    [{ from: "x".repeat(65) }, "malformed_field", "from: must have 64 characters at most"],
    [{ to: undefined }, "malformed_field", "to: is missing"],
    [{ to: true }, "malformed_field", "to: must be a number, or an object that holds one"],
    [{ to: "" }, "malformed_field", "to: must not be empty"],
    [{ text: 42 }, "malformed_field", "text: must be a string"],
    [{ text: ["JOIN"] }, "malformed_field", "text: must be a string"],
    [{ channel: "whatsapp" }, "not_sms", "channel: must be sms or mms"],
    [{ channel: 3 }, "not_sms", "channel: must be sms or mms"],
  ])("%j", (changes, code, reason) => {
    expect(read(changes)).toEqual({ ok: false, error: { code, reason } });
  });

  test.each([
    ["", "not_json"],
    ["{", "not_json"],
    ["text=JOIN&from=1", "not_json"],
    ["null", "not_an_object"],
    ["[]", "not_an_object"],
    ['"JOIN"', "not_an_object"],
  ])("%j", (body, code) => {
    expect(parseVonageInbound(body)).toMatchObject({ ok: false, error: { code } });
  });

  test("the older SMS API says how to leave it", () => {
    const body = {
      msisdn: "15145550142",
      to: "15145550100",
      messageId: "0A00000012345678",
      text: "JOIN",
      type: "text",
    };
    expect(parseVonageInbound(JSON.stringify(body))).toMatchObject({
      ok: false,
      error: { code: "older_sms_api", reason: expect.stringContaining("Messages API") },
    });
  });

  test("a reason never quotes what came", () => {
    for (const changes of [{ from: "secret".repeat(20) }, { text: { secret: 1 } }, { channel: "secret" }]) {
      expect(JSON.stringify(read(changes))).not.toContain("secret");
    }
  });
});

test("no JSON makes it throw, and what it accepts can be stored", () => {
  const field = fc.oneof(fc.jsonValue(), fc.string({ unit: "binary" }), fc.constantFrom("sms", "15145550142"));
  const body = fc.record(
    { message_uuid: field, from: field, to: field, text: field, message_type: field, timestamp: field, message: field },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(body, fc.jsonValue()), (json) => {
      const result = parseVonageInbound(JSON.stringify(json));
      if (!result.ok) return;
      for (const text of [result.value.text, result.value.from, result.value.to, result.value.content]) {
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toContain("\0");
      }
    }),
  );
});

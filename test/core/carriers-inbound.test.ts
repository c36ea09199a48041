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

const parse = (body: string) => parseVonageInbound(body, "id-of-the-body");
const read = (changes: Record<string, unknown> = {}) => parse(JSON.stringify({ ...JOIN, ...changes }));

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
  const old = parse(
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
    ["0012345678", "+12345678", "a short number dialled from abroad"],
    ["++12345678", "+12345678", "a short number with too many a plus"],
  ])("%j → %s (%s)", (given, address, _) => {
    expect(accepted({ from: given }).from).toBe(address);
    expect(accepted({ to: given }).to).toBe(address);
  });
});

describe("every way of writing a number that is known reaches it", () => {
  test.each([
    "0015145550100",
    "001 514 555 0100",
    "00 1 (514) 555-0100",
    "01115145550100",
    "011 1 514 555 0100",
    "%2B15145550100",
    "%2B1%20514%20555%200100",
    "%2b1(514)555-0100",
    "+1 (514) 555-0100",
    "(+1) 514.555.0100",
    "++15145550100",
    "+0015145550100",
    "+1\u00a0514\u00a0555\u20110100",
    "+1–514–555–0100",
    "＋１５１４５５５０１００",
    "\u202a+15145550100\u202c",
    "tel:+1-514-555-0100",
    "sms:15145550100",
    "tel:+15145550100;ext=1",
    '"15145550100"',
    "1/514/555/0100",
  ])("%s", (written) => {
    expect(accepted({ to: written }).to).toBe("+15145550100");
    expect(accepted({ from: written }).from).toBe("+15145550100");
  });

  test("however its figures are set apart, and whatever comes before them", () => {
    const between = fc.constantFrom("", "", "", " ", "-", ".", " - ", "\u00a0", "\u2011", ") ", " (", "/");
    const before = fc.constantFrom("", "+", "00", "+ ", "00 ", "(+", "%2B", "tel:+", " ");
    const number = fc.constantFrom("15145550100", "33612345678", "447700900000", "15065550142");
    fc.assert(
      fc.property(before, number, fc.infiniteStream(between), (start, figures, gaps) => {
        const written = start + [...figures].map((figure) => figure + gaps.next().value).join("");
        expect(accepted({ to: written, from: written })).toMatchObject({ to: `+${figures}`, from: `+${figures}` });
      }),
    );
  });

  test.each(["CAFE Nord", "100% Café", "Tel: Rita", "Rita;1", "0033", "00", "+", "%zz"])("%s is no number", (name) => {
    expect(accepted({ from: name }).from).toBe(name);
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
    const result = parse(JSON.stringify(rest));
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
    [{ message_type: "" }, "other", ""],
    [{ message_type: undefined, text: "JOIN" }, "text", "JOIN"],
    [{ channel: undefined, text: "JOIN" }, "text", "JOIN"],
    [{ message_type: "image", image: { caption: ["STOP"] } }, "image", ""],
    [{ message_type: "image", image: { caption: "half \ud83d" } }, "image", "half \ufffd"],
    [{ message_type: "image", image: "STOP" }, "image", ""],
    [{ message_type: "image", text: "YES", image: { caption: "STOP" } }, "image", "YES"],
    [{ message_type: `${"x".repeat(40)}y` }, "x".repeat(40), ""],
  ])("%j", (changes, content, text) => {
    expect(accepted({ text: undefined, ...changes })).toMatchObject({ content, text });
  });

  test("nor is a picture in the v0.1 shape, and its channel is the one that it came by", () => {
    const old = (type: unknown, content: unknown) =>
      parse(
        JSON.stringify({
          from: { ...(type === undefined ? {} : { type }), number: "15145550142" },
          message: { content },
        }),
      );
    const picture = { type: "image", image: { url: "https://x.test/i.jpg", caption: "STOP" } };
    expect(old("mms", picture)).toMatchObject({ ok: true, value: { content: "image", text: "STOP" } });
    expect(old(undefined, picture)).toMatchObject({ ok: true, value: { from: "+15145550142" } });
    expect(old("whatsapp", picture)).toMatchObject({ ok: false, error: { code: "not_sms" } });
    expect(old("sms", "JOIN")).toMatchObject({ ok: true, value: { content: "text", text: "" } });
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
    ["2026-11-22T14:00:00", Date.UTC(2026, 10, 22, 14)],
    ["2026-13-45T99:00:00Z", null],
    ["yesterday", null],
    ["", null],
    [1_795_356_000, Date.UTC(2026, 10, 22, 14)],
    [12, null],
    [[1_795_356_000], null],
    [null, null],
    [undefined, null],
  ])("%j", (timestamp, sentAt) => {
    expect(accepted({ timestamp }).sentAt).toBe(sentAt);
  });
});

describe("what is missing or odd loses nothing of the rest: a text that is refused never comes again", () => {
  test("an id of a hundred printable characters is one", () => {
    const message_uuid = "!~".repeat(50);
    expect(accepted({ message_uuid }).carrierMessageId).toBe(message_uuid);
  });

  test.each([undefined, null, 7, "", "a b", "a ", " a", "a".repeat(101), {}])(
    "the id %j gives way to one of ours",
    (message_uuid) => {
      expect(accepted({ message_uuid })).toEqual({ ...accepted(), carrierMessageId: "id-of-the-body" });
    },
  );

  test.each([undefined, null, {}, ["15145550142"], true, "", "  "])("the address %j is empty", (address) => {
    expect(accepted({ from: address })).toEqual({ ...accepted(), from: "" });
    expect(accepted({ to: address })).toEqual({ ...accepted(), to: "" });
  });

  test("an address that is too long is cut", () => {
    expect(accepted({ from: "x".repeat(65) }).from).toBe("x".repeat(64));
  });

  test.each([
    [2468, "2468"],
    [["JOIN"], ""],
    [{ body: "JOIN" }, ""],
    [true, ""],
  ])("the text %j", (text, kept) => {
    expect(accepted({ text })).toEqual({ ...accepted(), text: kept });
  });
});

describe("what can't be understood is refused with its reason", () => {
  test.each([
    [{ channel: "whatsapp" }, "not_sms", "channel: must be sms or mms"],
    [{ channel: 3 }, "not_sms", "channel: must be sms or mms"],
  ])("%j", (changes, code, reason) => {
    expect(read(changes)).toEqual({ ok: false, error: { code, reason } });
  });

  test.each([
    ["", "not_json", "the body must be JSON"],
    ["{", "not_json", "the body must be JSON"],
    ["text=JOIN&from=1", "not_json", "the body must be JSON"],
    ["null", "not_an_object", "the body must be a JSON object"],
    ["[]", "not_an_object", "the body must be a JSON object"],
    ['"JOIN"', "not_an_object", "the body must be a JSON object"],
  ])("%j", (body, code, reason) => {
    expect(parse(body)).toEqual({ ok: false, error: { code, reason } });
  });

  test.each(["msisdn", "messageId"])(
    "%s alone tells the older SMS API, and an id of the newer one does not",
    (field) => {
      const body = { [field]: "15145550142", text: "JOIN" };
      expect(parse(JSON.stringify(body))).toMatchObject({ ok: false, error: { code: "older_sms_api" } });
      expect(accepted(body)).toEqual(accepted());
    },
  );

  test("the older SMS API says how to leave it", () => {
    const body = {
      msisdn: "15145550142",
      to: "15145550100",
      messageId: "0A00000012345678",
      text: "JOIN",
      type: "text",
    };
    expect(parse(JSON.stringify(body))).toMatchObject({
      ok: false,
      error: { code: "older_sms_api", reason: expect.stringContaining("Messages API") },
    });
  });

  test("a reason never quotes what came", () => {
    for (const changes of [{ channel: "secret" }, { channel: { secret: 1 } }]) {
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
      const result = parse(JSON.stringify(json));
      if (!result.ok) return;
      for (const text of [result.value.text, result.value.from, result.value.to, result.value.content]) {
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toContain("\0");
      }
    }),
  );
});

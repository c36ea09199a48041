// When a person of the shop may answer: each row mends one fault of the last.

import { describe, expect, test } from "vitest";
import { checkReply, mayReply, REPLY_CHARACTERS_MAX, type ReplyFacts } from "../../src/consent/may-reply.ts";

const ladder: readonly [string, ReplyFacts, string | null][] = [
  [
    "has left",
    { consent: "opted_out", country: null, region: null, isClosedByTrade: true, hasSender: false },
    "opted_out",
  ],
  [
    "country unknown",
    { consent: "none", country: null, region: null, isClosedByTrade: true, hasSender: false },
    "merchant_incomplete",
  ],
  [
    "region unknown",
    { consent: "none", country: "CA", region: null, isClosedByTrade: true, hasSender: false },
    "merchant_incomplete",
  ],
  [
    "a trade that closes its texts",
    { consent: "none", country: "CA", region: "QC", isClosedByTrade: true, hasSender: false },
    "forbidden_trade",
  ],
  [
    "no number",
    { consent: "none", country: "CA", region: "QC", isClosedByTrade: false, hasSender: false },
    "no_sender",
  ],
  [
    "a stranger who wrote",
    { consent: "none", country: "CA", region: "QC", isClosedByTrade: false, hasSender: true },
    null,
  ],
  ["a member", { consent: "subscribed", country: "CA", region: "QC", isClosedByTrade: false, hasSender: true }, null],
  ["a doubtful stop", { consent: "held", country: "CA", region: "QC", isClosedByTrade: false, hasSender: true }, null],
];

test.each(ladder)("%s", (_name, facts, refusal) => {
  expect(mayReply(facts)).toEqual(refusal === null ? { ok: true, value: null } : { ok: false, error: refusal });
});

describe("what is written", () => {
  const allowed: ReplyFacts = {
    consent: "subscribed",
    country: "FR",
    region: "IDF",
    isClosedByTrade: false,
    hasSender: true,
  };

  test("goes out without the blanks around it", () => {
    expect(checkReply("  À samedi.\n", allowed)).toEqual({ ok: true, value: "À samedi." });
  });

  test("is counted as it will be sent: a line break is one character, whatever the browser made of it", () => {
    const lines = "a\r\n".repeat(REPLY_CHARACTERS_MAX / 2);
    expect(checkReply(lines, allowed)).toEqual({ ok: true, value: lines.replaceAll("\r", "").trim() });
  });

  test("must be something", () => {
    expect(checkReply(" \n\t\u00a0", allowed)).toEqual({ ok: false, error: "empty" });
  });

  test("ends where the carrier's bound is", () => {
    expect(checkReply("a".repeat(REPLY_CHARACTERS_MAX), allowed).ok).toBe(true);
    expect(checkReply("a".repeat(REPLY_CHARACTERS_MAX + 1), allowed)).toEqual({ ok: false, error: "too_long" });
  });

  test("matters less than whether it may go at all", () => {
    expect(checkReply("", { ...allowed, consent: "opted_out" })).toEqual({ ok: false, error: "opted_out" });
  });
});

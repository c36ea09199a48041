// Telling a robot that answers every reply from a person in a hurry: bursts, repetition, silence and recovery.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BURST_TEXTS_MAX,
  BURST_WINDOW_MS,
  type Guard,
  type GuardVerdict,
  guardText,
  quietGuard,
  SAME_TEXT_MAX,
  SAME_TEXT_WINDOW_MS,
  SILENCE_MS,
} from "../../src/conversation/guard.ts";
import { MINUTE_MS, SECOND_MS } from "../../src/time.ts";

/** Any text at all, broken surrogates too. */
const anything = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units));

const NOW = Date.UTC(2026, 10, 22, 14);

/** Texts one after the other, so many milliseconds apart; what becomes of each. */
function texts(list: readonly string[], everyMs: number, start = NOW, guard: Guard = quietGuard) {
  const verdicts: GuardVerdict["verdict"][] = [];
  for (const [i, text] of list.entries()) {
    const judged = guardText(guard, text, start + i * everyMs);
    guard = judged.guard;
    verdicts.push(judged.verdict);
  }
  return { guard, verdicts, endsAt: start + (list.length - 1) * everyMs };
}

const different = (count: number) => Array.from({ length: count }, (_, i) => `text ${i}`);
const same = (count: number) => Array.from({ length: count }, () => "Thank you for your message");
const answers = (count: number) => Array.from({ length: count }, () => "answer" as const);

describe("a burst", () => {
  test("ten texts within a minute are a person in a hurry, the eleventh is a robot", () => {
    expect(texts(different(BURST_TEXTS_MAX + 1), SECOND_MS).verdicts).toEqual([
      ...answers(BURST_TEXTS_MAX),
      "fell_silent",
    ]);
  });

  test("a slow talker is never one: a text every seven seconds, all day", () => {
    expect(texts(different(2_000), 7 * SECOND_MS).verdicts).toEqual(answers(2_000));
  });

  test("the count begins again after a minute", () => {
    const first = texts(different(BURST_TEXTS_MAX), SECOND_MS);
    const second = texts(different(BURST_TEXTS_MAX), SECOND_MS, NOW + BURST_WINDOW_MS, first.guard);
    expect(second.verdicts).toEqual(answers(BURST_TEXTS_MAX));
  });

  test("a thousand texts at the same moment fall silent once", () => {
    const { verdicts } = texts(different(1_000), 0);
    expect(verdicts.filter((verdict) => verdict === "answer")).toHaveLength(BURST_TEXTS_MAX);
    expect(verdicts.filter((verdict) => verdict === "fell_silent")).toHaveLength(1);
  });
});

describe("the same text again and again", () => {
  test("five times is a person, the sixth is a robot", () => {
    expect(texts(same(SAME_TEXT_MAX + 1), 2 * MINUTE_MS).verdicts).toEqual([...answers(SAME_TEXT_MAX), "fell_silent"]);
  });

  test.each([
    ["other capitals", "THANK YOU for your MESSAGE"],
    ["blanks around it", "  Thank you for your message\n"],
  ])("%s make it no other text", (_, again) => {
    expect(texts([...same(SAME_TEXT_MAX), again], MINUTE_MS).verdicts.at(-1)).toBe("fell_silent");
  });

  test("a long text is known by its beginning, where a robot puts its number at the end", () => {
    const long = Array.from({ length: SAME_TEXT_MAX + 1 }, (_, i) => `${"Out of office. ".repeat(10)} Ticket ${i}`);
    expect(texts(long, MINUTE_MS).verdicts.at(-1)).toBe("fell_silent");
  });

  test("another text in between begins the count again", () => {
    const list = [...same(SAME_TEXT_MAX), "and this", ...same(SAME_TEXT_MAX)];
    expect(texts(list, MINUTE_MS).verdicts).toEqual(answers(list.length));
  });

  test("the balance asked for every quarter of an hour is a person", () => {
    expect(SAME_TEXT_WINDOW_MS).toBeLessThan(15 * MINUTE_MS);
    expect(texts(same(20), 15 * MINUTE_MS).verdicts).toEqual(answers(20));
  });

  test("a picture without words is a text like another", () => {
    expect(texts(Array(SAME_TEXT_MAX).fill(""), MINUTE_MS).verdicts).toEqual(answers(SAME_TEXT_MAX));
  });
});

describe("silence", () => {
  const silenced = texts(different(BURST_TEXTS_MAX + 1), SECOND_MS);
  const one = (afterMs: number, guard = silenced.guard) => texts(["hello"], 0, silenced.endsAt + afterMs, guard);

  test("lasts an hour after the last text", () => {
    expect(one(SILENCE_MS - 1).verdicts).toEqual(["silent"]);
    expect(one(SILENCE_MS).verdicts).toEqual(["answer"]);
  });

  test("is put off by each text that comes while it lasts", () => {
    const later = one(SILENCE_MS - 1);
    expect(one(SILENCE_MS, later.guard).verdicts).toEqual(["silent"]);
    expect(one(2 * SILENCE_MS - 2, later.guard).verdicts).toEqual(["silent"]);
    expect(one(2 * SILENCE_MS - 1, later.guard).verdicts).toEqual(["answer"]);
  });

  test("leaves nothing behind: afterwards ten texts a minute are answered again", () => {
    const again = texts(different(BURST_TEXTS_MAX + 1), SECOND_MS, silenced.endsAt + SILENCE_MS, silenced.guard);
    expect(again.verdicts).toEqual([...answers(BURST_TEXTS_MAX), "fell_silent"]);
  });

  test("is noticed once, however long the robot goes on", () => {
    const { verdicts } = texts(same(500), 10 * SECOND_MS);
    expect(verdicts.filter((verdict) => verdict === "fell_silent")).toHaveLength(1);
    expect(verdicts.slice(SAME_TEXT_MAX + 1).every((verdict) => verdict === "silent")).toBe(true);
  });
});

describe("whatever is texted", () => {
  const anyTexts = fc.array(fc.record({ text: anything, waitMs: fc.nat({ max: 2 * SILENCE_MS }) }));

  test("the guard survives JSON, and at most ten answers are given in a window of a minute", () => {
    const hurried = fc.array(fc.record({ text: fc.string(), waitMs: fc.nat({ max: 5 * SECOND_MS }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.oneof(anyTexts, hurried), (list) => {
        let guard = quietGuard;
        let now = NOW;
        const answered = new Map<number, number>();
        for (const { text, waitMs } of list) {
          now += waitMs;
          const judged = guardText(guard, text, now);
          guard = JSON.parse(JSON.stringify(judged.guard));
          expect(guard).toEqual(judged.guard);
          if (judged.verdict !== "answer") continue;
          answered.set(guard.windowStart, (answered.get(guard.windowStart) ?? 0) + 1);
        }
        expect(Math.max(0, ...answered.values())).toBeLessThanOrEqual(BURST_TEXTS_MAX);
      }),
    );
  });
});

// May this customer earn now? The ladder, one fault mended a row, and the limits over whole days of earning.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type EarnHistory,
  type EarnLimits,
  type EarnRefusal,
  type EarnRequest,
  mayEarn,
  POINTS_AT_ONCE_BOUND,
} from "../../src/loyalty/earning.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { DAY_MS, HOUR_MS, localDate, MINUTE_MS } from "../../src/time.ts";

const NOON = Date.UTC(2026, 10, 22, 17);
const NEVER: EarnHistory = { lastAt: null, onLastDay: 0 };
const LIMITS: EarnLimits = {
  earnsPerDayMax: 2,
  earnGapMinutes: 60,
  pointsAtOnceMax: 3,
  timeZone: "America/Toronto",
};

interface Question {
  readonly limits: EarnLimits;
  readonly history: EarnHistory;
  readonly request: EarnRequest;
  readonly now: number;
}

const NOTHING_RIGHT: Question = {
  limits: { ...LIMITS, earnsPerDayMax: 1 },
  history: { lastAt: NOON - 10 * MINUTE_MS, onLastDay: 1 },
  request: { points: 0, hasMultiPointCode: false },
  now: NOON,
};

type Rung = readonly [what: string, mended: Partial<Question>, answer: Result<EarnHistory, EarnRefusal>];

function ladder(start: Question, rungs: readonly Rung[]): [string, Question, Rung[2]][] {
  let question = start;
  return rungs.map(([what, mended, answer]) => {
    question = { ...question, ...mended };
    return [what, question, answer];
  });
}

const needsCode = err({ code: "needs_multi_point_code", max: 3 } as const);
const tooSoon = err({ code: "too_soon", until: NOON + 50 * MINUTE_MS } as const);

describe("the ladder", () => {
  test.each(
    ladder(NOTHING_RIGHT, [
      ["nothing is right", {}, err({ code: "not_an_amount" })],
      ["an amount, but a large one", { request: { points: 5, hasMultiPointCode: false } }, needsCode],
      ["with the multi-point code", { request: { points: 5, hasMultiPointCode: true } }, err({ code: "daily_limit" })],
      ["a shop that allows a second one", { limits: LIMITS }, tooSoon],
      ["an hour after the first", { now: NOON + 50 * MINUTE_MS }, ok({ lastAt: NOON + 50 * MINUTE_MS, onLastDay: 2 })],
    ]),
  )("%s", (_, { limits, history, request, now }, answer) => {
    expect(mayEarn(limits, history, request, now)).toEqual(answer);
  });
});

test("who waited for a turn, where there is no gap, earns too: no earlier than the one before", () => {
  const history = { lastAt: NOON + 5, onLastDay: 1 };
  const request = { points: 1, hasMultiPointCode: false };
  const allowed = mayEarn({ ...LIMITS, earnGapMinutes: 0 }, history, request, NOON);
  expect(allowed).toEqual(ok({ lastAt: NOON + 5, onLastDay: 2 }));
});

describe("amounts", () => {
  test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, POINTS_AT_ONCE_BOUND + 1])(
    "%d points are no amount, not even with the multi-point code",
    (points) => {
      expect(mayEarn(LIMITS, NEVER, { points, hasMultiPointCode: true }, NOON)).toEqual(err({ code: "not_an_amount" }));
    },
  );

  test.each([
    [1, false],
    [3, false],
    [4, true],
    [POINTS_AT_ONCE_BOUND, true],
  ])("%d points are one", (points, needsMultiPointCode) => {
    const asked = mayEarn(LIMITS, NEVER, { points, hasMultiPointCode: false }, NOON);
    expect(asked.ok).toBe(!needsMultiPointCode);
    expect(mayEarn(LIMITS, NEVER, { points, hasMultiPointCode: true }, NOON).ok).toBe(true);
  });
});

describe("a day is the shop's", () => {
  const once = { ...LIMITS, earnsPerDayMax: 1, earnGapMinutes: 0 };
  const visit = { points: 1, hasMultiPointCode: false };
  const earnedAt = (lastAt: number): EarnHistory => ({ lastAt, onLastDay: 1 });
  const MIDNIGHT = Date.UTC(2026, 10, 23, 5);

  test.each([
    ["the last millisecond of it", MIDNIGHT - 1, false],
    ["midnight at the shop", MIDNIGHT, true],
  ])("%s", (_, now, allowed) => {
    expect(mayEarn(once, earnedAt(MIDNIGHT - 12 * HOUR_MS), visit, now).ok).toBe(allowed);
  });

  test("in Paris that midnight is six hours earlier", () => {
    const paris = { ...once, timeZone: "Europe/Paris" };
    expect(mayEarn(paris, earnedAt(MIDNIGHT - 7 * HOUR_MS), visit, MIDNIGHT - 6 * HOUR_MS).ok).toBe(true);
  });

  test.each([
    ["23 hours long, in March", Date.UTC(2026, 2, 8, 5), 23],
    ["25 hours long, in November", Date.UTC(2026, 10, 1, 4), 25],
  ])("%s", (_, start, hours) => {
    expect(mayEarn(once, earnedAt(start), visit, start + hours * HOUR_MS - 1).ok).toBe(false);
    expect(mayEarn(once, earnedAt(start), visit, start + hours * HOUR_MS).ok).toBe(true);
  });

  test("a new day does not shorten the gap", () => {
    const slow = { ...once, earnGapMinutes: 120 };
    const answer = mayEarn(slow, earnedAt(MIDNIGHT - HOUR_MS), visit, MIDNIGHT);
    expect(answer).toEqual(err({ code: "too_soon", until: MIDNIGHT + HOUR_MS }));
  });
});

test("however a customer tries, no day has more earnings than allowed, and no two are closer than the gap", () => {
  const limits = fc.record({
    earnsPerDayMax: fc.integer({ min: 1, max: 4 }),
    earnGapMinutes: fc.integer({ min: 0, max: 300 }),
    pointsAtOnceMax: fc.constant(1),
    timeZone: fc.constantFrom("America/Toronto", "Europe/Paris", "America/Los_Angeles"),
  });
  const waits = fc.array(fc.integer({ min: 0, max: DAY_MS }), { maxLength: 60 });
  fc.assert(
    fc.property(limits, waits, (limits, waits) => {
      let now = NOON;
      let history = NEVER;
      const earned: number[] = [];
      for (const wait of waits) {
        now += wait;
        const answer = mayEarn(limits, history, { points: 1, hasMultiPointCode: false }, now);
        if (answer.ok) {
          earned.push(now);
          history = answer.value;
        } else if (answer.error.code === "too_soon") {
          expect(answer.error.until).toBeGreaterThan(now);
        }
      }
      const days = Map.groupBy(earned, (at) => localDate(at, limits.timeZone));
      for (const ofDay of days.values()) expect(ofDay.length).toBeLessThanOrEqual(limits.earnsPerDayMax);
      for (const [i, at] of earned.entries()) {
        if (i > 0) expect(at - (earned[i - 1] ?? 0)).toBeGreaterThanOrEqual(limits.earnGapMinutes * MINUTE_MS);
      }
    }),
  );
});

// May an entry be reversed? Never a reversal, and never below zero. And the turn of that day is the customer's again.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EarnHistory, mayEarn } from "../../src/loyalty/earning.ts";
import { type Earning, historyWithout, mayReverse } from "../../src/loyalty/reversal.ts";
import { err, ok } from "../../src/result.ts";
import { DAY_MS, HOUR_MS } from "../../src/time.ts";

test.each([
  ["a reversal whose points are spent too", { delta: 5, reverses: 3 }, 2, err("is_a_reversal")],
  ["points that are spent", { delta: 5, reverses: null }, 4, err("points_are_spent")],
  ["points that are all there", { delta: 5, reverses: null }, 5, ok(undefined)],
  ["a reward that was taken, on an empty account", { delta: -5, reverses: null }, 0, ok(undefined)],
  ["a reversal that gave points", { delta: 5, reverses: 3 }, 100, err("is_a_reversal")],
  ["a reversal that took points", { delta: -5, reverses: 3 }, 100, err("is_a_reversal")],
])("%s", (_, entry, points, answer) => {
  expect(mayReverse(entry, points)).toEqual(answer);
});

test("what may be reversed leaves a balance that is not below zero", () => {
  const deltas = fc.integer({ min: -1_000, max: 1_000 }).filter((delta) => delta !== 0);
  fc.assert(
    fc.property(deltas, fc.nat({ max: 1_000 }), (delta, points) => {
      expect(mayReverse({ delta, reverses: null }, points).ok).toBe(points - delta >= 0);
    }),
  );
});

describe("once it is taken back, the limits count", () => {
  const NOON = Date.UTC(2026, 10, 22, 17);
  const TORONTO = "America/Toronto";
  const [yesterday, earlier] = [NOON - DAY_MS, NOON - 2 * HOUR_MS] as const;
  const visit = (at: number): Earning => ({ cause: "visit", actor: "kiosk:counter", at });
  const byHand = (at: number): Earning => ({ cause: "staff", actor: "person:luc", at });
  const once: EarnHistory = { lastAt: NOON, onLastDay: 1 };
  const twice: EarnHistory = { lastAt: NOON, onLastDay: 2 };

  test.each<[string, Earning, EarnHistory, Earning[], EarnHistory]>([
    ["nothing after the first earning ever", visit(NOON), once, [], { lastAt: null, onLastDay: 0 }],
    ["from the day before", visit(NOON), once, [visit(yesterday)], { lastAt: yesterday, onLastDay: 0 }],
    ["the one before of the same day", visit(NOON), twice, [visit(earlier)], { lastAt: earlier, onLastDay: 1 }],
    ["the last one, where an earlier one went", visit(earlier), twice, [visit(NOON)], { lastAt: NOON, onLastDay: 1 }],
    ["the day's others, though they are not found", visit(NOON), twice, [], { lastAt: NOON, onLastDay: 1 }],
    ["as before, for one of another day", visit(yesterday), once, [visit(NOON)], once],
    ["as before, for what a manager gave", byHand(earlier), once, [visit(NOON)], once],
    [
      "one less, for what staff gave by hand",
      byHand(NOON),
      once,
      [visit(yesterday)],
      { lastAt: yesterday, onLastDay: 0 },
    ],
    ["as before, for welcome points", { ...visit(earlier), cause: "welcome" }, once, [visit(NOON)], once],
    [
      "one less, for points that had waited",
      { ...visit(NOON), cause: "pending" },
      once,
      [],
      { lastAt: null, onLastDay: 0 },
    ],
    ["never less than none", visit(earlier), { lastAt: NOON, onLastDay: 0 }, [], { lastAt: NOON, onLastDay: 0 }],
  ])("%s", (_, earning, history, others, after) => {
    expect(historyWithout(earning, history, others, TORONTO)).toEqual(after);
  });

  test("so that whoever earned last can earn at once again, and nobody more often than the day allows", () => {
    const limits = { earnsPerDayMax: 3, earnGapMinutes: 60, pointsAtOnceMax: 1, timeZone: TORONTO };
    const request = { points: 1, hasMultiPointCode: false };
    const acts = fc.array(fc.tuple(fc.nat({ max: 8 * HOUR_MS }), fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(acts, (acts) => {
        let now = NOON;
        let history: EarnHistory = { lastAt: null, onLastDay: 0 };
        let standing: Earning[] = [];
        for (const [wait, isUndo] of acts) {
          now += wait;
          const last = standing.at(-1);
          if (isUndo && last) {
            standing = standing.slice(0, -1);
            history = historyWithout(last, history, standing, TORONTO);
            expect(mayEarn(limits, history, request, Math.max(last.at, now)).ok).toBe(true);
          } else {
            const allowed = mayEarn(limits, history, request, now);
            if (!allowed.ok) continue;
            history = allowed.value;
            standing = [...standing, visit(now)];
          }
        }
        const days = Map.groupBy(standing, ({ at }) => new Date(at - 5 * HOUR_MS).toISOString().slice(0, 10));
        for (const ofDay of days.values()) expect(ofDay.length).toBeLessThanOrEqual(limits.earnsPerDayMax);
      }),
    );
  });
});

// May an entry be reversed? Never a reversal, and never below zero.

import fc from "fast-check";
import { expect, test } from "vitest";
import { mayReverse } from "../../src/loyalty/reversal.ts";
import { err, ok } from "../../src/result.ts";

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

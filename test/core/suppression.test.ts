// Who has left: the order in which the person wrote decides, to the second, whatever the order in which it came.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isOvertaken,
  isSuppressed,
  later,
  neverStopped,
  onSharedNumber,
  type Suppression,
  wroteBefore,
} from "../../src/consent/suppression.ts";

const T = Date.UTC(2026, 10, 23, 15);

test.each<[string, Suppression, boolean]>([
  ["nothing was ever said", neverStopped, false],
  ["STOP", { stoppedAt: T, liftedAt: null }, true],
  ["STOP, and START a second later", { stoppedAt: T, liftedAt: T + 1_000 }, false],
  ["STOP, and START within its second", { stoppedAt: T, liftedAt: T + 999 }, true],
  ["START, and STOP later", { stoppedAt: T + 1_000, liftedAt: T }, true],
  ["START of somebody who never stopped", { stoppedAt: null, liftedAt: T }, false],
])("%s", (_, stop, suppressed) => {
  expect(isSuppressed(stop)).toBe(suppressed);
});

test.each([
  ["a second before the STOP", T - 1_000, true],
  ["in its second, before it", T, true],
  ["in its second, after it", T + 999, true],
  ["a second after", T + 1_000, false],
])("a text written %s", (_, writtenAt, overtaken) => {
  expect(isOvertaken({ stoppedAt: T + 500, liftedAt: null }, writtenAt)).toBe(overtaken);
  expect(isOvertaken(neverStopped, writtenAt)).toBe(false);
});

test("what was written before a STOP asks for nothing, even when the person has come back since", () => {
  expect(isOvertaken({ stoppedAt: T, liftedAt: T + 60_000 }, T - 1_000)).toBe(true);
});

test("of two times the later counts, and one that never was does not", () => {
  expect([later(T, T + 1), later(T + 1, T), later(null, T), later(T, null), later(null, null)]).toEqual([
    T + 1,
    T + 1,
    T,
    T,
    null,
  ]);
});

describe("on a shared number", () => {
  const pool = { stoppedAt: T, liftedAt: null };

  test.each<[string, Suppression, boolean]>([
    ["a shop that never heard of them has been left with the pool", neverStopped, true],
    ["a shop that they came back to has not", { stoppedAt: null, liftedAt: T + 1_000 }, false],
    ["a shop that they had joined before has", { stoppedAt: null, liftedAt: T - 1_000 }, true],
    ["a shop that they stopped once more has", { stoppedAt: T + 2_000, liftedAt: T + 1_000 }, true],
  ])("%s", (_, business, suppressed) => {
    expect(isSuppressed(onSharedNumber(business, pool))).toBe(suppressed);
  });
});

test("in whatever order texts come, the last that was written decides, and STOP within its second", () => {
  const text = fc.record({ asks: fc.constantFrom("stop", "back"), at: fc.integer({ min: T, max: T + 20_000 }) });
  const both = { stop: 0, back: 0 };
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), (texts) => {
      const latest = (asks: string) => texts.filter((each) => each.asks === asks).map(({ at }) => at);
      const stoppedAt = Math.max(...latest("stop"));
      const liftedAt = Math.max(...latest("back"));
      const has = (at: number) => (Number.isFinite(at) ? at : null);
      const expected = Number.isFinite(stoppedAt) && !wroteBefore(stoppedAt, liftedAt);
      both[expected ? "stop" : "back"]++;
      expect(isSuppressed({ stoppedAt: has(stoppedAt), liftedAt: has(liftedAt) })).toBe(expected);
    }),
  );
  expect(both.stop).toBeGreaterThan(0);
  expect(both.back).toBeGreaterThan(0);
});

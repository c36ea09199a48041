// How fast a sender number may go: turns in segments, and how much is claimed ahead.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLAIM_MAX, claimSize, takeTurn, wakePace } from "../../src/messaging/pacing.ts";
import { MINUTE_MS, SECOND_MS } from "../../src/time.ts";

const NOW = Date.UTC(2026, 10, 22, 14);

interface Start {
  readonly at: number;
  readonly segments: number;
}

/** The starts of a sequence of messages, each asked for so long after the one before. */
function run(segmentsPerSecond: number, messages: readonly { segments: number; waitMs: number }[]): Start[] {
  let pace = wakePace(segmentsPerSecond, NOW);
  let now = NOW;
  return messages.map(({ segments, waitMs }) => {
    now += waitMs;
    const turn = takeTurn(pace, segments, now);
    pace = turn.pace;
    return { at: turn.startAt, segments };
  });
}

const paces = fc.constantFrom(12 / 60, 1, 3, 30, 250);
const messages = fc.array(
  fc.record({
    segments: fc.integer({ min: 1, max: 15 }),
    waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: MINUTE_MS })),
  }),
  { minLength: 1, maxLength: 40 },
);

describe("turns", () => {
  test.each([
    ["one segment a second", 1, [1, 1, 1], [0, 1_000, 2_000]],
    ["a long message takes as many turns as it has segments", 1, [3, 1, 1], [0, 3_000, 4_000]],
    ["twelve a minute", 0.2, [1, 2, 1], [0, 5_000, 15_000]],
    ["thirty a second", 30, [3, 3, 3], [0, 100, 200]],
  ])("%s", (_, segmentsPerSecond, segments, starts) => {
    const sequence = segments.map((each) => ({ segments: each, waitMs: 0 }));
    expect(run(segmentsPerSecond, sequence).map(({ at }) => Math.round(at - NOW))).toEqual(starts);
  });

  test("an idle hour saves nothing up", () => {
    const pace = wakePace(1, NOW - 60 * MINUTE_MS);
    const first = takeTurn(pace, 1, NOW);
    const second = takeTurn(first.pace, 1, NOW);
    expect([first.startAt, second.startAt]).toEqual([NOW, NOW + SECOND_MS]);
  });

  test("over any window, no more segments start than the pace allows and one message", () => {
    fc.assert(
      fc.property(paces, messages, (segmentsPerSecond, sequence) => {
        const starts = run(segmentsPerSecond, sequence);
        for (let i = 0; i < starts.length; i++) {
          let started = 0;
          for (let j = i; j < starts.length; j++) {
            const [first, last] = [starts[i], starts[j]];
            if (!first || !last) continue;
            const windowMs = last.at - first.at;
            expect(started).toBeLessThanOrEqual((windowMs / SECOND_MS) * segmentsPerSecond + 0.001);
            started += last.segments;
          }
        }
      }),
    );
  });

  test("turns keep their order, and none is before it was asked for", () => {
    fc.assert(
      fc.property(paces, messages, (segmentsPerSecond, sequence) => {
        let asked = NOW;
        let before = NOW;
        run(segmentsPerSecond, sequence).forEach(({ at }, i) => {
          asked += sequence[i]?.waitMs ?? 0;
          expect(at).toBeGreaterThanOrEqual(Math.max(asked, before));
          before = at;
        });
      }),
    );
  });

  test("no turn is wasted: while messages wait, the next starts when the last has had its time", () => {
    fc.assert(
      fc.property(paces, messages, (segmentsPerSecond, sequence) => {
        const waiting = sequence.map(({ segments }) => ({ segments, waitMs: 0 }));
        const total = waiting.slice(0, -1).reduce((sum, { segments }) => sum + segments, 0);
        const last = run(segmentsPerSecond, waiting).at(-1);
        expect((last?.at ?? 0) - NOW).toBeCloseTo((total / segmentsPerSecond) * SECOND_MS, 1);
      }),
    );
  });
});

describe("how many are claimed at once", () => {
  test.each([
    [0.2, 1],
    [0.5, 1],
    [1, 1],
    [3, 3],
    [30, 30],
    [100, CLAIM_MAX],
    [10_000, CLAIM_MAX],
  ])("at %d segments a second: %i", (segmentsPerSecond, size) => {
    expect(claimSize(segmentsPerSecond)).toBe(size);
  });

  test("always at least one and never more than the bound", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), (segmentsPerSecond) => {
        const size = claimSize(segmentsPerSecond);
        expect(Number.isInteger(size) && size >= 1 && size <= CLAIM_MAX).toBe(true);
      }),
    );
  });
});

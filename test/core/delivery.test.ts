// What becomes of a message after a try: the wait before the next one, each outcome's status, and when to give up.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SendOutcome } from "../../src/carriers/carrier.ts";
import {
  ACCOUNT_PAUSE_MS,
  ATTEMPTS_MAX,
  afterSilence,
  BACKOFF_FIRST_MS,
  BACKOFF_MAX_MS,
  backoff,
  LEASE_MS,
  settleAttempt,
  UNCONFIRMED_WINDOW_MS,
  unsent,
} from "../../src/messaging/delivery.ts";
import { messageClasses, transitions } from "../../src/messaging/lifecycle.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/time.ts";

const NOW = Date.UTC(2026, 10, 22, 14);
const FIRST_TRY = { attempt: 1 };

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const attempt = fc.integer({ min: 1, max: 1_000_000 });
const code = fc.constantFrom("1240", "http_429", "timeout");
const anyOutcome: fc.Arbitrary<SendOutcome> = fc.oneof(
  fc.record({ kind: fc.constant("accepted" as const), carrierMessageId: fc.uuid() }),
  fc.record({ kind: fc.constant("unknown" as const), code }),
  fc.record({ kind: fc.constant("account" as const), code }),
  fc.record({
    kind: fc.constant("retry" as const),
    code,
    retryAfterMs: fc.option(fc.integer({ min: 0, max: HOUR_MS })),
  }),
  fc.record({
    kind: fc.constant("rejected" as const),
    error: fc.record({ code, class: fc.constantFrom("opted_out" as const, "permanent" as const) }),
  }),
);

describe("the wait before the next try", () => {
  test.each([
    [1, 1 * SECOND_MS, 2 * SECOND_MS],
    [2, 2 * SECOND_MS, 4 * SECOND_MS],
    [3, 4 * SECOND_MS, 8 * SECOND_MS],
    [9, 256 * SECOND_MS, 512 * SECOND_MS],
    [10, 7.5 * MINUTE_MS, 15 * MINUTE_MS],
    [11, 7.5 * MINUTE_MS, 15 * MINUTE_MS],
    [ATTEMPTS_MAX, 7.5 * MINUTE_MS, 15 * MINUTE_MS],
  ])("after try %i: from %i to %i ms, by chance", (tries, shortest, longest) => {
    expect(backoff(tries, 0)).toBe(shortest);
    expect(backoff(tries, 0.5)).toBe((shortest + longest) / 2);
    expect(backoff(tries, 1 - Number.EPSILON)).toBe(longest);
  });

  test("it is a whole number of milliseconds within its bounds, after any try", () => {
    fc.assert(
      fc.property(attempt, random, (tries, chance) => {
        const wait = backoff(tries, chance);
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(BACKOFF_FIRST_MS / 2);
        expect(wait).toBeLessThanOrEqual(BACKOFF_MAX_MS);
      }),
    );
  });

  test("it never shrinks from one try to the next, chance being equal", () => {
    fc.assert(
      fc.property(attempt, random, (tries, chance) => {
        expect(backoff(tries + 1, chance)).toBeGreaterThanOrEqual(backoff(tries, chance));
      }),
    );
  });

  test("all tries together last at least half a day and at most two", () => {
    const total = (chance: number) =>
      Array.from({ length: ATTEMPTS_MAX - 1 }, (_, i) => backoff(i + 1, chance)).reduce((sum, wait) => sum + wait, 0);
    expect(total(0)).toBeGreaterThan(DAY_MS / 2 - HOUR_MS);
    expect(total(1)).toBeLessThan(2 * DAY_MS);
  });
});

describe("the outcome of a try", () => {
  const untouched = { reason: null, carrierMessageId: null, dueAt: null, optedOut: false, pauseMs: 0, untried: false };
  const OUTCOMES: readonly [string, SendOutcome, object][] = [
    [
      "accepted: submitted, with the carrier's id",
      { kind: "accepted", carrierMessageId: "c-1" },
      { status: "submitted", carrierMessageId: "c-1" },
    ],
    [
      "unknown: waits for word of it, due at no time",
      { kind: "unknown", code: "timeout" },
      { status: "unconfirmed", reason: "timeout" },
    ],
    [
      "refused for good: failed",
      { kind: "rejected", error: { code: "1170", class: "permanent" } },
      { status: "failed", reason: "1170" },
    ],
    [
      "refused because the person has opted out: failed, and they are opted out here too",
      { kind: "rejected", error: { code: "1240", class: "opted_out" } },
      { status: "failed", reason: "1240", optedOut: true },
    ],
    [
      "the account is refused: it stays queued, and the whole sender pauses",
      { kind: "account", code: "1120" },
      { status: "queued", reason: "1120", dueAt: NOW + ACCOUNT_PAUSE_MS, pauseMs: ACCOUNT_PAUSE_MS },
    ],
    [
      "not taken now: queued again after the wait",
      { kind: "retry", code: "http_429", retryAfterMs: null },
      { status: "queued", reason: "http_429", dueAt: NOW + backoff(1, 0.5) },
    ],
    [
      "the carrier asks for a longer wait: it gets it",
      { kind: "retry", code: "http_429", retryAfterMs: MINUTE_MS },
      { status: "queued", reason: "http_429", dueAt: NOW + MINUTE_MS },
    ],
    [
      "the carrier asks for a shorter wait: ours holds",
      { kind: "retry", code: "http_429", retryAfterMs: 1 },
      { status: "queued", reason: "http_429", dueAt: NOW + backoff(1, 0.5) },
    ],
  ];

  test.each(OUTCOMES)("%s", (_, outcome, settlement) => {
    expect(settleAttempt(FIRST_TRY, outcome, NOW, 0.5)).toEqual({ ...untouched, ...settlement });
  });

  test("the last try gives up, the one before does not", () => {
    const refused: SendOutcome = { kind: "retry", code: "http_500", retryAfterMs: null };
    expect(settleAttempt({ attempt: ATTEMPTS_MAX - 1 }, refused, NOW, 0).status).toBe("queued");
    expect(settleAttempt({ attempt: ATTEMPTS_MAX }, refused, NOW, 0)).toEqual({
      ...untouched,
      status: "failed",
      reason: "http_500",
    });
  });

  test("any outcome of any try is a step that a message being sent may take", () => {
    fc.assert(
      fc.property(attempt, anyOutcome, random, (tries, outcome, chance) => {
        expect(transitions.sending).toContain(settleAttempt({ attempt: tries }, outcome, NOW, chance).status);
      }),
    );
  });

  test("what is queued again is due later than now, and nothing else has a due time", () => {
    fc.assert(
      fc.property(attempt, anyOutcome, random, (tries, outcome, chance) => {
        const { status, dueAt } = settleAttempt({ attempt: tries }, outcome, NOW, chance);
        if (status === "queued") expect(dueAt).toBeGreaterThan(NOW);
        else expect(dueAt).toBeNull();
      }),
    );
  });

  test("a lost outcome is never tried again at once, whatever the try", () => {
    fc.assert(
      fc.property(attempt, random, (tries, chance) => {
        const { status } = settleAttempt({ attempt: tries }, { kind: "unknown", code: "no_answer" }, NOW, chance);
        expect(status).not.toBe("queued");
      }),
    );
  });
});

describe("when nothing was heard", () => {
  test.each([
    ["conversation", "queued"],
    ["transactional", "queued"],
    ["promotional", "unknown"],
  ] as const)("a %s message becomes %s", (messageClass, status) => {
    expect(afterSilence(messageClass)).toBe(status);
    expect(transitions.unconfirmed).toContain(status);
  });

  test("every class has an answer", () => {
    expect(messageClasses.map(afterSilence)).not.toContain(undefined);
  });

  test("the window is longer than a lease, so that a slow Line is not taken for a lost one", () => {
    expect(UNCONFIRMED_WINDOW_MS).toBeGreaterThan(LEASE_MS);
  });
});

test("a message that was not handed over goes back untried, with the reason", () => {
  expect(unsent(NOW, "quiet_hours")).toEqual({
    status: "queued",
    reason: "quiet_hours",
    carrierMessageId: null,
    dueAt: NOW,
    optedOut: false,
    pauseMs: 0,
    untried: true,
  });
});

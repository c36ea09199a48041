// When points lapse: which are spent first, what is warned of, and that nothing lapses of which its holder was not told.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ExpiringAccount,
  type ExpiryTerms,
  type ExpiryWarning,
  type LedgerEntry,
  LOOK_AGAIN_MS,
  NO_NEWS_MS,
  nextExpiryStep,
  openLots,
  WARNED_BEFORE_MS,
  WARNING_GAP_MS,
  WARNING_LIFETIME_MS,
} from "../../src/loyalty/expiry.ts";
import { isFinal, type MessageStatus, messageStatuses } from "../../src/messaging/lifecycle.ts";
import { DAY_MS, HOUR_MS } from "../../src/time.ts";

const START = Date.UTC(2026, 0, 1, 17);
const day = (n: number): number => START + n * DAY_MS;
const TERMS: ExpiryTerms = { lifetimeDays: 100, timeZone: "America/Toronto" };

/** One entry a day, from the first day on; a pair is an entry that reverses another. */
function ledger(...changes: readonly (number | readonly [delta: number, reverses: number])[]): LedgerEntry[] {
  return changes.map((change, i) => {
    const [delta, reverses] = typeof change === "number" ? [change, null] : change;
    return { seq: i + 1, delta, at: day(i), reverses };
  });
}

describe("what is left of what was earned", () => {
  const left = (entries: readonly LedgerEntry[]) => openLots(entries).map((lot) => [lot.seq, lot.left]);

  test.each([
    ["nothing", ledger(), []],
    [
      "all of it",
      ledger(5, 3),
      [
        [1, 5],
        [2, 3],
      ],
    ],
    [
      "the oldest is spent first",
      ledger(5, 3, -4),
      [
        [1, 1],
        [2, 3],
      ],
    ],
    ["a spending over two of them", ledger(5, 3, -6), [[2, 2]]],
    ["everything spent", ledger(5, 3, -8), []],
    ["spent, and earned again", ledger(5, -5, 2), [[3, 2]]],
    ["a correction takes what it corrects", ledger(5, 3, [-3, 2]), [[1, 5]]],
    ["a correction of what is spent in part takes the rest elsewhere", ledger(5, 3, -4, [-5, 1]), []],
    ["what comes back from a reward counts from that day", ledger(5, -5, [5, 2]), [[3, 5]]],
    [
      "what lapsed is gone, what is given back lasts anew",
      ledger(5, 3, -5, [5, 3]),
      [
        [2, 3],
        [4, 5],
      ],
    ],
  ])("%s", (_, entries, lots) => {
    expect(left(entries)).toEqual(lots);
  });

  test("adds up to the balance, whatever was earned, spent and corrected", () => {
    const moves = fc.array(fc.tuple(fc.constantFrom("earn", "spend", "undo"), fc.nat({ max: 20 })), { maxLength: 60 });
    fc.assert(
      fc.property(moves, (moves) => {
        const entries: LedgerEntry[] = [];
        let balance = 0;
        for (const [kind, n] of moves) {
          const undone = entries[n];
          const isOpen = undone?.reverses === null && !entries.some(({ reverses }) => reverses === undone.seq);
          const delta = kind === "earn" ? n + 1 : kind === "spend" ? -(n + 1) : isOpen ? -undone.delta : 0;
          if (delta === 0 || balance + delta < 0) continue;
          balance += delta;
          const reverses = kind === "undo" ? (undone?.seq ?? null) : null;
          entries.push({ seq: entries.length + 1, delta, at: day(entries.length), reverses });
        }
        expect(openLots(entries).reduce((sum, lot) => sum + lot.left, 0)).toBe(balance);
      }),
    );
  });
});

describe("one account, step by step", () => {
  const EXPIRES = Date.UTC(2026, 3, 12, 4);
  const account: ExpiringAccount = { entries: ledger(5), canBeTexted: true, warning: null };
  const warned: ExpiryWarning = {
    warnedAt: day(86),
    throughSeq: 1,
    expiresAt: EXPIRES,
    settledAt: null,
    message: { status: "delivered", submittedAt: day(86) },
  };
  const sent = (status: MessageStatus, submittedAt: number | null = null): ExpiringAccount => ({
    ...account,
    warning: { ...warned, message: { status, submittedAt } },
  });

  test("waits, and is looked at again within a week at most", () => {
    expect(nextExpiryStep(account, TERMS, day(10))).toEqual({ kind: "wait", until: day(10) + LOOK_AGAIN_MS });
    expect(nextExpiryStep(account, TERMS, day(84))).toEqual({ kind: "wait", until: day(86) });
    expect(nextExpiryStep(account, TERMS, day(86) - 1)).toMatchObject({ kind: "wait" });
  });

  test("is warned two weeks before, of the midnight at the shop that ends the day", () => {
    const step = nextExpiryStep(account, TERMS, day(86));
    expect(step).toEqual({ kind: "warn", points: 5, throughSeq: 1, expiresAt: EXPIRES });
    expect(EXPIRES - day(86)).toBeGreaterThanOrEqual(WARNED_BEFORE_MS);
    expect(EXPIRES).toBeGreaterThanOrEqual(day(100));
  });

  test("found late is warned first all the same, and its date moves on", () => {
    const step = nextExpiryStep(account, TERMS, day(300));
    expect(step).toMatchObject({ kind: "warn", points: 5 });
    expect(step.kind === "warn" && step.expiresAt - day(300)).toBeGreaterThanOrEqual(WARNED_BEFORE_MS);
  });

  test.each([
    ["points that last", account, { ...TERMS, lifetimeDays: null }],
    ["an account that can't be texted", { ...account, canBeTexted: false }, TERMS],
  ])("%s: it is looked at again in a week", (_, account, terms) => {
    const until = day(1_000) + LOOK_AGAIN_MS;
    expect(nextExpiryStep(account, terms, day(1_000))).toEqual({ kind: "wait", until });
  });

  test("is warned of all that is due by the date that is named, and of no more", () => {
    const due = EXPIRES - 100 * DAY_MS;
    const entries = [day(0), due, due + 1].map((at, i) => ({ seq: i + 1, delta: i + 1, at, reverses: null }));
    const step = nextExpiryStep({ ...account, entries }, TERMS, day(86));
    expect(step).toEqual({ kind: "warn", points: 3, throughSeq: 2, expiresAt: EXPIRES });
    const told = { ...warned, throughSeq: 2 };
    expect(nextExpiryStep({ ...account, entries, warning: told }, TERMS, EXPIRES)).toEqual({
      kind: "expire",
      points: 3,
    });
  });

  test("a warning that is settled makes nothing lapse once more: what is left is warned of anew", () => {
    const settled = { ...sent("delivered"), warning: { ...warned, settledAt: EXPIRES } };
    expect(nextExpiryStep(settled, TERMS, day(200))).toMatchObject({ kind: "warn", points: 5 });
  });

  test.each([
    ["points that last", account, { ...TERMS, lifetimeDays: null }],
    ["nobody to be texted", { ...account, canBeTexted: false }, TERMS],
    ["nothing left", { ...account, entries: ledger(5, -5) }, TERMS],
  ])("%s: nothing, for ever", (_, account, terms) => {
    expect(nextExpiryStep(account, terms, day(1_000))).toMatchObject({ kind: "wait" });
  });

  test("lapses at its midnight and not before, once the warning was delivered", () => {
    expect(nextExpiryStep(sent("delivered"), TERMS, EXPIRES - 1)).toEqual({ kind: "wait", until: EXPIRES });
    expect(nextExpiryStep(sent("delivered"), TERMS, EXPIRES)).toEqual({ kind: "expire", points: 5 });
  });

  test("with no receipt for three days the warning counts as sent", () => {
    const late = EXPIRES - NO_NEWS_MS + HOUR_MS;
    expect(nextExpiryStep(sent("submitted", day(87)), TERMS, EXPIRES)).toEqual({ kind: "expire", points: 5 });
    expect(nextExpiryStep(sent("submitted", late), TERMS, EXPIRES)).toEqual({ kind: "wait", until: EXPIRES + HOUR_MS });
    expect(nextExpiryStep(sent("submitted", late), TERMS, EXPIRES + HOUR_MS)).toMatchObject({ kind: "expire" });
  });

  test.each(messageStatuses.filter((status) => !isFinal(status) && !["submitted", "unknown"].includes(status)))(
    "while the warning is %s the date moves on",
    (status) => {
      expect(nextExpiryStep(sent(status), TERMS, EXPIRES)).toEqual({ kind: "wait", until: EXPIRES + DAY_MS });
      expect(nextExpiryStep(sent(status), TERMS, day(500))).toMatchObject({ kind: "wait" });
    },
  );

  test.each(["undelivered", "failed", "expired", "cancelled", "unknown"] as const)(
    "a warning that is %s is given once more, a month after the first, with a new date",
    (status) => {
      const again = day(86) + WARNING_GAP_MS;
      expect(nextExpiryStep(sent(status), TERMS, EXPIRES)).toMatchObject({ kind: "wait" });
      const step = nextExpiryStep(sent(status), TERMS, again);
      expect(step).toMatchObject({ kind: "warn", points: 5 });
      expect(step.kind === "warn" && step.expiresAt - again).toBeGreaterThanOrEqual(WARNED_BEFORE_MS);
    },
  );

  test("what was spent since the warning does not lapse, and what was earned since does not either", () => {
    const since = (...more: readonly LedgerEntry[]) => ({ ...sent("delivered"), entries: [...ledger(5), ...more] });
    const spent = { seq: 2, delta: -3, at: day(90), reverses: null };
    const earned = { seq: 3, delta: 4, at: day(91), reverses: null };
    expect(nextExpiryStep(since(spent, earned), TERMS, EXPIRES)).toEqual({ kind: "expire", points: 2 });
    const all = { ...spent, delta: -5 };
    expect(nextExpiryStep(since(all), TERMS, EXPIRES)).toEqual({ kind: "expire", points: 0 });
    const given = { seq: 3, delta: 5, at: day(92), reverses: 2 };
    expect(nextExpiryStep(since(all, given), TERMS, EXPIRES)).toEqual({ kind: "expire", points: 0 });
  });

  test("a shop that lets points last longer after the warning takes none", () => {
    const longer = { ...TERMS, lifetimeDays: 365 };
    expect(nextExpiryStep(sent("delivered"), longer, EXPIRES)).toEqual({ kind: "expire", points: 0 });
    expect(nextExpiryStep(sent("delivered"), { ...TERMS, lifetimeDays: null }, EXPIRES)).toMatchObject({
      kind: "wait",
    });
  });

  test("a warning is too old to be sent well before the day that it names", () => {
    expect(WARNING_LIFETIME_MS + NO_NEWS_MS).toBeLessThan(WARNED_BEFORE_MS);
  });
});

describe("years of a customer's life", () => {
  const anyLife = fc.record({
    lifetimeDays: fc.integer({ min: 1, max: 200 }),
    days: fc.array(fc.integer({ min: -6, max: 4 }), { minLength: 50, maxLength: 400 }),
    fates: fc.array(fc.constantFrom<MessageStatus>("delivered", "submitted", "failed", "queued"), { minLength: 1 }),
  });

  test("nothing lapses young, unwarned, or at another day than was said; and there is a warning a month at most", () => {
    fc.assert(
      fc.property(anyLife, ({ lifetimeDays, days, fates }) => {
        const terms = { ...TERMS, lifetimeDays };
        const entries: LedgerEntry[] = [];
        const warnings: (ExpiryWarning & { points: number })[] = [];
        let balance = 0;
        const add = (delta: number, at: number) => {
          balance += delta;
          entries.push({ seq: entries.length + 1, delta, at, reverses: null });
        };
        for (const [i, delta] of days.entries()) {
          const now = day(i);
          if (delta !== 0 && balance + delta >= 0) add(delta, now);
          const warning = warnings.at(-1) ?? null;
          const step = nextExpiryStep({ entries, canBeTexted: true, warning }, terms, now);
          if (step.kind === "wait") expect(step.until).toBeGreaterThan(now);
          else if (step.kind === "warn") {
            expect(step.points).toBeGreaterThan(0);
            expect(now - (warning?.warnedAt ?? 0)).toBeGreaterThanOrEqual(WARNING_GAP_MS);
            const status = fates[warnings.length % fates.length] ?? "failed";
            warnings.push({ ...step, warnedAt: now, settledAt: null, message: { status, submittedAt: now } });
          } else {
            if (!warning) throw new Error("lapsed without a warning");
            expect(["delivered", "submitted"]).toContain(warning.message.status);
            expect(now).toBeGreaterThanOrEqual(warning.expiresAt);
            expect(warning.expiresAt - warning.warnedAt).toBeGreaterThanOrEqual(WARNED_BEFORE_MS);
            expect(step.points).toBeLessThanOrEqual(Math.min(warning.points, balance));
            const young = openLots(entries).filter((lot) => now < lot.earnedAt + lifetimeDays * DAY_MS);
            if (step.points > 0) add(-step.points, now);
            const kept = openLots(entries).filter((lot) => young.some(({ seq }) => seq === lot.seq));
            expect(kept).toEqual(young);
            warnings[warnings.length - 1] = { ...warning, settledAt: now };
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

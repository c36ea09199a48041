// The life of a claim: the table of its transitions, codes that lapse by themselves, and who may take a reward.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { err, ok } from "../../src/result.ts";
import {
  afterAct,
  type ClaimAct,
  type ClaimStatus,
  CODE_LIFETIME_MS,
  claimStatuses,
  mayTake,
  type RewardTerms,
  statusAt,
  statusesFor,
  type TakeRefusal,
} from "../../src/rewards/claims.ts";
import { MINUTE_MS } from "../../src/time.ts";

const NOW = Date.UTC(2026, 10, 22, 17);
const ACTS: readonly ClaimAct[] = ["use", "redeem", "show", "lapse", "put_back", "reverse"];

describe("transitions", () => {
  const table: readonly (readonly [ClaimStatus, Record<ClaimAct, ClaimStatus | null>])[] = [
    ["taken", { use: "in_use", redeem: null, show: "used", lapse: null, put_back: null, reverse: "reversed" }],
    ["in_use", { use: "in_use", redeem: "used", show: "used", lapse: "taken", put_back: null, reverse: "reversed" }],
    ["used", { use: null, redeem: null, show: null, lapse: null, put_back: "taken", reverse: "reversed" }],
    ["reversed", { use: null, redeem: null, show: null, lapse: null, put_back: null, reverse: null }],
  ];

  test.each(table)("from %s", (status, row) => {
    for (const act of ACTS) expect(`${act}: ${afterAct(status, act)}`).toBe(`${act}: ${row[act]}`);
  });

  test("each status is in the table, and an UPDATE compares with the ones that an act leads from", () => {
    expect(table.map(([status]) => status)).toEqual(claimStatuses);
    for (const act of ACTS) {
      const leading = table.filter(([, row]) => row[act] !== null).map(([status]) => status);
      expect(statusesFor(act)).toEqual(leading);
    }
  });

  test("whatever is done, nothing is handed over twice without having been put back, and what is reversed stays so", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 40 }), (acts) => {
        let status: ClaimStatus = "taken";
        let handedOver = 0;
        let putBack = 0;
        for (const act of acts) {
          const next: ClaimStatus | null = afterAct(status, act);
          if (status === "reversed") expect(next).toBeNull();
          if (next === null) continue;
          if (act === "redeem" || act === "show") handedOver++;
          if (act === "put_back") putBack++;
          status = next;
        }
        expect(handedOver - putBack).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("a code that nobody types", () => {
  const inUse = { status: "in_use", codeUntil: NOW, expiresAt: null } as const;

  test("lives five minutes", () => {
    expect(CODE_LIFETIME_MS).toBe(5 * MINUTE_MS);
  });

  test.each([
    ["in its last millisecond", inUse, NOW - 1, "in_use"],
    ["at its end", inUse, NOW, "taken"],
    ["long after", inUse, NOW + MINUTE_MS, "taken"],
    ["with no end that is known", { ...inUse, codeUntil: null }, NOW, "taken"],
    ["typed in time", { ...inUse, status: "used" }, NOW + MINUTE_MS, "used"],
    ["of a claim that was put back", { ...inUse, status: "taken" }, NOW - 1, "taken"],
    ["of a claim that was reversed", { ...inUse, status: "reversed" }, NOW - 1, "reversed"],
  ] as const)("%s", (_, claim, now, status) => {
    expect(statusAt(claim, now)).toBe(status);
  });
});

describe("a coupon", () => {
  const coupon = { status: "taken", codeUntil: null, expiresAt: NOW } as const;

  test.each([
    ["in its last millisecond", coupon, NOW - 1, "taken"],
    ["from then on", coupon, NOW, "expired"],
    ["with a code that has lapsed", { ...coupon, status: "in_use", codeUntil: NOW }, NOW, "expired"],
    [
      "with a code that nobody typed, before its end",
      { ...coupon, status: "in_use", codeUntil: NOW - 2 },
      NOW - 1,
      "taken",
    ],
    ["that was handed over in time", { ...coupon, status: "used" }, NOW + MINUTE_MS, "used"],
    ["that was put back too late", coupon, NOW + MINUTE_MS, "expired"],
  ] as const)("%s", (_, claim, now, status) => {
    expect(statusAt(claim, now)).toBe(status);
  });
});

describe("may it be taken", () => {
  interface Question {
    readonly reward: RewardTerms;
    readonly points: number;
    readonly takenBefore: number;
  }
  const nothingRight: Question = {
    reward: {
      cost: 10,
      perCustomerMax: 1,
      stock: 0,
      startsAt: NOW + 1,
      endsAt: NOW,
      withdrawnAt: NOW,
    },
    points: 9,
    takenBefore: 1,
  };
  const rungs: readonly (readonly [string, (question: Question) => Question, TakeRefusal | null])[] = [
    ["nothing is right", (q) => q, "withdrawn"],
    ["withdrawn a moment later", (q) => ({ ...q, reward: { ...q.reward, withdrawnAt: NOW + 1 } }), "not_yet"],
    ["it begins now", (q) => ({ ...q, reward: { ...q.reward, startsAt: NOW } }), "over"],
    ["it ends a moment later", (q) => ({ ...q, reward: { ...q.reward, endsAt: NOW + 1 } }), "out_of_stock"],
    ["there is one", (q) => ({ ...q, reward: { ...q.reward, stock: 1 } }), "limit_reached"],
    ["this customer has had none", (q) => ({ ...q, takenBefore: 0 }), "not_enough_points"],
    ["exactly enough points", (q) => ({ ...q, points: 10 }), null],
  ];

  let question = nothingRight;
  const ladder = rungs.map(([what, mend, refusal]) => {
    question = mend(question);
    return [what, question, refusal] as const;
  });

  test.each(ladder)("%s", (_, { reward, ...customer }, refusal) => {
    expect(mayTake(reward, customer, NOW)).toEqual(refusal === null ? ok({ balance: 0 }) : err(refusal));
  });

  test("without limits, stock or dates only the points count, and they never go below zero", () => {
    const free = { perCustomerMax: null, stock: null, startsAt: null, endsAt: null, withdrawnAt: null };
    const amounts = fc.record({ cost: fc.integer({ min: 1, max: 500 }), points: fc.nat({ max: 1_000 }) });
    fc.assert(
      fc.property(amounts, fc.nat(), ({ cost, points }, takenBefore) => {
        const answer = mayTake({ ...free, cost }, { points, takenBefore }, NOW);
        expect(answer).toEqual(points < cost ? err("not_enough_points") : ok({ balance: points - cost }));
      }),
    );
  });
});

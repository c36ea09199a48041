// What a purchase is worth in points, and amounts of money as they are typed.

import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { POINTS_AT_ONCE_BOUND } from "../../src/loyalty/earning.ts";
import {
  type Currency,
  currencyOf,
  money,
  PURCHASE_MINOR_MAX,
  pointsForSpending,
  SPEND_PER_POINT,
  type SpendingRule,
  type Spent,
  typedMoney,
} from "../../src/loyalty/spending.ts";
import { err, ok } from "../../src/result.ts";

const RULE: SpendingRule = { country: "CA", spendMinorPerPoint: 100 };
const spent = (amountMinor: number, currency: Currency = "CAD"): Spent => ({ amountMinor, currency });

describe("each row mends one fault of the last", () => {
  const tooMany = 100 * (POINTS_AT_ONCE_BOUND + 1);
  const ladder: [what: string, SpendingRule, Spent, ReturnType<typeof pointsForSpending>][] = [
    [
      "a shop of no known country",
      { country: null, spendMinorPerPoint: null },
      spent(0, "EUR"),
      err({ code: "shop_has_no_country" }),
    ],
    ["no rule", { ...RULE, spendMinorPerPoint: null }, spent(0, "EUR"), err({ code: "spending_is_off" })],
    ["money of another country", RULE, spent(0, "EUR"), err({ code: "other_currency", currency: "CAD" })],
    ["no money", RULE, spent(0), err({ code: "not_an_amount" })],
    ["a decimal point slipped", RULE, spent(tooMany), err({ code: "too_many_points", max: POINTS_AT_ONCE_BOUND })],
    ["the most", RULE, spent(tooMany - 1), ok(POINTS_AT_ONCE_BOUND)],
  ];
  test.each(ladder)("%s", (_, rule, purchase, answer) => {
    expect(pointsForSpending(rule, purchase)).toEqual(answer);
  });
});

test.each([
  [1, 0],
  [99, 0],
  [100, 1],
  [199, 1],
  [450, 4],
])("%i cents at a dollar a point are %i points", (amount, points) => {
  expect(pointsForSpending(RULE, spent(amount))).toEqual(ok(points));
});

test.each([0, -100, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, PURCHASE_MINOR_MAX + 1])(
  "%d is no amount of money",
  (amount) => {
    expect(pointsForSpending(RULE, spent(amount))).toEqual(err({ code: "not_an_amount" }));
  },
);

test("a shop counts in the money of its country", () => {
  expect([currencyOf("CA"), currencyOf("US"), currencyOf("FR"), currencyOf(null)]).toEqual(["CAD", "USD", "EUR", null]);
});

test("whatever is spent, nobody pays less than its price for a point, and the rest is less than one", () => {
  const price = fc.integer({ min: SPEND_PER_POINT[0], max: SPEND_PER_POINT[1] });
  fc.assert(
    fc.property(price, fc.integer({ min: 1, max: PURCHASE_MINOR_MAX }), (spendMinorPerPoint, amount) => {
      const points = pointsForSpending({ country: "FR", spendMinorPerPoint }, spent(amount, "EUR"));
      const exact = amount / spendMinorPerPoint;
      const worth = points.ok ? points.value : POINTS_AT_ONCE_BOUND;
      expect(worth).toBeLessThanOrEqual(exact);
      if (points.ok) expect(worth).toBeGreaterThan(exact - 1);
    }),
  );
});

describe("money", () => {
  const read = (typed: string) => {
    const parsed = v.safeParse(money(SPEND_PER_POINT), typed);
    return parsed.success ? parsed.output : parsed.issues[0].message;
  };

  test.each([
    ["1", 100],
    ["1.5", 150],
    ["1,50", 150],
    [" 1 000,00 ", 100_000],
    ["0.10", 10],
    ["0.09", "not_money"],
    ["1000.01", "not_money"],
    ["1,000", "not_money"],
    ["1.2.3", "not_money"],
    ["-1", "not_money"],
    ["$1", "not_money"],
    ["", "not_money"],
  ])("typed as %j", (typed, minor) => {
    expect(read(typed)).toBe(minor);
  });

  test("comes back as it was saved, in either language", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: SPEND_PER_POINT[0], max: SPEND_PER_POINT[1] }),
        fc.constantFrom("en" as const, "fr" as const),
        (minor, language) => {
          expect(read(typedMoney(minor, language))).toBe(minor);
        },
      ),
    );
    expect([typedMoney(105, "en"), typedMoney(105, "fr")]).toEqual(["1.05", "1,05"]);
  });
});

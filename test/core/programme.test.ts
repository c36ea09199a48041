// Which reward is next, and amounts as a customer reads them.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatUnits, progress, type Reward, type Unit } from "../../src/loyalty/programme.ts";

const reward = (cost: number): Reward => ({ id: `r${cost}`, cost, title: { fr: `à ${cost}`, en: `at ${cost}` } });
const COFFEE = reward(10);
const CAKE = reward(25);
const LUNCH = reward(100);
const REWARDS = [LUNCH, COFFEE, CAKE];

describe("progress", () => {
  test.each([
    ["nothing yet", 0, null, { reward: COFFEE, missing: 10 }],
    ["one short", 9, null, { reward: COFFEE, missing: 1 }],
    ["exactly enough", 10, COFFEE, { reward: CAKE, missing: 15 }],
    ["between two", 24, COFFEE, { reward: CAKE, missing: 1 }],
    ["the dearer of two within reach", 26, CAKE, { reward: LUNCH, missing: 74 }],
    ["everything within reach", 100, LUNCH, null],
    ["far beyond", 9_999, LUNCH, null],
  ])("%s: %i points", (_, points, affordable, next) => {
    expect(progress(points, REWARDS)).toEqual({ affordable, next });
  });

  test("no rewards, nothing to reach", () => {
    expect(progress(50, [])).toEqual({ affordable: null, next: null });
  });

  test("does not depend on the order in which the rewards are listed, but for equal costs", () => {
    const lists = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 8 }).map((costs) => costs.map(reward));
    fc.assert(
      fc.property(lists, fc.nat({ max: 600 }), (rewards, points) => {
        const { affordable, next } = progress(points, rewards);
        expect(progress(points, rewards.toReversed())).toEqual({ affordable, next });
        const costs = rewards.map(({ cost }) => cost);
        expect(affordable?.cost ?? 0).toBe(Math.max(0, ...costs.filter((cost) => cost <= points)));
        const above = costs.filter((cost) => cost > points);
        expect(next?.missing ?? null).toBe(above.length > 0 ? Math.min(...above) - points : null);
      }),
    );
  });
});

describe("amounts", () => {
  const POINT: Unit = { fr: { one: "point", other: "points" }, en: { one: "point", other: "points" } };
  const STAR: Unit = { fr: { one: "étoile", other: "étoiles" }, en: { one: "star", other: "stars" } };

  test.each([
    [0, POINT, "0 point", "0 points"],
    [1, POINT, "1 point", "1 point"],
    [2, POINT, "2 points", "2 points"],
    [-1, POINT, "-1 point", "-1 point"],
    [-2, POINT, "-2 points", "-2 points"],
    [1, STAR, "1 étoile", "1 star"],
    [21, STAR, "21 étoiles", "21 stars"],
  ])("%i", (amount, unit, french, english) => {
    expect(formatUnits(amount, unit, "fr")).toBe(french);
    expect(formatUnits(amount, unit, "en")).toBe(english);
  });

  test("thousands are written without a space, since the one that French uses doubles the price of an SMS", () => {
    expect(formatUnits(12_345, POINT, "fr")).toBe("12345 points");
  });
});

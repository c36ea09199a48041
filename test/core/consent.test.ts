// What a customer has agreed to: each change on each state, and what no sequence of changes can do.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterChange,
  type Consent,
  type ConsentChange,
  type ToldChange,
  toldChange,
} from "../../src/consent/consent.ts";

const STATES: readonly Consent[] = ["none", "subscribed", "held", "opted_out"];
const CHANGES: readonly ConsentChange[] = ["asked", "granted", "held", "resumed", "withdrawn"];

describe("each change on each state", () => {
  test.each<[Consent, Record<ConsentChange, Consent>]>([
    ["none", { asked: "none", granted: "subscribed", held: "none", resumed: "none", withdrawn: "opted_out" }],
    [
      "subscribed",
      { asked: "subscribed", granted: "subscribed", held: "held", resumed: "subscribed", withdrawn: "opted_out" },
    ],
    ["held", { asked: "held", granted: "subscribed", held: "held", resumed: "subscribed", withdrawn: "opted_out" }],
    [
      "opted_out",
      { asked: "opted_out", granted: "subscribed", held: "opted_out", resumed: "opted_out", withdrawn: "opted_out" },
    ],
  ])("from %s", (before, after) => {
    expect(Object.fromEntries(CHANGES.map((change) => [change, afterChange(before, change)]))).toEqual(after);
  });
});

test.each<[ConsentChange, ToldChange, ToldChange]>([
  ["granted", "granted", "offers_granted"],
  ["withdrawn", "withdrawn", "offers_withdrawn"],
])("%s is told as %s of the points' texts, and as %s of offers", (change, ofPoints, ofOffers) => {
  expect(toldChange({ change, purpose: "points" })).toBe(ofPoints);
  expect(toldChange({ change, purpose: "offers" })).toBe(ofOffers);
});

describe("any sequence of changes", () => {
  const fold = (start: Consent, changes: readonly ConsentChange[]) => changes.reduce(afterChange, start);
  const start = fc.constantFrom(...STATES);

  test("a withdrawal holds until a grant", () => {
    const others = fc.array(fc.constantFrom(...CHANGES.filter((change) => change !== "granted")));
    fc.assert(
      fc.property(start, others, (before, changes) => {
        expect(fold(afterChange(before, "withdrawn"), changes)).toBe("opted_out");
      }),
    );
  });

  test("nobody is subscribed without a grant", () => {
    const others = fc.array(fc.constantFrom(...CHANGES.filter((change) => change !== "granted")));
    fc.assert(
      fc.property(others, (changes) => {
        expect(["none", "opted_out"]).toContain(fold("none", changes));
      }),
    );
  });

  test("the same change twice is the same as once", () => {
    fc.assert(
      fc.property(start, fc.constantFrom(...CHANGES), (before, change) => {
        const once = afterChange(before, change);
        expect(afterChange(once, change)).toBe(once);
      }),
    );
  });
});

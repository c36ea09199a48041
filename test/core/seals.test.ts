// Seals hold whole or not at all: no part, no stretch and no change of a MAC is worth anything, nor a pass that says it is good for long.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPassLive, STAFF_PASS_LIFETIME_MS } from "../../src/loyalty/staff-code.ts";
import { createSeal } from "../../worker/gateways/seal.ts";

const KEYS = "2:bmV3ZXN0LWtleS1vZi10aGlydHktdHdvLWJ5dGVz,1:b2xkZXN0LWtleS1vZi10aGlydHktdHdvLWJ5dGVz";

describe.each([32, 10])("a MAC of %i bytes", (bytes) => {
  const seal = createSeal(KEYS, "a-test", bytes);

  test("is ours whole, by either key, for its own end alone", async () => {
    const text = "kiosk staff:1 1795738400000";
    expect(await seal.macOf(text)).toHaveLength(2 * bytes);
    expect(await seal.isOurs(text, await seal.macOf(text))).toBe(true);
    const older = createSeal(KEYS.slice(KEYS.indexOf(",") + 1), "a-test", bytes);
    expect(await seal.isOurs(text, await older.macOf(text))).toBe(true);
    expect(await createSeal(KEYS, "another", bytes).isOurs(text, await seal.macOf(text))).toBe(false);
  });

  test("is nobody's when it is cut, stretched or changed anywhere, or its text is", async () => {
    const counted = { cut: 0, stretched: 0, changed: 0, other: 0 };
    const spoil = fc.constantFrom(...(Object.keys(counted) as (keyof typeof counted)[]));
    await fc.assert(
      fc.asyncProperty(fc.string(), spoil, fc.nat(2 * bytes - 1), async (text, how, at) => {
        counted[how]++;
        const mac = await seal.macOf(text);
        const digit = mac[at] === "0" ? "1" : "0";
        const spoilt = {
          cut: mac.slice(0, at),
          stretched: mac + mac.slice(0, at + 1),
          changed: mac.slice(0, at) + digit + mac.slice(at + 1),
          other: mac,
        }[how];
        expect(await seal.isOurs(how === "other" ? `${text} ` : text, spoilt)).toBe(false);
      }),
      { numRuns: 400 },
    );
    for (const times of Object.values(counted)) expect(times).toBeGreaterThan(20);
  });
});

test.each([
  ["one that has just been given", STAFF_PASS_LIFETIME_MS, true],
  ["in its last millisecond", 1, true],
  ["over", 0, false],
  ["good for longer than any is given", STAFF_PASS_LIFETIME_MS + 1, false],
  ["good for ever", Number.POSITIVE_INFINITY, false],
  ["good until no number", Number.NaN, false],
])("a pass %s", (_, leftMs, live) => {
  const now = Date.UTC(2026, 10, 23, 15);
  expect(isPassLive(now + leftMs, now)).toBe(live);
});

// Times as the shop's wall says them.

import { expect, test } from "vitest";
import { createClock } from "../../worker/faces/shared/clock.ts";

const at = (iso: string) => Date.parse(iso);
// 22:30 on a Sunday in Montréal; already Monday in Greenwich.
const now = at("2026-11-23T03:30:00Z");
const english = createClock(now, "America/Toronto", "en");
const french = createClock(now, "America/Toronto", "fr");

test("ages are relative under a day", () => {
  expect(english.age(now - 59_000)).toBe("now");
  expect(english.age(now - 5 * 60_000)).toBe("5\u00a0min");
  expect(french.age(now - 23 * 3_600_000)).toBe("23\u00a0h");
  expect(english.age(now - 24 * 3_600_000)).toBe("Nov 21");
  expect(french.age(at("2025-12-31T12:00:00Z"))).toBe("31 déc. 2025");
});

test("a clock that is ahead says now", () => {
  expect(english.age(now + 60_000)).toBe("now");
});

test("days turn at the shop's midnight", () => {
  expect(english.day(at("2026-11-22T05:00:00Z"))).toBe("Today");
  expect(english.day(at("2026-11-22T04:59:59Z"))).toBe("Yesterday");
  expect(french.day(at("2026-11-20T12:00:00Z"))).toBe("Vendredi 20 novembre");
  expect(english.dayKey(now)).toBe("2026-11-22");
});

test("hours have two figures", () => {
  expect(english.hour(at("2026-11-22T14:02:00Z"))).toBe("09:02");
});

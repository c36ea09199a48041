// The earn code, an act of its own: one fault mended a row, wrong codes that are counted, and what a right one earns.

import { describe, expect, test } from "vitest";
import { CODES_LOCKED_MS, noTries, WRONG_CODES_MAX } from "../../src/loyalty/code-tries.ts";
import { decideEarnByCode, type EarnShop } from "../../src/loyalty/decide-earn.ts";
import { MINUTE_MS } from "../../src/time.ts";

const NOW = Date.UTC(2026, 10, 27, 17);
const at = { at: NOW, now: NOW };
const shop: EarnShop = {
  earnCode: "2468",
  multiPointCode: "97531",
  pointsPerVisit: 2,
  rotatingQr: false,
  earnsPerDayMax: 1,
  earnGapMinutes: 0,
  pointsAtOnceMax: 1,
  timeZone: "America/Toronto",
};
const account = { earned: { lastAt: null, onLastDay: 0 }, tries: noTries };
type Typed = Parameters<typeof decideEarnByCode>[2];
const visit: Typed = { code: "2468", several: null, cause: "code" };
const several = (multiPointCode: string, points: number): Typed => ({ ...visit, several: { multiPointCode, points } });
const hadToday = { earned: { lastAt: NOW - MINUTE_MS, onLastDay: 1 } };

describe("is refused", () => {
  test.each([
    ["where the shop has no code", { at: { earnCode: null } }, "no_earn_code"],
    ["to who tries them all", { of: { tries: { ...noTries, lockedUntil: NOW + 1 } } }, "too_many_tries"],
    ["with another code", { typed: { ...visit, code: "2469" } }, "wrong_code"],
    ["with another code of the staff's", { typed: several("97530", 3) }, "wrong_code"],
    [
      "where the shop has none of the staff's",
      { at: { multiPointCode: null }, typed: several("97531", 3) },
      "wrong_code",
    ],
    ["where the tablet's code changes", { at: { rotatingQr: true } }, "scan_tablet"],
    ["for more points than there may be", { typed: several("97531", 1_001) }, "not_an_amount"],
    ["for half a point", { typed: several("97531", 0.5) }, "not_an_amount"],
    ["a second time in a day", { of: hadToday }, "daily_limit"],
    ["too soon", { of: hadToday, at: { earnsPerDayMax: 9, earnGapMinutes: 5 } }, "too_soon"],
  ] as const)("%s", (_what, change: { of?: object; at?: object; typed?: Typed }, code) => {
    const { tries, outcome } = decideEarnByCode(
      { ...account, ...change.of },
      { ...shop, ...change.at },
      change.typed ?? visit,
      at,
    );
    expect(outcome).toMatchObject({ ok: false, error: { code } });
    expect(tries.wrong).toBe(code === "wrong_code" ? 1 : 0);
  });
});

test("earns what a visit is worth, or what the staff's code is typed for, also where the tablet's code changes", () => {
  const earned = { lastAt: NOW, onLastDay: 1 };
  const happened = { type: "PointsEarned", cause: "code", earned };
  const pays = (typed: Typed, of: Partial<EarnShop> = {}) => decideEarnByCode(account, { ...shop, ...of }, typed, at);
  expect(pays(visit)).toEqual({ tries: noTries, outcome: { ok: true, value: { ...happened, points: 2 } } });
  expect(pays(several("97531", 7), { rotatingQr: true }).outcome).toEqual({
    ok: true,
    value: { ...happened, points: 7 },
  });
  expect(pays({ ...visit, cause: "qr" }).outcome).toMatchObject({ ok: true, value: { cause: "qr" } });
});

test("the last of a few wrong codes locks, for the right one too, and a right one in between forgets none of them", () => {
  let { tries } = account;
  for (let wrong = 1; wrong < WRONG_CODES_MAX; wrong++) {
    tries = decideEarnByCode({ ...account, tries }, shop, { ...visit, code: "1" }, at).tries;
    expect(decideEarnByCode({ ...account, tries }, shop, visit, at)).toMatchObject({ tries, outcome: { ok: true } });
  }
  const last = decideEarnByCode({ ...account, tries }, shop, { ...visit, code: "1" }, at);
  expect(last.outcome).toEqual({ ok: false, error: { code: "too_many_tries" } });
  const locked = { ...account, tries: last.tries };
  const later = { at: NOW, now: NOW + CODES_LOCKED_MS };
  expect(decideEarnByCode(locked, shop, visit, at).outcome.ok).toBe(false);
  expect(decideEarnByCode(locked, shop, visit, later).outcome.ok).toBe(true);
});

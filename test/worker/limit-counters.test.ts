// Windows of the limits, whatever order the clock's readings come in.

import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "../../src/messaging/limits.ts";
import { HOUR_MS, MINUTE_MS } from "../../src/time.ts";
import { isWithinLimits } from "../../worker/usecases/within-limits.ts";
import { startUsecases, type Usecases } from "../support/usecases.ts";

let usecases: Usecases;
beforeAll(async () => {
  usecases = await startUsecases();
});
afterAll(() => usecases.dispose());

const { max, windowMs } = limits.pairing_source;
const now = Date.now();

const askAt = (who: string, at: number) =>
  isWithinLimits({ ...usecases.context, now: () => at }, ["pairing_source"], who);

const askAtEach = async (who: string, times: readonly number[]) => {
  const allowed: boolean[] = [];
  for (const at of times) allowed.push(await askAt(who, at));
  return allowed.filter(Boolean).length;
};

test("many at the same time, those last that looked at the clock first, get no more than one after the other", async () => {
  const times = Array.from({ length: 2 * max }, (_, i) => now - i);
  expect(await askAtEach("backwards", times)).toBe(max);
  expect(await askAtEach("forwards", times.toReversed())).toBe(max);
});

test.each([
  ["as long as it lasts", windowMs - 1, false],
  ["until it is over", windowMs, true],
  ["though another machine's clock is a little behind", -4 * MINUTE_MS, false],
  ["but not because a clock was ahead for an hour once", -HOUR_MS, true],
])("a window that is used up stays so %s", async (who, later, isOpen) => {
  await askAtEach(
    who,
    Array.from({ length: max }, () => now),
  );
  expect(await askAt(who, now + later)).toBe(isOpen);
});

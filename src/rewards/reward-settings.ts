// What a merchant sets about one reward of the catalogue.

import * as v from "valibot";
import {
  type Bounds,
  dayEnd,
  dayStart,
  type FieldErrors,
  line,
  optional,
  readFields,
  type Typed,
  whole,
} from "../merchant/form-fields.ts";
import { err, ok, type Result } from "../result.ts";
import { localDate } from "../time.ts";

export const rewardBounds = {
  cost: [1, 100_000],
  perCustomerMax: [1, 1_000],
  stock: [0, 1_000_000],
} as const satisfies Readonly<Record<string, Bounds>>;

export const REWARD_TITLE_LENGTH_MAX = 40;

export interface RewardSettings {
  readonly titleEn: string;
  readonly titleFr: string;
  readonly cost: number;
  /** Null for as many as there are points for. */
  readonly perCustomerMax: number | null;
  /** Null for not counted. */
  readonly stock: number | null;
  readonly startsAt: number | null;
  /** The first moment at which it is over. */
  readonly endsAt: number | null;
}

export function readRewardSettings(typed: Typed, timeZone: string): Result<RewardSettings, FieldErrors> {
  const form = v.object({
    titleEn: line(REWARD_TITLE_LENGTH_MAX),
    titleFr: line(REWARD_TITLE_LENGTH_MAX),
    cost: whole(rewardBounds.cost),
    perCustomerMax: optional(whole(rewardBounds.perCustomerMax)),
    stock: optional(whole(rewardBounds.stock)),
    startsAt: optional(dayStart(timeZone)),
    endsAt: optional(dayEnd(timeZone)),
  });
  const read = readFields(form, typed);
  if (!read.ok) return read;
  const { startsAt, endsAt } = read.value;
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) return err({ endsAt: "ends_before_it_starts" });
  return ok(read.value);
}

/** The settings as a form shows them; an end as the last day that it includes. */
export const typedReward = (reward: RewardSettings, timeZone: string): Typed => ({
  titleEn: reward.titleEn,
  titleFr: reward.titleFr,
  cost: String(reward.cost),
  perCustomerMax: reward.perCustomerMax === null ? "" : String(reward.perCustomerMax),
  stock: reward.stock === null ? "" : String(reward.stock),
  startsAt: reward.startsAt === null ? "" : localDate(reward.startsAt, timeZone),
  endsAt: reward.endsAt === null ? "" : localDate(reward.endsAt - 1, timeZone),
});

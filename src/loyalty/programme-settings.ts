// What a merchant sets about earning: the unit's names, the limits, the codes, how rewards are used at the counter.

import * as v from "valibot";
import type { Language } from "../conversation/language.ts";
import {
  type Bounds,
  choice,
  digits,
  type FieldErrors,
  line,
  optional,
  readFields,
  type Typed,
  ticked,
  whole,
} from "../merchant/form-fields.ts";
import { err, ok, type Result } from "../result.ts";
import { POINTS_AT_ONCE_BOUND } from "./earning.ts";
import type { Unit } from "./programme.ts";
import { money, SPEND_PER_POINT, typedMoney } from "./spending.ts";

export const programmeBounds = {
  pointsPerVisit: [1, 100],
  earnsPerDayMax: [1, 50],
  earnGapMinutes: [0, 1_440],
  pointsAtOnceMax: [1, POINTS_AT_ONCE_BOUND],
  birthdayPoints: [0, POINTS_AT_ONCE_BOUND],
  pointsLifetimeDays: [30, 3_650],
  pendingLifetimeDays: [1, 365],
} as const satisfies Readonly<Record<string, Bounds>>;

/** A unit is part of every receipt: longer ones would cost a second SMS. */
export const UNIT_LENGTH_MAX = 15;
export const CODE_DIGITS: Bounds = [3, 8];
const NEW_CODE_DIGITS = 5;

export interface ProgrammeSettings {
  readonly unit: Unit;
  readonly pointsPerVisit: number;
  readonly earnsPerDayMax: number;
  readonly earnGapMinutes: number;
  readonly pointsAtOnceMax: number;
  readonly birthdayPoints: number;
  /** Null where spending earns nothing. */
  readonly spendMinorPerPoint: number | null;
  /** Null for points that never lapse. */
  readonly pointsLifetimeDays: number | null;
  readonly pendingLifetimeDays: number;
  readonly earnCode: string | null;
  readonly multiPointCode: string | null;
  readonly redemptionMode: "code" | "show";
  readonly rotatingQr: boolean;
}

const unitName = line(UNIT_LENGTH_MAX);
const code = optional(digits(...CODE_DIGITS));

const form = v.object({
  unitEnOne: unitName,
  unitEnOther: unitName,
  unitFrOne: unitName,
  unitFrOther: unitName,
  pointsPerVisit: whole(programmeBounds.pointsPerVisit),
  earnsPerDayMax: whole(programmeBounds.earnsPerDayMax),
  earnGapMinutes: whole(programmeBounds.earnGapMinutes),
  pointsAtOnceMax: whole(programmeBounds.pointsAtOnceMax),
  birthdayPoints: whole(programmeBounds.birthdayPoints),
  spendPerPoint: optional(money(SPEND_PER_POINT)),
  pointsLifetimeDays: optional(whole(programmeBounds.pointsLifetimeDays)),
  pendingLifetimeDays: whole(programmeBounds.pendingLifetimeDays),
  earnCode: code,
  multiPointCode: code,
  redemptionMode: choice(["code", "show"]),
  rotatingQr: ticked,
});

export function readProgrammeSettings(typed: Typed): Result<ProgrammeSettings, FieldErrors> {
  const read = readFields(form, typed);
  if (!read.ok) return read;
  const { unitEnOne, unitEnOther, unitFrOne, unitFrOther, spendPerPoint, ...settings } = read.value;
  // Whoever knows the code on the counter would know the one that opens the limit.
  if (settings.earnCode !== null && settings.earnCode === settings.multiPointCode) {
    return err({ multiPointCode: "same_code" });
  }
  const unit = { en: { one: unitEnOne, other: unitEnOther }, fr: { one: unitFrOne, other: unitFrOther } };
  return ok({ ...settings, unit, spendMinorPerPoint: spendPerPoint });
}

/** The settings as a form shows them. @param language whose decimal mark an amount has. */
export const typedProgramme = ({ unit, rotatingQr, ...settings }: ProgrammeSettings, language: Language): Typed => ({
  unitEnOne: unit.en.one,
  unitEnOther: unit.en.other,
  unitFrOne: unit.fr.one,
  unitFrOther: unit.fr.other,
  pointsPerVisit: String(settings.pointsPerVisit),
  earnsPerDayMax: String(settings.earnsPerDayMax),
  earnGapMinutes: String(settings.earnGapMinutes),
  pointsAtOnceMax: String(settings.pointsAtOnceMax),
  birthdayPoints: String(settings.birthdayPoints),
  spendPerPoint: settings.spendMinorPerPoint === null ? "" : typedMoney(settings.spendMinorPerPoint, language),
  pointsLifetimeDays: settings.pointsLifetimeDays === null ? "" : String(settings.pointsLifetimeDays),
  pendingLifetimeDays: String(settings.pendingLifetimeDays),
  earnCode: settings.earnCode ?? "",
  multiPointCode: settings.multiPointCode ?? "",
  redemptionMode: settings.redemptionMode,
  rotatingQr: rotatingQr ? "on" : "",
});

/** A code that nobody guesses at the first try. @param random 32 bits from a cryptographic source. */
export const codeFromRandom = (random: number): string =>
  String(random % 10 ** NEW_CODE_DIGITS).padStart(NEW_CODE_DIGITS, "0");

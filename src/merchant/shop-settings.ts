// What a merchant sets about the shop itself: where it is, when it is open, how it is reached and what it looks like.

import * as v from "valibot";
import type { Language } from "../conversation/language.ts";
import type { OpeningHours } from "../conversation/opening-hours.ts";
import type { Country } from "../phone.ts";
import { err, ok, type Result } from "../result.ts";
import { zoned } from "../time.ts";
import {
  type Bounds,
  choice,
  type FieldError,
  type FieldErrors,
  line,
  optional,
  readFields,
  type Typed,
  whole,
} from "./form-fields.ts";
import { placeOf, readPlace } from "./regions.ts";

export const SHOP_NAME_LENGTH_MAX = 30;
export const WELCOME_POINTS: Bounds = [0, 1_000];
export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** The last ones are those whose texts are off somewhere: src/consent/forbidden-trades.ts. */
export const trades = [
  "cafe",
  "restaurant",
  "salon",
  "garage",
  "jeweller",
  "retail",
  "other",
  "alcohol",
  "tobacco",
  "vaping",
  "cbd",
  "cannabis",
  "firearms",
  "adult",
] as const;
export type Trade = (typeof trades)[number];

export interface ShopSettings {
  readonly name: string;
  readonly country: Country;
  readonly region: string;
  readonly timeZone: string;
  readonly language: Language;
  readonly contact: string | null;
  /** What the business says that it sells, several ticked. */
  readonly trades: readonly Trade[];
  /** `#rrggbb` */
  readonly accentColor: string;
  readonly welcomePoints: number;
  readonly openingHours: OpeningHours | null;
}

/** How people reach the shop by telephone, shown as it was typed. */
export const contact = v.pipe(line(25), v.regex(/^\+?[\d ().-]{3,25}$/, "not_a_number_to_call" satisfies FieldError));

const form = v.object({
  name: line(SHOP_NAME_LENGTH_MAX),
  place: v.pipe(
    v.string("not_a_place" satisfies FieldError),
    v.check((place) => readPlace(place) !== null, "not_a_place" satisfies FieldError),
  ),
  timeZone: v.pipe(
    v.string("not_a_time_zone" satisfies FieldError),
    v.trim(),
    v.check(isTimeZone, "not_a_time_zone" satisfies FieldError),
  ),
  language: choice(["fr", "en"]),
  contact: optional(contact),
  accentColor: v.pipe(
    v.string("not_a_colour" satisfies FieldError),
    v.trim(),
    v.toLowerCase(),
    v.regex(/^#[\da-f]{6}$/, "not_a_colour" satisfies FieldError),
  ),
  welcomePoints: whole(WELCOME_POINTS),
});

export function readShopSettings(typed: Typed): Result<ShopSettings, FieldErrors> {
  const read = readFields(form, typed);
  const hours = readOpeningHours(typed);
  if (!read.ok || !hours.ok) return err({ ...(read.ok ? {} : read.error), ...(hours.ok ? {} : hours.error) });
  const { place, ...settings } = read.value;
  const where = readPlace(place);
  return where === null
    ? err({ place: "not_a_place" })
    : ok({ ...settings, ...where, trades: tickedTrades(typed), openingHours: hours.value });
}

/** The name of a trade's box. */
export const tradeField = (trade: Trade): string => `sells-${trade}`;

export const tickedTrades = (typed: Typed): readonly Trade[] =>
  trades.filter((trade) => typed[tradeField(trade)] === "yes");

/** The settings as a form shows them. */
export function typedShop(
  shop: Omit<ShopSettings, "country" | "region"> & { readonly country: Country | null; readonly region: string | null },
): Typed {
  const hours = DAYS.map((day) => {
    const [opens, closes] = shop.openingHours?.[day] ?? [null, null];
    return { [`opens${day}`]: typedMinute(opens), [`closes${day}`]: typedMinute(closes) };
  });
  return {
    name: shop.name,
    place: shop.country !== null && shop.region !== null ? placeOf(shop.country, shop.region) : "",
    timeZone: shop.timeZone,
    language: shop.language,
    contact: shop.contact ?? "",
    ...Object.fromEntries(shop.trades.map((trade) => [tradeField(trade), "yes"])),
    accentColor: shop.accentColor,
    welcomePoints: String(shop.welcomePoints),
    ...Object.assign({}, ...hours),
  };
}

/** Null when no day has hours: nothing was said. An end at 00:00 is midnight. */
function readOpeningHours(typed: Typed): Result<OpeningHours | null, FieldErrors> {
  const errors: Record<string, FieldError> = {};
  const hours = DAYS.map((day) => {
    const opens = (typed[`opens${day}`] ?? "").trim();
    const closes = (typed[`closes${day}`] ?? "").trim();
    if (opens === "" && closes === "") return null;
    const openMinute = readMinute(opens);
    const closeMinute = readMinute(closes) || DAY_MINUTES;
    if (openMinute === null || closes === "" || readMinute(closes) === null || closeMinute <= openMinute) {
      errors[`opens${day}`] = "not_opening_hours";
      return null;
    }
    return [openMinute, closeMinute] as const;
  });
  if (Object.keys(errors).length > 0) return err(errors);
  return ok(hours.every((day) => day === null) ? null : hours);
}

const DAY_MINUTES = 24 * 60;

function readMinute(typed: string): number | null {
  const [, hour = "", minute = ""] = /^([01]?\d|2[0-3])(?::|h)([0-5]\d)(?::00)?$/.exec(typed) ?? [];
  return hour === "" ? null : Number(hour) * 60 + Number(minute);
}

function typedMinute(minute: number | null): string {
  if (minute === null) return "";
  const inDay = minute % DAY_MINUTES;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

export function isTimeZone(name: string): boolean {
  try {
    zoned(0, name);
    return /^[A-Z]/.test(name) && name.includes("/");
  } catch {
    return false;
  }
}

// What a merchant sets about one offer: what it is, from which day to which day, the small print, and its coupon.

import * as v from "valibot";
import {
  type Bounds,
  dayEnd,
  dayStart,
  type FieldErrors,
  line,
  lines,
  optional,
  readFields,
  type Typed,
  ticked,
  whole,
} from "../merchant/form-fields.ts";
import { err, ok, type Result } from "../result.ts";
import { localDate } from "../time.ts";

export const OFFER_TITLE_LENGTH_MAX = 60;
export const OFFER_DETAILS_LENGTH_MAX = 1_000;
export const OFFER_EXCLUSIONS_LENGTH_MAX = 300;
export const couponDaysBounds = [1, 365] as const satisfies Bounds;

export interface OfferSettings {
  readonly titleEn: string;
  readonly titleFr: string;
  readonly detailsEn: string;
  readonly detailsFr: string;
  readonly exclusionsEn: string;
  readonly exclusionsFr: string;
  readonly startsAt: number;
  /** The first moment at which it is over. */
  readonly endsAt: number;
  readonly hasCoupon: boolean;
  /** How long a coupon is good; null for until the offer ends. */
  readonly couponDays: number | null;
}

export function readOfferSettings(typed: Typed, timeZone: string): Result<OfferSettings, FieldErrors> {
  const form = v.object({
    titleEn: line(OFFER_TITLE_LENGTH_MAX),
    titleFr: line(OFFER_TITLE_LENGTH_MAX),
    detailsEn: lines(OFFER_DETAILS_LENGTH_MAX),
    detailsFr: lines(OFFER_DETAILS_LENGTH_MAX),
    exclusionsEn: lines(OFFER_EXCLUSIONS_LENGTH_MAX),
    exclusionsFr: lines(OFFER_EXCLUSIONS_LENGTH_MAX),
    startsAt: dayStart(timeZone),
    endsAt: dayEnd(timeZone),
    hasCoupon: ticked,
    couponDays: optional(whole(couponDaysBounds)),
  });
  const read = readFields(form, typed);
  if (!read.ok) return read;
  return read.value.endsAt <= read.value.startsAt ? err({ endsAt: "ends_before_it_starts" }) : ok(read.value);
}

/** The settings as a form shows them; the end as the last day that it includes. */
export const typedOffer = (offer: OfferSettings, timeZone: string): Typed => ({
  titleEn: offer.titleEn,
  titleFr: offer.titleFr,
  detailsEn: offer.detailsEn,
  detailsFr: offer.detailsFr,
  exclusionsEn: offer.exclusionsEn,
  exclusionsFr: offer.exclusionsFr,
  startsAt: localDate(offer.startsAt, timeZone),
  endsAt: localDate(offer.endsAt - 1, timeZone),
  hasCoupon: offer.hasCoupon ? "on" : "",
  couponDays: offer.couponDays === null ? "" : String(offer.couponDays),
});

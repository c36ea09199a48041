// What a merchant sets about one offer: what it is, from which day to which day, and the small print.

import * as v from "valibot";
import { dayEnd, dayStart, type FieldErrors, line, lines, readFields, type Typed } from "../merchant/form-fields.ts";
import { err, ok, type Result } from "../result.ts";
import { localDate } from "../time.ts";

export const OFFER_TITLE_LENGTH_MAX = 60;
export const OFFER_DETAILS_LENGTH_MAX = 1_000;

export interface OfferSettings {
  readonly titleEn: string;
  readonly titleFr: string;
  readonly detailsEn: string;
  readonly detailsFr: string;
  readonly startsAt: number;
  /** The first moment at which it is over. */
  readonly endsAt: number;
}

export function readOfferSettings(typed: Typed, timeZone: string): Result<OfferSettings, FieldErrors> {
  const form = v.object({
    titleEn: line(OFFER_TITLE_LENGTH_MAX),
    titleFr: line(OFFER_TITLE_LENGTH_MAX),
    detailsEn: lines(OFFER_DETAILS_LENGTH_MAX),
    detailsFr: lines(OFFER_DETAILS_LENGTH_MAX),
    startsAt: dayStart(timeZone),
    endsAt: dayEnd(timeZone),
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
  startsAt: localDate(offer.startsAt, timeZone),
  endsAt: localDate(offer.endsAt - 1, timeZone),
});

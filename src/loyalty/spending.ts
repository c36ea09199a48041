// Points for spending: how many a purchase at the till is worth, and amounts of money as people type them.

import * as v from "valibot";
import type { Language } from "../conversation/language.ts";
import type { Bounds, FieldError } from "../merchant/form-fields.ts";
import type { Country } from "../phone.ts";
import { err, ok, type Result } from "../result.ts";
import { POINTS_AT_ONCE_BOUND } from "./earning.ts";

/** Before the id of the key: who stands in the ledger for a purchase. */
export const TILL = "till:";

export const currencies = ["CAD", "USD", "EUR"] as const;
export type Currency = (typeof currencies)[number];

const currencyIn: Readonly<Record<Country, Currency>> = { CA: "CAD", US: "USD", FR: "EUR" };

/** What a shop's tills count in; null until it is known where the shop is. */
export const currencyOf = (country: Country | null): Currency | null => country && currencyIn[country];

export const currencySigns: Readonly<Record<Currency, string>> = { CAD: "$", USD: "$", EUR: "€" };

/** In the minor unit of the currency: 0.10 to 1,000.00. All three currencies have a hundred of them. */
export const SPEND_PER_POINT: Bounds = [10, 100_000];
export const PURCHASE_MINOR_MAX = 10_000_000;

export interface SpendingRule {
  readonly country: Country | null;
  /** In the minor unit; null where spending earns nothing. */
  readonly spendMinorPerPoint: number | null;
}

export interface Spent {
  readonly amountMinor: number;
  readonly currency: Currency;
}

export type SpendingRefusal =
  | { readonly code: "shop_has_no_country" | "spending_is_off" | "not_an_amount" }
  | { readonly code: "other_currency"; readonly currency: Currency }
  | { readonly code: "too_many_points"; readonly max: number };

/**
 * The first rung that applies refuses. An amount too small for a point is worth none, which is no refusal.
 *
 * None of the limits on earning comes in: they stand in for "once a visit" where nobody has seen the customer pay, and a receipt
 * is its own proof. What could go wrong at a till is a slipped decimal point, so a purchase has the bound of all that is given at
 * once, and what is above it is refused rather than cut: a person looks at it and gives the points by hand.
 */
export function pointsForSpending(rule: SpendingRule, spent: Spent): Result<number, SpendingRefusal> {
  const { amountMinor, currency } = spent;
  const own = currencyOf(rule.country);
  if (own === null) return err({ code: "shop_has_no_country" });
  if (rule.spendMinorPerPoint === null) return err({ code: "spending_is_off" });
  if (currency !== own) return err({ code: "other_currency", currency: own });
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 1 || amountMinor > PURCHASE_MINOR_MAX)
    return err({ code: "not_an_amount" });
  const points = Math.floor(amountMinor / rule.spendMinorPerPoint);
  return points > POINTS_AT_ONCE_BOUND ? err({ code: "too_many_points", max: POINTS_AT_ONCE_BOUND }) : ok(points);
}

const notMoney: FieldError = "not_money";

/** "1", "1.00", "1,00", "1 000,50": minor units. A third digit behind the mark is refused rather than guessed at. */
export const money = ([min, max]: Bounds) =>
  v.pipe(
    v.string(notMoney),
    v.transform((typed) => typed.replace(/\s/g, "")),
    v.regex(/^\d{1,7}(?:[.,]\d{1,2})?$/, notMoney),
    v.transform((typed) => {
      const [whole = "", hundredths = ""] = typed.split(/[.,]/);
      return Number(whole) * 100 + Number(hundredths.padEnd(2, "0"));
    }),
    v.minValue(min, notMoney),
    v.maxValue(max, notMoney),
  );

/** As a form shows it, without its sign. */
export function typedMoney(minor: number, language: Language): string {
  const [whole, hundredths] = [Math.floor(minor / 100), String(minor % 100).padStart(2, "0")];
  return `${whole}${language === "fr" ? "," : "."}${hundredths}`;
}

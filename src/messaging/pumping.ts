// Codes that strangers make us send cost money, and robots are paid for numbers that get them: who may ask for how many, and where they go.

import { parsePhoneNumberWithError } from "libphonenumber-js/mobile";
import type { Country } from "../phone.ts";
import { err, ok, type Result } from "../result.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../time.ts";

/** A carrier may charge many times more abroad. The shop's own country comes first. */
const SERVED: Readonly<Record<Country, readonly Country[]>> = { CA: ["CA", "US"], US: ["US", "CA"], FR: ["FR"] };

export const servedCountries = (country: Country): readonly Country[] => SERVED[country];

/** Other countries share +1 and +33 with those that are served. @param number E.164 */
export function isServed(number: string, country: Country): boolean {
  try {
    const found = parsePhoneNumberWithError(number).country;
    return SERVED[country].some((served) => served === found);
  } catch {
    return false;
  }
}

/** Numbers bought for pumping come in blocks: those that differ in their last four digits only. */
export const prefixOf = (number: string): string => number.slice(0, -4);

/** Who asks: one IPv4 address, or the /64 that one IPv6 customer has to themselves. Null when it is not known. */
export function sourceOf(address: string | undefined): string | null {
  if (!address) return null;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  return [...groups, ...Array<string>(zeros).fill("0"), ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

/** People read the form before they send it. */
export const FORM_TIME_MIN_MS = 2 * SECOND_MS;

export const PUMPING_WINDOWS_MS = { short: 10 * MINUTE_MS, hour: HOUR_MS, day: DAY_MS } as const;

/** How many sign-ups were asked for; all but those of the number itself count only while nobody has confirmed them. */
export interface SignUpsAsked {
  readonly byNumberLately: number;
  readonly byNumberToday: number;
  readonly bySourceThisHour: number;
  readonly byPrefixThisHour: number;
  readonly byShopThisHour: number;
  readonly byShopToday: number;
}

/** A café has one address for all its guests, a small town one prefix for all its people. */
export const SIGN_UPS_MAX: Readonly<SignUpsAsked> = {
  byNumberLately: 3,
  byNumberToday: 5,
  bySourceThisHour: 15,
  byPrefixThisHour: 20,
  byShopThisHour: 60,
  byShopToday: 200,
};

/** A shop that is asked for more than that is not closed: each address and each block of numbers gets less, until the flood is over. */
export const SIGN_UPS_MAX_IN_A_FLOOD = { bySourceThisHour: 2, byPrefixThisHour: 5 } as const;
/** Times the shop's own limits: what one shop can be made to pay for, by however many addresses. */
const FLOOD_CEILING = 10;

/**
 * The error names the first limit that is reached, for the log: the page says the same of each. @param isSourceKnown where nobody's address
 * is known, the shop's limits are all that holds.
 */
export function mayText(asked: SignUpsAsked, isSourceKnown: boolean): Result<null, keyof SignUpsAsked> {
  const ofShop = ["byShopThisHour", "byShopToday"] as const;
  const isFlood = ofShop.some((limit) => asked[limit] >= SIGN_UPS_MAX[limit]);
  const factor = isSourceKnown ? FLOOD_CEILING : 1;
  const max: SignUpsAsked = {
    ...SIGN_UPS_MAX,
    ...(isFlood && SIGN_UPS_MAX_IN_A_FLOOD),
    byShopThisHour: SIGN_UPS_MAX.byShopThisHour * factor,
    byShopToday: SIGN_UPS_MAX.byShopToday * factor,
  };
  const limits = Object.keys(SIGN_UPS_MAX) as (keyof SignUpsAsked)[];
  const reached = limits.find((limit) => asked[limit] >= max[limit]);
  return reached === undefined ? ok(null) : err(reached);
}

// The provinces, states and regions that a shop can be in, by ISO 3166-2.

import type { Country } from "../phone.ts";

interface MaybePlaced {
  readonly country: Country | null;
  readonly region: string | null;
}

interface Placed {
  readonly country: Country;
  readonly region: string;
}

const codes: Readonly<Record<Country, string>> = {
  CA: "AB BC MB NB NL NS NT NU ON PE QC SK YT",
  US: `AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
    RI SC SD TN TX UT VT VA WA WV WI WY PR`,
  FR: "ARA BFC BRE CVL COR GES HDF IDF NOR NAQ OCC PDL PAC GP MQ GF RE YT",
};

export const countries = Object.keys(codes) as readonly Country[];

export const regionsOf = (country: Country): readonly string[] => codes[country].trim().split(/\s+/);

/** A country and its region as one choice, `CA-QC`. */
export const placeOf = (country: Country, region: string): string => `${country}-${region}`;

/** Which law applies is not known until the merchant says where the shop is: until then nothing may be sent. */
export const isPlaced = <Shop extends MaybePlaced>(shop: Shop): shop is Shop & Placed =>
  shop.country !== null && shop.region !== null;

export function readPlace(place: string): Placed | null {
  const country = countries.find((each) => place.startsWith(`${each}-`));
  const region = place.slice(3);
  return country !== undefined && regionsOf(country).includes(region) ? { country, region } : null;
}

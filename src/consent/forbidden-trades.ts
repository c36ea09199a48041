// Trades whose promotional SMS the carriers of a country refuse. Their transactional messages stay allowed.

import type { Country } from "../phone.ts";

const unitedStates = ["tobacco", "vaping", "cbd", "cannabis", "firearms", "adult"] as const;

/** Carriers' content rules in the US and Canada; France has no list of its own beyond the law on each product. */
const forbidden: Readonly<Record<Country, readonly string[]>> = {
  US: unitedStates,
  CA: [...unitedStates, "alcohol"],
  FR: [],
};

export const isForbiddenTrade = (trade: string | null, country: Country): boolean =>
  trade !== null && forbidden[country].includes(trade);

// How often something may be asked for: first by who asks, then by whom it is about. A limit never closes a door to everybody, and a
// browser that has signed in before has limits of its own, which nobody else can use up.

import { DAY_MS, MINUTE_MS } from "../time.ts";

export interface Limit {
  readonly max: number;
  readonly windowMs: number;
}

const shortly = (max: number): Limit => ({ max, windowMs: 10 * MINUTE_MS });
const daily = (max: number): Limit => ({ max, windowMs: DAY_MS });

export const limits = {
  /** Codes to sign in that one address asks for. */
  sign_in_source: shortly(20),
  sign_in_source_daily: daily(100),
  /** Codes that strangers set off for one number. */
  sign_in_number: shortly(3),
  sign_in_number_daily: daily(10),
  /** Codes that a device asks for, for a number that has signed in on it. */
  sign_in_device: shortly(3),
  sign_in_device_daily: daily(10),
  /** Codes typed, of whatever number; each code has a bound of its own besides. */
  sign_in_tries_source: shortly(50),
  sign_in_tries_device: shortly(50),
  /** A pairing code is one of a million million, and waits for a quarter of an hour. */
  pairing_source: shortly(30),
  pairing_device: shortly(30),
  /** Invitations to work at a shop: texts that nobody has asked for. */
  invitations_number: daily(1),
  invitations_shop: daily(10),
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

/** Where no address is known, everybody is one source: it has room for several. */
export const UNKNOWN_SOURCE_FACTOR = 10;

/** @param count with this one. */
export const isWithin = (name: LimitName, count: number, isKnown = true): boolean =>
  count <= limits[name].max * (isKnown ? 1 : UNKNOWN_SOURCE_FACTOR);

// The code in the kiosk's QR picture: another one every thirty seconds, so that a photo of it earns nothing.

import { SECOND_MS } from "../time.ts";

export const WINDOW_MS = 30 * SECOND_MS;
/** A code goes on being taken for two windows after its own: time to walk up, scan and let the page load. */
const WINDOWS_TAKEN = 3;
export const ROTATING_MAC_BYTES = 10;

const TOKEN = new RegExp(`^([\\da-z]{1,9})\\.([\\da-f]{${2 * ROTATING_MAC_BYTES}})$`);

export interface RotatingToken {
  /** Counts WINDOW_MS since the Unix epoch. */
  readonly window: number;
  /** Lower-case hexadecimal. */
  readonly mac: string;
}

export const windowAt = (now: number): number => Math.floor(now / WINDOW_MS);

/** How long the code of this moment is still the one to show. */
export const windowLeftMs = (now: number): number => WINDOW_MS - (now % WINDOW_MS);

/** What the MAC covers: a code is one shop's, for one window. */
export const rotatingText = (merchantId: string, window: number): string => `${merchantId}:${window}`;

/** @param mac hexadecimal of ROTATING_MAC_BYTES bytes. */
export const formatRotatingToken = (window: number, mac: string): string => `${window.toString(36)}.${mac}`;

/** Null for anything that is not shaped like a code. Says nothing of its MAC, nor of its time. */
export function readRotatingToken(token: string): RotatingToken | null {
  const [, window, mac] = TOKEN.exec(token) ?? [];
  return window && mac ? { window: Number.parseInt(window, 36), mac } : null;
}

export function isTaken(window: number, now: number): boolean {
  const past = windowAt(now) - window;
  return past >= 0 && past < WINDOWS_TAKEN;
}

/** One use a customer. */
export const rotatingUseKey = (customerId: string, window: number): string => `qr:${customerId}:${window}`;

// Random secrets, and the hashes that they are kept as.

import { smsCodeFrom } from "../../src/messaging/sms-code.ts";
import { CODE_RANDOM_BYTES, redemptionCode } from "../../src/rewards/redemption-code.ts";
import { base64url } from "./base64url.ts";
import { sameBytes } from "./constant-time.ts";

const TOKEN_BYTES = 32;

/** 256 bits, as base64url. */
export const newToken = (): string => base64url(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));

export const randomUint32 = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

export const newRedemptionCode = (): string =>
  redemptionCode(crypto.getRandomValues(new Uint8Array(CODE_RANDOM_BYTES)));

export function newSmsCode(): string {
  for (;;) {
    const code = smsCodeFrom(randomUint32());
    if (code !== null) return code;
  }
}

/** SHA-256, as hex. Enough for what is random itself, or may be tried five times only. */
export async function hash(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function sameHash(one: string, other: string): boolean {
  const [a, b] = [one, other].map((hex) => new TextEncoder().encode(hex)) as [Uint8Array, Uint8Array];
  return sameBytes(a, b);
}

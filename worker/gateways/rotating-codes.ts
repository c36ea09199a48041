// Makes and reads the code of the kiosk's QR picture. Nothing is stored: the code of a shop and a moment can be worked out again.

import {
  formatRotatingToken,
  isTaken,
  ROTATING_MAC_BYTES,
  readRotatingToken,
  rotatingText,
  windowAt,
} from "../../src/loyalty/rotating-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { createSeal } from "./seal.ts";

export interface RotatingCodes {
  tokenFor(merchantId: string, now: number): Promise<string>;
  /** The window of a genuine code that is still taken. */
  read(merchantId: string, token: string, now: number): Promise<Result<number, "not_our_code" | "old_code">>;
}

export function createRotatingCodes(signingKeys: string): RotatingCodes {
  const seal = createSeal(signingKeys, "rotating-qr", ROTATING_MAC_BYTES);
  return {
    async tokenFor(merchantId, now) {
      const window = windowAt(now);
      return formatRotatingToken(window, await seal.macOf(rotatingText(merchantId, window)));
    },
    async read(merchantId, token, now) {
      const parts = readRotatingToken(token);
      if (parts === null || !(await seal.isOurs(rotatingText(merchantId, parts.window), parts.mac))) {
        return err("not_our_code");
      }
      return isTaken(parts.window, now) ? ok(parts.window) : err("old_code");
    },
  };
}

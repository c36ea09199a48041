// Keys as the configuration has them. What can't be decoded is told here, at the boundary, and not by every request that needs it.

import { createPrivateKey } from "node:crypto";
import { bytesOf } from "./base64url.ts";

export interface ConfiguredKey {
  readonly id: number;
  readonly secret: Uint8Array<ArrayBuffer>;
}

/** A token has one byte for it. */
export const KEY_ID_MAX = 255;

const WRITTEN = /^(\d{1,3}):([\w-]+)$/;

/** `7:base64url`. Null for what is none: no number of bytes has one character more than a multiple of four. */
export function readKey(written: string): ConfiguredKey | null {
  const [, id, encoded = ""] = WRITTEN.exec(written) ?? [];
  return id === undefined || encoded.length % 4 === 1 ? null : { id: Number(id), secret: bytesOf(encoded) };
}

/** @throws for a key that the configuration would have refused. */
export function keyOf(written: string): ConfiguredKey {
  const key = readKey(written);
  if (key === null) throw new RangeError("a key that is no id:base64url");
  return key;
}

/** A secret kept in one line has its line ends written as `\n`. */
export const pemOf = (secret: string): string => secret.replaceAll("\\n", "\n");

/** Vonage's tokens are signed with RSA alone. */
export function isRsaPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pemOf(pem)).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

// What a camera reads on a screenshot.

import jsQR from "jsqr";
import { PNG } from "pngjs";

/** The text of the QR code on a PNG; none where there is none. */
export function readQr(picture: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(picture);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

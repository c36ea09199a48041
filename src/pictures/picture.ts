// What a file is that somebody sent as a picture: told by its own bytes, never by its name or by what it is declared to be.

import { err, ok, type Result } from "../result.ts";

export type PictureType = "image/jpeg" | "image/png" | "image/webp";

export interface Picture {
  readonly type: PictureType;
  /** Pixels, as stored: a camera may have noted that they are to be turned. */
  readonly width: number;
  readonly height: number;
}

/** The database has the same bounds, as CHECKs. */
export const PICTURE_BYTES_MAX = 300 * 1024;
export const PICTURE_SIDE_MAX = 4_096;

export type PictureFault = "not_a_picture" | "picture_too_heavy" | "picture_too_large";

export function readPicture(bytes: Uint8Array): Result<Picture, PictureFault> {
  const picture = readJpeg(bytes) ?? readPng(bytes) ?? readWebp(bytes);
  if (picture === null || picture.width < 1 || picture.height < 1) return err("not_a_picture");
  if (bytes.length > PICTURE_BYTES_MAX) return err("picture_too_heavy");
  if (Math.max(picture.width, picture.height) > PICTURE_SIDE_MAX) return err("picture_too_large");
  return ok(picture);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const startsWith = (bytes: Uint8Array, magic: readonly number[], at = 0): boolean =>
  magic.every((byte, i) => bytes[at + i] === byte);

const ascii = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** Frame headers that have the size: SOF0 to SOF15, without DHT, JPG and DAC between them. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const START_OF_SCAN = 0xda;
const JPEG_SIZE_BYTES = 9;

/** ITU T.81, annex B: markers, each with its length, up to the header of the frame. */
function readJpeg(bytes: Uint8Array): Picture | null {
  if (!startsWith(bytes, [0xff, 0xd8, 0xff])) return null;
  const view = viewOf(bytes);
  let at = 2;
  while (at + JPEG_SIZE_BYTES <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === START_OF_SCAN) return null;
    else if (isFrameHeader(marker)) {
      return { type: "image/jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    } else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_HEADER_BYTES = 24;

/** W3C PNG, 11.2.2: the first chunk is IHDR, and begins with the size. */
function readPng(bytes: Uint8Array): Picture | null {
  if (!startsWith(bytes, PNG_MAGIC) || !startsWith(bytes, ascii("IHDR"), 12)) return null;
  if (bytes.length < PNG_HEADER_BYTES) return null;
  const view = viewOf(bytes);
  return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

const WEBP_HEADER_BYTES = 30;
const FOURTEEN_BITS = 0x3fff;

/** RFC 9649: a RIFF file whose first chunk is lossy, lossless or extended, each with the size in its own way. */
function readWebp(bytes: Uint8Array): Picture | null {
  if (!startsWith(bytes, ascii("RIFF")) || !startsWith(bytes, ascii("WEBP"), 8)) return null;
  if (bytes.length < WEBP_HEADER_BYTES) return null;
  const view = viewOf(bytes);
  const type = "image/webp";
  if (startsWith(bytes, ascii("VP8X"), 12)) {
    const size = (at: number) => 1 + (view.getUint16(at, true) | (view.getUint8(at + 2) << 16));
    return { type, width: size(24), height: size(27) };
  }
  if (startsWith(bytes, ascii("VP8L"), 12) && bytes[20] === 0x2f) {
    const bits = view.getUint32(21, true);
    return { type, width: 1 + (bits & FOURTEEN_BITS), height: 1 + ((bits >>> 14) & FOURTEEN_BITS) };
  }
  if (startsWith(bytes, ascii("VP8 "), 12) && startsWith(bytes, [0x9d, 0x01, 0x2a], 23)) {
    const size = (at: number) => view.getUint16(at, true) & FOURTEEN_BITS;
    return { type, width: size(26), height: size(28) };
  }
  return null;
}

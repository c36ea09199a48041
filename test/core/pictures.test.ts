// What was sent as a picture: told by its own bytes, with its size, or refused in one word.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  PICTURE_BYTES_MAX,
  PICTURE_SIDE_MAX,
  type PictureFault,
  type PictureType,
  readPicture,
} from "../../src/pictures/picture.ts";
import { err, ok } from "../../src/result.ts";
import { HTML, heavy, pictures, SVG } from "../support/pictures.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The same file with other bytes from a place on. */
function changed(file: Uint8Array, at: number, ...bytes: number[]): Uint8Array {
  const copy = file.slice();
  copy.set(bytes, at);
  return copy;
}

const FRAME_HEADER = Buffer.from(pictures.jpeg).indexOf(Buffer.of(0xff, 0xc0));
const EXIF = Uint8Array.of(0xff, 0xe1, 0, 10, ...bytesOf("Exif\0\0"), 0xff, 0xc0);

describe("a picture is known by its own bytes, and its size is read from its header", () => {
  const known: [what: string, file: Uint8Array, type: PictureType, width: number, height: number][] = [
    ["a JPEG", pictures.jpeg, "image/jpeg", 7, 5],
    ["a progressive JPEG", changed(pictures.jpeg, FRAME_HEADER, 0xff, 0xc2), "image/jpeg", 7, 5],
    [
      "a JPEG of a camera, with what looks like a header inside its notes",
      Uint8Array.of(0xff, 0xd8, ...EXIF, ...pictures.jpeg.slice(FRAME_HEADER)),
      "image/jpeg",
      7,
      5,
    ],
    [
      "a JPEG with filling between its parts",
      Uint8Array.of(0xff, 0xd8, 0xff, 0xff, ...pictures.jpeg.slice(FRAME_HEADER)),
      "image/jpeg",
      7,
      5,
    ],
    ["a PNG", pictures.png, "image/png", 7, 5],
    ["a lossy WebP", pictures.webpLossy, "image/webp", 7, 5],
    ["a lossless WebP", pictures.webpLossless, "image/webp", 7, 5],
    ["an extended WebP", pictures.webpExtended, "image/webp", 7, 5],
    ["the widest PNG", changed(pictures.png, 16, 0, 0, 0x10, 0), "image/png", PICTURE_SIDE_MAX, 5],
    ["the heaviest JPEG", heavy(pictures.jpeg, PICTURE_BYTES_MAX), "image/jpeg", 7, 5],
  ];
  test.each(known)("%s", (_what, file, type, width, height) => {
    expect(readPicture(file)).toEqual(ok({ type, width, height }));
  });

  test("also where it lies in the middle of a larger buffer", () => {
    const buffer = heavy(new Uint8Array(), 1_000);
    buffer.set(pictures.webpLossy, 333);
    const inside = buffer.subarray(333, 333 + pictures.webpLossy.length);
    expect(readPicture(inside)).toEqual(ok({ type: "image/webp", width: 7, height: 5 }));
  });
});

describe("what is refused", () => {
  const refused: [what: string, file: Uint8Array, fault: PictureFault][] = [
    ["nothing", new Uint8Array(), "not_a_picture"],
    ["a page", bytesOf(HTML), "not_a_picture"],
    ["a drawing that can hold a script", bytesOf(SVG), "not_a_picture"],
    ["a GIF", bytesOf("GIF89a\u0007\0\u0005\0\0\0\0;"), "not_a_picture"],
    ["the first bytes of a JPEG alone", pictures.jpeg.slice(0, 20), "not_a_picture"],
    ["a JPEG whose header is cut", pictures.jpeg.slice(0, FRAME_HEADER + 8), "not_a_picture"],
    [
      "a JPEG that scans before it has said its size",
      Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 8, 0, 0, 0, 0, 0, 0),
      "not_a_picture",
    ],
    ["a JPEG without height", changed(pictures.jpeg, FRAME_HEADER + 5, 0, 0), "not_a_picture"],
    ["a PNG whose header is cut", pictures.png.slice(0, 23), "not_a_picture"],
    ["a PNG that begins with another chunk", changed(pictures.png, 12, ...bytesOf("IDAT")), "not_a_picture"],
    ["a sound in the same container as WebP", changed(pictures.webpLossy, 8, ...bytesOf("WAVE")), "not_a_picture"],
    ["a WebP that is cut", pictures.webpLossless.slice(0, 25), "not_a_picture"],
    ["a megabyte that is no picture", heavy(bytesOf(HTML), 1_000_000), "not_a_picture"],
    ["a JPEG that is one byte too heavy", heavy(pictures.jpeg, PICTURE_BYTES_MAX + 1), "picture_too_heavy"],
    ["a PNG that is one pixel too wide", changed(pictures.png, 16, 0, 0, 0x10, 1), "picture_too_large"],
    ["a PNG whose size is a bomb", changed(pictures.png, 16, 0xff, 0xff, 0xff, 0xff), "picture_too_large"],
    ["a WebP that is too high", changed(pictures.webpExtended, 27, 0, 0x10, 0), "picture_too_large"],
  ];
  test.each(refused)("%s", (_what, file, fault) => {
    expect(readPicture(file)).toEqual(err(fault));
  });

  test("whatever the bytes are, there is an answer, and never a size beyond the bound", () => {
    const magic = fc.constantFrom(...Object.values(pictures), new Uint8Array());
    fc.assert(
      fc.property(magic, fc.nat(40), fc.uint8Array({ maxLength: 200 }), (file, kept, rest) => {
        const read = readPicture(Uint8Array.of(...file.slice(0, kept), ...rest));
        if (!read.ok) return;
        const { width, height } = read.value;
        expect(Math.min(width, height)).toBeGreaterThan(0);
        expect(Math.max(width, height)).toBeLessThanOrEqual(PICTURE_SIDE_MAX);
      }),
    );
  });
});

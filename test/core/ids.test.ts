// Identifiers: the layout of RFC 9562's version 7, and the order of time.

import fc from "fast-check";
import { expect, test } from "vitest";
import { UUID_RANDOM_BYTES, uuidv7 } from "../../src/ids.ts";

const LAYOUT = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const random = fc.uint8Array({ minLength: UUID_RANDOM_BYTES, maxLength: UUID_RANDOM_BYTES });
const LAST_MS = 2 ** 48 - 1;

test("the example of RFC 9562, appendix A.6", () => {
  const bytes = Uint8Array.of(0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f);
  expect(uuidv7(0x017f22e279b0, bytes)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("version and variant stand whatever the randomness, and the time can be read back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LAST_MS }), random, (now, bytes) => {
      const id = uuidv7(now, bytes);
      expect(id).toMatch(LAYOUT);
      expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(now);
    }),
  );
});

test("ids sort by the time they were made", () => {
  const time = fc.integer({ min: 0, max: LAST_MS - 1 });
  fc.assert(
    fc.property(time, fc.nat({ max: 1_000_000 }), random, random, (earlier, between, one, other) => {
      const later = Math.min(LAST_MS, earlier + 1 + between);
      expect(uuidv7(earlier, one) < uuidv7(later, other)).toBe(true);
    }),
  );
});

test("all 74 random bits are kept: two ids of one millisecond differ when their randomness does there", () => {
  for (let bit = 0; bit < UUID_RANDOM_BYTES * 8; bit++) {
    const bytes = new Uint8Array(UUID_RANDOM_BYTES);
    bytes[bit >> 3] = 0x80 >> (bit & 7);
    const isKept = uuidv7(0, bytes) !== uuidv7(0, new Uint8Array(UUID_RANDOM_BYTES));
    // Four bits make way for the version, two for the variant.
    expect(isKept).toBe(bit >= 4 && bit !== 16 && bit !== 17);
  }
});

test("a clock with fractions of a millisecond is cut, not broken", () => {
  const bytes = new Uint8Array(UUID_RANDOM_BYTES);
  expect(uuidv7(1_000.9, bytes)).toBe(uuidv7(1_000, bytes));
});

// Telephone numbers: as people type them, as people read them, and as a log may show them.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Country, formatPhone, isE164, maskPhone, parseTypedPhone, possiblePhones } from "../../src/phone.ts";

/** Any text at all, broken surrogates too. */
const anything = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units));

const typed = (text: string, country: Country) => {
  const parsed = parseTypedPhone(text, country);
  return parsed.ok ? parsed.value : parsed.error;
};

describe("a mobile number that somebody types", () => {
  test.each<[string, Country, string]>([
    ["514 555-0142", "CA", "+15145550142"],
    ["(514) 555-0142", "CA", "+15145550142"],
    ["514.555.0142", "US", "+15145550142"],
    ["5145550142", "CA", "+15145550142"],
    ["1 514 555 0142", "CA", "+15145550142"],
    ["+1 514 555 0142", "FR", "+15145550142"],
    ["001 514 555 0142", "FR", "+15145550142"],
    ["  514\u00a0555\u00a00142 ", "CA", "+15145550142"],
    ["５１４５５５０１４２", "CA", "+15145550142"],
    ["tel:+1-514-555-0142", "CA", "+15145550142"],
    ["06 12 34 56 78", "FR", "+33612345678"],
    ["0612345678", "FR", "+33612345678"],
    ["06.12.34.56.78", "FR", "+33612345678"],
    ["+33 (0)6 12 34 56 78", "FR", "+33612345678"],
    ["+330612345678", "CA", "+33612345678"],
  ])("%s in %s", (text, country, number) => {
    expect(typed(text, country)).toBe(number);
  });

  test.each<[string, string, Country]>([
    ["nothing", "", "CA"],
    ["words", "my number", "CA"],
    ["a plus alone", "+", "CA"],
    ["no area code", "555-0142", "CA"],
    ["a short code", "14055", "CA"],
    ["a digit too few", "514 555-014", "CA"],
    ["a digit too many", "514 555-01422", "CA"],
    ["a French number typed in Canada without its country", "06 12 34 56 78", "CA"],
    ["a French landline", "01 23 45 67 89", "FR"],
    ["a number of nowhere", "+999 1234", "CA"],
    ["ten thousand digits", "5".repeat(10_000), "CA"],
  ])("%s is refused", (_, text, country) => {
    expect(typed(text, country)).toBe("not_a_mobile_number");
  });

  test("whatever is typed, the answer is E.164 or a refusal, and typed again it is the same number", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789+-(). "), maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(digits, anything), fc.constantFrom<Country>("CA", "US", "FR"), (text, country) => {
        const parsed = parseTypedPhone(text, country);
        if (!parsed.ok) return;
        expect(isE164(parsed.value)).toBe(true);
        expect(parseTypedPhone(parsed.value, country)).toEqual(parsed);
      }),
      { numRuns: 1_000 },
    );
  });
});

test.each([
  ["514 555-0142", ["+15145550142"]],
  ["212 555 0142", ["+12125550142"]],
  ["06 12 34 56 78", ["+33612345678"]],
  ["+33 6 12 34 56 78", ["+33612345678"]],
  ["my number", []],
])("%s, typed by somebody of no known country, can be %j", (text, numbers) => {
  expect(possiblePhones(text)).toEqual(numbers);
});

describe("an address that a text can be answered to", () => {
  test.each([
    ["+15145550142", true],
    ["+447700900000", true],
    ["15145550142", false],
    ["+0145550142", false],
    ["+1514555", true],
    ["+151455", false],
    ["+1514555014212345", false],
    ["36179", false],
    ["COMPTOIR", false],
    ["+15145550142\n", false],
    ["", false],
  ])("%s: %s", (address, answerable) => {
    expect(isE164(address)).toBe(answerable);
  });
});

describe("a number in a log", () => {
  test.each([
    ["+15145550142", "+1********42"],
    ["+447700900000", "+4*********00"],
    ["36179", "*****"],
    ["COMPTOIR", "CO****IR"],
    ["", ""],
  ])("%s is shown as %s", (number, masked) => {
    expect(maskPhone(number)).toBe(masked);
  });

  test("of any number at most four characters are shown, and its length", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."+0123456789"), maxLength: 20 }), (number) => {
        const masked = maskPhone(number);
        expect(masked).toHaveLength(number.length);
        expect(masked.replaceAll("*", "").length).toBeLessThanOrEqual(4);
        // What is hidden is hidden: another number with the same ends looks the same.
        expect(maskPhone(number.replace(/^(.{2})(.+)(.{2})$/, (_, a, b, c) => a + "7".repeat(b.length) + c))).toBe(
          masked,
        );
      }),
    );
  });
});

describe("a number as people of its country write it", () => {
  test.each([
    ["+15145550142", "514 555-0142"],
    ["+33612345678", "06 12 34 56 78"],
    ["+447700900000", "07700 900000"],
    ["36179", "36179"],
    ["COMPTOIR", "COMPTOIR"],
    ["", ""],
  ])("%s: %s", (number, written) => {
    expect(formatPhone(number)).toBe(written);
  });

  test("written so and typed again, it is the same number", () => {
    const fictional = fc
      .tuple(fc.constantFrom("514", "418", "212", "415"), fc.integer({ min: 100, max: 199 }))
      .map(([area, last]) => `+1${area}5550${last}`);
    fc.assert(
      fc.property(fictional, (number) => {
        expect(typed(formatPhone(number), "CA")).toBe(number);
      }),
    );
  });
});

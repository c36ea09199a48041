// Segments are money: counted against an independent implementation, and by what must hold of any text.

import fc from "fast-check";
import oracle from "split-sms";
import { describe, expect, test } from "vitest";
import { composeForSms, dearCharacters, segment } from "../../src/messaging/segments.ts";

describe("a text is counted as carriers bill it", () => {
  test.each([
    ["", "GSM-7", 1, 0, 160],
    ["a".repeat(160), "GSM-7", 1, 160, 0],
    ["a".repeat(161), "GSM-7", 2, 161, 145],
    ["a".repeat(306), "GSM-7", 2, 306, 0],
    ["a".repeat(307), "GSM-7", 3, 307, 152],
    ["à é è ù É Ç ñ Ω", "GSM-7", 1, 15, 145],
    ["€".repeat(80), "GSM-7", 1, 160, 0],
    ["€".repeat(81), "GSM-7", 2, 162, 143],
    [`${"a".repeat(152)}€${"a".repeat(10)}`, "GSM-7", 2, 164, 141],
    ["ç", "UCS-2", 1, 1, 69],
    ["ç".repeat(70), "UCS-2", 1, 70, 0],
    ["ç".repeat(71), "UCS-2", 2, 71, 63],
    ["🙂".repeat(35), "UCS-2", 1, 70, 0],
    [`${"ç".repeat(66)}${"🙂".repeat(3)}`, "UCS-2", 2, 72, 61],
  ] as const)("%#: %s", (text, encoding, segments, units, left) => {
    expect(segment(text)).toEqual({ encoding, segments, units, left });
  });
});

const alphabet = [..."aAé€[^~|}\\\nÇ@ 0ß\f\r", "ç", "ê", "’", "🙂", "👩‍👩‍👧", "«", "\u00a0", "\u001b", "漢"];
const septetsOnly = alphabet.slice(0, 19);
const mixed = (characters: readonly string[]) =>
  fc.array(fc.constantFrom(...characters), { maxLength: 400 }).map((some) => some.join(""));

test("it agrees with split-sms on any mixture", () => {
  fc.assert(
    fc.property(fc.oneof(mixed(septetsOnly), mixed(alphabet)), (text) => {
      const { characterSet, parts, bytes, remainingInPart } = oracle.split(text);
      const unit = characterSet === "GSM" ? 1 : 2;
      expect(segment(text)).toEqual({
        encoding: characterSet === "GSM" ? "GSM-7" : "UCS-2",
        segments: parts.length,
        units: bytes / unit,
        left: remainingInPart,
      });
    }),
    { numRuns: 3_000 },
  );
});

test("any string has a count, and lone surrogates are units like others", () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 500 });
  fc.assert(
    fc.property(units, (codes) => {
      const { encoding, segments, units: used, left } = segment(String.fromCharCode(...codes));
      const room = segments === 1 ? { "GSM-7": 160, "UCS-2": 70 } : { "GSM-7": 153, "UCS-2": 67 };
      const wasted = segments * room[encoding] - left - used;
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThanOrEqual(room[encoding]);
      expect(wasted).toBeGreaterThanOrEqual(0);
      expect(wasted).toBeLessThan(segments);
    }),
    { numRuns: 2_000 },
  );
  expect(segment("\ud83d")).toEqual({ encoding: "UCS-2", segments: 1, units: 1, left: 69 });
  expect(segment(`${"\ud83d".repeat(134)}`).segments).toBe(2);
});

test("composing makes a text cheaper and changes nothing that is read", () => {
  expect(composeForSms("cafe\u0301\r\n1\u202f250\u00a0points\u2009!")).toBe("café\n1 250 points !");
  expect(segment(composeForSms("Votre cafe\u0301 est pre\u0300t")).encoding).toBe("GSM-7");
  expect(composeForSms("C’est l’été — « déjà » …")).toBe("C’est l’été — « déjà » …");
});

test("the dear characters are named with what could stand for them", () => {
  expect(dearCharacters("Reçu d’Œuvre « là »… 🙂!")).toEqual([
    { index: 2, character: "ç", twin: "c" },
    { index: 6, character: "’", twin: "'" },
    { index: 7, character: "Œ", twin: "OE" },
    { index: 13, character: "«", twin: '"' },
    { index: 18, character: "»", twin: '"' },
    { index: 19, character: "…", twin: "..." },
    { index: 21, character: "🙂", twin: null },
  ]);
  expect(dearCharacters("Été à l'hôtel, 5 € [sic]")).toEqual([{ index: 9, character: "ô", twin: "o" }]);
});

test("with every twin taken a text without any other dear character is GSM-7", () => {
  const text = "L’œuvre “complète” – dès l’été… coûte 5\u00a0€, ça va ? À bientôt, Noël ! ½ ™ ≠";
  const dear = dearCharacters(text);
  let cheap = text;
  for (const { index, character, twin } of [...dear].reverse()) {
    cheap = cheap.slice(0, index) + (twin ?? "?") + cheap.slice(index + character.length);
  }
  expect(dear.filter(({ twin }) => twin === null).map(({ character }) => character)).toEqual(["½", "≠"]);
  expect(segment(cheap).encoding).toBe("GSM-7");
});

test("a text is GSM-7 exactly when it has no dear character", () => {
  fc.assert(
    fc.property(fc.oneof(mixed(alphabet), fc.string({ unit: "binary" })), (text) => {
      expect(dearCharacters(text).length === 0).toBe(segment(text).encoding === "GSM-7");
      for (const { index, character } of dearCharacters(text)) expect(text.startsWith(character, index)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

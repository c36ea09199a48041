// A shop's colour can be any colour; what is written on it and with it can always be read.

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  accentHref,
  accentStylesheet,
  contrast,
  PAPER,
  TEXT_CONTRAST_MIN,
  textOn,
} from "../../worker/faces/shared/accent.ts";

const color = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => `#${rgb.toString(16).padStart(6, "0")}`);

test("contrast is WCAG's", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test("text on any accent can be read", () => {
  fc.assert(fc.property(color, (accent) => contrast(textOn(accent), accent) >= TEXT_CONTRAST_MIN));
});

test("any accent, as text on paper, can be read by day and by night", () => {
  fc.assert(
    fc.property(color, (accent) => {
      const [light = "", dark = ""] = [...accentStylesheet(accent).matchAll(/--accent-ink:(#\w{6})/g)].map((m) => m[1]);
      expect(contrast(light, PAPER.light)).toBeGreaterThanOrEqual(TEXT_CONTRAST_MIN);
      expect(contrast(dark, PAPER.dark)).toBeGreaterThanOrEqual(TEXT_CONTRAST_MIN);
    }),
  );
});

test("a colour that can be read stays as it is", () => {
  expect(accentStylesheet("#0b6e5f")).toContain("--accent-ink:#0b6e5f");
});

test("what is no colour falls back to the service's own", () => {
  expect(accentHref("#A1b2C3")).toBe("/assets/accent/a1b2c3.css");
  expect(accentHref("red;}*{display:none")).toBe("/assets/accent/0b6e5f.css");
});

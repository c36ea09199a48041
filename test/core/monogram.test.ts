// A shop's monogram: which letter it is, and that every letter is a drawing of its own that no launcher cuts into.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DOT, isLetter } from "../../src/pictures/letters.ts";
import { drawMonogram, INK_MAX, inkOfMonogram, monogramOf } from "../../src/pictures/monogram.ts";

/** W3C, Web Application Manifest, "Icon masks and safe zone". */
const SAFE_RADIUS_SHARE = 0.4;
const SIDE = 48;
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", DOT];

describe("the letter", () => {
  test.each([
    ["Café Comptoir", "C"],
    ["boulangerie", "B"],
    ["Épicerie fine", "E"],
    ["E\u0301picerie", "E"],
    ["Ñandú", "N"],
    ["L’Œuf", "L"],
    ["Œuf & Co", "O"],
    ["Ærø", "A"],
    ["Ｔｏｋｙｏ", "T"],
    ["4 Saisons", "4"],
    ["« Chez Luc »", "C"],
    ["  \u{1f484} Zoé", "Z"],
    ["寿司 Ichi", "I"],
    ["寿司", DOT],
    ["\u{1f484}\u{1f485}", DOT],
    ["dot", "D"],
    ["", DOT],
  ])("%s → %s", (name, letter) => {
    expect(monogramOf(name)).toBe(letter);
  });

  test("is there for any name", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => isLetter(monogramOf(name))));
  });

  test("is none of what every object has", () => {
    expect(["constructor", "toString", "", "a", "CC", "É"].filter(isLetter)).toEqual([]);
  });
});

describe("the drawing", () => {
  test.each(letters)("%s stays in the circle that every launcher leaves", (letter) => {
    const { lines, pen } = drawMonogram(letter, 1);
    expect(lines.length).toBeGreaterThan(0);
    const far = lines.flat().map(([x, y]) => Math.hypot(x - 0.5, y - 0.5) + pen / 2);
    expect(Math.max(...far)).toBeLessThan(SAFE_RADIUS_SHARE);
  });

  test("is another one for each letter", () => {
    expect(new Set(letters.map((letter) => inkOfMonogram(letter, SIDE).join())).size).toBe(letters.length);
  });

  test("is the same in pixels as in lines", () => {
    const { lines, pen } = drawMonogram("L", SIDE);
    const [[stem = [0, 0], corner = [0, 0], foot = [0, 0]] = []] = lines;
    const ink = inkOfMonogram("L", SIDE);
    const at = (x: number, y: number) => ink[Math.floor(y) * SIDE + Math.floor(x)];
    const inside = [stem, corner, foot, [stem[0], SIDE / 2] as const];
    expect(inside.map(([x, y]) => at(x, y))).toEqual(inside.map(() => INK_MAX));
    const beside = [at(stem[0] - pen, SIDE / 2), at(stem[0] + pen, SIDE / 2), at(foot[0], stem[1])];
    expect(beside).toEqual([0, 0, 0]);
  });

  test("has smooth edges", () => {
    expect(new Set(inkOfMonogram("O", 180)).size).toBeGreaterThan(INK_MAX / 2);
  });
});

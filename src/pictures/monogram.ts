// A shop's mark, the first letter of its name in the middle of a square: as lines for a drawing, and as pixels.

import { DOT, isLetter, linesOf, PEN, type Point } from "./letters.ts";

/** Of the square: the widest letter still stays in the circle that every launcher leaves of an icon. */
const HEIGHT_SHARE = 0.5;
/** In the middle by what lies furthest out, an L looks too far right; by its weight, too far left. */
const WEIGHT_SHARE = 0.4;

/** How much of the letter a pixel has: from 0 to this. */
export const INK_MAX = 15;

/** Letters of their own for Unicode, that readers know as another one. */
const LIKE: Readonly<Record<string, string>> = { Æ: "A", Đ: "D", Ð: "D", Ł: "L", Œ: "O", Ø: "O" };

export interface Monogram {
  readonly lines: readonly (readonly Point[])[];
  /** Their width; with round ends and corners. */
  readonly pen: number;
}

/** The first letter or figure that can be drawn, without its accents: `É` is an E. A dot for a name without any. */
export function monogramOf(name: string): string {
  const letters = Array.from(name.normalize("NFKD").toUpperCase(), (letter) => LIKE[letter] ?? letter);
  return letters.find(isLetter) ?? DOT;
}

/** @param side of the square, in whatever the lines are wanted in */
export function drawMonogram(letter: string, side: number): Monogram {
  const scale = (HEIGHT_SHARE * side) / (100 + PEN);
  const lines = linesOf(letter);
  const middle = middleOf(lines);
  const place = ([x, y]: Point): Point => [side / 2 + (x - middle) * scale, side / 2 + (y - 50) * scale];
  return { lines: lines.map((line) => line.map(place)), pen: PEN * scale };
}

/** Row by row, `side` by `side`: how much of each pixel is letter, up to `INK_MAX`. */
export function inkOfMonogram(letter: string, side: number): Uint8Array<ArrayBuffer> {
  const { lines, pen } = drawMonogram(letter, side);
  const ink = new Uint8Array(side * side);
  for (const [from, to] of lines.flatMap(segmentsOf)) layInk(ink, side, from, to, pen / 2);
  return ink;
}

type Segment = readonly [from: Point, to: Point];

const segmentsOf = (line: readonly Point[]): Segment[] =>
  line.slice(1).map((point, i) => [line[i] ?? point, point] as const);

function middleOf(lines: readonly (readonly Point[])[]): number {
  const across = lines.flat().map(([x]) => x);
  const extent = (Math.min(...across) + Math.max(...across)) / 2;
  let [length, moment] = [0, 0];
  for (const [[ax, ay], [bx, by]] of lines.flatMap(segmentsOf)) {
    const long = Math.hypot(bx - ax, by - ay);
    length += long;
    moment += (long * (ax + bx)) / 2;
  }
  return extent + WEIGHT_SHARE * (moment / length - extent);
}

/** Looks only at the pixels around: where lines meet, the nearer one counts, so that no seam shows. */
function layInk(ink: Uint8Array, side: number, [ax, ay]: Point, [bx, by]: Point, radius: number): void {
  const reach = radius + 1;
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const [left, right] = [Math.floor(Math.min(ax, bx) - reach), Math.ceil(Math.max(ax, bx) + reach)];
  const [top, bottom] = [Math.floor(Math.min(ay, by) - reach), Math.ceil(Math.max(ay, by) + reach)];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = y * side + x;
      const had = ink[at] ?? 0;
      if (had === INK_MAX) continue;
      const px = x + 0.5 - ax;
      const py = y + 0.5 - ay;
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
      const offX = px - along * dx;
      const offY = py - along * dy;
      // A pixel's share is told by how far its middle lies inside the edge: half at the edge itself.
      const share = Math.min(1, radius + 0.5 - Math.sqrt(offX * offX + offY * offY));
      const has = Math.round(share * INK_MAX);
      if (has > had) ink[at] = has;
    }
  }
}

// The letters and figures of a monogram, as a broad pen writes them: strokes of one width with round ends.

export type Point = readonly [x: number, y: number];

/** How wide the pen is, where a capital's strokes run from 0 at the top to 100 at the bottom. */
export const PEN = 20;
const ARC_STEP_DEGREES = 5;

/** What stands for a name that has none of these letters: a mere dot. */
export const DOT = "dot";

/**
 * Strokes are parted by bars. A piece of a stroke is a point `x,y`, or an arc `cx,cy,rx,ry,from,to` in degrees: clockwise from the
 * right where they grow. A straight line joins each to the next. What is round reaches a little over its lines, or would look small.
 */
const LETTERS: Readonly<Record<string, string>> = {
  A: "0,100 42,0 84,100 | 15,67 69,67",
  B: "0,48 0,0 34,24,24,24,-90,90 0,48 0,100 38,74,26,26,90,-90",
  C: "49,50,49,51.5,-46,-314",
  D: "0,100 0,0 30,50,48,50,-90,90 0,100",
  E: "62,0 0,0 0,100 62,100 | 0,49 54,49",
  F: "60,0 0,0 0,100 | 0,52 52,52",
  G: "49,50,49,51.5,-46,-357 56,53",
  H: "0,0 0,100 | 74,0 74,100 | 0,50 74,50",
  I: "0,0 44,0 | 22,0 22,100 | 0,100 44,100",
  J: "50,0 23,73,27,28.5,0,165",
  K: "0,0 0,100 | 66,0 0,62 | 25,38 70,100",
  L: "0,0 0,100 58,100",
  M: "0,100 0,0 46,70 92,0 92,100",
  N: "0,100 0,0 76,100 76,0",
  O: "51,50,51,51.5,0,360",
  P: "0,100 0,0 34,28,28,28,-90,90 0,56",
  Q: "51,50,51,51.5,0,360 | 64,68 98,104",
  R: "0,100 0,0 34,28,28,28,-90,90 0,56 | 34,56 66,100",
  S: "35,21.5,32.7,23,-22,-240.8 35,76.5,35.5,25,-60.8,158",
  T: "0,0 76,0 | 38,0 38,100",
  U: "0,0 36,65,36,36.5,180,0 72,0",
  V: "0,0 41,100 82,0",
  W: "0,0 27,100 56,16 85,100 112,0",
  X: "0,0 74,100 | 74,0 0,100",
  Y: "0,0 38,53 76,0 | 38,53 38,100",
  Z: "0,0 70,0 0,100 70,100",
  0: "35,50,35,51.5,0,360",
  1: "0,24 30,0 30,100",
  2: "32,30,32,31.5,-165,38 0,100 66,100",
  3: "31,23,28,24.5,-155,90 31,74.5,33,27,-90,155",
  4: "56,100 56,0 0,72 78,72",
  5: "58,0 10,0 5,46 31,67,33,34.5,-128,148",
  6: "35,67,34,34.5,0,360 | 58,67,57,68.5,180,258",
  7: "0,0 68,0 22,100",
  8: "34,23,28,24.5,0,360 | 34,74.5,34,27,0,360",
  9: "35,33,34,34.5,0,360 | 12,33,57,68.5,0,78",
  [DOT]: "9,50,9,9,0,360 | 9,50,26,26,0,360",
};

export const isLetter = (text: string): boolean => Object.hasOwn(LETTERS, text);

/** Its strokes as lines, each short enough for an arc to look round; none for what is no letter. */
export const linesOf = (letter: string): Point[][] =>
  (LETTERS[letter]?.split(" | ") ?? []).map((stroke) => stroke.split(" ").flatMap(pointsOf));

function pointsOf(piece: string): Point[] {
  const [x = 0, y = 0, rx, ry = 0, from = 0, to = 0] = piece.split(",").map(Number);
  if (rx === undefined) return [[x, y]];
  const steps = Math.ceil(Math.abs(to - from) / ARC_STEP_DEGREES);
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

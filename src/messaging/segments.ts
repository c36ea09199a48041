// Counts the segments that a text message is billed in, and names the characters that make it dearer.
import { gsm7Twin, septetsOf } from "./gsm7.ts";

export type Encoding = "GSM-7" | "UCS-2";

export interface Segmentation {
  readonly encoding: Encoding;
  readonly segments: number;
  /** Septets in GSM-7, UTF-16 units in UCS-2, without those that stay empty where a pair would have been cut. */
  readonly units: number;
  /** Units for which the last segment has room. */
  readonly left: number;
}

/** Units in a message of one segment, and in each of several: there a header that joins them takes its part. */
const CAPACITY = { "GSM-7": { alone: 160, joined: 153 }, "UCS-2": { alone: 70, joined: 67 } } as const;

/** An empty text is one segment. A pair, of extension or surrogates, is never cut: it goes to the next segment. */
export function segment(text: string): Segmentation {
  const septets = countSeptets(text);
  const encoding = septets === undefined ? "UCS-2" : "GSM-7";
  const units = septets ?? text.length;
  const { alone, joined } = CAPACITY[encoding];
  if (units <= alone) return { encoding, segments: 1, units, left: alone - units };
  const widthAt = encoding === "GSM-7" ? septetsAt : surrogatesAt;
  let segments = 1;
  let filled = 0;
  for (let i = 0; i < text.length; ) {
    const width = widthAt(text, i);
    if (filled + width > joined) {
      segments++;
      filled = 0;
    }
    filled += width;
    i += encoding === "GSM-7" ? 1 : width;
  }
  return { encoding, segments, units, left: joined - filled };
}

/** A text as it should be sent: accents composed, or they force UCS-2; one unit a line break; typographic spaces made plain. */
export function composeForSms(text: string): string {
  return text.normalize("NFC").replaceAll("\r\n", "\n").replace(TYPOGRAPHIC_SPACES, " ");
}

const TYPOGRAPHIC_SPACES = /[\u00a0\u2009\u202f]/g;

interface DearCharacter {
  /** In UTF-16 units. */
  readonly index: number;
  readonly character: string;
  /** What can be written instead in GSM-7; null when nothing says the same. */
  readonly twin: string | null;
}

/** The characters of a composed text that force UCS-2 upon all of it. */
export function dearCharacters(text: string): DearCharacter[] {
  const dear: DearCharacter[] = [];
  for (let index = 0; index < text.length; ) {
    const width = surrogatesAt(text, index);
    if (width === 2 || septetsAt(text, index) === 0) {
      const character = text.slice(index, index + width);
      dear.push({ index, character, twin: gsm7Twin(character) });
    }
    index += width;
  }
  return dear;
}

function countSeptets(text: string): number | undefined {
  let septets = 0;
  for (let i = 0; i < text.length; i++) {
    const width = septetsAt(text, i);
    if (width === 0) return undefined;
    septets += width;
  }
  return septets;
}

const septetsAt = (text: string, index: number): number => septetsOf(text.charCodeAt(index));

const surrogatesAt = (text: string, index: number): number => ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);

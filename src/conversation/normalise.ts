// A text message reduced to what its commands are read from: lower-case words without accents, styling or look-alikes.

/** What is read of a text, in UTF-16 units: ten segments, more than any command needs. The rest is never looked at. */
export const READ_LENGTH_MAX = 1_600;

const NON_ASCII = /\P{ASCII}/u;
const MARKS_AND_INVISIBLES = /[\p{M}\p{Cf}]+/gu;
const APOSTROPHES = /[’‘ʼ`´]/g;

// Letters that compatibility decomposition leaves alone: ligatures, then Cyrillic and Greek letters whose capitals look Latin.
const LETTERS: ReadonlyMap<string, string> = new Map(
  (
    "œ:oe æ:ae ß:ss ø:o ł:l ı:i " +
    "а:a в:b е:e н:h і:i ј:j к:k м:m о:o р:p с:c ѕ:s т:t у:y х:x " +
    "α:a β:b ε:e η:h ι:i κ:k μ:m ν:n ο:o ρ:p τ:t υ:y χ:x ζ:z"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);
const LETTER = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");

// What somebody else wrote: a line after ">", or a quotation of three words or more, as in a phone's reactions: Liked “Café:
// reply STOP to leave”. The latter leaves one word that is no command. One or two quoted words are only emphasis.
const QUOTATION = /«[^«»]*»|“[^“”]*”|"[^"]*"|^[ \t]*(?:>|&gt;)[ \t]*[\p{L}"“«][^\n]*/gmu;
const QUOTED_LINE = /^\s*(?:>|&gt;)/;
const QUOTED_WORDS = "\nquotation\n";
const THREE_WORDS = /\S+\s+\S+\s+\S/;
const ANY_WORD = /[\p{L}\p{N}]/u;

const EMOTICON = /[:;=]['-]?[dpox](?![a-z0-9])/g;
/** "f***ing". */
const BLANKED = /(?<=[a-z])\*+/g;
const ELISION = /(?<![a-z])([cdjlmnst]|qu)'(?=[a-z])/g;
const WORD_OF_ASCII = /[a-z0-9]+/g;
const SENTENCE_BREAK = /[^\p{L}\p{N} ,'-]+| -+ /u;
const WORD = /[\p{L}\p{N}]+/gu;

/**
 * Lower case, accents and styling folded, quotations and emoticons taken out. Punctuation stays, but for apostrophes: "don't"
 * becomes "dont", "m'écrire" "m ecrire".
 */
export function fold(text: string): string {
  const own = withoutQuotations(text.slice(0, READ_LENGTH_MAX));
  let folded = NON_ASCII.test(own) ? foldLetters(own) : own.toLowerCase();
  if (folded.includes("'")) folded = folded.replace(ELISION, "$1 ").replaceAll("'", "");
  return folded.replace(EMOTICON, " ").replace(BLANKED, "").replaceAll("&", " and ");
}

export function wordsOf(folded: string): string[] {
  return folded.match(NON_ASCII.test(folded) ? WORD : WORD_OF_ASCII) ?? [];
}

/** Split where a sentence ends: not at commas, hyphens and apostrophes. */
export function sentencesOf(folded: string): string[] {
  return folded.split(SENTENCE_BREAK).filter((sentence) => ANY_WORD.test(sentence));
}

function foldLetters(text: string): string {
  return text
    .replace(APOSTROPHES, "'")
    .normalize("NFKD")
    .replace(MARKS_AND_INVISIBLES, "")
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS.get(letter) ?? letter);
}

function withoutQuotation(quotation: string): string {
  if (!THREE_WORDS.test(quotation)) return quotation;
  return QUOTED_LINE.test(quotation) ? "\n" : QUOTED_WORDS;
}

function withoutQuotations(text: string): string {
  const own = text.replace(QUOTATION, withoutQuotation);
  return own === text || ANY_WORD.test(own.replaceAll(QUOTED_WORDS, "")) || QUOTED_LINE.test(text) ? own : text;
}

// Source code cut into tokens, so that a word in a comment or in a string is told apart from the same word in code.

export interface Token {
  readonly kind: "word" | "number" | "string" | "template" | "regex" | "comment" | "punctuation";
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** In the order in which they are tried. */
const PATTERNS: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /\s+/y],
  ["comment", /\/\/.*|\/\*[\s\S]*?\*\//y],
  // A quote that does not close on its line is an apostrophe in the text of a page.
  ["string", /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y],
  ["word", /[\p{ID_Start}$_#][\p{ID_Continue}$]*/uy],
  ["number", /\d[\w.]*/y],
  ["punctuation", /\?\.|=>|[\s\S]/y],
];
const SHELL_LINE = /#!.*/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** Up to the end of a template or to the code in it. */
const TEMPLATE_PART = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)?/y;

/** Words after which a slash begins a regular expression; after any other word it divides. */
const BEFORE_REGEX = new Set("return typeof case in of do else void delete throw new await yield".split(" "));

const known = new Map<string, readonly Token[]>();

export function tokensOf(source: string): readonly Token[] {
  const tokens = known.get(source) ?? cut(source);
  known.set(source, tokens);
  return tokens;
}

/** Without comments: what the compiler sees. */
export const codeOf = (source: string): readonly Token[] => tokensOf(source).filter(({ kind }) => kind !== "comment");

/** The characters between the quotes, as they are written. */
export const unquoted = ({ text }: Token): string => text.slice(1, -1);

function cut(source: string): Token[] {
  const tokens: Token[] = [];
  /** For each template that is open around here, how many braces are open within its code. */
  const templates: number[] = [];
  let last: Token | undefined;
  let line = 1;
  let at = 0;
  while (at < source.length) {
    const [kind, text] = next(source, at, last, templates);
    if (kind !== "space") {
      const token: Token = { kind, text, line };
      tokens.push(token);
      if (kind !== "comment") last = token;
    }
    at += text.length;
    line += text.split("\n").length - 1;
  }
  return tokens;
}

function next(
  source: string,
  at: number,
  last: Token | undefined,
  templates: number[],
): [Token["kind"] | "space", string] {
  const character = source[at];
  const inner = templates.length - 1;
  const braces = templates[inner];
  if (character === "`") return template(source, at, templates);
  if (character === "}" && braces === 0) {
    templates.pop();
    return template(source, at, templates);
  }
  if (braces !== undefined && character === "{") templates[inner] = braces + 1;
  if (braces !== undefined && character === "}") templates[inner] = braces - 1;

  const shellLine = at === 0 ? match(SHELL_LINE, source, at) : undefined;
  if (shellLine !== undefined) return ["comment", shellLine];
  const regex = character === "/" && mayBeginRegex(last) ? match(REGEX, source, at) : undefined;
  for (const [kind, pattern] of PATTERNS) {
    if (kind === "string" && regex !== undefined) return ["regex", regex];
    const text = match(pattern, source, at);
    if (text !== undefined) return [kind, text];
  }
  return ["punctuation", character ?? ""];
}

function template(source: string, at: number, templates: number[]): ["template", string] {
  const text = (source[at] ?? "") + (match(TEMPLATE_PART, source, at + 1) ?? "");
  if (text.endsWith("{")) templates.push(0);
  return ["template", text];
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

function mayBeginRegex(last: Token | undefined): boolean {
  if (last === undefined) return true;
  if (last.kind === "word") return BEFORE_REGEX.has(last.text);
  // `</p>` closes an element, and what follows a bracket is divided.
  return last.kind === "punctuation" && ![")", "]", "}", "<"].includes(last.text);
}

// A text that came in, as it is kept once it is handled: people send back the codes and links that they were sent, and type the staff's.

import { readRedemptionCode } from "../rewards/redemption-code.ts";

/** What is known, when the text comes, of the secrets that may be in it. */
export interface SecretsOut {
  /** The staff's code is in it, right or wrong: what is left out must not tell which. */
  readonly hasStaffCode: boolean;
  /** What gives a point at the counter, where a second code after it is the staff's. */
  readonly earnCode: string | null;
  /** Six digits have been sent to this phone of late, or are asked of it. */
  readonly proofWaits: boolean;
  /** Of rewards and of a move, waiting to be typed at the counter. */
  readonly counterCodes: readonly string[];
  /** Of short links of ours. */
  readonly tokens: readonly string[];
}

const MASK = "••••";
const FIGURES = /\p{N}+/gu;
const STAFF_CODE = /^\p{N}{3,8}$/u;
const PROOF = /(?<!\d|\d[ .-])\d{3}[ .-]?\d{3}(?![ .-]?\d)/g;
const COUNTER_CODE = /(?<![\dA-Z])[\dA-Z]{3}[ -]?[\dA-Z]{3}(?![\dA-Z])/gi;
const LINK_TOKEN = /(?<=https?:\/\/\S+\/)[\w-]{16}(?![\w-])/g;

/** Only then does it matter what the phone was sent. */
export const mayHoldCode = (text: string): boolean =>
  text.search(PROOF) >= 0 || (text.match(COUNTER_CODE) ?? []).some((typed) => readRedemptionCode(typed) !== null);

/** What may be the tokens of our links: their signatures tell. */
export const tokensIn = (text: string): readonly string[] => text.match(LINK_TOKEN) ?? [];

export function asReceived(text: string, out: SecretsOut): string {
  const codes = new Set(out.counterCodes);
  const isCounterCode = (typed: string) => codes.has(readRedemptionCode(typed) ?? "");
  const withoutLinks = out.tokens.reduce((kept, token) => kept.replaceAll(token, MASK), text);
  const withoutCodes = withoutLinks.replace(COUNTER_CODE, (typed) => (isCounterCode(typed) ? MASK : typed));
  const withoutProof = out.proofWaits ? withoutCodes.replace(PROOF, MASK) : withoutCodes;
  return withoutStaffCode(withoutProof, out);
}

/** 2468 97531 30: the second figure. Where they are not written as three, nobody knows which is which, and all go. */
function withoutStaffCode(text: string, { hasStaffCode, earnCode }: SecretsOut): string {
  const figures = text.match(FIGURES) ?? [];
  if (hasStaffCode && figures.length !== 3) return text.replace(FIGURES, MASK);
  const at = hasStaffCode
    ? 1
    : figures.findIndex((figure, i) => figures[i - 1] === earnCode && STAFF_CODE.test(figure));
  let i = 0;
  return text.replace(FIGURES, (figure) => (i++ === at ? MASK : figure));
}

/** Whether a text is the one that is kept, when what it was kept without is no longer known. */
export function isKeptAs(text: string, kept: string): boolean {
  const [first = "", ...pieces] = kept.split(MASK);
  if (text === kept || pieces.length === 0 || !text.startsWith(first)) return text === kept;
  let from = first.length;
  return pieces.every((piece, i) => {
    const isLast = i === pieces.length - 1;
    const to = isLast ? text.length - piece.length : text.indexOf(piece, from + 1);
    const isHere = to > from && text.startsWith(piece, to) && isSecret(text.slice(from, to));
    from = to + piece.length;
    return isHere;
  });
}

const WHOLE = /^(?:\p{N}[\p{N} .-]*|[\w-]{16})$/u;
const isSecret = (text: string): boolean => WHOLE.test(text) || readRedemptionCode(text) !== null;

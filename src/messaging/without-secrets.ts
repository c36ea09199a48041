// A text as somebody may read it who does not hold the phone that it went to, and as it is kept once it has gone: without what proves
// that phone, opens its wallet, or is worth a reward.

/** The kinds of text whose six digits are typed to prove the phone. */
const PROOFS: ReadonlySet<string> = new Set(["sign_up_code", "move_code"]);
const CODE = /\b\d{6}\b/g;
/** The token of a short link, which opens a wallet. */
const TOKEN = /(https?:\/\/\S+\/)[\w-]{16}(?![\w-])/g;

/** What goes only in the copy that is kept: staff of the shop may read it while it is good. */
const KEPT_PROOFS: ReadonlySet<string> = new Set(["sign_in_code"]);
const REDEMPTION = /\b[\dA-Z]{3} [\dA-Z]{3}\b/g;

/** A person of the shop wrote it, and no secret of ours is in it. */
const BY_HAND = "reply";

export function withoutSecrets(kind: string, text: string): string {
  const withoutTokens = text.replace(TOKEN, "$1…");
  return PROOFS.has(kind) ? withoutTokens.replace(CODE, "******") : withoutTokens;
}

/** What stays of a text that will not be sent again. */
export function asKept(kind: string, text: string): string {
  if (kind === BY_HAND) return text;
  const shown = withoutSecrets(kind, text);
  if (kind === "redemption_code") return shown.replace(REDEMPTION, "*** ***");
  return KEPT_PROOFS.has(kind) ? shown.replace(CODE, "******") : shown;
}

export const holdsSecret = (kind: string, text: string): boolean => asKept(kind, text) !== text;

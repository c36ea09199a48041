// A text as somebody may read it who does not hold the phone that it went to: without what proves that phone, or opens its wallet.

/** The kinds of text whose six digits are typed to prove the phone. */
const PROOFS: ReadonlySet<string> = new Set(["sign_up_code", "move_code"]);
const CODE = /\b\d{6}\b/g;
/** The token of a short link, which opens a wallet. */
const TOKEN = /(https?:\/\/\S+\/)[\w-]{16}(?![\w-])/g;

export function withoutSecrets(kind: string, text: string): string {
  const withoutTokens = text.replace(TOKEN, "$1…");
  return PROOFS.has(kind) ? withoutTokens.replace(CODE, "******") : withoutTokens;
}

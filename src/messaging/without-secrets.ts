// A text as somebody may read it who does not hold the phone that it went to, and as it is kept once it has gone: without what proves
// that phone, opens its wallet, or is worth a reward.

import { type Secret, type TextKind, textKinds } from "../texts/kinds.ts";

const secrets: Readonly<Record<Secret, { readonly found: RegExp; readonly instead: string }>> = {
  link: { found: /(https?:\/\/\S+\/)[\w-]{16}(?![\w-])/g, instead: "$1…" },
  proof: { found: /\b\d{6}\b/g, instead: "******" },
  counter_code: { found: /\b[\dA-Z]{3} [\dA-Z]{3}\b/g, instead: "*** ***" },
  reward_code: { found: /\b[\dA-Z]{3} [\dA-Z]{3}\b/g, instead: "*** ***" },
};

export const withoutSecrets = (kind: TextKind, text: string): string =>
  textKinds[kind].carries === "reward_code" ? text : asKept(kind, text);

/** What stays of a text that will not be sent again. */
export function asKept(kind: TextKind, text: string): string {
  const secret = textKinds[kind].carries;
  return secret ? text.replace(secrets[secret].found, secrets[secret].instead) : text;
}

export const holdsSecret = (kind: TextKind, text: string): boolean => asKept(kind, text) !== text;

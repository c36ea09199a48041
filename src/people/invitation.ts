// The text that asks somebody whether they work at a shop. It comes unasked: it names the shop, who invites, and the way out.

import type { Language } from "../conversation/language.ts";
import { harmlessName, isNamed } from "../messaging/harmless-name.ts";
import { renderText } from "../texts/render.ts";

export interface Invitation {
  readonly shop: string;
  readonly inviter: string;
  /** What the phone texts to accept. */
  readonly answer: string;
}

/** `CODE`; on a shared number the word says which of its shops. */
export const acceptingWords = (keyword: string, isShared: boolean): string => (isShared ? `CODE ${keyword}` : "CODE");

/** Whatever the names are. It begins with the shop's, so that it needs no other beginning where it is the first text. */
export function invitationText(invitation: Invitation, language: Language): string {
  const shop = harmlessName(invitation.shop);
  const inviter = harmlessName(invitation.inviter);
  const names = { shop, isNamed: isNamed(shop), inviter, isInviterNamed: isNamed(inviter) };
  return renderText("person_invitation", { ...names, answer: invitation.answer }, language);
}

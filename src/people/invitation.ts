// The text that asks somebody whether they work at a shop. It comes unasked: it names the shop, who invites, and the way out.

import type { Language } from "../conversation/language.ts";
import { harmlessName } from "../messaging/harmless-name.ts";

export interface Invitation {
  readonly shop: string;
  readonly inviter: string;
  /** What the phone texts to accept. */
  readonly answer: string;
}

/** `CODE`; on a shared number the word says which of its shops. */
export const acceptingWords = (keyword: string, isShared: boolean): string => (isShared ? `CODE ${keyword}` : "CODE");

const texts: Readonly<Record<Language, (invitation: Invitation) => string>> = {
  en: ({ shop, inviter, answer }) =>
    `${shop && `${shop}: `}${inviter ? `${inviter} invites you` : "you are invited"} to work on ${shop ? "its" : "a shop's"} inbox. Reply ${answer} to accept, STOP to refuse.`,
  fr: ({ shop, inviter, answer }) =>
    `${shop && `${shop} : `}${inviter ? `${inviter} vous invite` : "on vous invite"} dans l'équipe. Répondez ${answer} pour accepter, STOP pour refuser.`,
};

/** One segment, whatever the names are. It begins with the shop's, so that it needs no other beginning where it is the first text. */
export const invitationText = ({ shop, inviter, answer }: Invitation, language: Language): string =>
  texts[language]({ shop: harmlessName(shop), inviter: harmlessName(inviter), answer });

// CODE: a person of a shop asks from their own phone for a code to sign in, and so answers an invitation. From anybody else it is a text.

import { wroteBefore } from "../consent/suppression.ts";
import { type CodesAsked, codeText, mayAskByText } from "../messaging/sign-in-code.ts";
import type { Reading } from "./reader.ts";
import type { TextReceived } from "./text-received.ts";
import type { Turn } from "./turn.ts";

/** What is known of a phone that texts CODE. */
export interface SigningIn {
  /** At the shops of the number that was texted. */
  readonly people: readonly {
    readonly personId: string;
    readonly shopId: string;
    /** By somebody of the shop, in Unix milliseconds; null for who has answered. */
    readonly invitedAt: number | null;
  }[];
  /** By text, lately. */
  readonly codesAsked: CodesAsked;
  /** Made for this moment. */
  readonly codeId: string;
  /** Six digits. */
  readonly code: string;
}

type Person = SigningIn["people"][number];

/** What CODE means here, where it answers nothing that was asked after it was written. Null where it is a text like any other. */
export function meantByCode(
  { argument }: Reading,
  { shops, writtenAt, signingIn }: TextReceived,
): Person | "which" | null {
  const people = (signingIn?.people ?? []).filter(
    ({ invitedAt }) => invitedAt === null || !wroteBefore(writtenAt, invitedAt),
  );
  if (argument !== undefined) {
    const named = shops.find(({ keyword }) => keyword === argument);
    return people.find(({ shopId }) => shopId === named?.id) ?? null;
  }
  const [confirmed] = people.filter(({ invitedAt }) => invitedAt === null);
  const [invited, ...others] = people.filter(({ invitedAt }) => invitedAt !== null);
  // Nothing new is accepted unless it is the only thing that the word can mean.
  if (confirmed !== undefined || invited === undefined) return confirmed ?? null;
  return others.length === 0 ? invited : "which";
}

/** Whatever else was asked for this number, and after a STOP too: nobody but the phone itself can set it off. */
export function sendSignInCode(turn: Turn, meant: Person | "which", { codesAsked, codeId, code }: SigningIn): void {
  if (meant === "which") {
    const [first] = turn.input.shops;
    if (first) turn.reply("code_which_shop", { keyword: first.keyword }, { evenIfStopped: true });
    return;
  }
  const shop = turn.input.shops.find(({ id }) => id === meant.shopId);
  if (shop === undefined) return;
  const { personId, invitedAt } = meant;
  if (invitedAt !== null) turn.emit({ type: "InvitationAccepted", shopId: shop.id, personId });
  if (!mayAskByText(codesAsked)) return;
  const text = codeText(shop.name, code, turn.language());
  turn.emit({ type: "SignInCodeSent", shopId: shop.id, personId, codeId, code, text });
}

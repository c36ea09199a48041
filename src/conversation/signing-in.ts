// CODE: a person of a shop asks from their own phone for a code to sign in, and so answers an invitation. From anybody else it is a text.

import { type CodesAsked, codeText, mayAskByText } from "../messaging/sign-in-code.ts";
import type { Reading } from "./reader.ts";
import type { Shop } from "./state.ts";
import type { Turn } from "./turn.ts";

/** What is known of a phone that texts CODE. */
export interface SigningIn {
  /** At the shops of the number that was texted. */
  readonly people: readonly {
    readonly personId: string;
    readonly shopId: string;
    /** Invited by somebody of the shop, and has not answered. */
    readonly isInvited: boolean;
  }[];
  /** By text, lately. */
  readonly codesAsked: CodesAsked;
  /** Made for this moment. */
  readonly codeId: string;
  /** Six digits. */
  readonly code: string;
}

type Person = SigningIn["people"][number];

/** What CODE means here. Null where it is a text like any other. */
export function meantByCode(
  { argument }: Reading,
  shops: readonly Shop[],
  signingIn: SigningIn,
): Person | "which" | null {
  const { people } = signingIn;
  if (argument !== undefined) {
    const named = shops.find(({ keyword }) => keyword === argument);
    return people.find(({ shopId }) => shopId === named?.id) ?? null;
  }
  const [confirmed] = people.filter(({ isInvited }) => !isInvited);
  const [invited, ...others] = people.filter(({ isInvited }) => isInvited);
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
  const { personId, isInvited: accepts } = meant;
  if (accepts) turn.emit({ type: "InvitationAccepted", shopId: shop.id, personId });
  if (!mayAskByText(codesAsked)) return;
  const text = codeText(shop.name, code, turn.language());
  turn.emit({ type: "SignInCodeSent", shopId: shop.id, personId, codeId, code, text });
}

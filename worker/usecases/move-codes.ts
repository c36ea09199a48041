// The code of a move: kept as a hash, and compared with what a text says.

import type { Move } from "../../src/conversation/text-received.ts";
import { readMoveCode } from "../../src/conversation/typed-figures.ts";
import type { Context } from "../context.ts";
import { consentsAfter, offersAfter } from "../db/exchange-phones.ts";
import { membershipAlone } from "../db/memberships.ts";
import type { KnownMove } from "../db/moves.ts";
import { sameHash } from "../gateways/secrets.ts";

export const hashMoveCode = ({ keyedHash }: Context, moveId: string, code: string): Promise<string> =>
  keyedHash("code", `move:${moveId}:${code}`);

/** What decide() is told of the moves of this phone: whether the text has the code of one, never the code. */
export async function withCodesCompared(
  context: Context,
  moves: readonly KnownMove[],
  { from, text }: { readonly from: string; readonly text: string },
): Promise<readonly Move[]> {
  const typed = readMoveCode(text);
  const facts = moves.map(async (known): Promise<Move> => {
    const { id, merchantId: shopId, toPhone, codeHash } = known.move;
    const isNewNumber = from === toPhone;
    if (known.stage === "moved") {
      const after = consentsAfter(known);
      const other = membershipAlone(isNewNumber ? known.left : known.account);
      const offersOf = offersAfter(known);
      const consent = isNewNumber ? after.left : after.account;
      const offers = isNewNumber ? offersOf.left : offersOf.account;
      return { stage: "moved", id, shopId, isNewNumber, other: { ...other, consent, offers } };
    }
    const codeIsRight = isNewNumber && typed !== null && sameHash(await hashMoveCode(context, id, typed), codeHash);
    return { stage: "asked", id, shopId, codeIsRight, account: membershipAlone(known.account) };
  });
  return Promise.all(facts);
}

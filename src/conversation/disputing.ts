// NO to a receipt: the transaction waits until a person has looked at it.

import { isDisputable, type Receipt } from "../loyalty/receipts.ts";
import { askedAt } from "./dialogue.ts";
import type { Conversation, Shop } from "./state.ts";
import type { Turn } from "./turn.ts";

export interface Disputable {
  readonly shop: Shop;
  readonly receipt: Receipt;
}

/** The receipt that a NO is about, of all shops on the number: the last one, unless something has been asked since. */
export function disputable(
  { members, dialogue }: Conversation,
  shops: readonly Shop[],
  now: number,
): Disputable | null {
  const asked = dialogue !== null && now < dialogue.until ? dialogue : null;
  // A NO that may be an opt-out is nothing else.
  if (asked?.kind === "asked_to_stop") return null;
  const since = asked === null ? Number.NEGATIVE_INFINITY : askedAt(asked);
  const receipts = shops.flatMap((shop): Disputable[] => {
    const receipt = members[shop.id]?.receipt ?? null;
    return isDisputable(receipt, now) && receipt.at > since ? [{ shop, receipt }] : [];
  });
  return receipts.toSorted((a, b) => b.receipt.at - a.receipt.at)[0] ?? null;
}

export function dispute(turn: Turn, { shop, receipt }: Disputable): void {
  const { pointsOnHold } = turn.member(shop);
  turn.setMember(shop.id, { receipt: null, pointsOnHold: pointsOnHold + receipt.points });
  turn.emit({ type: "TransactionDisputed", shopId: shop.id, receipt });
  turn.openThread("dispute");
  if (!turn.hasStopped()) turn.reply("disputed", { shop: shop.name });
}

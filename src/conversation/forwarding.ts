// Texts that are for a person to read, and commands that only a member can give.

import { elapsedMs, HOUR_MS } from "../time.ts";
import { isOpen } from "./opening-hours.ts";
import type { Reading } from "./reader.ts";
import { isMember, type Membership, type Shop } from "./state.ts";
import type { Turn } from "./turn.ts";

export const AWAY_REPEAT_MS = 12 * HOUR_MS;

/** Anything else is a message to the merchant. Someone who has stopped is heard, but not answered by a machine. */
export function forward(turn: Turn): void {
  const { shop, state, now } = turn;
  if (shop === null) return turn.askWhichShop(null);
  turn.openThread("message");
  const awayIsDue = state.awayRepliedAt === null || elapsedMs(state.awayRepliedAt, now) >= AWAY_REPEAT_MS;
  if (turn.hasStopped() || !awayIsDue || isOpen(shop.hours, now, shop.timeZone)) return;
  turn.reply("away", { shop: shop.name });
  turn.sayAway();
}

/** The member and where they are one; null when the text has been answered otherwise. */
export function memberOnly(turn: Turn, reading: Reading): { readonly shop: Shop; readonly member: Membership } | null {
  const { shop } = turn;
  if (shop === null) {
    turn.askWhichShop(reading);
    return null;
  }
  const member = turn.member(shop);
  if (member.consent === "opted_out") {
    forward(turn);
    return null;
  }
  turn.hears(reading.language);
  if (isMember(member)) return { shop, member };
  turn.reply("not_member", { shop: shop.name });
  return null;
}

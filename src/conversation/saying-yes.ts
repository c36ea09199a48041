// YES: to the terms that were shown, to staying, or to coming back after a stop. To anything else it is a word for a person.

import { forward } from "./forwarding.ts";
import { comeBack, subscribe } from "./joining.ts";
import type { Reading } from "./reader.ts";
import { stay } from "./stopping.ts";
import type { Turn } from "./turn.ts";

export function yes(turn: Turn, reading: Reading): void {
  const { dialogue } = turn.state;
  if (dialogue?.kind === "asked_to_join") {
    const asked = turn.input.shops.find(({ id }) => id === dialogue.shopId);
    if (asked) return subscribe(turn, asked, reading, dialogue.shown);
  }
  const { shop } = turn;
  if (shop === null) return turn.state.pool.stoppedAt === null ? turn.askWhichShop(reading) : comeBack(turn, reading);
  const { consent } = turn.member(shop);
  if (consent === "held") return stay(turn, shop, reading);
  if (consent === "opted_out") return comeBack(turn, reading);
  forward(turn);
}

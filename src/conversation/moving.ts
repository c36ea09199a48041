// MOVE: an account follows its owner to a new number, once the old one has told its code or staff have typed another; and MOVE BACK, for a week.

import { counterCode, MOVE_CODE_TRIES_MAX, offersAfterMove } from "../loyalty/moves.ts";
import { formatUnits } from "../loyalty/programme.ts";
import { spacedCode } from "../rewards/redemption-code.ts";
import { renderText } from "../texts/render.ts";
import { ERRAND_WAIT_MS, type Errand } from "./dialogue.ts";
import { forward } from "./forwarding.ts";
import type { Reading } from "./reader.ts";
import { MOVE_BACK } from "./shop-keyword.ts";
import type { Shop } from "./state.ts";
import type { Turn } from "./turn.ts";
import { readMoveCode, readPhone } from "./typed-figures.ts";

type AskedCode = Extract<Errand, { kind: "asked_move_code" }>;

/** From the new phone: MOVE and the old number. Anyone may ask, but not who has left the shop on this phone. */
export function move(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return turn.askWhichShop(reading);
  turn.hears(reading.language);
  if (reading.argument === MOVE_BACK) return moveBack(turn, shop);
  if (turn.hasStopped()) return forward(turn);
  if (reading.argument === undefined) return askOldNumber(turn, shop);
  oldNumberTyped(turn, shop);
}

/**
 * The answer is the same whoever has that number: a stranger learns nothing from it. With it comes a code for the counter, which is worth
 * nothing until staff have seen whose account it is.
 */
export function oldNumberTyped(turn: Turn, shop: Shop): void {
  const oldPhone = readPhone(turn.input.text, shop.country ?? "CA");
  if (oldPhone === null) return askOldNumber(turn, shop);
  if (turn.withholds("move_code_sent")) return;
  const { moveId, moveCode: code } = turn.input.fresh;
  const values = { shop: shop.name, code, digits: lastDigits(turn.input.phone) };
  const text = renderText("move_code", values, turn.language());
  turn.emit({ type: "MoveAsked", shopId: shop.id, moveId, oldPhone, code, text });
  const until = turn.now + ERRAND_WAIT_MS;
  turn.ask({ kind: "asked_move_code", shopId: shop.id, moveId, triesLeft: MOVE_CODE_TRIES_MAX, until });
  turn.reply("move_code_sent", { shop: shop.name, code: spacedCode(counterCode(moveId)) });
}

export function moveCodeTyped(turn: Turn, shop: Shop, errand: AskedCode): void {
  const move = turn.input.moves.find(({ id }) => id === errand.moveId);
  if (move?.stage === "asked" && move.codeIsRight && readMoveCode(turn.input.text) !== null) {
    turn.endDialogue();
    // What a tablet has put aside for this phone comes in with the account, and what the phone has said of STOP stays its own.
    const { pointsWaiting, stop, offers: here } = turn.member(shop);
    const saidHere = { offers: here, saidAt: turn.state.offersSaidAt[shop.id] ?? null };
    const { offers: there, offersProof } = move.account;
    const offers = offersAfterMove({ offers: there, givenAt: offersProof?.at ?? null, saidAt: null }, saidHere);
    turn.setMember(shop.id, {
      ...move.account,
      offers,
      stop,
      points: move.account.points + pointsWaiting,
      pointsWaiting: 0,
    });
    const values = { shop: shop.name, what: "away", digits: lastDigits(turn.input.phone) } as const;
    const text = renderText("account_moved", values, turn.language());
    turn.emit({ type: "AccountMoved", shopId: shop.id, moveId: move.id, text });
    return turn.reply("moved", { shop: shop.name, balance: turn.balanceOf(shop) });
  }
  const triesLeft = errand.triesLeft - 1;
  if (triesLeft > 0) {
    turn.ask({ ...errand, triesLeft });
    return turn.reply("move_code_wrong", { shop: shop.name, tries: triesLeft });
  }
  turn.endDialogue();
  turn.reply("move_code_spent", { shop: shop.name });
}

/** From either phone: the old one's owner may not have wanted it, the new one's may have changed their mind. */
function moveBack(turn: Turn, shop: Shop): void {
  const move = turn.input.moves.find(({ stage, shopId }) => stage === "moved" && shopId === shop.id);
  if (move?.stage !== "moved") return forward(turn);
  const language = turn.language();
  const { points, pointsWaiting, stop } = turn.member(shop);
  const balance = formatUnits(move.isNewNumber ? points : move.other.points + pointsWaiting, shop.unit, language);
  const back = { shop: shop.name, balance };
  const gone = { shop: shop.name };
  const told = move.isNewNumber ? ({ ...back, what: "back" } as const) : ({ ...gone, what: "gone" } as const);
  const text = renderText("account_moved", told, language);
  turn.setMember(shop.id, { ...move.other, stop });
  turn.emit({ type: "AccountMovedBack", shopId: shop.id, moveId: move.id, text });
  // It answers the customer's own words, and neither phone had said STOP when the account moved.
  if (move.isNewNumber) turn.reply("moved_back_away", gone, { evenIfStopped: true });
  else turn.reply("moved_back", back, { evenIfStopped: true });
}

function askOldNumber(turn: Turn, shop: Shop): void {
  if (turn.withholds("move_how")) return;
  turn.ask({ kind: "asked_old_number", shopId: shop.id, until: turn.now + ERRAND_WAIT_MS });
  turn.reply("move_how", { shop: shop.name });
}

const lastDigits = (phone: string): string => phone.slice(-2);

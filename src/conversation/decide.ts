// The one place where a rule of the conversation begins: what a text means here and now. Each topic has a file of its own.

import { type Disputable, disputable, dispute } from "./disputing.ts";
import { earnByCode } from "./earning-by-code.ts";
import { ANSWERS, ASKED_ASIDE, answersErrand } from "./errands.ts";
import type { ConversationEvent } from "./events.ts";
import { forward } from "./forwarding.ts";
import { type GuardVerdict, guardText } from "./guard.ts";
import { balance, chooseLanguage, help, why } from "./informing.ts";
import { comeBack, join, picksShop } from "./joining.ts";
import { birthday } from "./keeping-birthday.ts";
import { move } from "./moving.ts";
import { offers } from "./offering.ts";
import { endOffers, noOffers, yesOffers } from "./offers-consent.ts";
import type { Reading } from "./reader.ts";
import { redeem } from "./redeeming.ts";
import { yes } from "./saying-yes.ts";
import { readForShops } from "./shop-keyword.ts";
import { meantByCode, sendSignInCode } from "./signing-in.ts";
import { type Conversation, hasForgotten } from "./state.ts";
import { doubtStop, hold, isClearStop, isDoubtedSince, stop, stopAll } from "./stopping.ts";
import type { TextReceived } from "./text-received.ts";
import { Turn } from "./turn.ts";
import { use } from "./using.ts";
import { shopMeant } from "./which-shop.ts";

export interface Decision {
  readonly state: Conversation;
  readonly events: readonly ConversationEvent[];
  /** The shop that the text was for, where that is known. */
  readonly shopId: string | null;
  readonly reading: Reading;
}

/** Total: any text, in any state, gives a decision. @param now Unix milliseconds. */
export function decide(before: Conversation, input: TextReceived, now: number): Decision {
  const { writtenAt } = input;
  const { guard, verdict } = guardText(before.guard, input.text, writtenAt);
  const reading = readHere(input);
  const disputed = reading.kind === "no" ? disputable(before, input.shops, writtenAt) : null;
  const meant = disputed?.shop ?? shopMeant(reading, before, input.shops, writtenAt);
  const forgets = meant !== null && input.shops.length > 1 && hasForgotten(before, meant.id, writtenAt);
  const shop = forgets ? null : meant;
  const begin = () => new Turn({ ...before, guard }, input, now, shop);
  let turn = begin();
  // Nothing that it says of that shop alone is said any more. A STOP that names none is for the others too.
  const isFor = !forgets || (isClearStop(reading) && reading.argument === undefined);
  if (!isFor || !hear(turn, reading, verdict, disputed)) {
    turn = begin();
    if (verdict === "answer") turn.openThread("message");
  }
  return { state: turn.state, events: turn.events, shopId: shop?.id ?? null, reading };
}

/** False for what comes too late: whatever it has begun is not to be, and it stands in the thread at its time, for a person to see. */
function hear(turn: Turn, reading: Reading, verdict: GuardVerdict["verdict"], disputed: Disputable | null): boolean {
  if (isTooLate(turn, reading)) return false;
  turn.goOnWithShop();
  if (verdict === "fell_silent") turn.fallSilent();
  if (verdict === "answer" || isClearStop(reading)) answer(turn, reading, disputed);
  else if (reading.kind === "stop") hold(turn, reading);
  else if (reading.kind === "no_offers") endOffers(turn, reading);
  return !turn.interrupts;
}

const TEXT: Reading = { kind: "text", language: null, doubt: false };

/** CODE is a word of those alone who work at one of the shops. */
function readHere(input: TextReceived): Reading {
  const reading = readForShops(input.text, input.shops);
  if (reading.kind !== "sign_in") return reading;
  return meantByCode(reading, input) === null ? TEXT : reading;
}

/** A STOP is never too late here: `withdraw` knows what has been asked for since. */
function isTooLate(turn: Turn, reading: Reading): boolean {
  if (isClearStop(reading)) return false;
  if (turn.isOvertaken()) return true;
  if (isDoubtedSince(turn, reading)) return true;
  const isEarnCode = reading.kind === "code" && turn.shop?.earnCode === reading.argument;
  const isAnswer = ANSWERS.has(reading.kind) || reading.kind === "yes_offers";
  return isAnswer && !isEarnCode && turn.isOlderThanDialogue();
}

/** The ladder: reserved words win over any dialogue; what is left goes to a person. */
function answer(turn: Turn, reading: Reading, disputed: Disputable | null): void {
  if (ANSWERS.has(reading.kind)) {
    if (answersErrand(turn, reading) || picksShop(turn, reading)) return;
  } else if (!ASKED_ASIDE.has(reading.kind)) turn.endErrand();
  switch (reading.kind) {
    case "stop":
      return reading.doubt ? doubtStop(turn, reading) : stop(turn, reading);
    case "stop_all":
      return turn.shared ? stopAll(turn, reading) : stop(turn, reading);
    case "help":
      return help(turn, reading);
    case "join":
      return join(turn, reading);
    case "start":
      return comeBack(turn, reading);
    case "yes":
      return yes(turn, reading);
    case "no":
      return no(turn, reading, disputed);
    case "yes_offers":
      return yesOffers(turn, reading);
    case "no_offers":
      return noOffers(turn, reading);
    case "why":
      return why(turn, reading);
    case "language":
      return chooseLanguage(turn, reading);
    case "balance":
      return balance(turn, reading);
    case "redeem":
      return redeem(turn, reading);
    case "use":
      return use(turn, reading);
    case "offers":
      return offers(turn, reading);
    case "birthday":
      return birthday(turn, reading);
    case "move":
      return move(turn, reading);
    case "sign_in":
      return signIn(turn, reading);
    case "code":
      return earnByCode(turn, reading);
    case "text":
      return forward(turn);
  }
}

function signIn(turn: Turn, reading: Reading): void {
  const { signingIn } = turn.input;
  const meant = meantByCode(reading, turn.input);
  if (signingIn !== undefined && meant !== null) sendSignInCode(turn, meant, signingIn);
}

/** To a receipt, a dispute; to "do you still want our texts?", a stop; to any other question of ours, the end of it. */
function no(turn: Turn, reading: Reading, disputed: Disputable | null): void {
  const { shop } = turn;
  const asked = turn.state.dialogue?.kind;
  if (disputed !== null) return dispute(turn, disputed);
  if (asked === "asked_to_stop") return stop(turn, reading, shop === null ? [] : [shop]);
  if (asked === "asked_to_join") return turn.endDialogue();
  if (shop === null || turn.errand() === null) return forward(turn);
  turn.endDialogue();
  turn.reply("nothing_changed", { shop: shop.name });
}

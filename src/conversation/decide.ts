// The one place where a rule of the conversation lives: what a text means here and now, and what follows from it.

import { progress } from "../loyalty/programme.ts";
import { DAY_MS, HOUR_MS, localDate } from "../time.ts";
import type { ConversationEvent } from "./events.ts";
import { guardText } from "./guard.ts";
import type { Language } from "./language.ts";
import { isOpen } from "./opening-hours.ts";
import type { Reading } from "./reader.ts";
import { type ReplyValues, renderReply } from "./replies.ts";
import { readForShops } from "./shop-keyword.ts";
import { type Conversation, type Dialogue, isMember, type Shop } from "./state.ts";
import { type TextReceived, Turn } from "./turn.ts";

export const ANSWER_WAIT_MS = 7 * DAY_MS;
export const AWAY_REPEAT_MS = 12 * HOUR_MS;
/** What help_shared has room for in its two segments. */
const HELP_SHOPS_UNITS_MAX = 120;

export interface Decision {
  readonly state: Conversation;
  readonly events: readonly ConversationEvent[];
  /** The shop that the text was for, where that is known. */
  readonly shopId: string | null;
  readonly reading: Reading;
}

/** Total: any text, in any state, gives a decision. @param now Unix milliseconds. */
export function decide(before: Conversation, input: TextReceived, now: number): Decision {
  const { guard, verdict } = guardText(before.guard, input.text, now);
  const dialogue = before.dialogue !== null && now < before.dialogue.until ? before.dialogue : null;
  const reading = readForShops(
    input.text,
    input.shops.map((each) => each.keyword),
  );
  const shop = shopOf(reading, before, dialogue, input.shops);
  const turn = new Turn({ ...before, guard, dialogue, shopId: shop?.id ?? before.shopId }, input, now, shop);

  if (verdict === "fell_silent") turn.fallSilent();
  if (verdict === "answer" || isClearStop(reading)) answer(turn, reading);
  else if (reading.kind === "stop") hold(turn, reading);
  return { state: turn.state, events: turn.events, shopId: shop?.id ?? null, reading };
}

/** The ladder: reserved words win over any dialogue; what is left goes to a person. */
function answer(turn: Turn, reading: Reading): void {
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
      return no(turn, reading);
    case "why":
      return why(turn, reading);
    case "language":
      return chooseLanguage(turn, reading);
    case "balance":
      return balance(turn, reading);
    // A person answers these until the programme has rules for them.
    case "redeem":
    case "use":
    case "offers":
    case "birthday":
    case "move":
    case "code":
    case "text":
      return forward(turn);
  }
}

const isClearStop = ({ kind, doubt }: Reading): boolean => (kind === "stop" && !doubt) || kind === "stop_all";

function stop(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return stopAll(turn, reading);
  turn.withdraw(shop.id, wordOf(reading));
  if (!turn.confirmsStop()) return;
  // Where STOP is the French word too, it tells no language.
  const bothLanguages = reading.word === "STOP" && stopWord("fr", shop) === "STOP";
  const language = bothLanguages ? null : reading.language;
  turn.answersStop(turn.shared ? "stop_confirmed_shared" : "stop_confirmed", { shop: shop.name }, language);
}

function stopAll(turn: Turn, reading: Reading): void {
  for (const shop of turn.input.shops) turn.withdraw(shop.id, wordOf(reading));
  turn.stopEverywhere(wordOf(reading));
  const [first] = turn.input.shops;
  if (first && turn.confirmsStop())
    turn.answersStop("stop_all_confirmed", { keyword: first.keyword }, reading.language);
}

/** Only a member has promotions to hold. Anyone else's doubtful word is for a person to read. */
function doubtStop(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null || !isMember(turn.member(shop))) return forward(turn);
  hold(turn, reading);
  turn.openThread("doubtful_stop");
  if (turn.state.dialogue?.kind === "asked_to_stop") return;
  turn.ask({ kind: "asked_to_stop", shopId: shop.id, until: turn.now + ANSWER_WAIT_MS });
  turn.reply("stop_question", { shop: shop.name, stop: stopWord(turn.language(), shop) });
}

function hold(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop && turn.member(shop).consent === "subscribed") turn.change(shop.id, "held", wordOf(reading));
}

function help(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  const language = turn.language(reading.language);
  if (shop === null) {
    const shops = listShops(turn.input.shops);
    if (shops !== "") turn.reply("help_shared", { shops, stop: "STOP" }, { language, evenIfStopped: true });
    return;
  }
  const stop = stopWord(language, shop);
  if (shop.contact === null)
    turn.reply("help_write_here", { shop: shop.name, stop }, { language, evenIfStopped: true });
  else turn.reply("help", { shop: shop.name, contact: shop.contact, stop }, { language, evenIfStopped: true });
}

/** As many as the reply has room for, none of them cut. */
function listShops(shops: readonly Shop[]): string {
  let list = "";
  for (const { name, keyword } of shops) {
    const longer = `${list}${list && ", "}${name} (${keyword})`;
    if (longer.length > HELP_SHOPS_UNITS_MAX) break;
    list = longer;
  }
  return list;
}

function join(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return turn.askWhichShop(reading);
  const { consent } = turn.member(shop);
  if (consent === "held") return stay(turn, shop, reading);
  if (consent === "subscribed") return greetMember(turn, shop);
  turn.speak(reading.language);
  const language = turn.language();
  const shown = renderReply("join_prompt", joinTerms(shop, language), language);
  turn.emit({ type: "CustomerAsked", shopId: shop.id, word: wordOf(reading), shown });
  turn.ask({ kind: "asked_to_join", shopId: shop.id, shown, until: turn.now + ANSWER_WAIT_MS });
  turn.reply("join_prompt", joinTerms(shop, language), { evenIfStopped: true });
}

function greetMember(turn: Turn, shop: Shop): void {
  const { link } = turn.input;
  turn.issueLink(shop, "wallet");
  turn.reply("already_member", { shop: shop.name, balance: turn.balanceOf(shop), link });
}

/** START and UNSTOP. Who never joined is shown the terms first: consent needs to know what it is to. */
function comeBack(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return turn.askWhichShop(reading);
  const member = turn.member(shop);
  if (member.consent === "opted_out" && member.joinedBefore) return subscribe(turn, shop, reading, null);
  join(turn, reading);
}

function yes(turn: Turn, reading: Reading): void {
  const { dialogue } = turn.state;
  if (dialogue?.kind === "asked_to_join") {
    const shop = turn.input.shops.find((each) => each.id === dialogue.shopId);
    if (shop) return subscribe(turn, shop, reading, dialogue.shown);
  }
  const { shop } = turn;
  if (shop === null) return turn.askWhichShop(reading);
  const { consent } = turn.member(shop);
  if (consent === "held") return stay(turn, shop, reading);
  if (consent === "opted_out") return comeBack(turn, reading);
  forward(turn);
}

function subscribe(turn: Turn, shop: Shop, reading: Reading, shown: string | null): void {
  const { joinedBefore } = turn.member(shop);
  turn.hears(reading.language);
  turn.grant(shop.id, wordOf(reading), shown);
  turn.endDialogue();
  if (!joinedBefore && shop.welcomePoints > 0) turn.earnWelcome(shop);
  turn.issueLink(shop, joinedBefore ? "wallet" : "profile");
  const values = { shop: shop.name, balance: turn.balanceOf(shop), link: turn.input.link };
  turn.reply(joinedBefore ? "welcome_back" : "welcome", values);
}

function stay(turn: Turn, shop: Shop, reading: Reading): void {
  turn.change(shop.id, "resumed", wordOf(reading));
  turn.endDialogue();
  turn.reply("staying", { shop: shop.name, stop: stopWord(turn.language(), shop) });
}

/** A no to the terms ends the matter without a word; to "do you still want our texts?" it is a stop. Any other answers a person. */
function no(turn: Turn, reading: Reading): void {
  const asked = turn.state.dialogue?.kind;
  if (asked === "asked_to_join") return turn.endDialogue();
  if (asked === "asked_to_stop") return stop(turn, reading);
  forward(turn);
}

function why(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return forward(turn);
  turn.hears(reading.language);
  const { consent, proof } = turn.member(shop);
  const evenIfStopped = true;
  if (proof === null) return turn.reply("why_no_consent", { shop: shop.name }, { evenIfStopped });
  const values = { shop: shop.name, word: proof.word, date: localDate(proof.at, shop.timeZone) };
  if (consent === "opted_out") return turn.reply("why_stopped", values, { evenIfStopped });
  turn.reply("why", { ...values, stop: stopWord(turn.language(), shop) }, { evenIfStopped });
}

function chooseLanguage(turn: Turn, reading: Reading): void {
  if (reading.language !== null && reading.language !== turn.state.language) turn.chooseLanguage(reading.language);
  if (turn.shop && !turn.hasStopped()) turn.reply("language_chosen", { shop: turn.shop.name });
}

function balance(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return turn.askWhichShop(reading);
  const member = turn.member(shop);
  if (member.consent === "opted_out") return forward(turn);
  turn.hears(reading.language);
  if (!isMember(member)) return turn.reply("not_member", { shop: shop.name });

  turn.issueLink(shop, "wallet");
  const values = { shop: shop.name, balance: turn.balanceOf(shop), link: turn.input.link };
  const { affordable, next } = progress(member.points, shop.rewards);
  const language = turn.language();
  if (affordable) return turn.reply("balance_ready", { ...values, reward: affordable.title[language] });
  if (next)
    return turn.reply("balance_next", { ...values, missing: next.missing, reward: next.reward.title[language] });
  turn.reply("balance", values);
}

/** Anything else is a message to the merchant. Someone who has stopped is heard, but not answered by a machine. */
function forward(turn: Turn): void {
  const { shop, state, now } = turn;
  if (shop === null) return turn.askWhichShop(null);
  turn.openThread("message");
  const awayIsDue = state.awayRepliedAt === null || now - state.awayRepliedAt >= AWAY_REPEAT_MS;
  if (turn.hasStopped() || !awayIsDue || isOpen(shop.hours, now, shop.timeZone)) return;
  turn.reply("away", { shop: shop.name });
  turn.sayAway();
}

function shopOf(
  reading: Reading,
  conversation: Conversation,
  dialogue: Dialogue | null,
  shops: readonly Shop[],
): Shop | null {
  const [only] = shops;
  if (shops.length === 1) return only ?? null;
  const byId = (id: string | null | undefined) => shops.find((shop) => shop.id === id) ?? null;
  const named = shops.find((shop) => shop.keyword === reading.argument) ?? null;
  if (reading.kind === "join" || named !== null) return named;
  if (dialogue && (reading.kind === "yes" || reading.kind === "no")) return byId(dialogue.shopId);
  return byId(conversation.shopId);
}

const wordOf = (reading: Reading): string => reading.word ?? reading.kind.toUpperCase();

/** Canada wants ARRET in French and STOP in English; in France STOP is the word. */
const stopWord = (language: Language, shop: Shop): string =>
  language === "fr" && shop.country === "CA" ? "ARRET" : "STOP";

const joinTerms = (shop: Shop, language: Language): ReplyValues["join_prompt"] => ({
  shop: shop.name,
  units: shop.unit[language].other,
  offers: shop.promotionsPerMonth,
  stop: stopWord(language, shop),
});

// What is only told: who this is, what the customer has, and what they agreed to.

import { SIGN_UP_WORD } from "../consent/consent.ts";
import { stopWord } from "../consent/stop-word.ts";
import { progress } from "../loyalty/programme.ts";
import { holdingsOf, onOffer } from "../rewards/catalogue.ts";
import { forward, memberOnly } from "./forwarding.ts";
import type { Reading } from "./reader.ts";
import type { Shop } from "./state.ts";
import { sayDate } from "./telling-time.ts";
import type { Turn } from "./turn.ts";

/** What help_shared has room for in its two segments. */
const HELP_SHOPS_UNITS_MAX = 120;

export function help(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  const language = turn.language(reading.language);
  const options = { language, evenIfStopped: true };
  if (shop === null) {
    const shops = listShops(turn.input.shops);
    if (shops !== "") turn.reply("help_shared", { shops, stop: "STOP" }, options);
    return;
  }
  const stop = stopWord(language, shop.country);
  if (shop.contact === null) turn.reply("help_write_here", { shop: shop.name, stop }, options);
  else turn.reply("help", { shop: shop.name, contact: shop.contact, stop }, options);
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

export function why(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return forward(turn);
  turn.hears(reading.language);
  const { consent, proof } = turn.member(shop);
  const evenIfStopped = true;
  if (proof === null) return turn.reply("why_no_consent", { shop: shop.name }, { evenIfStopped });
  const values = { shop: shop.name, word: proof.word, date: sayDate(proof.at, shop.timeZone, turn.language()) };
  const byPage = proof.word === SIGN_UP_WORD;
  if (consent === "opted_out")
    return turn.reply(byPage ? "why_page_stopped" : "why_stopped", values, { evenIfStopped });
  const stop = stopWord(turn.language(), shop.country);
  turn.reply(byPage ? "why_page" : "why", { ...values, offers: offersSince(turn, shop), stop }, { evenIfStopped });
}

/** The proof of the other consent, where there is one: a sentence that stands after the first. */
function offersSince(turn: Turn, shop: Shop): string {
  const { offers, offersProof } = turn.member(shop);
  if (offers !== "subscribed" || offersProof === null) return "";
  const date = sayDate(offersProof.at, shop.timeZone, turn.language());
  return { en: ` Offers too, since ${date}.`, fr: ` Les offres aussi, depuis le ${date}.` }[turn.language()];
}

export function chooseLanguage(turn: Turn, reading: Reading): void {
  if (reading.language !== null && reading.language !== turn.state.language) turn.chooseLanguage(reading.language);
  if (turn.shop && !turn.hasStopped()) turn.reply("language_chosen", { shop: turn.shop.name });
}

export function balance(turn: Turn, reading: Reading): void {
  const known = memberOnly(turn, reading);
  if (known === null) return;
  const { shop } = known;
  turn.issueLink(shop, "wallet");
  const language = turn.language();
  const values = { shop: shop.name, balance: turn.balanceOf(shop), link: turn.input.link };
  const holdings = holdingsOf(turn.member(shop));
  const { affordable, next } = progress(holdings.points, onOffer(shop.rewards, holdings, turn.now));
  if (affordable) return turn.reply("balance_ready", { ...values, reward: affordable.title[language] });
  if (next)
    return turn.reply("balance_next", { ...values, missing: next.missing, reward: next.reward.title[language] });
  turn.reply("balance", values);
}

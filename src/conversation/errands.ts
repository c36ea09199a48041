// What a text answers in the middle of an errand, and what is said when the answer comes too late.

import { HOUR_MS } from "../time.ts";
import { type Errand, isErrand } from "./dialogue.ts";
import { birthdayTyped } from "./keeping-birthday.ts";
import type { Language } from "./language.ts";
import { moveCodeTyped, oldNumberTyped } from "./moving.ts";
import { pickCoupon } from "./offering.ts";
import type { Reading, ReadingKind } from "./reader.ts";
import { pickReward, takeReward } from "./redeeming.ts";
import type { Shop } from "./state.ts";
import type { Turn } from "./turn.ts";
import { phonesIn, readMoveCode } from "./typed-figures.ts";
import { pickClaim, useAtCounter } from "./using.ts";

/** Later than this nobody remembers what they were asked. */
const LAPSE_TOLD_MS = HOUR_MS;

/** What may answer an errand, and what may be asked in the middle of one. Anything else ends it. */
export const ANSWERS: ReadonlySet<ReadingKind> = new Set<ReadingKind>(["yes", "no", "code", "text"]);
export const ASKED_ASIDE: ReadonlySet<ReadingKind> = new Set<ReadingKind>(["help", "language"]);

/** What an answer brings about. */
type Step = () => void;

/** True when the text was an answer, and has been dealt with. Somebody who has left meanwhile, on a page, answers nothing more. */
export function answersErrand(turn: Turn, reading: Reading): boolean {
  const { shop } = turn;
  if (shop === null || turn.hasStopped()) return false;
  const errand = turn.errand();
  const step = errand === null ? stepAfterLapse(turn, shop, reading) : nextStep(turn, shop, errand, reading);
  step?.();
  return step !== null;
}

function nextStep(turn: Turn, shop: Shop, errand: Errand, reading: Reading): Step | null {
  const { text } = turn.input;
  const { kind, argument } = reading;
  if (kind === "no" || (kind === "code" && argument === shop.earnCode)) return null;
  const isNumber = kind === "text" && argument !== undefined;
  switch (errand.kind) {
    case "picking_reward":
      return isNumber || kind === "yes" ? () => pickReward(turn, shop, errand, reading) : null;
    case "confirming_reward":
      if (kind === "yes") return () => takeReward(turn, shop, errand);
      return isNumber ? () => pickReward(turn, shop, errand, reading) : null;
    case "picking_coupon":
      return isNumber || kind === "yes" ? () => pickCoupon(turn, shop, errand, reading) : null;
    case "picking_claim":
      return isNumber || kind === "yes" ? () => pickClaim(turn, shop, errand, reading) : null;
    case "at_counter":
      return kind === "yes" ? () => useAtCounter(turn, shop, errand) : null;
    case "asked_birthday":
      return kind === "yes" ? null : () => birthdayTyped(turn, shop);
    case "asked_old_number":
      return kind === "code" || phonesIn(text).length > 0 ? () => oldNumberTyped(turn, shop) : null;
    case "asked_move_code":
      return kind === "code" || readMoveCode(text) !== null ? () => moveCodeTyped(turn, shop, errand) : null;
  }
}

/** Which readings are told that they come too late. */
const TOO_LATE: Readonly<Record<Errand["kind"], ReadonlySet<ReadingKind>>> = {
  picking_reward: new Set(["text"]),
  confirming_reward: new Set(["yes", "text"]),
  picking_coupon: new Set(["text"]),
  picking_claim: new Set(["text"]),
  at_counter: new Set(["yes"]),
  asked_birthday: new Set(),
  asked_old_number: new Set(),
  asked_move_code: new Set(["code"]),
};

const WORDS: Readonly<Record<Errand["kind"], Readonly<Record<Language, string>>>> = {
  picking_reward: { en: "REDEEM", fr: "ECHANGER" },
  confirming_reward: { en: "REDEEM", fr: "ECHANGER" },
  picking_coupon: { en: "OFFERS", fr: "OFFRES" },
  picking_claim: { en: "USE", fr: "UTILISER" },
  at_counter: { en: "USE", fr: "UTILISER" },
  asked_birthday: { en: "BIRTHDAY", fr: "ANNIV" },
  asked_old_number: { en: "MOVE", fr: "CHANGER" },
  asked_move_code: { en: "MOVE", fr: "CHANGER" },
};

function stepAfterLapse(turn: Turn, shop: Shop, { kind, argument }: Reading): Step | null {
  const { lapsed, now } = turn;
  if (lapsed === null || !isErrand(lapsed) || lapsed.shopId !== shop.id) return null;
  if (now - lapsed.until >= LAPSE_TOLD_MS) return null;
  if (!TOO_LATE[lapsed.kind].has(kind) || (kind !== "yes" && argument === undefined)) return null;
  if (kind === "code" && argument === shop.earnCode) return null;
  return () => turn.reply("lapsed", { shop: shop.name, word: WORDS[lapsed.kind][turn.language()] });
}

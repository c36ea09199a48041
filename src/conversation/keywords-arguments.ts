// The commands that take something after their word: a shop's keyword, a day, a phone number, a choice.
import { type CommandKind, findKeyword, type Keyword } from "./keywords.ts";

export interface KeywordWithArgument extends Keyword {
  readonly argument: string;
}

// "Join us", "join in later": what follows is a sentence, not a shop.
const NOT_A_SHOP = new Set(
  (
    "us me you u him her them we i it in on at to up for with and or the a an my your our this that there here now later " +
    "if when tomorrow tmr today tonight also too not nous moi vous toi lui les le la des un une de du au aux en et ou " +
    "chez pour avec demain ce ca"
  ).split(" "),
);
const KEYWORD_WORDS_MAX = 3;
const SHOP_WORDS_MAX = 2;
const SHOP_WORD = /^[\p{L}\p{N}]{2,20}$/u;

const MONTHS =
  "jan(?:v|vier|uary)?|fev(?:r|rier)?|feb(?:ruary)?|mar(?:s|ch)?|avr(?:il)?|apr(?:il)?|mai|may|jui?n|june|juil(?:let)?|" +
  "july?|aout|aug(?:ust)?|sept?(?:embre|ember)?|oct(?:obre|ober)?|nov(?:embre|ember)?|dec(?:embre|ember)?";
const DATE_WORD = new RegExp(`^(?:\\d{1,4}(?:er|st|nd|rd|th|e)?|${MONTHS})$`);
const DATE_FILLER = new Set(["le", "the", "of", "on", "du", "de", "is", "est"]);
const DATE_WORDS_MAX = 3;

const PHONE_DIGITS_MIN = 7;
const CHOICE = /^\d{1,2}$/;

/** Routes of a STOP number: "STOP 36179", "stop au 36 179". */
const STOP_TAIL = /^(?:(?:au|to|at|a) )?\d[\d ]{0,12}$/;
const STOP_WORDS_WITH_NUMBER = new Set(["stop", "arret", "unsubscribe"]);

/** `words` are the words of a command without the polite ones, their typos corrected; `folded` the text they come from. */
export function findWithArgument(words: readonly string[], folded: string): KeywordWithArgument | Keyword | undefined {
  for (let length = Math.min(KEYWORD_WORDS_MAX, words.length - 1); length > 0; length--) {
    const keyword = findKeyword(words.slice(0, length).join(" "));
    if (keyword === undefined) continue;
    const rest = words.slice(length);
    if (STOP_WORDS_WITH_NUMBER.has(keyword.word) && STOP_TAIL.test(rest.join(" "))) return keyword;
    const argument = ARGUMENTS[keyword.kind]?.(rest, folded);
    if (argument !== undefined) return { ...keyword, argument };
  }
  return undefined;
}

/** "STOP CAFE" names a shop or is talk ("stop smoking" surely is): only the shop's keyword can tell. */
export function findStopOfShop(words: readonly string[]): KeywordWithArgument | undefined {
  const [first = "", name = ""] = words;
  const keyword = findKeyword(first);
  if (words.length !== 2 || keyword === undefined || !STOP_WORDS_WITH_NUMBER.has(first) || GERUND.test(name))
    return undefined;
  const argument = shopOf([name]);
  return argument === undefined ? undefined : { ...keyword, argument };
}

const GERUND = /.in[g']?$/;

const ARGUMENTS: Partial<Record<CommandKind, (rest: readonly string[], folded: string) => string | undefined>> = {
  join: shopOf,
  birthday: dayOf,
  move: phoneOf,
  redeem: choiceOf,
  use: choiceOf,
  offers: choiceOf,
};

function shopOf(rest: readonly string[]): string | undefined {
  const isShop = rest.length <= SHOP_WORDS_MAX && rest.every((word) => SHOP_WORD.test(word) && !NOT_A_SHOP.has(word));
  return isShop ? rest.join(" ").toUpperCase() : undefined;
}

function dayOf(rest: readonly string[]): string | undefined {
  const date = rest.filter((word) => !DATE_FILLER.has(word));
  if (date.length === 0 || date.length > DATE_WORDS_MAX) return undefined;
  if (!date.every((word) => DATE_WORD.test(word)) || !date.some((word) => /^\d/.test(word))) return undefined;
  return date.join(date.every((word) => CHOICE.test(word) || /^\d{4}$/.test(word)) ? "/" : " ").toUpperCase();
}

function phoneOf(rest: readonly string[], folded: string): string | undefined {
  const digits = rest.join("");
  if (!/^\d+$/.test(digits) || digits.length < PHONE_DIGITS_MIN) return undefined;
  return folded.includes("+") ? `+${digits}` : digits;
}

function choiceOf(rest: readonly string[]): string | undefined {
  const [only = ""] = rest;
  return rest.length === 1 && CHOICE.test(only) ? only : undefined;
}

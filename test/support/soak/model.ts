// Who may still be texted after a STOP: a small model of its own, which knows nothing of the code that it judges.
//
// It is told, in order, what was said and done (`Said`), and then looks at every message that the carrier took. `at` is the place of
// each of them in one order: how many messages the carrier had taken by then.
//
// 1. A STOP has a scope, the second in which it was written, and the place from which it was known: what the service had answered for.
//    Scopes: a business on its own number, all that the number sends; on a shared number the pool, all that the number sends, or one
//    shop. A text, a page, a carrier and a deletion all stop.
// 2. A STOP ends, for one shop, by a text of the same phone that was written in a later second and comes back to it: YES or START to a
//    shop that was joined before or has asked, on a shared number YES to the shop that has asked. JOIN, its word, a number picked from a
//    list, an invitation and a form only ask. What asks is never forgotten here, so the model ends a STOP rather too early than too late.
// 3. While it lasts, a message that the carrier takes within its scope breaks the promise, but for
//    a. one answer to each text that the same phone wrote in a later second, whatever it said;
//    b. the one confirmation of a STOP that was said by text;
//    c. a code to sign in: the answer to a CODE, or one for each that a device asked for which had signed in before. What a stranger
//       asked for and got while there was no STOP is not taken from those;
//    d. what was being handed to the carrier (`sending`) when the service had just answered for the STOP, in that very try, if the
//       carrier took it soon after (HANDED_OVER_MAX_MS): what has waited for its turn is asked again whether it may go.
// 4. On a shared number a shop that the phone never agreed with does not write first while a STOP to another one or to the pool lasts,
//    but for the codes of 3c: somebody may work at a shop and be no customer there.
// 5. Nothing is sent twice. Within five minutes, with nothing said between that comes back, one STOP confirmed is enough; STOP ALL after a
//    STOP of fewer asks for more, and is confirmed too.

const SECOND_MS = 1_000;
/** The service gives back what has not begun two seconds after its claim; the rest is for a machine that is busy. */
export const HANDED_OVER_MAX_MS = 10 * SECOND_MS;

export type Scope =
  | { readonly kind: "number"; readonly line: string }
  | { readonly kind: "shop"; readonly line: string; readonly shop: string };

interface Placed {
  readonly at: number;
  readonly phone: string;
}

/** What may still come after word that it should not. */
export interface HandedOver {
  /** When the service had answered for the word, in Unix milliseconds. */
  readonly known: number;
  /** Ids of the messages that were being handed over then, with the number of the try. */
  readonly inFlight: ReadonlyMap<string, number>;
}

export interface Stop extends Placed, HandedOver {
  readonly type: "stop";
  readonly scope: Scope;
  /** Unix milliseconds. */
  readonly written: number;
  /** For the reader of a history. */
  readonly by: string;
}

export interface Text extends Placed {
  readonly type: "text";
  readonly id: string;
  readonly line: string;
  readonly written: number;
  readonly words: string;
  readonly asks: "come back" | "agree" | "terms" | "nothing";
  /** The shops that it can be about: all of a number's, or the one that it names. */
  readonly shops: readonly string[];
  readonly isStop: boolean;
  readonly agreesToOffers: boolean;
}

/** Somebody else, or a page, asked the phone whether it joins; or it agreed on a page that had its code; or an account came to it. */
interface Other extends Placed {
  readonly type: "asked" | "member" | "moved" | "code asked by its device" | "code asked by a stranger" | "deleted";
  readonly shop: string;
}

/** Of offers alone: agreed to with the code of a form, ended by a text or on a page, held by a doubt. */
export interface OnOffers extends Placed, HandedOver {
  readonly type: "offers agreed" | "offers ended" | "offers held";
  readonly shop: string;
  readonly written: number;
  readonly by: string;
}

export type Said = Stop | Text | Other | OnOffers;

export interface Taken {
  readonly id: string;
  readonly phone: string;
  readonly line: string;
  /** Null for what names no shop. */
  readonly shop: string | null;
  readonly kind: string;
  readonly isPromotion: boolean;
  readonly text: string;
  /** The carrier's id of the text that it answers, whoever wrote that. */
  readonly answers: string | null;
  readonly attempt: number;
  /** When the carrier took it, in Unix milliseconds. */
  readonly takenAt: number;
}

export interface Shops {
  /** Several shops that have nothing to do with each other send from it. */
  isShared(line: string): boolean;
}

export interface Violation {
  readonly message: Taken;
  readonly why: string;
}

interface Written {
  readonly written: number;
}

const secondOf = (at: number): number => Math.floor(at / SECOND_MS);
export const wroteAfter = (one: Written, other: Written): boolean => secondOf(one.written) > secondOf(other.written);
export const wasHandedOver = ({ known, inFlight }: HandedOver, { id, attempt, takenAt }: Taken): boolean =>
  inFlight.get(id) === attempt && takenAt <= known + HANDED_OVER_MAX_MS;
const CODE = /^CODE\b/;
const OF_ALL = /^\s*\S+ (ALL|TOUT)\b/i;
const add = (to: Map<string, number>, phone: string, n: 1 | -1) => to.set(phone, (to.get(phone) ?? 0) + n);
const key = (phone: string, shop: string): string => `${phone} ${shop}`;

/** What is known at one place in the order, and how it came about. */
export class StopModel implements Model {
  readonly #shops: Shops;
  readonly #texts = new Map<string, Text>();
  readonly #stops: Stop[] = [];
  readonly #returns: { readonly text: Text; readonly shop: string }[] = [];
  readonly #asked = new Set<string>();
  readonly #members = new Set<string>();
  readonly #codes = { own: new Map<string, number>(), strangers: new Map<string, number>() };
  readonly #answered = new Set<string>();
  readonly #sent = new Set<string>();
  /** How often each phone has said something that comes back; and, for each STOP by text, how often it had by then. */
  readonly #comings = new Map<string, number>();
  readonly #comingsAt = new Map<string, number>();
  readonly #confirmed = new Set<string>();

  constructor(shops: Shops) {
    this.#shops = shops;
  }

  hears(said: Said): void {
    if (said.type === "stop") this.#stops.push(said);
    else if (said.type === "text") this.#reads(said);
    else if (said.type === "asked") this.#asked.add(key(said.phone, said.shop));
    else if (said.type === "member" || said.type === "moved") this.#members.add(key(said.phone, said.shop));
    else if (said.type === "deleted") add(this.#comings, said.phone, 1);
    else if (said.type === "code asked by its device") add(this.#codes.own, said.phone, 1);
    else if (said.type === "code asked by a stranger") add(this.#codes.strangers, said.phone, 1);
  }

  #reads(text: Text): void {
    this.#texts.set(text.id, text);
    this.#comingsAt.set(text.id, this.#comings.get(text.phone) ?? 0);
    if (text.asks === "nothing") return;
    add(this.#comings, text.phone, 1);
    const shared = this.#shops.isShared(text.line);
    for (const shop of text.shops) {
      const place = key(text.phone, shop);
      const isAsked = this.#asked.has(place);
      const comesBack =
        (text.asks === "agree" && (isAsked || (!shared && this.#members.has(place)))) ||
        (text.asks === "come back" && this.#members.has(place) && (!shared || text.shops.length === 1));
      if (comesBack) {
        this.#returns.push({ text, shop });
        this.#members.add(place);
      }
      // A bare word on a shared number names no shop that could ask.
      if (!shared || text.asks === "terms") this.#asked.add(place);
    }
  }

  /** @param shop null for what no shop sends: whoever is back at one of the number's shops may have that. */
  #hasEnded(stop: Stop, shop: string | null): boolean {
    return this.#returns.some(({ text, shop: to }) => {
      const isTheirs = text.phone === stop.phone && text.line === stop.scope.line;
      return isTheirs && (shop === null || shop === to) && wroteAfter(text, stop);
    });
  }

  /** The STOPs that hold for what this shop (null: nobody in particular) would send the phone from the number. */
  stopsOf(phone: string, line: string, shop: string | null): Stop[] {
    return this.#stops.filter(({ scope, ...stop }) => {
      const covers = scope.line === line && (scope.kind === "number" || scope.shop === shop);
      return stop.phone === phone && covers && !this.#hasEnded({ scope, ...stop }, shop);
    });
  }

  judges(message: Taken): string | null {
    const { id, phone, line, shop, kind, answers } = message;
    if (this.#sent.has(id)) return "it was sent twice";
    this.#sent.add(id);
    const answered = answers === null ? undefined : this.#texts.get(answers);
    const text = answered?.phone === phone ? answered : undefined;
    const place = `${phone} ${answers}`;
    const isFirst = !this.#answered.has(place);
    if (text) this.#answered.add(place);
    if (text && !isFirst) return `the text "${text.words}" was answered twice`;
    const isConfirmation = text?.isStop === true && /stop/.test(kind);
    if (isConfirmation) {
      // However late it goes out: what counts is what had been said when its STOP came.
      const same = `${phone} ${line} ${shop} ${kind} ${OF_ALL.test(text.words)} ${this.#comingsAt.get(text.id)}`;
      const isAgain = this.#confirmed.has(same);
      this.#confirmed.add(same);
      return isAgain ? "a STOP that had just been confirmed was confirmed again" : null;
    }
    const holding = this.stopsOf(phone, line, shop).filter(
      (stop) => !wasHandedOver(stop, message) && !(text && wroteAfter(text, stop)),
    );
    const stop = holding[0] ?? (text ? null : this.#writesFirst(message));
    const mayHave = kind === "sign_in_code" && (CODE.test(text?.words ?? "") || this.#takesCode(phone, stop !== null));
    if (stop === null || mayHave) return null;
    return holding.length > 0 ? `stopped by ${stop.by}` : `a shop of the pool writes first, after ${stop.by}`;
  }

  #takesCode(phone: string, isStopped: boolean): boolean {
    const { own, strangers } = this.#codes;
    const from = !isStopped && (strangers.get(phone) ?? 0) > 0 ? strangers : own;
    const isThere = (from.get(phone) ?? 0) > 0;
    if (isThere) add(from, phone, -1);
    return isThere;
  }

  /** The STOP that a shop of a pool heeds though it was not said to it. */
  #writesFirst(message: Taken): Stop | null {
    const { phone, line, shop } = message;
    if (shop === null || !this.#shops.isShared(line) || this.#members.has(key(phone, shop))) return null;
    const heeded = this.#stops.find(({ scope, ...each }) => {
      if (each.phone !== phone || scope.line !== line) return false;
      const ended = this.#hasEnded({ scope, ...each }, scope.kind === "shop" ? scope.shop : shop);
      return !ended && !wasHandedOver(each, message);
    });
    return heeded ?? null;
  }
}

export interface Model {
  hears(said: Said): void;
  /** Why the carrier should never have had this message; null when all is well. */
  judges(message: Taken): string | null;
}

/** @param said in the order of `at`. @param taken in the order in which the carrier took them; the first has the place `firstAt`. */
export function judge(model: Model, said: readonly Said[], taken: readonly Taken[], firstAt = 0): Violation[] {
  const waiting = [...said];
  const violations = taken.flatMap((message, i) => {
    while (waiting[0] !== undefined && waiting[0].at <= firstAt + i) model.hears(waiting.shift() as Said);
    const why = model.judges(message);
    return why === null ? [] : [{ message, why }];
  });
  for (const rest of waiting) model.hears(rest);
  return violations;
}

// One person of a history, with two phones: texts shops, leaves on pages, is typed at counters, and may own a shop.

import { atCarrier } from "./acts-of-carriers.ts";
import { ofMoves } from "./acts-of-moves.ts";
import { atShops } from "./acts-of-shops.ts";
import { onOffers } from "./acts-on-offers.ts";
import { onPages } from "./acts-on-pages.ts";
import type { Act, ActKind, Kind } from "./history.ts";
import { Letters, type Written } from "./letters.ts";
import { type Stage, scopeOf } from "./stage.ts";
import type { Line, Shop } from "./world.ts";

/** What an act needs: where it is done, on which phone, and the person whose it is. */
export interface Doing {
  readonly stage: Stage;
  readonly person: Person;
  readonly line: Line;
  readonly shop: Shop;
  readonly phone: string;
  readonly choice: number;
}

/** Whether it could be done: nobody can type a code that they never had. */
export type Deed = (doing: Doing, act: Act) => Promise<boolean>;

export interface Form {
  readonly shop: Shop;
  readonly phone: string;
  readonly path: string;
}

export class Person {
  readonly letters: Letters;
  readonly phones: readonly [string, string];
  /** The last form that they sent, and the last act that staff did for them. */
  form: Form | null = null;
  lastAct: { readonly shop: Shop; readonly id: string } | null = null;
  /** Where an account of theirs may have moved from one phone to the other. */
  movedOn: Line | null = null;
  lastPurchase: { readonly shop: Shop; readonly id: string } | null = null;
  readonly #stage: Stage;
  readonly #lines: readonly [Line, Line];

  constructor(stage: Stage, lines: readonly [Line, Line], phones: readonly [string, string]) {
    this.#stage = stage;
    this.#lines = lines;
    this.phones = phones;
    stage.enters(phones);
    this.letters = new Letters(stage);
  }

  async does(act: Act): Promise<void> {
    const line = this.#lines[act.elsewhere ? 1 : 0];
    const shop = line.shops[act.shop % line.shops.length];
    if (!shop) throw new Error("a line without a shop");
    const phone = this.phones[PHONES[act.kind] ?? act.phone];
    const doing: Doing = { stage: this.#stage, person: this, line, shop, phone, choice: act.choice };
    if (await DEEDS[act.kind](doing, act)) {
      const late = lateOf(act, line);
      for (const kind of late === null ? [act.kind] : [act.kind, late]) this.#stage.happened(kind);
    }
    await this.letters.passes();
  }
}

/** An account moves from the first phone to the second. */
const PHONES: Partial<Record<ActKind, 0 | 1>> = {
  "text: MOVE": 1,
  "text: the code of the move": 1,
  "text: STOP from the phone that an account has left": 0,
  "text: MOVE BACK from the old phone": 0,
  "text: MOVE BACK from the new phone": 1,
};

function lateOf({ kind, delivery }: Act, { stopsOneShop }: Line): Kind | null {
  if (delivery !== "text on its way: overtaken by later ones") return null;
  if (kind === "text: STOP" && stopsOneShop) return "text: a late STOP to the shop that wrote last";
  if (kind === "text: YES OFFERS") return "text: a late YES OFFERS";
  return kind === "text: NO OFFERS" ? "text: a late NO OFFERS" : null;
}

type Said = Omit<Written, "line" | "phone">;
type Words = (doing: Doing) => Promise<Said | null> | Said | null;

const one = <T>(of: readonly T[], choice: number): T => of[choice % of.length] as T;
const nothing =
  (words: string): Words =>
  () => ({ words, asks: "nothing", shops: [], leaves: null });

const writes =
  (words: Words): Deed =>
  async (doing, act) => {
    const said = await words(doing);
    if (said === null) return false;
    await doing.person.letters.writes({ line: doing.line, phone: doing.phone, ...said }, act);
    return true;
  };

const wholeLine = ({ line }: Doing) => ({ kind: "number", line: line.number }) as const;

const stopsWith =
  (words: readonly string[]): Words =>
  (doing) => {
    const leaves = doing.line.stopsOneShop ? "last" : wholeLine(doing);
    return { words: one(words, doing.choice), asks: "nothing", shops: [], leaves };
  };

/** As a person does: reads the list on their phone, and types the number of a shop. */
async function numberOfList(doing: Doing): Promise<{ number: string; shop: Shop } | null> {
  const { stage, line, phone, choice } = doing;
  if (!line.shared) return null;
  const listed = await stage.reads(line, phone, (text) => /^1\. /m.test(text));
  const numbered = Array.from(listed?.matchAll(/^(\d)\. (.+)$/gm) ?? []);
  if (numbered.length === 0) return null;
  const [, number = "", name] = one(numbered, choice);
  const shop = line.shops.find((each) => each.name === name);
  return shop ? { number, shop } : null;
}

const DEEDS: Readonly<Record<ActKind, Deed>> = {
  "text: JOIN": writes(({ line, shop, choice }) => {
    const word = one(["JOIN", "JOIGNEZ"], choice);
    return { words: line.shared ? `${word} ${shop.keyword}` : word, asks: "terms", shops: [shop], leaves: null };
  }),
  "text: the shop's word": writes(({ shop }) => ({ words: shop.keyword, asks: "terms", shops: [shop], leaves: null })),
  "text: YES": writes(({ line, choice }) => {
    return { words: one(["YES", "OUI"], choice), asks: "agree", shops: line.shops, leaves: null };
  }),
  "text: START": writes(({ line, choice }) => {
    return { words: one(["START", "UNSTOP", "REPRENDRE"], choice), asks: "come back", shops: line.shops, leaves: null };
  }),
  "text: a number of the list": writes(async (doing) => {
    const picked = await numberOfList(doing);
    return picked && { words: picked.number, asks: "terms", shops: [picked.shop], leaves: null };
  }),
  "text: STOP": writes(stopsWith(["STOP", "ARRET", "Arrêt", "UNSUBSCRIBE", "stop"])),
  "text: a stop in words, in English": writes(stopsWith(["please stop texting me", "Do not text me again"])),
  "text: a stop in words, in French": writes(stopsWith(["arrêtez de m'écrire", "ne m'écrivez plus"])),
  "text: STOP and the shop's word": writes(({ line, shop }) => {
    return { words: `STOP ${shop.keyword}`, asks: "nothing", shops: [], leaves: scopeOf(line, shop) };
  }),
  "text: STOP ALL": writes((doing) => {
    return {
      words: one(["STOP ALL", "STOP TOUT"], doing.choice),
      asks: "nothing",
      shops: [],
      leaves: wholeLine(doing),
    };
  }),
  "text: HELP": writes(nothing("HELP")),
  "text: WHY": writes(nothing("WHY")),
  "text: BALANCE": writes(nothing("BALANCE")),
  "text: a sentence": writes(nothing("Do you have a table for four on Friday?")),
  "text: CODE": writes(nothing("CODE")),
  "text: the earn code": writes(nothing("2468")),
  ...ofMoves,
  ...onOffers,
  ...onPages,
  ...atShops,
  ...atCarrier,
};

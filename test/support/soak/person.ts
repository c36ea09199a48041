// One person of a history, with two phones: texts shops, leaves on pages, is typed at counters, and may own a shop.

import { atCarrier } from "./acts-of-carriers.ts";
import { atShops } from "./acts-of-shops.ts";
import { onPages } from "./acts-on-pages.ts";
import type { Act, ActKind } from "./history.ts";
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
    // An account moves from the first phone to the second.
    const phone = this.phones[act.kind === "text: MOVE" || act.kind === "text: the code of the move" ? 1 : act.phone];
    const doing: Doing = { stage: this.#stage, person: this, line, shop, phone, choice: act.choice };
    if (await DEEDS[act.kind](doing, act)) this.#stage.happened(act.kind);
    await this.letters.passes();
  }
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

async function moveCode({ stage, person, line }: Doing): Promise<string | null> {
  const [old, to] = person.phones;
  const told = await stage.reads(line, old, (text) => /\d{6}/.test(text) && text.includes(` ${to.slice(-2)}`));
  return /\d{6}/.exec(told ?? "")?.[0] ?? null;
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
  "text: YES OFFERS": writes(({ line, choice }) => {
    return { words: one(["YES OFFERS", "OUI OFFRES"], choice), asks: "agree", shops: line.shops, leaves: null };
  }),
  "text: NO OFFERS": writes(nothing("NO OFFERS")),
  "text: START": writes(({ line, choice }) => {
    return { words: one(["START", "UNSTOP", "REPRENDRE"], choice), asks: "come back", shops: line.shops, leaves: null };
  }),
  "text: a number of the list": writes(async (doing) => {
    const picked = await numberOfList(doing);
    return picked && { words: picked.number, asks: "terms", shops: [picked.shop], leaves: null };
  }),
  "text: STOP": writes((doing) => {
    const words = one(["STOP", "ARRET", "Arrêt", "UNSUBSCRIBE", "stop"], doing.choice);
    return { words, asks: "nothing", shops: [], leaves: doing.line.stopsOneShop ? "last" : wholeLine(doing) };
  }),
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
  "text: MOVE": writes(({ person }) => nothing(`MOVE ${person.phones[0]}`)({} as Doing)),
  "text: the code of the move": writes(async (doing) => {
    const code = await moveCode(doing);
    if (code === null) return null;
    // From here on either phone may hold the account.
    for (const phone of doing.person.phones) {
      for (const shop of doing.line.shops) doing.stage.says({ type: "member", phone, shop: shop.id });
    }
    return nothing(code)(doing);
  }),
  "text: MOVE BACK": writes(nothing("MOVE BACK")),
  ...onPages,
  ...atShops,
  ...atCarrier,
};

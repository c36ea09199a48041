// Draws a history: what several people, the shops, the carrier and the machine do, in an order that a seed says.

import { type Chance, chanceOf } from "./chance.ts";

/** What somebody may do, by who does it; how often says its weight. */
const ACTS = {
  "text: JOIN": 9,
  "text: the shop's word": 3,
  "text: YES": 10,
  "text: YES OFFERS": 2,
  "text: NO OFFERS": 2,
  "text: START": 5,
  "text: a number of the list": 3,
  "text: STOP": 9,
  "text: STOP and the shop's word": 3,
  "text: STOP ALL": 2,
  "text: HELP": 4,
  "text: WHY": 2,
  "text: BALANCE": 2,
  "text: a sentence": 3,
  "text: CODE": 3,
  "text: the earn code": 2,
  "text: MOVE": 3,
  "text: the code of the move": 3,
  "text: MOVE BACK": 2,
  "page: leaves": 8,
  "page: has themselves deleted": 8,
  "form: sent": 4,
  "form: its code typed": 3,
  "tablet: a visit": 6,
  "tablet: a gift": 3,
  "tablet: waiting points moved": 2,
  "tablet: undone": 2,
  "inbox: a reply": 4,
  "inbox: points by hand": 3,
  "inbox: an entry reversed": 2,
  "inbox: a person added": 3,
  "till: a purchase": 4,
  "till: a refund": 2,
  "sign-in: asked by a stranger": 4,
  "sign-in: asked by a device that signed in": 3,
  "carrier: says in a receipt that they opted out": 6,
  "carrier: refuses them as opted out": 14,
} as const;

/** What happens to all of them. */
const WEATHER = {
  "carrier: 429 for a while": 5,
  "carrier: 5xx for a while": 3,
  "carrier: drops the connection": 2,
  "carrier: takes it, its answer is lost": 3,
  "carrier: is slow": 2,
  "carrier: recovers": 6,
  "receipts: come twice": 2,
  "receipts: come out of order": 2,
  "cron: a sweep": 2,
  "cron: birthdays": 3,
  "cron: points near their end": 3,
} as const;

/** Each once, at some moment. */
const ONCE = ["machine: killed and started again", "shop: gets its country"] as const;

const DELIVERIES = {
  "text on its way: at once": 50,
  "text on its way: overtaken by later ones": 20,
  "text on its way: for twenty hours": 5,
  "text on its way: twice": 7,
  "text on its way: in the second of the one before": 8,
  "text on its way: without a time": 12,
  "text on its way: from a clock that is ahead": 12,
} as const;

export type ActKind = keyof typeof ACTS;
export type WeatherKind = keyof typeof WEATHER | (typeof ONCE)[number];
export type DeliveryKind = keyof typeof DELIVERIES;
export type Kind = ActKind | WeatherKind | DeliveryKind;

/** All that must have come up. A tablet that is paired stands for the kiosks of each seed. */
export const KINDS: readonly Kind[] = [
  ...(Object.keys(ACTS) as ActKind[]),
  ...(Object.keys(WEATHER) as WeatherKind[]),
  ...ONCE,
  ...(Object.keys(DELIVERIES) as DeliveryKind[]),
];

/** Where something is done: on the person's usual line or their other one, for which of its shops, on which of their phones. */
interface Place {
  readonly elsewhere: boolean;
  readonly shop: number;
  readonly phone: 0 | 1;
}

export interface Act extends Place {
  readonly kind: ActKind;
  /** Drawn for whatever the act has to choose: which word, how much. */
  readonly choice: number;
  readonly delivery: DeliveryKind;
  /** How long they wait before they write. */
  readonly pauseMs: number;
  /** How many acts a text that is overtaken is on its way. */
  readonly lateBy: number;
}

export interface History {
  readonly seed: number;
  /** One list of acts for each person: they go on at the same time, each in its order. */
  readonly people: readonly (readonly Act[])[];
  /** After how many acts of all people, what. */
  readonly weather: readonly { readonly after: number; readonly kind: WeatherKind }[];
}

/** What often comes next, at the same place: a question is answered, a code is typed. */
const FOLLOWED_BY: Partial<Record<ActKind, ActKind>> = {
  "text: JOIN": "text: YES",
  "text: the shop's word": "text: YES",
  "text: START": "text: a number of the list",
  "text: a number of the list": "text: YES",
  "text: MOVE": "text: the code of the move",
  "text: the code of the move": "text: MOVE BACK",
  "form: sent": "form: its code typed",
  "tablet: a gift": "tablet: undone",
};

/** These are done now, not in the past that texts can come from: what is written after them waits for its second. */
const DONE_NOW: ReadonlySet<string> = new Set<Kind>([
  "page: leaves",
  "page: has themselves deleted",
  "carrier: says in a receipt that they opted out",
  "carrier: refuses them as opted out",
  "text on its way: without a time",
  "text on its way: from a clock that is ahead",
]);

const PEOPLE = 12;
const ACTS_EACH = 24;
/** From this act on, what is done now may be: so much of each history need not wait. */
const NOW_FROM = 17;
const WEATHERS = 16;
/** Twenty hours hold so many pauses of this length, and nobody looks like a robot. */
const PAUSE_MAX_MS = 20 * 60_000;

export function drawHistory(seed: number): History {
  const chance = chanceOf(seed);
  const people = Array.from({ length: PEOPLE }, () => drawPerson(chance));
  const all = PEOPLE * ACTS_EACH;
  const drawn = Array.from({ length: WEATHERS }, () => ({
    after: chance.whole(all),
    kind: chance.weighted(WEATHER) as WeatherKind,
  }));
  const once = ONCE.map((kind) => ({ after: Math.floor(all / 4) + chance.whole(all / 2), kind }));
  return { seed, people, weather: [...drawn, ...once].sort((a, b) => a.after - b.after) };
}

function drawPerson(chance: Chance): Act[] {
  const acts: Act[] = [];
  while (acts.length < ACTS_EACH) {
    const before = acts.at(-1);
    const next = before && FOLLOWED_BY[before.kind];
    const follows = next !== undefined && (acts.length === 1 || chance.whole(10) < 7);
    const isEarly = acts.length < NOW_FROM;
    const kind = before === undefined ? "text: JOIN" : follows ? next : drawUnless(chance, ACTS, isEarly);
    const delivery = acts.length < 2 ? "text on its way: at once" : drawUnless(chance, DELIVERIES, isEarly);
    acts.push({ ...drawPlace(chance, before, follows), ...drawRest(chance), kind, delivery });
  }
  return acts;
}

function drawUnless<K extends string>(chance: Chance, weights: Readonly<Record<K, number>>, isEarly: boolean): K {
  for (;;) {
    const drawn = chance.weighted(weights);
    if (!isEarly || !DONE_NOW.has(drawn)) return drawn;
  }
}

/** People stay with what they are about. */
function drawPlace(chance: Chance, before: Act | undefined, follows: boolean): Place {
  const stays = before !== undefined && (follows || chance.whole(3) > 0);
  return {
    elsewhere: stays ? before.elsewhere : chance.whole(5) === 0,
    shop: stays ? before.shop : chance.whole(3),
    phone: follows && before ? before.phone : chance.whole(6) === 0 ? 1 : 0,
  };
}

const drawRest = (chance: Chance) => ({
  choice: chance.whole(1_000_000),
  pauseMs: 1_000 + chance.whole(chance.whole(4) === 0 ? 5_000 : PAUSE_MAX_MS),
  lateBy: 1 + chance.whole(4),
});

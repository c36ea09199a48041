// Draws a history: what several people, the shops, the carrier and the machine do, in an order that a seed says.

import { type Chance, chanceOf } from "./chance.ts";

/** What somebody may do, by who does it; how often says its weight. */
const ACTS = {
  "text: JOIN": 9,
  "text: the shop's word": 3,
  "text: YES": 10,
  "text: YES OFFERS": 5,
  "text: NO OFFERS": 4,
  "text: START": 5,
  "text: a number of the list": 3,
  "text: STOP": 9,
  "text: STOP and the shop's word": 3,
  "text: STOP ALL": 2,
  "text: a stop in words, in English": 2,
  "text: a stop in words, in French": 2,
  "text: a doubtful stop, in English": 2,
  "text: a doubtful stop, in French": 2,
  "text: STOP behind a queue at a slow carrier": 1,
  "text: NO to a receipt": 2,
  "text: HELP": 4,
  "text: WHY": 2,
  "text: BALANCE": 2,
  "text: a sentence": 3,
  "text: CODE": 3,
  "text: the earn code": 2,
  "text: MOVE": 3,
  "text: the code of the move": 3,
  "text: STOP from the phone that an account has left": 1,
  "text: MOVE BACK from the old phone": 1,
  "text: MOVE BACK from the new phone": 1,
  "page: leaves": 8,
  "page: has themselves deleted": 8,
  "page: ends the offers": 3,
  "form: sent": 4,
  "form: its code typed": 3,
  "tablet: a visit": 6,
  "tablet: a visit by e-mail": 2,
  "tablet: a gift": 3,
  "tablet: a move confirmed": 1,
  "tablet: waiting points moved": 2,
  "tablet: undone": 2,
  "inbox: a reply": 4,
  "inbox: points by hand": 3,
  "inbox: an entry reversed": 2,
  "inbox: a person added": 3,
  "inbox: a move taken back": 1,
  "shop: sends an offer": 8,
  "till: a purchase": 4,
  "till: a refund": 5,
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
const ONCE = [
  "machine: killed and started again",
  "shop: gets its country",
  "carrier: answers opt-outs itself from now on",
] as const;

/** What some acts come to, counted besides. */
const ALSO = [
  "text: a late STOP to the shop that wrote last",
  "text: a late YES OFFERS",
  "text: a late NO OFFERS",
  "form: sent over a member's conversation",
] as const;

const DELIVERIES = {
  "text on its way: at once": 50,
  "text on its way: overtaken by later ones": 20,
  "text on its way: for twenty hours": 5,
  "text on its way: twice": 7,
  "text on its way: in the second of the one before": 8,
  "text on its way: without a time": 12,
  "text on its way: from a clock that is ahead": 12,
  "text on its way: for twenty-six hours": 6,
  "text on its way: with a time in no zone": 6,
  "text on its way: with a time that nobody can read": 6,
} as const;

export type ActKind = keyof typeof ACTS;
export type WeatherKind = keyof typeof WEATHER | (typeof ONCE)[number];
export type DeliveryKind = keyof typeof DELIVERIES;
export type Kind = ActKind | WeatherKind | DeliveryKind | (typeof ALSO)[number];

/** All that must have come up. A tablet that is paired stands for the kiosks of each seed. */
export const KINDS: readonly Kind[] = [
  ...(Object.keys(ACTS) as ActKind[]),
  ...(Object.keys(WEATHER) as WeatherKind[]),
  ...ONCE,
  ...(Object.keys(DELIVERIES) as DeliveryKind[]),
  ...ALSO,
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

const MOVED_BACK: readonly ActKind[] = [
  "text: MOVE BACK from the old phone",
  "text: MOVE BACK from the new phone",
  "inbox: a move taken back",
];
const MOVED: readonly ActKind[] = ["text: STOP from the phone that an account has left", ...MOVED_BACK];

/** What often comes next, at the same place: a question is answered, a code is typed. */
const FOLLOWED_BY: Partial<Record<ActKind, readonly ActKind[]>> = {
  "text: JOIN": ["text: YES"],
  "text: the shop's word": ["text: YES"],
  "text: START": ["text: a number of the list"],
  "text: a number of the list": ["text: YES"],
  "text: YES OFFERS": ["shop: sends an offer"],
  "text: MOVE": ["text: the code of the move", "tablet: a move confirmed"],
  "text: the code of the move": MOVED,
  "tablet: a move confirmed": MOVED,
  "text: STOP from the phone that an account has left": MOVED_BACK,
  "form: sent": ["form: its code typed"],
  "tablet: a gift": ["tablet: undone"],
  "tablet: a visit": ["tablet: waiting points moved", "text: BALANCE"],
  "till: a purchase": ["till: a refund"],
};

/** What hardly ever comes together by chance, of a member at one place: each person of a history has one, on another line from seed to seed. */
const SCENES: readonly (readonly ActKind[])[] = [
  ["text: MOVE", "text: the code of the move", "text: STOP from the phone that an account has left"],
  ["text: MOVE", "text: the code of the move", "text: MOVE BACK from the old phone"],
  ["text: MOVE", "tablet: a move confirmed", "text: MOVE BACK from the new phone"],
  ["text: MOVE", "tablet: a move confirmed", "text: STOP from the phone that an account has left"],
  ["text: MOVE", "text: the code of the move", "inbox: a move taken back"],
  ["text: YES OFFERS", "shop: sends an offer", "text: NO OFFERS", "shop: sends an offer"],
  ["text: YES OFFERS", "page: ends the offers", "shop: sends an offer"],
  ["text: YES OFFERS", "text: a doubtful stop, in English", "shop: sends an offer", "text: YES"],
  ["text: YES OFFERS", "text: a doubtful stop, in French", "shop: sends an offer", "text: STOP"],
  ["text: STOP behind a queue at a slow carrier", "text: HELP"],
  ["tablet: a gift", "text: NO to a receipt"],
  ["form: sent", "text: STOP", "form: its code typed"],
  ["text: STOP ALL", "text: START", "text: a number of the list"],
];

/** These are done now, not in the past that texts can come from: what is written after them waits for its second. */
const DONE_NOW: ReadonlySet<string> = new Set<Kind>([
  "page: leaves",
  "page: has themselves deleted",
  "page: ends the offers",
  "text: NO to a receipt",
  "carrier: says in a receipt that they opted out",
  "carrier: refuses them as opted out",
  "text on its way: without a time",
  "text on its way: from a clock that is ahead",
  "text on its way: with a time that nobody can read",
]);

const PEOPLE = 12;
const ACTS_EACH = 24;
/** From this act on, what is done now may be: so much of each history need not wait. */
const NOW_FROM = 17;
/** Besides once each kind. */
const WEATHERS = 8;
/** Twenty hours hold so many pauses of this length, and nobody looks like a robot. */
const PAUSE_MAX_MS = 20 * 60_000;

export function drawHistory(seed: number): History {
  const chance = chanceOf(seed);
  const people = Array.from({ length: PEOPLE }, (_, i) =>
    drawPerson(chance, SCENES[(i + 5 * seed) % SCENES.length] ?? []),
  );
  const all = PEOPLE * ACTS_EACH;
  const more = Array.from({ length: WEATHERS }, () => chance.weighted(WEATHER));
  const drawn = [...(Object.keys(WEATHER) as WeatherKind[]), ...more].map((kind) => ({
    after: chance.whole(all),
    kind,
  }));
  const once = ONCE.map((kind) => ({ after: Math.floor(all / 4) + chance.whole(all / 2), kind }));
  return { seed, people, weather: [...drawn, ...once].sort((a, b) => a.after - b.after) };
}

function drawPerson(chance: Chance, scene: readonly ActKind[]): Act[] {
  const acts: Act[] = [];
  const scenes = drawScene(chance, scene);
  while (acts.length < ACTS_EACH) {
    const before = acts.at(-1);
    const next = before && FOLLOWED_BY[before.kind];
    const follows = next !== undefined && (acts.length === 1 || chance.whole(10) < 7);
    const isEarly = acts.length < NOW_FROM;
    const kind = before === undefined ? "text: JOIN" : follows ? chance.pick(next) : drawUnless(chance, ACTS, isEarly);
    const delivery = acts.length < 2 ? "text on its way: at once" : drawUnless(chance, DELIVERIES, isEarly);
    const drawn = { ...drawPlace(chance, before, follows), ...drawRest(chance), kind, delivery };
    acts.push({ ...drawn, ...scenes[acts.length] });
  }
  return acts;
}

/** Which acts of a person are those of the scene: they join, and it begins. */
function drawScene(chance: Chance, scene: readonly ActKind[]): Readonly<Record<number, Partial<Act>>> {
  const place = { elsewhere: false, shop: chance.whole(3), phone: 0 } as const;
  const opening: readonly ActKind[] = ["text: JOIN", "text: YES"];
  const kinds = [...opening, ...scene];
  const isNow = scene.some((kind) => DONE_NOW.has(kind));
  const startsAt = isNow ? NOW_FROM - opening.length : opening.length + chance.whole(NOW_FROM - 2 * kinds.length);
  const acts = kinds.map((kind, i): [number, Partial<Act>] => {
    const isAtOnce = i < opening.length || chance.whole(2) === 0;
    return [startsAt + i, { ...place, kind, ...(isAtOnce ? { delivery: "text on its way: at once" } : {}) }];
  });
  return Object.fromEntries(acts);
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

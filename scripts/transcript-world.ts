// What is around a scripted conversation: what others do between two texts, and the phones behind other numbers.

import { SIGN_UP_WORD } from "../src/consent/consent.ts";
import type { ConversationEvent } from "../src/conversation/events.ts";
import { type Conversation, type Membership, membership, type Shop, stranger } from "../src/conversation/state.ts";
import type { Move } from "../src/conversation/text-received.ts";
import { readMoveCode } from "../src/conversation/typed-figures.ts";
import { MOVE_CODE_LIFETIME_MS, MOVE_REVERSIBLE_MS } from "../src/loyalty/moves.ts";
import { DAY_MS } from "../src/time.ts";
import type { Cast } from "./transcript-casts.ts";

/** What happens elsewhere, just before a text comes. Shops are named by their keywords, rewards and offers by their ids. */
export interface Meanwhile {
  /** The balance is that now: another device has given or spent some. */
  readonly points?: Readonly<Record<string, number>>;
  /** So many more have been put aside for the number, until its YES. */
  readonly waiting?: Readonly<Record<string, number>>;
  /** Rewards and offers. */
  readonly withdrawn?: readonly string[];
  /** Coupons that the customer has taken in the wallet, and used. */
  readonly couponsUsed?: Readonly<Record<string, readonly string[]>>;
  readonly soldOut?: readonly string[];
  readonly cost?: Readonly<Record<string, number>>;
  /** The number has signed up on the shop's page, and its code has been typed. */
  readonly signedUpAt?: string;
  /** Staff have redeemed all that is in the wallet. */
  readonly redeemedAt?: string;
  /** Staff have given points, or taken a reward's code, and the customer is told so. */
  readonly receipt?: { readonly shop: string; readonly points?: number; readonly by: string };
  /** The account has moved to another phone, whose owner typed the code that came here. */
  readonly movedAwayFrom?: string;
}

export interface Elsewhere {
  readonly to: string;
  readonly text: string;
}

interface MoveUnderWay {
  readonly id: string;
  readonly shopId: string;
  readonly stage: Move["stage"];
  readonly code: string;
  readonly until: number;
  readonly otherPhone: string;
  readonly isNewNumber: boolean;
  readonly other: Membership;
}

export interface World {
  readonly cast: Cast;
  /** Members behind other numbers, and their points, by shop. */
  readonly others: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly moves: readonly MoveUnderWay[];
}

const OTHER_PHONE = "+15145550188";

export const memberWith = (points: number, now: number): Membership => ({
  ...stranger,
  consent: "subscribed",
  proof: { word: "YES", at: now - 30 * DAY_MS },
  points,
  joinedBefore: true,
  hasRecord: true,
});

export function shopOf(keyword: string, { shops }: Cast): Shop {
  const shop = shops.find((each) => each.keyword === keyword);
  if (!shop) throw new RangeError(`No shop has the keyword ${keyword}.`);
  return shop;
}

export function happen(
  {
    points = {},
    waiting = {},
    withdrawn = [],
    couponsUsed = {},
    soldOut = [],
    cost = {},
    signedUpAt,
    redeemedAt,
    receipt,
    movedAwayFrom,
  }: Meanwhile,
  world: World,
  before: Conversation,
  now: number,
): { readonly world: World; readonly conversation: Conversation } {
  let conversation = before;
  const change = (keyword: string, ofMember: (member: Membership, shop: Shop) => Partial<Membership>) => {
    const shop = shopOf(keyword, world.cast);
    const member = membership(conversation, shop.id);
    const members = { ...conversation.members, [shop.id]: { ...member, ...ofMember(member, shop) } };
    conversation = { ...conversation, members };
  };
  const rewardsNow = (shop: Shop): Shop => ({
    ...shop,
    rewards: shop.rewards.map((reward) => ({
      ...reward,
      cost: cost[reward.id] ?? reward.cost,
      withdrawnAt: withdrawn.includes(reward.id) ? now : reward.withdrawnAt,
      stock: soldOut.includes(reward.id) ? 0 : reward.stock,
    })),
    offers: shop.offers.filter(({ id }) => !withdrawn.includes(id)),
  });
  const [first, ...rest] = world.cast.shops;
  const cast: Cast = { ...world.cast, shops: [rewardsNow(first), ...rest.map(rewardsNow)] };
  let { moves } = world;

  for (const [keyword, balance] of Object.entries(points)) change(keyword, () => ({ points: balance }));
  for (const [keyword, more] of Object.entries(waiting)) {
    change(keyword, ({ pointsWaiting }) => ({ pointsWaiting: pointsWaiting + more }));
  }
  for (const [keyword, offerIds] of Object.entries(couponsUsed)) {
    change(keyword, ({ taken }) => ({ taken: { ...taken, ...Object.fromEntries(offerIds.map((id) => [id, 1])) } }));
  }
  if (signedUpAt !== undefined) {
    const proof = { word: SIGN_UP_WORD, at: now };
    change(signedUpAt, () => ({ consent: "subscribed", joinedBefore: true, proof }));
  }
  if (redeemedAt !== undefined) change(redeemedAt, () => ({ claims: [] }));
  if (receipt) {
    const { shop: keyword, by, points: given = 0 } = receipt;
    const of = given > 0 ? { seq: 1, claimId: null } : { seq: null, claimId: "claim" };
    const told = { at: now, by, points: given, ...of };
    change(keyword, (member) => ({ points: member.points + given, receipt: told }));
  }
  if (movedAwayFrom !== undefined) {
    change(movedAwayFrom, (other, { id: shopId }) => {
      const moved = { id: "move", shopId, stage: "moved", code: "", otherPhone: OTHER_PHONE } as const;
      moves = [...moves, { ...moved, until: now + MOVE_REVERSIBLE_MS, isNewNumber: false, other }];
      return stranger;
    });
  }
  return { world: { ...world, cast, moves }, conversation };
}

/** What decide() is told of the moves of the phone. */
export const movesFor = ({ moves }: World, text: string, now: number): Move[] =>
  moves
    .filter(({ until }) => now < until)
    .map(({ id, shopId, stage, code, isNewNumber, other }) =>
      stage === "asked"
        ? { stage, id, shopId, codeIsRight: readMoveCode(text) === code, account: other }
        : { stage, id, shopId, isNewNumber, other },
    );

/** What the events do to other phones, and what those are told. */
export function heardElsewhere(
  events: readonly ConversationEvent[],
  world: World,
  before: Conversation,
  now: number,
): { readonly world: World; readonly elsewhere: readonly Elsewhere[] } {
  let { moves } = world;
  const elsewhere: Elsewhere[] = [];
  for (const event of events) {
    if (event.type === "MoveAsked") {
      const { moveId: id, shopId, oldPhone, code, text } = event;
      const keyword = world.cast.shops.find((shop) => shop.id === shopId)?.keyword ?? "";
      const points = world.others[oldPhone]?.[keyword];
      if (points === undefined) continue;
      const asked = { id, shopId, stage: "asked", code, otherPhone: oldPhone, isNewNumber: true } as const;
      moves = [...moves, { ...asked, until: now + MOVE_CODE_LIFETIME_MS, other: memberWith(points, now) }];
      elsewhere.push({ to: oldPhone, text });
    }
    if (event.type === "AccountMoved" || event.type === "AccountMovedBack") {
      const { moveId, shopId, text } = event;
      const move = moves.find(({ id }) => id === moveId);
      if (!move) continue;
      elsewhere.push({ to: move.otherPhone, text });
      moves = moves.filter(({ id }) => id !== moveId);
      if (event.type === "AccountMoved") {
        const other = membership(before, shopId);
        moves = [...moves, { ...move, stage: "moved", until: now + MOVE_REVERSIBLE_MS, other }];
      }
    }
  }
  return { world: { ...world, moves }, elsewhere };
}

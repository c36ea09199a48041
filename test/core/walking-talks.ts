// Talks that walk: a customer who mostly answers what was asked, at shops where points, rewards, coupons and accounts really move.

import fc from "fast-check";
import { type Cast, casts } from "../../scripts/transcript-casts.ts";
import { type Decision, decide } from "../../src/conversation/decide.ts";
import type { Dialogue } from "../../src/conversation/dialogue.ts";
import type { ConversationEvent } from "../../src/conversation/events.ts";
import type { Guard } from "../../src/conversation/guard.ts";
import {
  type Conversation,
  isMember,
  type Membership,
  membership,
  newConversation,
  type Shop,
  stranger,
} from "../../src/conversation/state.ts";
import type { Move, TextReceived } from "../../src/conversation/text-received.ts";
import { ANSWERS_WAITING_MAX } from "../../src/conversation/turn.ts";
import { readMoveCode } from "../../src/conversation/typed-figures.ts";
import { WRONG_CODES_WINDOW_MS } from "../../src/loyalty/code-tries.ts";
import { consentsAfterMoveBack, MOVE_REVERSIBLE_MS } from "../../src/loyalty/moves.ts";
import { isDisputable } from "../../src/loyalty/receipts.ts";
import { statusAt } from "../../src/rewards/claims.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/time.ts";
import {
  around,
  castArbitrary,
  frozen,
  joined,
  START,
  textArbitrary,
  throughJson,
} from "./conversation-arbitraries.ts";

export interface Turn {
  readonly cast: Cast;
  readonly before: Conversation;
  readonly input: TextReceived;
  readonly now: number;
  readonly decision: Decision;
}

/** What happens at the counter before a text. */
const meanwhiles = ["nothing", "points", "hand_over"] as const;

interface Step {
  readonly says: "answer" | "anything" | "the_same";
  /** Which of the answers. */
  readonly choice: number;
  readonly text: string;
  readonly afterMs: number;
  /** How long the text was on its way. */
  readonly lateMs: number;
  readonly meanwhile: (typeof meanwhiles)[number];
  readonly isCrowded: boolean;
}

type Person = NonNullable<TextReceived["signingIn"]>["people"][number];

/** Who talks, and with whom. */
interface Beginning {
  readonly cast: Cast;
  /** At each shop. */
  readonly known: Membership;
  /** Who works at the shops, on this phone. */
  readonly people: readonly Person[];
  /** The first shop's account has just gone to another phone. */
  readonly hasMovedAway: boolean;
  readonly guard?: Guard;
}

interface DoneMove {
  readonly id: string;
  readonly shopId: string;
  readonly at: number;
  readonly isNewNumber: boolean;
  /** The move has held what was agreed to on this phone. */
  readonly hasHeld: boolean;
}

/** One number and its shops, and what is elsewhere: the account behind the other phone, and what is on its way between the two. */
class Walk {
  readonly turns: Turn[] = [];
  private readonly cast: Cast;
  private state: Conversation;
  private people: readonly Person[];
  /** What the other phone has, by shop. */
  private readonly elsewhere = new Map<string, Membership>();
  private asked: { readonly id: string; readonly shopId: string; readonly code: string } | null = null;
  private moved: DoneMove | null = null;
  private now = START;

  constructor({ cast, known, people, hasMovedAway, guard = newConversation.guard }: Beginning) {
    const [shop] = cast.shops;
    this.cast = cast;
    this.people = people;
    const members = known === stranger ? {} : Object.fromEntries(cast.shops.map(({ id }) => [id, known]));
    this.state = { ...newConversation, members, guard };
    for (const { id } of cast.shops) this.elsewhere.set(id, { ...joined, points: 57 });
    if (hasMovedAway) this.moved = { id: "move", shopId: shop.id, at: START, isNewNumber: false, hasHeld: false };
  }

  take(step: Step): void {
    this.now += step.afterMs;
    this.atTheCounter(step.meanwhile);
    const { now, cast, state: before } = this;
    const text = this.words(step);
    const input: TextReceived = {
      ...cast,
      ...around,
      text,
      writtenAt: now - step.lateMs,
      answersWaiting: step.isCrowded ? ANSWERS_WAITING_MAX : 0,
      fresh: this.fresh(),
      moves: this.moves(text),
      signingIn: { people: this.people, codesAsked: { inWindow: 0, inDay: 0 }, codeId: "code", code: "735102" },
    };
    const decision = decide(frozen(before), frozen(input), now);
    this.turns.push({ cast, before, input, now, decision });
    this.state = throughJson(decision.state);
    this.elsewhereToo(input, decision, before);
  }

  /** What each act needs is made for it, and no two acts have the same. */
  private fresh(): TextReceived["fresh"] {
    const n = this.turns.length;
    return { claimId: `claim-${n}`, redemptionCode: "K7M42F", moveId: `move-${n}`, moveCode: String(482_000 + n) };
  }

  private words({ says, choice, text }: Step): string {
    const last = this.turns.at(-1);
    if (says === "the_same" && last !== undefined) return last.input.text;
    if (says !== "answer") return text;
    const { dialogue } = this.state;
    const words =
      dialogue !== null && this.now < dialogue.until
        ? answersTo(dialogue, this.asked?.code ?? "111 222")
        : this.commands(choice);
    return words[choice % words.length] ?? text;
  }

  /** What leads somewhere where nothing is asked. */
  private commands(choice: number): readonly string[] {
    const { shops } = this.cast;
    const [first] = shops;
    const shop: Shop = shops.find(({ id }) => id === this.state.shopId) ?? shops[choice % shops.length] ?? first;
    const member = membership(this.state, shop.id);
    if (!isMember(member)) return shops.length === 1 ? ["JOIN"] : shops.map(({ keyword }) => `JOIN ${keyword}`);
    if (isDisputable(member.receipt, this.now)) return ["NO"];
    const { wrong, since } = this.state.codeTries;
    if (wrong > 0 && this.now - since < WRONG_CODES_WINDOW_MS) return ["9999"];
    const wallet = member.claims.length > 0 ? ["USE", "UTILISER"] : [];
    const back = this.moved === null ? [] : ["MOVE BACK"];
    const others = shops.filter(({ id }) => !isMember(membership(this.state, id))).map(({ keyword }) => keyword);
    const earned = shop.earnCode === null ? [] : [shop.earnCode, `${shop.earnCode} ${shop.multiPointCode} 3`];
    return [...COMMANDS, ...wallet, ...wallet, ...back, ...others, ...earned];
  }

  /** Staff give points or hand over what a code was shown for; either is told, and may be disputed. */
  private atTheCounter(act: Step["meanwhile"]): void {
    const shop = this.cast.shops.find(({ id }) => id === this.state.shopId);
    if (act === "nothing" || shop === undefined) return;
    const member = membership(this.state, shop.id);
    if (!isMember(member)) return;
    const receipt = { at: this.now, by: "Camille", seq: null, points: 0, claimId: null };
    if (act === "points") {
      return this.change(shop, { points: member.points + 3, receipt: { ...receipt, seq: 1, points: 3 } });
    }
    const shown = member.claims.find((claim) => statusAt(claim, this.now) === "in_use");
    if (shown === undefined) return;
    const claims = member.claims.filter((claim) => claim !== shown);
    this.change(shop, { claims, receipt: { ...receipt, claimId: shown.id } });
  }

  private change(shop: Shop, change: Partial<Membership>): void {
    const member = membership(this.state, shop.id);
    this.state = { ...this.state, members: { ...this.state.members, [shop.id]: { ...member, ...change } } };
  }

  private moves(text: string): readonly Move[] {
    const { asked, moved } = this;
    const moves: Move[] = [];
    const account = asked && this.elsewhere.get(asked.shopId);
    if (asked && account && isMember(account)) {
      const codeIsRight = readMoveCode(text) === asked.code;
      moves.push({ stage: "asked", id: asked.id, shopId: asked.shopId, codeIsRight, account });
    }
    const there = moved && this.elsewhere.get(moved.shopId);
    if (moved && there && this.now < moved.at + MOVE_REVERSIBLE_MS) {
      const { id, shopId, isNewNumber, hasHeld } = moved;
      const here = membership(this.state, shopId);
      const [account, left] = isNewNumber ? [here, there] : [there, here];
      const consents = { account: account.consent, left: left.consent };
      const after = consentsAfterMoveBack(consents, { wasSubscribed: hasHeld, isHeldByMove: hasHeld });
      const other = { ...there, consent: isNewNumber ? after.left : after.account };
      moves.push({ stage: "moved", id, shopId, isNewNumber, other });
    }
    return moves;
  }

  /** What the decision means for the other phone, and for what is kept apart from both. */
  private elsewhereToo({ fresh, phone }: TextReceived, { events }: Decision, before: Conversation): void {
    for (const event of events) {
      if (event.type === "MoveAsked" && event.oldPhone !== phone) {
        this.asked = { id: event.moveId, shopId: event.shopId, code: fresh.moveCode };
      }
      if (event.type === "InvitationAccepted") {
        this.people = this.people.map((each) =>
          each.personId === event.personId ? { ...each, invitedAt: null } : each,
        );
      }
      if (event.type !== "AccountMoved" && event.type !== "AccountMovedBack") continue;
      const { shopId } = event;
      const left = { ...membership(before, shopId), pointsWaiting: 0 };
      const hasCome = event.type === "AccountMoved";
      const hasHeld = hasCome && left.consent === "subscribed";
      this.elsewhere.set(shopId, hasHeld ? { ...left, consent: "held" } : left);
      this.asked = null;
      this.moved = hasCome ? { id: event.moveId, shopId, at: this.now, isNewNumber: true, hasHeld } : null;
    }
  }
}

const COMMANDS =
  "REDEEM,REDEEM,ECHANGER,OFFERS,OFFRES,MOVE 514 555-0188,MOVE,BIRTHDAY,YES OFFERS,NO OFFERS,BALANCE,WHY,CODE,FRANCAIS,2468".split(
    ",",
  );

function answersTo(dialogue: Dialogue, moveCode: string): readonly string[] {
  const numbers = (ids: readonly string[]) => ids.map((_, i) => String(i + 1));
  switch (dialogue.kind) {
    case "asked_to_join":
      return ["YES", "OUI", "YES", "OUI OFFRES"];
    case "asked_to_stop":
      return ["YES", "NO"];
    case "confirming_reward":
    case "at_counter":
      return ["YES", "OUI"];
    case "picking_shop":
      return numbers(dialogue.shopIds);
    case "picking_reward":
      return numbers(dialogue.rewardIds);
    case "picking_coupon":
      return numbers(dialogue.offerIds);
    case "picking_claim":
      return numbers(dialogue.claimIds);
    case "asked_birthday":
      return ["12/05", "12 mai"];
    case "asked_old_number":
      return ["514 555-0188"];
    case "asked_move_code":
      return [moveCode, moveCode, moveCode, "111 222"];
  }
}

const [rich] = casts["several-rewards"].shops;
const [withCoupons] = casts.coupons.shops;
const [garage] = casts.english.shops;
const everything: Shop = { ...rich, offers: withCoupons.offers, earnsPerDayMax: 3, pointsAtOnceMax: 5 };
const shows: Shop = { ...garage, offers: withCoupons.offers, redemptionMode: "show" };

/** Shops that have all there is to have, alone and on one number. */
const busy: readonly Cast[] = [
  { ...casts.demo, shops: [everything] },
  { ...casts.demo, shops: [shows] },
  { ...casts.shared, shops: [everything, shows] },
  { ...casts["pool-of-strangers"], shops: [shows, everything, ...casts.shared.shops.slice(1)] },
];

/** True one time in ten. */
const aFew = fc.nat(9).map((n) => n === 0);

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  says: fc.oneof(
    { weight: 6, arbitrary: fc.constant("answer" as const) },
    { weight: 2, arbitrary: fc.constant("anything" as const) },
    { weight: 1, arbitrary: fc.constant("the_same" as const) },
  ),
  choice: fc.nat(999),
  text: textArbitrary,
  afterMs: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(5 * SECOND_MS, 40 * SECOND_MS, 4 * MINUTE_MS) },
    { weight: 2, arbitrary: fc.constantFrom(11 * MINUTE_MS, 2 * HOUR_MS, DAY_MS, 8 * DAY_MS) },
  ),
  lateMs: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.constantFrom(SECOND_MS, 30 * SECOND_MS, 20 * HOUR_MS)),
  meanwhile: fc.oneof({ weight: 8, arbitrary: fc.constant("nothing" as const) }, fc.constantFrom(...meanwhiles)),
  isCrowded: aFew,
});

/** @param isHurried a text every two seconds. */
export const walksFrom = (beginning: fc.Arbitrary<Beginning>, isHurried: fc.Arbitrary<boolean> = aFew) =>
  fc
    .tuple(beginning, fc.array(stepArbitrary, { maxLength: 40, size: "max" }), isHurried)
    .map(([begins, steps, hurries]): readonly Turn[] => {
      const walk = new Walk(begins);
      for (const step of steps) walk.take(hurries ? { ...step, afterMs: 2 * SECOND_MS, lateMs: 0 } : step);
      return walk.turns;
    });

/** Nobody, somebody who has answered, somebody who is invited, at the first shop and the second. */
const atWork = fc.constantFrom<readonly (number | null)[]>([], [], [null], [START - DAY_MS], [START - DAY_MS, null]);

/** A member with points, a stranger, or one for whom points wait, at any of the shops. */
export const anyBeginning: fc.Arbitrary<Beginning> = fc
  .record({
    cast: fc.oneof(castArbitrary, { weight: 2, arbitrary: fc.constantFrom(...busy) }),
    known: fc.oneof(
      { weight: 3, arbitrary: fc.constant(joined) },
      fc.constantFrom(stranger, { ...stranger, pointsWaiting: 3 }),
    ),
    invitations: atWork,
    hasMovedAway: aFew,
  })
  .map(({ invitations, ...begins }) => ({
    ...begins,
    people: begins.cast.shops.flatMap(({ id: shopId }, i) => {
      const invitedAt = invitations[i];
      return invitedAt === undefined ? [] : [{ personId: `person-${i}`, shopId, invitedAt }];
    }),
  }));

export const anyWalk = walksFrom(anyBeginning);

/** Each test walks anew, and all of them in a few seconds. */
const WALKS = { numRuns: 60 };

export const holds = (check: (turns: readonly Turn[]) => void) => fc.assert(fc.property(anyWalk, check), WALKS);

/** The account that comes to this phone with a move, or back to it. */
export function comes({ input }: Turn, moveId: string): Membership {
  const move = input.moves.find(({ id }) => id === moveId);
  if (move === undefined) throw new Error("An account has moved without a move.");
  return move.stage === "asked" ? move.account : move.other;
}

export const isMove = (
  event: ConversationEvent,
): event is Extract<ConversationEvent, { moveId: string; oldPhone?: never }> =>
  event.type === "AccountMoved" || event.type === "AccountMovedBack";

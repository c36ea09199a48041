// What holds whatever is texted, in whatever order, at whatever time, to one shop or to several on a shared number.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cast, casts } from "../../scripts/transcript-casts.ts";
import { afterChange, type Consent, type ConsentChange } from "../../src/consent/consent.ts";
import { decide } from "../../src/conversation/decide.ts";
import type { ConversationEvent, ThreadReason } from "../../src/conversation/events.ts";
import type { Reading, ReadingKind } from "../../src/conversation/reader.ts";
import { membership, newConversation, stranger } from "../../src/conversation/state.ts";
import { segment } from "../../src/messaging/segments.ts";
import { textKinds } from "../../src/texts/kinds.ts";
import type { ReplyKind } from "../../src/texts/values.ts";
import { HOUR_MS } from "../../src/time.ts";
import {
  anyConversation,
  anyMove,
  anyUnit,
  castArbitrary,
  decideOn,
  instant,
  LINK,
  START,
  textArbitrary,
  throughJson,
} from "./conversation-arbitraries.ts";
import { anyBeginning, anyWalk, comes, holds, isMove, type Turn, walksFrom } from "./walking-talks.ts";

const STATES = { numRuns: 300 };

type ReplyQueued = Extract<ConversationEvent, { type: "ReplyQueued" }>;

const repliesOf = ({ decision }: Turn): ReplyQueued[] =>
  decision.events.filter((event) => event.type === "ReplyQueued");

const GRANTING: ReadonlySet<ReadingKind> = new Set<ReadingKind>(["yes", "yes_offers", "start"]);

const MAY_REACH_THE_STOPPED: ReadonlySet<ReplyKind> = new Set<ReplyKind>([
  "stop_confirmed",
  "stop_confirmed_shared",
  "stop_all_confirmed",
  "help",
  "help_write_here",
  "help_shared",
  "join_prompt",
  "join_by_page",
  "why_no_consent",
  "why_stopped",
  "why_page_stopped",
  "which_shop",
  "shops_to_come_back",
  "moved_back",
  "moved_back_away",
  "code_which_shop",
]);

/** The shops that an event withdraws from, of those on the number. */
function withdrawn(event: ConversationEvent, { cast, before }: Turn): readonly string[] {
  if (event.type === "ConsentWithdrawn") return [event.shopId];
  if (event.type !== "StoppedEverywhere") return [];
  return cast.shops.map(({ id }) => id).filter((id) => (before.members[id] ?? stranger).consent === "none");
}

/** On a shared number a plain STOP leaves the pool; only one that names a shop leaves that shop alone. */
const leavesAll = (cast: Cast, { kind, argument }: Reading, shopId: string | null): boolean =>
  shopId === null ||
  (cast.sender.stopScope === "pool" &&
    cast.shops.length > 1 &&
    (kind === "stop_all" ||
      (cast.sender.stopScope === "pool" && !cast.shops.some((shop) => shop.keyword === argument))));

/** Each kind of event, and each reason for a person to look. */
const came: Record<Exclude<ConversationEvent["type"], "ThreadOpened"> | ThreadReason, number> = {
  CustomerAsked: 0,
  ConsentGranted: 0,
  ConsentHeld: 0,
  ConsentResumed: 0,
  ConsentWithdrawn: 0,
  OffersGranted: 0,
  OffersWithdrawn: 0,
  StoppedEverywhere: 0,
  StopRepeated: 0,
  PointsEarned: 0,
  RewardTaken: 0,
  CouponTaken: 0,
  CodeIssued: 0,
  RewardUsed: 0,
  BirthdayKept: 0,
  TransactionDisputed: 0,
  MoveAsked: 0,
  AccountMoved: 0,
  AccountMovedBack: 0,
  InvitationAccepted: 0,
  SignInCodeSent: 0,
  LanguageChosen: 0,
  LinkIssued: 0,
  FellSilent: 0,
  AnswerWithheld: 0,
  ReplyQueued: 0,
  message: 0,
  doubtful_stop: 0,
  loop: 0,
  dispute: 0,
  wrong_codes: 0,
};

/** By a fixed seed, so that chance alone never fails it. */
test("the talks that are tried bring about all that can happen, each kind many times", () => {
  const walks = fc.sample(anyWalk, { numRuns: 300, seed: 20_261_123 });
  for (const { decision } of walks.flat()) {
    for (const event of decision.events) came[event.type === "ThreadOpened" ? event.reason : event.type]++;
  }
  const rare = Object.entries(came).filter(([, times]) => times < 5);
  expect(rare, JSON.stringify(came, null, 2)).toEqual([]);
});

describe("after an opt-out", () => {
  test("a shop stays left until the customer's own words ask to come back", () => {
    holds((turns) => {
      const left = new Set<string>();
      for (const turn of turns) {
        const { state, events, reading } = turn.decision;
        for (const event of events) {
          for (const shopId of withdrawn(event, turn)) left.add(shopId);
          if (event.type !== "ConsentGranted") continue;
          expect(GRANTING).toContain(reading.kind);
          left.delete(event.shopId);
        }
        for (const shopId of left) expect(membership(state, shopId).consent).toBe("opted_out");
      }
    });
  });

  test("nothing is queued for the customer but what answers a STOP, a HELP, a WHY or a wish to come back", () => {
    holds((turns) => {
      for (const turn of turns) {
        const { state } = turn.decision;
        const hasLeft = (id: string) => membership(state, id).consent === "opted_out";
        for (const { shopId, kind, evenIfStopped } of repliesOf(turn)) {
          const stopped = shopId === null ? turn.cast.shops.every(({ id }) => hasLeft(id)) : hasLeft(shopId);
          if (!stopped) continue;
          expect(MAY_REACH_THE_STOPPED).toContain(kind);
          expect(evenIfStopped).toBe(true);
        }
      }
    });
  });
});

describe("consent", () => {
  test("is the fold of its ledger", () => {
    const changes: Partial<Record<ConversationEvent["type"], ConsentChange>> = {
      CustomerAsked: "asked",
      ConsentGranted: "granted",
      ConsentHeld: "held",
      ConsentResumed: "resumed",
      ConsentWithdrawn: "withdrawn",
    };
    holds((turns) => {
      const ledger = new Map<string, Consent>();
      for (const turn of turns) {
        const { before, decision } = turn;
        const consentOf = (id: string) => ledger.get(id) ?? before.members[id]?.consent ?? "none";
        for (const event of decision.events) {
          const change = changes[event.type];
          if (change && "shopId" in event && event.shopId) {
            ledger.set(event.shopId, afterChange(consentOf(event.shopId), change));
          }
          if (event.type === "StoppedEverywhere") for (const id of withdrawn(event, turn)) ledger.set(id, "opted_out");
          if (isMove(event)) ledger.set(event.shopId, comes(turn, event.moveId).consent);
        }
        for (const { id } of turn.cast.shops) expect(membership(decision.state, id).consent).toBe(consentOf(id));
      }
    });
  });

  test("is given to terms that were shown, or to the invitation to come back by somebody who had been shown them before", () => {
    holds((turns) => {
      const shown = new Map<string, string>();
      for (const turn of turns) {
        const { before, decision } = turn;
        for (const event of decision.events) {
          if (event.type === "CustomerAsked") shown.set(event.shopId, event.shown);
          if (event.type !== "ConsentGranted") continue;
          const answers = shown.get(event.shopId) ?? null;
          if (event.shown !== answers) expect(before.members[event.shopId]?.joinedBefore).toBe(true);
          if (event.shown !== null) expect([answers, before.invitations[event.shopId]]).toContain(event.shown);
        }
      }
    });
  });

  test("offers are agreed to by their own words alone, and end with a STOP", () => {
    const came = { OffersGranted: 0, OffersWithdrawn: 0, ended: 0 };
    holds((turns) => {
      for (const { before, cast, decision } of turns) {
        const { events, reading, state } = decision;
        for (const event of events) {
          if (event.type === "OffersGranted") expect(reading.kind).toBe("yes_offers");
          if (event.type === "OffersGranted" || event.type === "OffersWithdrawn") came[event.type]++;
        }
        for (const { id } of cast.shops) {
          const [was, is] = [membership(before, id), membership(state, id)];
          if (is.consent === "opted_out") expect(is.offers).not.toBe("subscribed");
          const hasMoved = events.some((event) => isMove(event) && event.shopId === id);
          if (was.offers !== "subscribed" || is.consent !== "opted_out" || hasMoved) continue;
          came.ended++;
          expect(events).toContainEqual(expect.objectContaining({ type: "OffersWithdrawn", shopId: id }));
        }
      }
    });
    for (const times of Object.values(came)) expect(times).toBeGreaterThan(0);
  });

  test("welcome points are earned once", () => {
    holds((turns) => {
      const earned = turns.flatMap(({ decision }) => decision.events.filter((event) => event.type === "PointsEarned"));
      const welcomed = earned.filter(({ cause }) => cause === "welcome");
      expect(new Set(welcomed.map(({ shopId }) => shopId)).size).toBe(welcomed.length);
    });
  });
});

describe("an answer", () => {
  test("is one reply and one link at most, and the link is issued when it is told", () => {
    holds((turns) => {
      for (const turn of turns) {
        const replies = repliesOf(turn);
        const links = turn.decision.events.filter((event) => event.type === "LinkIssued");
        expect(replies.length).toBeLessThanOrEqual(1);
        expect(links.length).toBe(replies.filter(({ text }) => text.includes(LINK)).length);
      }
    });
  });

  test("fits its segments, in GSM-7", () => {
    holds((turns) => {
      for (const { kind, text } of turns.flatMap(repliesOf)) {
        const { encoding, segments } = segment(text);
        expect(encoding).toBe("GSM-7");
        expect(segments).toBeLessThanOrEqual(textKinds[kind].segmentsMax);
      }
    });
  });

  test("does not depend on whether the state has been through JSON", () => {
    holds((turns) => {
      for (const { before, input, now, decision } of turns) {
        expect(throughJson(decision.state)).toStrictEqual(decision.state);
        expect(decide(throughJson(before), throughJson(input), now)).toStrictEqual(decision);
      }
    });
  });
});

describe("to a robot", () => {
  const guard = { ...newConversation.guard, silentUntil: START + HOUR_MS };
  const robot = walksFrom(
    anyBeginning.map((begins) => ({ ...begins, guard })),
    fc.constant(true),
  );

  test("nothing is answered while the service is silent, but an opt-out counts and is confirmed", () => {
    const still = new Set(["ConsentWithdrawn", "StoppedEverywhere", "StopRepeated", "ConsentHeld", "ReplyQueued"]);
    fc.assert(
      fc.property(robot, (turns) => {
        for (const turn of turns) {
          const { reading, state, events, shopId } = turn.decision;
          for (const event of events) expect(still).toContain(event.type);
          for (const { kind } of repliesOf(turn)) expect(kind).toMatch(/^stop_(all_)?confirmed/);
          const optsOut = reading.kind === "stop_all" || (reading.kind === "stop" && !reading.doubt);
          if (!optsOut) continue;
          const all = leavesAll(turn.cast, reading, shopId);
          const left = all ? turn.cast.shops.map(({ id }) => id) : [shopId ?? ""];
          for (const id of left) expect(membership(state, id).consent).toBe("opted_out");
        }
      }),
      STATES,
    );
  });
});

describe("in any state at all", () => {
  const anyText = fc.oneof(textArbitrary, fc.string({ unit: anyUnit, maxLength: 3_000, size: "max" }));
  const anyCast = fc.oneof(castArbitrary, fc.constant({ ...casts.demo, shops: [] } as unknown as Cast));

  test("any text gives a decision that can be stored", () => {
    fc.assert(
      fc.property(anyCast, anyConversation, anyText, instant, fc.array(anyMove), (cast, before, text, now, moves) => {
        const { state, events } = decideOn(cast, throughJson(before), text, now, throughJson(moves));
        expect(throughJson(state)).toStrictEqual(state);
        expect(throughJson(events)).toStrictEqual(events);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(["STOP", "ARRET", "Unsubscribe", "arrêtez de m'écrire", "stop texting me"])(
    "%s leaves the shop",
    (word) => {
      fc.assert(
        fc.property(castArbitrary, anyConversation, instant, (cast, before, now) => {
          const { state, shopId, reading } = decideOn(cast, throughJson(before), word, now);
          const left = leavesAll(cast, reading, shopId) ? cast.shops.map(({ id }) => id) : [shopId ?? ""];
          for (const id of left) expect(membership(state, id).consent).toBe("opted_out");
          expect(left).not.toContain(state.dialogue?.shopId);
          if ((before.steppedAt ?? now) <= now) expect(state.dialogue).toBeNull();
        }),
        STATES,
      );
    },
  );

  test.each(["STOP ALL", "STOP TOUT"])("%s leaves every shop of the number", (words) => {
    fc.assert(
      fc.property(castArbitrary, anyConversation, instant, (cast, before, now) => {
        const { state } = decideOn(cast, throughJson(before), words, now);
        for (const { id } of cast.shops) expect(membership(state, id).consent).toBe("opted_out");
      }),
      STATES,
    );
  });

  test("HELP is answered, unless to a robot", () => {
    fc.assert(
      fc.property(castArbitrary, anyConversation, instant, (cast, state, now) => {
        const before = throughJson({ ...state, guard: newConversation.guard });
        const replies = decideOn(cast, before, "HELP", now).events.filter((event) => event.type === "ReplyQueued");
        expect(replies.map(({ kind }) => kind.startsWith("help"))).toEqual([true]);
        expect(replies.every(({ evenIfStopped }) => evenIfStopped)).toBe(true);
      }),
      STATES,
    );
  });
});

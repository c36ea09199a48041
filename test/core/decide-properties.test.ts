// What holds whatever is texted, in whatever order, at whatever time, to one shop or to several on a shared number.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cast, casts } from "../../scripts/transcript-casts.ts";
import { afterChange, type Consent, type ConsentChange } from "../../src/consent/consent.ts";
import { type Decision, decide } from "../../src/conversation/decide.ts";
import type { ConversationEvent } from "../../src/conversation/events.ts";
import type { ReadingKind } from "../../src/conversation/reader.ts";
import {
  LEGAL_REPLY_SEGMENTS_MAX,
  legalReplies,
  REPLY_SEGMENTS_MAX,
  type ReplyKind,
} from "../../src/conversation/replies.ts";
import {
  type Conversation,
  type Dialogue,
  type Membership,
  membership,
  newConversation,
} from "../../src/conversation/state.ts";
import { segment } from "../../src/messaging/segments.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/time.ts";

const LINK = "https://cmptr.test/AAAAAAAAAAAAAAAA";
const START = Date.UTC(2026, 10, 23, 15);
const RUNS = { numRuns: 300 };

type ReplyQueued = Extract<ConversationEvent, { type: "ReplyQueued" }>;

interface Turn {
  readonly cast: Cast;
  readonly before: Conversation;
  readonly text: string;
  readonly now: number;
  readonly decision: Decision;
}

interface Text {
  readonly text: string;
  readonly afterMs: number;
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}

const decideOn = (cast: Cast, before: Conversation, text: string, now: number): Decision =>
  decide(frozen(before), { ...cast, text, link: LINK }, now);

function converse(cast: Cast, first: Conversation, texts: readonly Text[]): Turn[] {
  const turns: Turn[] = [];
  let before = first;
  let now = START;
  for (const { text, afterMs } of texts) {
    now += afterMs;
    const decision = decideOn(cast, before, text, now);
    turns.push({ cast, before, text, now, decision });
    before = throughJson(decision.state);
  }
  return turns;
}

const commands =
  "JOIN,JOIGNEZ,CAFE,SALON,Café,YES,OUI,NO,NON,STOP,ARRET,arrêter,STOPP,UNSUBSCRIBE,STOP ALL,STOP TOUT,START,UNSTOP,HELP,AIDE,INFO," +
  "BALANCE,SOLDE,POINTS,REDEEM,USE,OFFERS,BIRTHDAY 12/05,MOVE,WHY,POURQUOI,FRANCAIS,ENGLISH,1234,2";
const phrases = [
  "stop texting me",
  "arrêtez de m'écrire",
  "Je ne veux plus recevoir vos messages",
  "ok stop now lol",
  "stop mdr",
  "Stop knowing me so well!",
  "Yes I was wondering if you open on Sunday",
  "avez-vous du lait d'avoine ?",
  "Liked “Reply YES to join. STOP to leave”",
];
const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

const textArbitrary = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...commands.split(",")) },
  { weight: 2, arbitrary: fc.constantFrom(...phrases) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom("JOIN", "JOIGNEZ", "STOP", "START", "YES", "HELP", "bonjour"),
        fc.constantFrom("CAFE", "salon", "GARAGE", "svp", "!!"),
      )
      .map((words) => words.join(" ")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: anyUnit, maxLength: 200 }) },
);

const textsArbitrary: fc.Arbitrary<Text[]> = fc.array(
  fc.record({
    text: textArbitrary,
    afterMs: fc.constantFrom(SECOND_MS, 20 * SECOND_MS, 2 * MINUTE_MS, 6 * MINUTE_MS, 2 * HOUR_MS, DAY_MS, 8 * DAY_MS),
  }),
  { maxLength: 30, size: "max" },
);

const castArbitrary: fc.Arbitrary<Cast> = fc.constantFrom<Cast>(...Object.values(casts), casts.shared, casts.shared);

const joined: Membership = {
  consent: "subscribed",
  proof: { word: "YES", at: START - 90 * DAY_MS },
  points: 4,
  joinedBefore: true,
};

const talkArbitrary = fc.tuple(castArbitrary, fc.boolean(), textsArbitrary).map(([cast, isMember, texts]) => {
  const members = isMember ? Object.fromEntries(cast.shops.map(({ id }) => [id, joined])) : {};
  return converse(cast, { ...newConversation, members }, texts);
});

const holds = (check: (turns: readonly Turn[]) => void) => fc.assert(fc.property(talkArbitrary, check), RUNS);

const repliesOf = ({ decision }: Turn): ReplyQueued[] =>
  decision.events.filter((event) => event.type === "ReplyQueued");

const GRANTING: ReadonlySet<ReadingKind> = new Set<ReadingKind>(["yes", "start"]);

const MAY_REACH_THE_STOPPED: ReadonlySet<ReplyKind> = new Set<ReplyKind>([
  "stop_confirmed",
  "stop_confirmed_shared",
  "stop_all_confirmed",
  "help",
  "help_write_here",
  "help_shared",
  "join_prompt",
  "why_no_consent",
  "why_stopped",
  "which_shop",
]);

/** The shops that an event withdraws from, of those on the number. */
function withdrawn(event: ConversationEvent, { cast, before }: Turn): readonly string[] {
  if (event.type === "ConsentWithdrawn") return [event.shopId];
  if (event.type !== "StoppedEverywhere") return [];
  return cast.shops.map(({ id }) => id).filter((id) => before.members[id] === undefined);
}

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
        }
        for (const { id } of turn.cast.shops) expect(membership(decision.state, id).consent).toBe(consentOf(id));
      }
    });
  });

  test("is given to terms that were shown, or by somebody who had been shown them before", () => {
    holds((turns) => {
      const shown = new Map<string, string>();
      for (const { before, decision } of turns) {
        for (const event of decision.events) {
          if (event.type === "CustomerAsked") shown.set(event.shopId, event.shown);
          if (event.type !== "ConsentGranted") continue;
          if (event.shown === null) expect(before.members[event.shopId]?.joinedBefore).toBe(true);
          else expect(event.shown).toBe(shown.get(event.shopId));
        }
      }
    });
  });

  test("welcome points are earned once", () => {
    holds((turns) => {
      const earned = turns.flatMap(({ decision }) => decision.events.filter((event) => event.type === "PointsEarned"));
      expect(new Set(earned.map(({ shopId }) => shopId)).size).toBe(earned.length);
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
        expect(segments).toBeLessThanOrEqual(legalReplies.has(kind) ? LEGAL_REPLY_SEGMENTS_MAX : REPLY_SEGMENTS_MAX);
      }
    });
  });

  test("does not depend on whether the state has been through JSON", () => {
    holds((turns) => {
      let live = turns[0]?.before ?? newConversation;
      for (const { cast, text, now, decision } of turns) {
        const direct = decideOn(cast, live, text, now);
        expect(direct).toStrictEqual(decision);
        expect(throughJson(direct.state)).toStrictEqual(direct.state);
        live = direct.state;
      }
    });
  });
});

describe("to a robot", () => {
  const robot = fc.tuple(castArbitrary, fc.boolean(), textsArbitrary).map(([cast, isMember, texts]) => {
    const members = isMember ? Object.fromEntries(cast.shops.map(({ id }) => [id, joined])) : {};
    const quick = texts.map(({ text }) => ({ text, afterMs: SECOND_MS }));
    const guard = { ...newConversation.guard, silentUntil: START + HOUR_MS };
    return converse(cast, { ...newConversation, members, guard }, quick);
  });

  test("nothing is answered while the service is silent, but an opt-out counts and is confirmed", () => {
    const still = new Set(["ConsentWithdrawn", "StoppedEverywhere", "ConsentHeld", "ReplyQueued"]);
    fc.assert(
      fc.property(robot, (turns) => {
        for (const turn of turns) {
          const { reading, state, events, shopId } = turn.decision;
          for (const event of events) expect(still).toContain(event.type);
          for (const { kind } of repliesOf(turn)) expect(kind).toMatch(/^stop_(all_)?confirmed/);
          const optsOut = reading.kind === "stop_all" || (reading.kind === "stop" && !reading.doubt);
          if (!optsOut) continue;
          const all = shopId === null || (reading.kind === "stop_all" && turn.cast.shops.length > 1);
          const left = all ? turn.cast.shops.map(({ id }) => id) : [shopId];
          for (const id of left) expect(membership(state, id).consent).toBe("opted_out");
        }
      }),
      RUNS,
    );
  });
});

const instant = fc.integer({ min: START - 1_000 * DAY_MS, max: START + 1_000 * DAY_MS });
const shopId = fc.constantFrom("cafe", "salon", "garage", "gone");
const dialogue: fc.Arbitrary<Dialogue> = fc.oneof(
  fc.record({ kind: fc.constant("asked_to_join" as const), shopId, shown: fc.string(), until: instant }),
  fc.record({ kind: fc.constant("asked_to_stop" as const), shopId, until: instant }),
);
const member: fc.Arbitrary<Membership> = fc.record({
  consent: fc.constantFrom<Consent>("none", "subscribed", "held", "opted_out"),
  proof: fc.option(fc.record({ word: fc.string(), at: instant })),
  points: fc.nat(),
  joinedBefore: fc.boolean(),
});
const anyConversation: fc.Arbitrary<Conversation> = fc.record({
  language: fc.option(fc.constantFrom("fr", "en")),
  shopId: fc.option(shopId),
  dialogue: fc.option(dialogue),
  members: fc.dictionary(shopId, member),
  stoppedAll: fc.boolean(),
  stopConfirmedAt: fc.option(instant),
  awayRepliedAt: fc.option(instant),
  guard: fc.record({
    windowStart: instant,
    textsInWindow: fc.nat(20),
    lastText: fc.string(),
    sameTexts: fc.nat(10),
    silentUntil: instant,
  }),
});

describe("in any state at all", () => {
  const anyText = fc.oneof(textArbitrary, fc.string({ unit: anyUnit, maxLength: 3_000, size: "max" }));
  const anyCast = fc.oneof(castArbitrary, fc.constant({ ...casts.demo, shops: [] } as unknown as Cast));

  test("any text gives a decision that can be stored", () => {
    fc.assert(
      fc.property(anyCast, anyConversation, anyText, instant, (cast, before, text, now) => {
        const { state, events } = decideOn(cast, throughJson(before), text, now);
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
          const { state, shopId } = decideOn(cast, throughJson(before), word, now);
          const left = shopId === null ? cast.shops.map(({ id }) => id) : [shopId];
          for (const id of left) expect(membership(state, id).consent).toBe("opted_out");
          expect(state.dialogue).toBeNull();
        }),
        RUNS,
      );
    },
  );

  test.each(["STOP ALL", "STOP TOUT"])("%s leaves every shop of the number", (words) => {
    fc.assert(
      fc.property(castArbitrary, anyConversation, instant, (cast, before, now) => {
        const { state } = decideOn(cast, throughJson(before), words, now);
        for (const { id } of cast.shops) expect(membership(state, id).consent).toBe("opted_out");
      }),
      RUNS,
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
      RUNS,
    );
  });
});

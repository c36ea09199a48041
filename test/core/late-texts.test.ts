// Texts that come late or in another order than they were written: who has left stays left, and an answer answers what was asked.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { decide } from "../../src/conversation/decide.ts";
import type { ConversationEvent } from "../../src/conversation/events.ts";
import { type Conversation, isForgotten, membership, newConversation } from "../../src/conversation/state.ts";
import { isClearStop } from "../../src/conversation/stopping.ts";
import { ANSWERS_WAITING_MAX } from "../../src/conversation/turn.ts";
import { HOUR_MS, SECOND_MS } from "../../src/time.ts";
import {
  anyConversation,
  around,
  castArbitrary,
  decideOn,
  joined,
  START,
  textArbitrary,
  throughJson,
} from "./conversation-arbitraries.ts";

const member = { ...newConversation, members: { cafe: joined } };
const lateBy = fc.integer({ min: 0, max: 25 * HOUR_MS });

describe("after a STOP", () => {
  test("no text that was written before it, or in its second, is answered, asks or grants, whatever it says", () => {
    const came = { stops: 0, others: 0 };
    fc.assert(
      fc.property(castArbitrary, textArbitrary, lateBy, (cast, text, lateMs) => {
        const members = Object.fromEntries(cast.shops.map(({ id }) => [id, joined]));
        const stopped = decideOn(cast, { ...newConversation, members }, "STOP", START).state;
        const late = decideOn(cast, throughJson(stopped), text, START + SECOND_MS, [], START - lateMs);
        const { kind, doubt } = late.reading;
        const isStop = kind === "stop_all" || (kind === "stop" && !doubt);
        came[isStop ? "stops" : "others"]++;
        const types = late.events.map(({ type }) => type);
        if (isStop) expect(types.filter((type) => type !== "StopRepeated")).toEqual([]);
        else expect(types).toEqual(late.shopId === null ? [] : ["ThreadOpened"]);
        for (const { id } of cast.shops) expect(membership(late.state, id).consent).toBe("opted_out");
      }),
      { numRuns: 1_000 },
    );
    expect(came.stops).toBeGreaterThan(20);
    expect(came.others).toBeGreaterThan(200);
  });

  test("a YES between two STOPs, come after both, grants nothing", () => {
    const first = decideOn(casts.demo, member, "STOP", START).state;
    const second = decideOn(casts.demo, throughJson(first), "STOP", START + 60 * SECOND_MS).state;
    const yes = decideOn(casts.demo, throughJson(second), "YES", START + 61 * SECOND_MS, [], START + 30 * SECOND_MS);
    expect(yes.events).toEqual([{ type: "ThreadOpened", shopId: "cafe", reason: "message" }]);
    expect(membership(yes.state, "cafe").consent).toBe("opted_out");
  });

  test.each(["YES", "START", "UNSTOP", "JOIN"])("and a late STOP does not undo a %s that was written later", (word) => {
    const left = decideOn(casts.demo, member, "STOP", START).state;
    const back = decideOn(casts.demo, throughJson(left), word, START + 60 * SECOND_MS).state;
    const late = decideOn(casts.demo, throughJson(back), "STOP", START + 90 * SECOND_MS, [], START + 30 * SECOND_MS);
    expect(late.events).toEqual([]);
    expect(membership(late.state, "cafe").consent).toBe(membership(back, "cafe").consent);
  });

  test.each(["BALANCE", "HELP", "REDEEM", "WHY", "do you sell beans?"])(
    "but one that is older than a %s counts",
    (text) => {
      const asked = decideOn(casts.demo, member, text, START + 60 * SECOND_MS).state;
      const late = decideOn(casts.demo, throughJson(asked), "STOP", START + 90 * SECOND_MS, [], START);
      expect(membership(late.state, "cafe").consent).toBe("opted_out");
    },
  );
});

describe("a number that has left, and of which no record is kept", () => {
  const at = START;
  const of = (hasRecord: boolean, stoppedAt: number | null) => ({
    ...joined,
    hasRecord,
    stop: { stoppedAt, liftedAt: null },
  });

  test.each([
    ["is forgotten by what was written before", { cafe: of(false, at + SECOND_MS) }, true],
    ["or in the second in which it left", { cafe: of(false, at) }, true],
    ["not by what it wrote since", { cafe: of(false, at - SECOND_MS) }, false],
    ["not where a record is kept", { cafe: of(true, at + SECOND_MS) }, false],
    ["not where another shop keeps one", { cafe: of(false, at + SECOND_MS), salon: of(true, null) }, false],
    ["but where the other has none", { cafe: of(false, at + SECOND_MS), salon: of(false, null) }, true],
    ["not a stranger's", {}, false],
  ])("%s", (_, members, forgotten) => {
    expect(isForgotten({ ...newConversation, members }, casts.shared.shops, at)).toBe(forgotten);
  });
});

describe("where many answers wait", () => {
  const input = { ...casts.demo, ...around, writtenAt: START, answersWaiting: ANSWERS_WAITING_MAX };

  test("none to a stranger is added: the next stranger's HELP is not answered", () => {
    expect(decide(newConversation, { ...input, text: "HELP" }, START).events).toEqual([
      { type: "AnswerWithheld", shopId: "cafe", kind: "help" },
    ]);
    const before = { ...input, text: "HELP", answersWaiting: ANSWERS_WAITING_MAX - 1 };
    expect(decide(newConversation, before, START).events).toMatchObject([{ type: "ReplyQueued", kind: "help" }]);
  });

  test.each([
    ["demo", "JOIN"],
    ["demo", "MOVE"],
    ["demo", "MOVE 514 555 0142"],
    ["shared", "JOIN SALON"],
    ["closed-by-trade", "JOIN"],
  ] as const)("at %s, the question of %s is not sent and not asked: a YES to it is a text", (cast, text) => {
    const crowded = { ...input, ...casts[cast] };
    const { state, events } = decide(newConversation, { ...crowded, text }, START);
    expect(events.map(({ type }) => type)).toEqual(["AnswerWithheld"]);
    expect(state.dialogue).toBeNull();
    const yes = decide(throughJson(state), { ...crowded, text: "YES", answersWaiting: 0 }, START + SECOND_MS);
    expect(yes.events.map(({ type }) => type)).toEqual(["ThreadOpened"]);
  });

  test("nor is any other, to whom nobody knows", () => {
    fc.assert(
      fc.property(castArbitrary, textArbitrary, fc.boolean(), (cast, text, hasStopped) => {
        const crowded = { ...input, ...cast };
        const before = hasStopped
          ? decide(newConversation, { ...crowded, text: "STOP ALL" }, START).state
          : newConversation;
        const later = START + SECOND_MS;
        const { state, events } = decide(throughJson(before), { ...crowded, text, writtenAt: later }, later);
        expect(state.dialogue).toBeNull();
        const types = events.map(({ type }) => type);
        for (const begins of ["CustomerAsked", "MoveAsked", "LinkIssued"]) expect(types).not.toContain(begins);
      }),
      { numRuns: 500 },
    );
  });

  test("a STOP is confirmed all the same, a stranger's too, and a member is answered", () => {
    const kinds = (first: typeof newConversation, text: string) =>
      decide(first, { ...input, text }, START).events.flatMap((event) =>
        event.type === "ReplyQueued" ? [event.kind] : [],
      );
    expect(kinds(newConversation, "STOP")).toEqual(["stop_confirmed"]);
    expect(kinds(member, "HELP")).toEqual(["help"]);
  });
});

describe("in a pool of strangers, a plain STOP that is older than what the shop that wrote last has written", () => {
  const pool = casts["pool-of-strangers"];
  const [cafe, salon] = pool.shops;
  const garage = { ...cafe, id: "garage", name: "Corner Garage", keyword: "GARAGE" };
  const three = { ...pool, shops: [cafe, salon, garage] } as const;
  const ofBoth = { ...newConversation, members: { cafe: joined, salon: joined } };
  const [WRITTEN, SINCE, NOW] = [START, START + 60 * SECOND_MS, START + 90 * SECOND_MS];
  const replies = (events: readonly ConversationEvent[]) =>
    events.flatMap((event) => (event.type === "ReplyQueued" ? [event.text] : []));
  const consents = (state: Conversation) => Object.keys(state.members).map((id) => membership(state, id).consent);

  test("does not leave the shop that they have joined since, but the one that they had: its question waits on", () => {
    const known = { ...newConversation, shopId: "cafe", members: { cafe: joined } };
    const joins = decideOn(pool, known, "JOIN SALON", SINCE).state;
    const late = decideOn(pool, throughJson(joins), "STOP", NOW, [], WRITTEN);
    expect(membership(late.state, "cafe").consent).toBe("opted_out");
    expect(replies(late.events)).toEqual([expect.stringMatching(/^Café Comptoir: no more texts from us\./)]);
    expect(late.events.findLast(({ type }) => type === "ReplyQueued")).toMatchObject({ shopId: "cafe" });
    const yes = decideOn(pool, throughJson(late.state), "YES", NOW + 60 * SECOND_MS).state;
    expect([membership(yes, "salon").consent, membership(yes, "cafe").consent]).toEqual(["subscribed", "opted_out"]);
  });

  test("leaves every shop that knows them, where another one has written since, and says so", () => {
    const receipt = { ...ofBoth, shopId: "salon", shopSince: SINCE };
    const late = decideOn(three, receipt, "STOP", NOW, [], WRITTEN);
    expect(consents(late.state)).toEqual(["opted_out", "opted_out"]);
    expect(membership(late.state, "garage").consent).toBe("none");
    expect(replies(late.events)).toEqual([expect.stringMatching(/^You will get no more texts from any shop/)]);
  });

  test("and where one is left out of three, names the two that are left", () => {
    const ofThree = { ...ofBoth, members: { ...ofBoth.members, garage: joined } };
    const left = decideOn(three, ofThree, "STOP GARAGE", WRITTEN - 60 * SECOND_MS).state;
    const talks = decideOn(three, throughJson(left), "JOIN CAFE", WRITTEN - 30 * SECOND_MS).state;
    const back = decideOn(three, throughJson(talks), "JOIN GARAGE", SINCE).state;
    const late = decideOn(three, throughJson(back), "STOP", NOW, [], WRITTEN);
    expect(consents(late.state)).toEqual(["opted_out", "opted_out", "opted_out"]);
    expect(replies(late.events)).toEqual([expect.stringMatching(/^Café Comptoir, Salon Rivage: no more texts/)]);
    expect(late.state.dialogue).toMatchObject({ kind: "asked_to_join", shopId: "garage" });
  });

  test("written in its order, or in the second in which that shop wrote, it is about that shop alone", () => {
    const receipt = { ...ofBoth, shopId: "salon", shopSince: SINCE };
    for (const at of [SINCE, NOW]) {
      const { state, events } = decideOn(pool, receipt, "STOP", NOW, [], at);
      expect(consents(state)).toEqual(["subscribed", "opted_out"]);
      expect(replies(events)).toEqual([expect.stringMatching(/^Salon Rivage: no more texts/)]);
    }
  });

  test("as a doubtful word, and an end of the offers, are about each of them", () => {
    const receipt = { ...ofBoth, shopId: "salon", shopSince: SINCE };
    expect(consents(decideOn(pool, receipt, "stop lol", NOW, [], WRITTEN).state)).toEqual(["held", "held"]);
    const offered = { ...joined, offers: "subscribed" } as const;
    const known = { ...receipt, members: { cafe: offered, salon: offered } };
    const { state, events } = decideOn(pool, known, "NO OFFERS", NOW, [], WRITTEN);
    expect(["cafe", "salon"].map((id) => membership(state, id).offers)).toEqual(["opted_out", "opted_out"]);
    expect(replies(events)).toEqual([expect.stringMatching(/^Café Comptoir, Salon Rivage: you get no more offers/)]);
  });

  test("a text that names a shop and comes too late does not make it the one that wrote last", () => {
    const left = decideOn(pool, { ...ofBoth, shopId: "cafe" }, "STOP SALON", SINCE).state;
    const talks = decideOn(pool, throughJson(left), "JOIN CAFE", NOW).state;
    const late = decideOn(pool, throughJson(talks), "JOIN SALON", NOW + SECOND_MS, [], WRITTEN);
    expect(late.state.shopId).toBe("cafe");
  });
});

describe("a text that is older than what the service has asked since", () => {
  const [WRITTEN, ASKED, NOW] = [START + 15 * SECOND_MS, START + 30 * SECOND_MS, START + 60 * SECOND_MS];
  const rich = { ...newConversation, members: { cafe: { ...joined, claims: [], points: 40 } } };
  const lists = decideOn(casts.demo, rich, "REDEEM", START).state;
  const picked = decideOn(casts.demo, throughJson(lists), "1", ASKED).state;
  const comes = (text: string) => decideOn(casts.demo, throughJson(picked), text, NOW, [], WRITTEN);

  test("acts where it may, and the answer to the question still counts", () => {
    expect(picked.dialogue).toMatchObject({ kind: "confirming_reward" });
    const earned = comes("2468");
    expect(earned.events.map(({ type }) => type)).toEqual(["PointsEarned", "ReplyQueued"]);
    expect(earned.state.dialogue).toEqual(picked.dialogue);
    const yes = decideOn(casts.demo, throughJson(earned.state), "YES", NOW + SECOND_MS, [], NOW - 20 * SECOND_MS);
    expect(yes.events.map(({ type }) => type)).toContain("RewardTaken");
  });

  test.each([
    "BALANCE",
    "HELP",
    "WHY",
    "OFFERS",
    "USE",
    "FRANCAIS",
    "BIRTHDAY 12/05",
    "NO OFFERS",
    "JOIN",
    "do you sell beans?",
  ])("%s leaves the question as it was", (text) => {
    expect(comes(text).state.dialogue).toEqual(picked.dialogue);
  });

  test.each(["REDEEM", "MOVE", "BIRTHDAY", "MOVE 514 555 0142"])(
    "%s, which would ask something else, is not answered",
    (text) => {
      const { state, events } = comes(text);
      expect(state.dialogue).toEqual(picked.dialogue);
      expect(events.map(({ type }) => type)).toEqual(["ThreadOpened"]);
    },
  );

  test("a doubtful stop holds the offers, and asks nothing in between", () => {
    const { state, events } = comes("stop lol");
    expect(membership(state, "cafe").consent).toBe("held");
    expect(state.dialogue).toEqual(picked.dialogue);
    expect(events.map(({ type }) => type)).toEqual(["ConsentHeld", "ThreadOpened"]);
  });

  test("whatever it says, and whatever was asked: only who leaves is asked no more", () => {
    let came = 0;
    fc.assert(
      fc.property(castArbitrary, anyConversation, textArbitrary, (cast, conversation, text) => {
        const { dialogue } = conversation;
        if (dialogue === null) return;
        const before = { ...conversation, dialogue: { ...dialogue, until: NOW + 60 * SECOND_MS }, steppedAt: ASKED };
        const late = decideOn(cast, throughJson(before), text, NOW, [], WRITTEN);
        if (isClearStop(late.reading)) return;
        came++;
        expect(late.state.dialogue).toEqual(before.dialogue);
      }),
      { numRuns: 1_000 },
    );
    expect(came).toBeGreaterThan(300);
  });
});

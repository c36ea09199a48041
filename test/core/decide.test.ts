// The bounds of the conversation, to the millisecond: how long it waits for an answer, when a repetition counts anew, when it falls silent.

import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { decide } from "../../src/conversation/decide.ts";
import { ANSWER_WAIT_MS } from "../../src/conversation/dialogue.ts";
import { AWAY_REPEAT_MS } from "../../src/conversation/forwarding.ts";
import {
  BURST_TEXTS_MAX,
  BURST_WINDOW_MS,
  SAME_TEXT_MAX,
  SAME_TEXT_WINDOW_MS,
  SILENCE_MS,
} from "../../src/conversation/guard.ts";
import { type Conversation, newConversation, stranger } from "../../src/conversation/state.ts";
import { STOP_REPEAT_MS } from "../../src/conversation/turn.ts";
import { STOP_CONFIRMATION_LIFETIME_MS } from "../../src/texts/kinds.ts";
import { DAY_MS, SECOND_MS } from "../../src/time.ts";

const MONDAY_10_00 = Date.UTC(2026, 10, 23, 15);
const SUNDAY_12_00 = MONDAY_10_00 - DAY_MS + 2 * 3_600_000;

const around = {
  phone: "+15145550142",
  link: "https://cmptr.test/A",
  fresh: { claimId: "claim", redemptionCode: "K7M42F", moveId: "move", moveCode: "482913" },
  moves: [],
  answersWaiting: 0,
};

/** Texts the cast, each time so long after the last; says for each text what was replied, by kind. */
function texting(cast: keyof typeof casts, start: number, first: Conversation = newConversation) {
  let conversation = first;
  let now = start;
  return (text: string, afterMs = 0): string[] => {
    now += afterMs;
    const { state, events } = decide(conversation, { ...casts[cast], ...around, text, writtenAt: now }, now);
    conversation = state;
    return events.map((event) => (event.type === "ReplyQueued" ? event.kind : event.type));
  };
}

test.each([
  ["joins until the wait ends", ANSWER_WAIT_MS - 1, ["ConsentGranted", "PointsEarned", "LinkIssued", "welcome"]],
  ["is a message from then on", ANSWER_WAIT_MS, ["ThreadOpened"]],
])("YES %s", (_name, afterMs, happened) => {
  const text = texting("demo", MONDAY_10_00);
  text("JOIN");
  expect(text("YES", afterMs)).toEqual(happened);
});

test.each([
  ["is the same request within five minutes", STOP_REPEAT_MS - 1, ["StopRepeated"]],
  ["is confirmed again after five minutes", STOP_REPEAT_MS, ["StopRepeated", "stop_confirmed"]],
])("a second STOP %s", (_name, afterMs, happened) => {
  const text = texting("demo", MONDAY_10_00);
  text("STOP");
  expect(text("STOP", afterMs)).toEqual(happened);
});

test("the confirmation of a STOP is worth nothing after five minutes; other answers keep", () => {
  const input = { ...casts.demo, ...around, writtenAt: MONDAY_10_00 };
  const lifetimes = ["STOP", "HELP", "JOIN"].map((text) => {
    const { events } = decide(newConversation, { ...input, text }, MONDAY_10_00);
    return events.find((event) => event.type === "ReplyQueued")?.lifetimeMs;
  });
  expect(lifetimes).toEqual([STOP_CONFIRMATION_LIFETIME_MS, null, null]);
});

test.each([
  ["not repeated before its time", AWAY_REPEAT_MS - 1, ["ThreadOpened"]],
  ["repeated to a new talk", AWAY_REPEAT_MS, ["ThreadOpened", "away"]],
])("the away reply is %s", (_name, afterMs, happened) => {
  const text = texting("opening-hours", SUNDAY_12_00);
  expect(text("Are you open?")).toEqual(["ThreadOpened", "away"]);
  expect(text("Hello?", afterMs)).toEqual(happened);
});

describe("where what the shop sells closes its texts", () => {
  const terms = { kind: "asked_to_join", shopId: "cafe", shown: "terms", until: MONDAY_10_00 + 1 } as const;
  const member = { ...stranger, hasRecord: true, joinedBefore: true, proof: { word: "YES", at: 1 } } as const;
  const left = { ...member, consent: "opted_out" } as const;
  const subscribed = { ...member, consent: "subscribed" } as const;

  test.each<[string, string, Partial<Conversation>]>([
    ["YES", "to terms that were shown before", { dialogue: terms }],
    ["YES OFFERS", "to such terms", { dialogue: terms }],
    ["START", "after a stop", { members: { cafe: left } }],
    ["YES", "after a stop", { members: { cafe: left } }],
    ["YES OFFERS", "of a member", { members: { cafe: subscribed } }],
  ])("%s %s grants nothing, and names the page", (text, _, so) => {
    const input = { ...casts["closed-by-trade"], ...around, text, writtenAt: MONDAY_10_00 };
    const { events } = decide({ ...newConversation, ...so }, input, MONDAY_10_00);
    expect(events.map((event) => (event.type === "ReplyQueued" ? event.kind : event.type))).toEqual([
      "LinkIssued",
      "join_by_page",
    ]);
  });
});

describe("the loop guard", () => {
  const silent = ["FellSilent", "ThreadOpened"];

  test.each([
    ["in less than a minute", BURST_WINDOW_MS / BURST_TEXTS_MAX - 1, silent],
    ["in a minute or more", BURST_WINDOW_MS / BURST_TEXTS_MAX, ["ThreadOpened"]],
  ])("one text more than a person's burst, %s", (_name, betweenMs, happened) => {
    const text = texting("demo", MONDAY_10_00);
    for (let n = 0; n < BURST_TEXTS_MAX; n++) expect(text(`text ${n}`, n && betweenMs)).toEqual(["ThreadOpened"]);
    expect(text("one more", betweenMs)).toEqual(happened);
  });

  test.each([
    ["within ten minutes of each other", SAME_TEXT_WINDOW_MS - 1, silent],
    ["ten minutes apart", SAME_TEXT_WINDOW_MS, ["ThreadOpened"]],
  ])("the same words once more than a person repeats them, %s", (_name, betweenMs, happened) => {
    const text = texting("demo", MONDAY_10_00);
    for (let n = 0; n < SAME_TEXT_MAX; n++) expect(text("Out of office", betweenMs)).toEqual(["ThreadOpened"]);
    expect(text(" out of OFFICE ", betweenMs)).toEqual(happened);
  });

  test("the silence lasts until nothing has come for an hour", () => {
    const text = texting("demo", MONDAY_10_00);
    for (let n = 0; n <= BURST_TEXTS_MAX; n++) text(`text ${n}`, SECOND_MS);
    expect(text("HELP", SILENCE_MS - 1)).toEqual([]);
    expect(text("HELP", SILENCE_MS - 1)).toEqual([]);
    expect(text("HELP", SILENCE_MS)).toEqual(["help"]);
  });

  test("a thousand texts in a minute bring one notice", () => {
    const text = texting("demo", MONDAY_10_00);
    const happened = Array.from({ length: 1_000 }, (_, n) => text(`text ${n}`, 60)).flat();
    expect(happened.filter((each) => each === "FellSilent")).toHaveLength(1);
    expect(happened.filter((each) => each === "ThreadOpened")).toHaveLength(BURST_TEXTS_MAX + 1);
  });
});

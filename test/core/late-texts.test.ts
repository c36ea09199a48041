// Texts that come late or in another order than they were written: who has left stays left, and an answer answers what was asked.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { decide } from "../../src/conversation/decide.ts";
import { membership, newConversation } from "../../src/conversation/state.ts";
import { ANSWERS_WAITING_MAX } from "../../src/conversation/turn.ts";
import { HOUR_MS, SECOND_MS } from "../../src/time.ts";
import {
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
        expect(types.filter((type) => type !== "ThreadOpened" && type !== "StopRepeated")).toEqual([]);
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
    expect(yes.events).toEqual([]);
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

describe("where many answers wait", () => {
  const input = { ...casts.demo, ...around, writtenAt: START, answersWaiting: ANSWERS_WAITING_MAX };

  test("none to a stranger is added: the next stranger's HELP is not answered", () => {
    expect(decide(newConversation, { ...input, text: "HELP" }, START).events).toEqual([
      { type: "AnswerWithheld", shopId: "cafe", kind: "help" },
    ]);
    const before = { ...input, text: "HELP", answersWaiting: ANSWERS_WAITING_MAX - 1 };
    expect(decide(newConversation, before, START).events).toMatchObject([{ type: "ReplyQueued", kind: "help" }]);
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

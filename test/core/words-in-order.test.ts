// A no counts from when it was written, whoever writes it and however early its yes arrives: to offers, and what may have been a stop.

import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { type Conversation, membership, newConversation } from "../../src/conversation/state.ts";
import { MINUTE_MS } from "../../src/time.ts";
import { decideOn, joined, START, throughJson } from "./conversation-arbitraries.ts";

const DOUBT = "ok stop now lol";
type Said = readonly [text: string, minute: number];

/** As they arrive, each written at its minute. */
function standingAfter(texts: readonly Said[], before: Conversation = newConversation) {
  const state = texts.reduce((conversation, [text, minute], i) => {
    const now = START + (10 + i) * MINUTE_MS;
    return decideOn(casts.demo, throughJson(conversation), text, now, [], START + minute * MINUTE_MS).state;
  }, before);
  const { consent, offers } = membership(state, "cafe");
  return `${consent}, offers ${offers}`;
}

const withOffers: Conversation = { ...newConversation, members: { cafe: { ...joined, offers: "subscribed" } } };

describe("a no to offers of somebody who is no member yet", () => {
  test.each<[string, readonly Said[], string]>([
    [
      "in the order of writing",
      [
        ["JOIN", 0],
        ["YES OFFERS", 1],
        ["NO OFFERS", 2],
      ],
      "subscribed, offers opted_out",
    ],
    [
      "come before the yes that is older",
      [
        ["JOIN", 0],
        ["NO OFFERS", 2],
        ["YES OFFERS", 1],
      ],
      "subscribed, offers none",
    ],
    [
      "written in its second",
      [
        ["JOIN", 0],
        ["NO OFFERS", 2],
        ["YES OFFERS", 2],
      ],
      "subscribed, offers none",
    ],
    [
      "in French",
      [
        ["JOIGNEZ", 0],
        ["SANS OFFRES", 2],
        ["OUI OFFRES", 1],
      ],
      "subscribed, offers none",
    ],
    [
      "before a yes that is later",
      [
        ["JOIN", 0],
        ["NO OFFERS", 1],
        ["YES OFFERS", 2],
      ],
      "subscribed, offers subscribed",
    ],
  ])("%s", (_what, texts, standing) => {
    expect(standingAfter(texts)).toBe(standing);
  });
});

describe("what may have been a stop", () => {
  test.each(["YES", "START", "JOIN", "YES OFFERS"])(
    "is not undone by a %s that was written before, or in its second",
    (word) => {
      for (const minute of [1, 2]) {
        expect(
          standingAfter(
            [
              [DOUBT, 2],
              [word, minute],
            ],
            withOffers,
          ),
        ).toBe("held, offers subscribed");
      }
      expect(
        standingAfter([
          ["JOIN", 0],
          [DOUBT, 2],
          [word, 1],
        ]),
      ).toBe("none, offers none");
    },
  );

  test.each(["YES", "START", "JOIN"])("is answered by a %s that was written later", (word) => {
    expect(
      standingAfter(
        [
          [DOUBT, 2],
          [word, 3],
        ],
        withOffers,
      ),
    ).toBe("subscribed, offers subscribed");
  });

  test("by somebody who is no member yet ends no question: a later YES joins", () => {
    expect(
      standingAfter([
        ["JOIN", 0],
        [DOUBT, 2],
        ["YES", 3],
      ]),
    ).toBe("subscribed, offers none");
  });
});

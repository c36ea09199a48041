// An account that changes its number: what is read of a number and a code, and what is so when it moves back.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { type Conversation, membership, newConversation } from "../../src/conversation/state.ts";
import { phonesIn, readMoveCode, readPhone, withoutPhones } from "../../src/conversation/typed-figures.ts";
import { uuidv7 } from "../../src/ids.ts";
import {
  consentsAfterMoveBack,
  counterCode,
  MOVE_REVERSIBLE_MS,
  type MoveAtCounter,
  type MoveAtCounterRefusal,
  mayMoveAtCounter,
  mayMoveBack,
} from "../../src/loyalty/moves.ts";
import { readRedemptionCode } from "../../src/rewards/redemption-code.ts";
import { decideOn, joined, START } from "./conversation-arbitraries.ts";

const NOW = Date.UTC(2026, 10, 23, 15);

describe("the old number", () => {
  test.each([
    ["MOVE 514 555-0142", "CA", "+15145550142"],
    ["move (514) 555.0142 please", "CA", "+15145550142"],
    ["MOVE +1 514 555 0142", "FR", "+15145550142"],
    ["my old one was 15145550142", "US", "+15145550142"],
    ["CHANGER 06 12 34 56 78", "FR", "+33612345678"],
    ["CHANGER 06 12 34 56 78", "CA", null],
    ["MOVE 5550142", "CA", null],
    ["MOVE", "CA", null],
  ] as const)("%s in %s is %s", (text, country, phone) => {
    expect(readPhone(text, country)).toBe(phone);
  });

  test("is among those that are looked up, wherever the shop is", () => {
    const texts = fc.oneof(
      fc.constantFrom("MOVE 514 555-0142", "06 12 34 56 78", "+33 6 12 34 56 78", "1 212 555 0142"),
      fc.string({ unit: fc.constantFrom(..."0123456789+()-. a"), maxLength: 40 }),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom("CA", "US", "FR"), (text, country) => {
        const phone = readPhone(text, country);
        if (phone !== null) expect(phonesIn(text)).toContain(phone);
      }),
    );
  });
});

test.each([
  ["MOVE 514 555-0142", "MOVE …42"],
  ["move (514) 555.0142 or +1 514 555 0143 please", "move (…42 or …43 please"],
  ["2468 97531 3", "2468 97531 3"],
  ["482 913", "482 913"],
])("%j is remembered as %j", (text, remembered) => {
  expect(withoutPhones(text)).toBe(remembered);
});

test.each([
  ["482913", "482913"],
  ["482 913", "482913"],
  ["Le code : 482-913.", "482913"],
  ["4829130", null],
  ["48291", null],
  ["482913 and 482914", null],
  ["no code", null],
  ["", null],
])("the code in %j is %s", (text, code) => {
  expect(readMoveCode(text)).toBe(code);
});

test.each([
  ["not moved", { movedAt: null, movedBackAt: null }, "not_moved"],
  ["moved back", { movedAt: NOW, movedBackAt: NOW }, "already_back"],
  ["a week ago", { movedAt: NOW - MOVE_REVERSIBLE_MS, movedBackAt: null }, "too_late"],
  ["a moment less than a week ago", { movedAt: NOW - MOVE_REVERSIBLE_MS + 1, movedBackAt: null }, null],
])("%s", (_name, times, refusal) => {
  const allowed = mayMoveBack(times, NOW);
  expect(allowed.ok ? null : allowed.error).toBe(refusal);
});

test.each([
  ["nothing was said", "subscribed", "none", false, "subscribed", "none"],
  ["promotions were held by the move", "subscribed", "held", true, "subscribed", "subscribed"],
  ["the old phone was in doubt by itself", "subscribed", "held", false, "subscribed", "held"],
  ["the new phone said STOP", "opted_out", "held", true, "opted_out", "opted_out"],
  ["the new phone said STOP and was nobody's", "opted_out", "none", false, "opted_out", "opted_out"],
  ["the old phone said STOP", "subscribed", "opted_out", false, "opted_out", "opted_out"],
  ["the new phone is in doubt", "held", "none", false, "held", "none"],
] as const)("back on their own phones, when %s", (_name, account, left, isHeldByMove, accountAfter, leftAfter) => {
  const after = consentsAfterMoveBack({ account, left }, { wasSubscribed: isHeldByMove, isHeldByMove });
  expect(after).toEqual({ account: accountAfter, left: leftAfter });
});

test.each([
  ["the new phone never had, it is held there", false, "held"],
  ["the new phone had before, it goes on", true, "subscribed"],
] as const)("what the old phone has agreed to since: where %s", (_name, wasSubscribed, left) => {
  const consents = { account: "subscribed", left: "subscribed" } as const;
  expect(consentsAfterMoveBack(consents, { wasSubscribed, isHeldByMove: false })).toEqual({ ...consents, left });
});

/** What was said on the phone that an account comes to: a STOP to every shop of the number, and a JOIN since. */
describe("a phone that had left every shop and come back to one", () => {
  const { shops } = casts.shared;
  const joinedAgain = { ...joined, points: 3, stop: { stoppedAt: null, liftedAt: START - 1_000 } };
  const before: Conversation = {
    ...newConversation,
    shopId: "cafe",
    pool: { stoppedAt: START - 60_000, liftedAt: null },
    members: { cafe: joinedAgain, salon: joined },
  };

  test("is in at that shop when another account comes to it", () => {
    const { state } = decideOn(casts.shared, before, "MOVE 514 555 0188", START);
    const asked = { stage: "asked", id: "move", shopId: "cafe", codeIsRight: true, account: joined } as const;
    const moved = decideOn(casts.shared, state, "482 913", START + 1_000, [asked]);
    expect(moved.events.map(({ type }) => type)).toEqual(["AccountMoved", "ReplyQueued"]);
    const consents = shops.map(({ id }) => membership(moved.state, id).consent);
    expect(consents).toEqual(["subscribed", "opted_out"]);
  });

  test.each([true, false])("and when its own comes back to it (it is the new phone: %s)", (isNewNumber) => {
    const done = { stage: "moved", id: "move", shopId: "cafe", isNewNumber, other: joined } as const;
    const back = decideOn(casts.shared, before, "MOVE BACK", START, [done]);
    expect(membership(back.state, "cafe")).toEqual({ ...joined, stop: joinedAgain.stop });
    expect(membership(back.state, "salon").consent).toBe("opted_out");
  });
});

describe("staff may bring it to the new number", () => {
  const NOTHING_RIGHT: MoveAtCounter = { movedAt: NOW - 1, expiresAt: NOW, isThere: false, hasNewNumberLeft: true };
  const rungs: readonly [what: string, mended: Partial<MoveAtCounter>, refusal: MoveAtCounterRefusal | null][] = [
    ["not once it has moved", {}, "already_moved"],
    ["not when its ten minutes are over", { movedAt: null }, "expired"],
    ["not when the account has left, or is elsewhere", { expiresAt: NOW + 1 }, "moved_on"],
    ["not when the new phone has said STOP since", { isThere: true }, "new_number_left"],
    ["once nothing speaks against it", { hasNewNumberLeft: false }, null],
  ];
  test.each(rungs.map(([what, , refusal], i) => [what, refusal, i] as const))("%s", (_, refusal, i) => {
    const mended = rungs.slice(0, i + 1).map(([, change]) => change);
    const allowed = mayMoveAtCounter(Object.assign({}, NOTHING_RIGHT, ...mended), NOW);
    expect(allowed.ok ? null : allowed.error).toBe(refusal);
  });

  test("by a code that is typed as any other at the counter, another one for each move", () => {
    const ids = fc.uint8Array({ minLength: 10, maxLength: 10 }).map((random) => uuidv7(NOW, random));
    fc.assert(
      fc.property(ids, (id) => {
        expect(readRedemptionCode(counterCode(id))).toBe(counterCode(id));
      }),
    );
    const codes = Array.from({ length: 17 }, (_, i) => counterCode(uuidv7(NOW, new Uint8Array(10).fill(i))));
    expect(new Set(codes).size).toBe(17);
  });
});

// What each kind of text is for, when it goes and how long it is worth it: one table, which sending, its order and its copies read.

import { expect, test } from "vitest";
import { type MessageClass, priorities, priorityOf } from "../../src/messaging/lifecycle.ts";
import { kindsFor, stopConfirmations, type TextKind, type TextPurpose, textKinds } from "../../src/texts/kinds.ts";
import { DAY_MS, MINUTE_MS } from "../../src/time.ts";

const kinds = Object.keys(textKinds) as TextKind[];

test.each<[TextKind, TextPurpose, MessageClass, number | null]>([
  ["join_prompt", "invitation", "conversation", null],
  ["kiosk_invitation", "invitation", "transactional", DAY_MS],
  ["person_invitation", "invitation", "transactional", DAY_MS],
  ["welcome", "answer", "conversation", null],
  ["reply", "answer", "conversation", null],
  ["account_moved", "answer", "transactional", null],
  ["receipt", "points", "transactional", 15 * MINUTE_MS],
  ["birthday", "points", "transactional", null],
  ["expiry_warning", "points", "transactional", 3 * DAY_MS],
  ["campaign", "offers", "promotional", null],
  ["stop_confirmed", "stop_confirmation", "conversation", 5 * MINUTE_MS],
  ["stop_confirmed_shared", "stop_confirmation", "conversation", 5 * MINUTE_MS],
  ["stop_all_confirmed", "stop_confirmation", "conversation", 5 * MINUTE_MS],
  ["sign_in_code", "code", "conversation", 10 * MINUTE_MS],
  ["sign_up_code", "code", "transactional", 10 * MINUTE_MS],
  ["move_code", "code", "transactional", 10 * MINUTE_MS],
])("%s is for: %s, goes as %s, and is worth sending for %s ms", (kind, purpose, of, lifetimeMs) => {
  expect(textKinds[kind]).toMatchObject({ purpose, class: of, lifetimeMs });
  const isUrgent = purpose === "code" || purpose === "stop_confirmation";
  expect(priorityOf({ kind, class: of }) === priorities.urgent).toBe(isUrgent);
});

test("each kind has one purpose, and promotions alone are for offers", () => {
  const purposes = ["answer", "points", "offers", "invitation", "code", "stop_confirmation"] as const;
  expect(purposes.flatMap((purpose) => [...kindsFor(purpose)]).sort()).toEqual(kinds.toSorted());
  expect(kinds.filter((kind) => textKinds[kind].class === "promotional")).toEqual([...kindsFor("offers")]);
});

test("each code proves a phone, and nothing else does", () => {
  const proofs = kinds.filter((kind) => textKinds[kind].carries === "proof");
  expect(new Set(proofs)).toEqual(kindsFor("code"));
});

test("a STOP has three confirmations: of a shop's own number, of one shop of a pool, of the pool", () => {
  expect([...stopConfirmations]).toEqual(["stop_confirmed", "stop_confirmed_shared", "stop_all_confirmed"]);
});

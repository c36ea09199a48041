// What each kind of text is for: one table, which sending, its order and its copies read.

import { expect, test } from "vitest";
import { priorities, priorityOf } from "../../src/messaging/lifecycle.ts";
import { kindsFor, stopConfirmations, type TextKind, type TextPurpose, textKinds } from "../../src/texts/kinds.ts";

test.each<[TextKind, TextPurpose]>([
  ["join_prompt", "invitation"],
  ["kiosk_invitation", "invitation"],
  ["person_invitation", "invitation"],
  ["welcome", "answer"],
  ["reply", "answer"],
  ["receipt", "points"],
  ["birthday", "points"],
  ["expiry_warning", "points"],
  ["campaign", "offers"],
  ["stop_confirmed", "stop_confirmation"],
  ["sign_in_code", "code"],
  ["sign_up_code", "code"],
  ["move_code", "code"],
])("%s is for: %s", (kind, purpose) => {
  expect(textKinds[kind].purpose).toBe(purpose);
  const isUrgent = purpose === "code" || purpose === "stop_confirmation";
  expect(priorityOf({ kind, class: "transactional" }) === priorities.urgent).toBe(isUrgent);
});

test("each code proves a phone, and nothing else does", () => {
  const proofs = (Object.keys(textKinds) as TextKind[]).filter((kind) => textKinds[kind].carries === "proof");
  expect(new Set(proofs)).toEqual(kindsFor("code"));
});

test("a STOP has three confirmations: of a shop's own number, of one shop of a pool, of the pool", () => {
  expect([...stopConfirmations]).toEqual(["stop_confirmed", "stop_confirmed_shared", "stop_all_confirmed"]);
});

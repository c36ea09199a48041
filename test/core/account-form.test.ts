// The form of a customer's own account: what it takes to agree to e-mail, each row mending one fault of the last.

import { expect, test } from "vitest";
import { readAccount, type TypedAccount } from "../../src/consent/account-form.ts";

const WORDS = "today's";
const typed: TypedAccount = { name: "", birthday: "31/02", email: " ", agreesToEmail: true, wordsShown: "yesterday's" };

test.each([
  [{}, { birthday: "not_a_day", email: "missing", agreement: "words_changed" }],
  [{ birthday: "12/05" }, { email: "missing", agreement: "words_changed" }],
  [
    { birthday: "12/05", email: "zoe@" },
    { email: "not_an_address", agreement: "words_changed" },
  ],
  [{ birthday: "12/05", email: "zoe@example.com" }, { agreement: "words_changed" }],
  [{ birthday: "12/05", wordsShown: WORDS }, { email: "missing" }],
  [{ agreesToEmail: false }, { birthday: "not_a_day" }],
] as const)("with %j it says %j", (mended, error) => {
  expect(readAccount({ ...typed, ...mended }, { monthFirst: false, words: WORDS })).toEqual({ ok: false, error });
});

test("the words that were read, and an address, are what it takes; without the box nothing is", () => {
  const right = { ...typed, birthday: "12/05", email: "zoe@example.com", wordsShown: WORDS };
  const profile = { name: null, birthday: "05-12", email: "zoe@example.com" };
  const reading = { monthFirst: false, words: WORDS };
  expect(readAccount(right, reading)).toEqual({ ok: true, value: { ...profile, agreesToEmail: true } });
  const unticked = { ...right, email: "", agreesToEmail: false, wordsShown: "" };
  expect(readAccount(unticked, reading)).toEqual({
    ok: true,
    value: { ...profile, email: null, agreesToEmail: false },
  });
});

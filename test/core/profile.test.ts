// What customers type of themselves, and what is kept of it.

import { describe, expect, test } from "vitest";
import { readProfile } from "../../src/loyalty/profile.ts";

const nothing = { name: "", birthday: "", email: "" };
const read = (typed: Partial<typeof nothing>, monthFirst = false) => readProfile({ ...nothing, ...typed }, monthFirst);

describe("is kept", () => {
  test.each([
    ["nothing at all", {}, { name: null, birthday: null, email: null }],
    ["an emoji in a name", { name: "  Zoé 🌻 " }, { name: "Zoé 🌻", birthday: null, email: null }],
    ["a name that is HTML, as it is", { name: "<b>Bo</b>" }, { name: "<b>Bo</b>", birthday: null, email: null }],
    ["a name of two lines, as one", { name: "Zoé\r\nRoy\0" }, { name: "Zoé Roy", birthday: null, email: null }],
    ["a birthday in words", { birthday: "12 mai" }, { name: null, birthday: "05-12", email: null }],
    ["29 February", { birthday: "29/02" }, { name: null, birthday: "02-29", email: null }],
    ["an address", { email: " zoe@example.com " }, { name: null, birthday: null, email: "zoe@example.com" }],
  ])("%s", (_what, typed, kept) => {
    expect(read(typed)).toEqual({ ok: true, value: kept });
  });

  test("12/05 by the custom of the country", () => {
    expect(read({ birthday: "12/05" }, true)).toMatchObject({ value: { birthday: "12-05" } });
    expect(read({ birthday: "12/05" }, false)).toMatchObject({ value: { birthday: "05-12" } });
  });
});

describe("is refused", () => {
  test.each([
    ["a name of 81 letters", { name: "a".repeat(81) }, { name: "too_long" }],
    ["31 February", { birthday: "31/02" }, { birthday: "not_a_day" }],
    ["words that are no day", { birthday: "demain" }, { birthday: "not_a_day" }],
    ["half an address", { email: "zoe@" }, { email: "not_an_address" }],
    ["an address of 260 letters", { email: `${"a".repeat(250)}@example.com` }, { email: "not_an_address" }],
  ])("%s", (_what, typed, faults) => {
    expect(read(typed)).toEqual({ ok: false, error: faults });
  });

  test("all faults at once", () => {
    expect(read({ birthday: "31/02", email: "@" })).toMatchObject({
      error: { birthday: "not_a_day", email: "not_an_address" },
    });
  });

  test("80 emoji are 80 letters", () => {
    expect(read({ name: "🌻".repeat(80) }).ok).toBe(true);
  });
});

// CODE by text: what it means to whom, and from which shop a code may come.

import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { decide } from "../../src/conversation/decide.ts";
import type { SigningIn } from "../../src/conversation/signing-in.ts";
import { newConversation } from "../../src/conversation/state.ts";
import { isWithin, limits, UNKNOWN_SOURCE_FACTOR } from "../../src/messaging/limits.ts";
import { codeSender, type Standing } from "../../src/people/signing-in.ts";
import { SECOND_MS } from "../../src/time.ts";
import { around, joined, START } from "./conversation-arbitraries.ts";

const shared = Object.values(casts).find(({ shops }) => shops.length > 1) ?? casts.demo;
const [one, two] = shared.shops;

const person = (shopId: string, isInvited = false, invitedAt = isInvited ? START - SECOND_MS : null) => ({
  personId: `of-${shopId}`,
  shopId,
  invitedAt,
});

const signingIn = (people: SigningIn["people"], inWindow = 0): SigningIn => ({
  people,
  codesAsked: { inWindow, inDay: inWindow },
  codeId: "code-1",
  code: "421504",
});

const says = (text: string, known: SigningIn, cast = shared, before = newConversation) =>
  decide(before, { ...cast, ...around, text, writtenAt: START, signingIn: known }, START);

const happened = (text: string, known: SigningIn, cast = shared) =>
  says(text, known, cast).events.map((event) => ("shopId" in event ? `${event.type} ${event.shopId}` : event.type));

const idOf = (shop: (typeof shared.shops)[number] | undefined) => shop?.id ?? "";
const [first, second] = [idOf(one), idOf(two)];

describe("on a shared number", () => {
  test.each([
    ["CODE", [person(first)], [`SignInCodeSent ${first}`]],
    ["code svp", [person(first)], [`SignInCodeSent ${first}`]],
    ["Mon code, s’il vous plaît", [person(second)], [`SignInCodeSent ${second}`]],
    ["CODE", [person(first, true)], [`InvitationAccepted ${first}`, `SignInCodeSent ${first}`]],
    // Nothing new where it can mean something else.
    ["CODE", [person(first), person(second, true)], [`SignInCodeSent ${first}`]],
    ["CODE", [person(first, true), person(second, true)], ["ReplyQueued null"]],
    [
      `code ${two?.keyword}`,
      [person(first), person(second, true)],
      [`InvitationAccepted ${second}`, `SignInCodeSent ${second}`],
    ],
  ] as const)("%s of %j", (text, people, events) => {
    expect(happened(text, signingIn(people))).toEqual(events);
  });

  test("a shop where the phone is nobody's has nothing to accept", () => {
    const events = happened(`CODE ${two?.keyword}`, signingIn([person(first, true)]));
    expect(events.filter((event) => /Accepted|CodeSent/.test(event))).toEqual([]);
  });
});

describe("written before the invitation, CODE answers none", () => {
  const later = START + SECOND_MS;

  test.each([
    ["CODE", [person(first, true, later)], []],
    [`CODE ${two?.keyword}`, [person(second, true, later)], []],
    [
      "CODE",
      [person(first, true), person(second, true, later)],
      [`InvitationAccepted ${first}`, `SignInCodeSent ${first}`],
    ],
    ["CODE", [person(first), person(second, true, later)], [`SignInCodeSent ${first}`]],
    ["CODE", [person(first, true, START)], [`InvitationAccepted ${first}`, `SignInCodeSent ${first}`]],
  ] as const)("%s of %j", (text, people, events) => {
    const happens = happened(text, signingIn(people));
    expect(happens.filter((event) => /Accepted|CodeSent/.test(event))).toEqual(events);
  });
});

describe("on a shop's own number", () => {
  const { id } = casts.demo.shops[0];

  test.each(["code 2468", "Code: 2468", "mon code est 2468", "2468"])("%s is the earn code all the same", (text) => {
    const member = { ...newConversation, members: { [id]: joined } };
    expect(says(text, signingIn([person(id)]), casts.demo, member).reading.kind).toBe("code");
  });

  test.each(["code wifi", "code promo", "what is the code?", "code"])(
    "%s of a customer is a text for the shop",
    (text) => {
      const decision = decide(newConversation, { ...casts.demo, ...around, text, writtenAt: START }, START);
      expect(decision.reading).toEqual({ kind: "text", language: null, doubt: false });
    },
  );

  test("after a STOP it is answered, and one that was written before it is not", () => {
    const stopped = says("STOP", signingIn([]), casts.demo).state;
    const text = { ...casts.demo, ...around, text: "CODE", signingIn: signingIn([person(id)]) };
    const later = START + 2 * SECOND_MS;
    const typesOf = (writtenAt: number) =>
      decide(stopped, { ...text, writtenAt }, later).events.map(({ type }) => type);
    expect(typesOf(later)).toEqual(["SignInCodeSent"]);
    expect(typesOf(START - SECOND_MS)).toEqual(["ThreadOpened"]);
  });

  test("a fourth code in ten minutes is not sent, and an invitation is accepted without one", () => {
    expect(happened("CODE", signingIn([person(id)], 3), casts.demo)).toEqual([]);
    expect(happened("CODE", signingIn([person(id, true)], 3), casts.demo)).toEqual([`InvitationAccepted ${id}`]);
  });
});

describe("a code that is asked for on a page comes from", () => {
  const at = (name: string, more: Partial<Standing> = {}): Standing => ({
    personId: name,
    merchantId: name,
    senderId: `number of ${name}`,
    isInvited: false,
    hasLeft: false,
    ...more,
  });
  const asked = "a stranger's browser";

  test.each([
    ["the shop that was answered first", [at("a"), at("b")], asked, "a"],
    ["none that has only invited", [at("a", { isInvited: true }), at("b")], asked, "b"],
    ["none that has no number", [at("a", { senderId: null })], asked, null],
    ["another one than the one that was left", [at("a", { hasLeft: true }), at("b")], asked, "b"],
    ["nowhere when all were left", [at("a", { hasLeft: true })], asked, null],
    ["the shop that was left, to the person's own device", [at("a", { hasLeft: true })], "their device", "a"],
    ["nowhere for an invitation, on whatever device", [at("a", { isInvited: true })], "their device", null],
    ["nowhere for a stranger's number", [], asked, null],
  ] as const)("%s", (_, standings, browser, shop) => {
    expect(codeSender(standings, browser === "their device")?.merchantId ?? null).toBe(shop);
  });
});

test("a limit takes so many and no more; where no address is known, ten times as many", () => {
  const { max } = limits.pairing_source;
  expect([isWithin("pairing_source", max), isWithin("pairing_source", max + 1)]).toEqual([true, false]);
  const many = max * UNKNOWN_SOURCE_FACTOR;
  expect([isWithin("pairing_source", many, false), isWithin("pairing_source", many + 1, false)]).toEqual([true, false]);
});

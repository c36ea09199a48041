// The models that judge the promise after a STOP and the end of offers: each line of their rules, kept and broken.

import { describe, expect, test } from "vitest";
import {
  HANDED_OVER_MAX_MS,
  judge,
  type OnOffers,
  type Said,
  type Stop,
  StopModel,
  type Taken,
  type Text,
} from "../support/soak/model.ts";
import { OffersModel } from "../support/soak/offers-model.ts";

const PHONE = "+15145550141";
const OTHER = "+15145550142";
const OWN = "+15145550100";
const POOL = "+15145550102";
const shops = { isShared: (line: string) => line === POOL };

/** Seconds of one day: what is written in the same one is written together. */
const at = (second: number) => 1_790_000_000_000 + second * 1_000;

let texts = 0;
const text = (place: number, second: number, words: string, more: Partial<Text> = {}): Text => ({
  type: "text",
  at: place,
  phone: PHONE,
  id: `text-${texts++}`,
  line: OWN,
  written: at(second),
  words,
  asks: "nothing",
  shops: ["alba"],
  isStop: false,
  agreesToOffers: false,
  ...more,
});
const stop = (place: number, second: number, more: Partial<Stop> = {}): Stop => ({
  type: "stop",
  at: place,
  phone: PHONE,
  scope: { kind: "number", line: OWN },
  written: at(second),
  known: at(second),
  inFlight: new Map(),
  by: "STOP",
  ...more,
});
const sent = (id: string, more: Partial<Taken> = {}): Taken => ({
  id,
  phone: PHONE,
  line: OWN,
  shop: "alba",
  kind: "receipt",
  isPromotion: false,
  text: "Alba: +1.",
  answers: null,
  attempt: 1,
  takenAt: at(0),
  ...more,
});
const answer = (to: Text, more: Partial<Taken> = {}): Taken =>
  sent(`to-${to.id}`, { kind: "help", answers: to.id, ...more });

const member: Said = { type: "member", at: 0, phone: PHONE, shop: "alba" };
const reasons = (said: readonly Said[], taken: readonly Taken[]) =>
  judge(new StopModel(shops), said, taken).map(({ message, why }) => `${message.id}: ${why}`);

describe("on a number of its own", () => {
  test("a STOP holds for what comes after it, not for what came before, nor for another phone or number", () => {
    const others = [
      sent("other-phone", { phone: OTHER }),
      sent("other-number", { line: "+15145550101", shop: "brume" }),
    ];
    expect(reasons([stop(1, 5)], [sent("before"), sent("after"), ...others])).toEqual(["after: stopped by STOP"]);
  });

  test("a text written in a later second has one answer; one of the same second or before has none", () => {
    const [before, same, later] = [text(0, 4, "HELP"), text(0, 5, "HELP"), text(0, 6, "HELP")];
    const taken = [answer(before), answer(same), answer(later), answer(later, { id: "again" })];
    expect(reasons([before, same, later, stop(0, 5)], taken)).toEqual([
      `to-${before.id}: stopped by STOP`,
      `to-${same.id}: stopped by STOP`,
      'again: the text "HELP" was answered twice',
    ]);
  });

  test("YES or START of a later second ends it for a member; JOIN only asks, and a YES to it ends it", () => {
    const after = [sent("receipt")];
    const agree = { asks: "agree" } as const;
    const joins = text(0, 6, "JOIN", { asks: "terms" });
    expect(reasons([member, stop(0, 5), text(0, 6, "YES", agree)], after)).toEqual([]);
    expect(reasons([member, stop(0, 5), text(0, 6, "START", { asks: "come back" })], after)).toEqual([]);
    expect(reasons([member, stop(0, 5), text(0, 5, "YES", agree)], after)).toHaveLength(1);
    expect(reasons([stop(0, 5), text(0, 6, "YES", agree)], after)).toHaveLength(1);
    expect(reasons([stop(0, 5), joins], after)).toHaveLength(1);
    expect(reasons([stop(0, 5), joins, text(0, 7, "YES", agree)], after)).toEqual([]);
  });

  test("a return that was written before a STOP ends nothing, however late either comes", () => {
    const back = text(0, 4, "START", { asks: "come back" });
    expect(reasons([member, stop(0, 5), back], [sent("receipt")])).toHaveLength(1);
    expect(reasons([member, { ...back, written: at(6) }, stop(0, 5)], [sent("receipt")])).toEqual([]);
  });

  test("what was being handed over may come once, in that very try and soon", () => {
    const said = [stop(0, 5, { inFlight: new Map([["m", 1]]) })];
    expect(reasons(said, [sent("m")])).toEqual([]);
    expect(reasons(said, [sent("m", { attempt: 2 })])).toHaveLength(1);
    const takenAt = at(5) + HANDED_OVER_MAX_MS;
    expect(reasons(said, [sent("m", { takenAt })])).toEqual([]);
    expect(reasons(said, [sent("m", { takenAt: takenAt + 1 })])).toEqual(["m: stopped by STOP"]);
    expect(reasons([], [sent("m"), sent("m")])).toEqual(["m: it was sent twice"]);
  });

  test("one confirmation of a STOP, and one more only after something else was said that comes back", () => {
    const first = text(0, 5, "STOP", { isStop: true });
    const second = text(1, 6, "STOP", { isStop: true });
    const confirms = (to: Text) => answer(to, { kind: "stop_confirmed" });
    const said = [first, stop(0, 5), second, stop(1, 6)];
    expect(reasons(said, [confirms(first)])).toEqual([]);
    expect(reasons(said, [confirms(first), confirms(second)])).toHaveLength(1);
    const ofAll = text(1, 6, "STOP ALL", { isStop: true });
    const more = [first, stop(0, 5), ofAll, stop(1, 6)];
    expect(reasons(more, [confirms(first), confirms(ofAll)])).toEqual([]);
    const back = text(1, 6, "START", { asks: "come back" });
    const again = { ...second, written: at(7) };
    expect(reasons([member, first, stop(0, 5), back, again], [confirms(first), confirms(again)])).toEqual([]);
    const allBefore = [first, { ...back, at: 0 }, { ...again, at: 0 }];
    expect(reasons([member, ...allBefore], [confirms(first), confirms(again)])).toEqual([]);
  });

  test("a code for each that the phone or its device asked for, none for a stranger", () => {
    const code = (id: string) => sent(id, { kind: "sign_in_code", shop: null });
    const asked: Said = { type: "code asked by its device", at: 0, phone: PHONE, shop: "alba" };
    expect(reasons([stop(0, 5)], [code("c")])).toHaveLength(1);
    expect(reasons([stop(0, 5), asked], [code("c"), code("d")])).toEqual(["d: stopped by STOP"]);
  });

  test("a code that came before the STOP is not owed again; what a stranger got is not taken from the device's", () => {
    const code = (id: string) => sent(id, { kind: "sign_in_code", shop: null });
    const asked: Said = { type: "code asked by its device", at: 0, phone: PHONE, shop: "alba" };
    const stranger: Said = { ...asked, type: "code asked by a stranger" };
    expect(reasons([asked, stop(1, 5)], [code("c"), code("d")])).toEqual(["d: stopped by STOP"]);
    expect(reasons([stranger, asked, stop(1, 5)], [code("c"), code("d"), code("e")])).toEqual(["e: stopped by STOP"]);
  });

  test("CODE is answered with a code, once, and leaves none for whoever asks later", () => {
    const asks = text(0, 5, "CODE");
    const code = answer(asks, { kind: "sign_in_code" });
    const later = sent("later", { kind: "sign_in_code" });
    expect(reasons([asks, stop(0, 5)], [code, later])).toEqual(["later: stopped by STOP"]);
  });
});

describe("on a shared number", () => {
  const ofPool = stop(0, 5, { scope: { kind: "number", line: POOL } });
  const ofLuna = stop(0, 5, { scope: { kind: "shop", line: POOL, shop: "luna" } });
  const from = (shop: string) => sent(`from-${shop}`, { line: POOL, shop });
  const inPool = (shop: string): Said => ({ type: "member", at: 0, phone: PHONE, shop });

  test("a STOP to the pool holds for all its shops, and for what names none", () => {
    const said = [inPool("luna"), inPool("orion"), ofPool];
    expect(reasons(said, [from("luna"), from("orion"), sent("none", { line: POOL, shop: null })])).toHaveLength(3);
  });

  test("a STOP to one shop leaves those that the phone has agreed with; the others do not write first", () => {
    expect(reasons([inPool("luna"), inPool("orion"), ofLuna], [from("luna"), from("orion"), from("nordet")])).toEqual([
      "from-luna: stopped by STOP",
      "from-nordet: a shop of the pool writes first, after STOP",
    ]);
  });

  test("a device has its code from a shop where the phone works and is no customer; a stranger sets off none", () => {
    const code = sent("code", { line: POOL, shop: "nordet", kind: "sign_in_code" });
    const asked: Said = { type: "code asked by its device", at: 0, phone: PHONE, shop: "nordet" };
    expect(reasons([asked, inPool("luna"), ofLuna], [code])).toEqual([]);
    const stranger: Said = { ...asked, type: "code asked by a stranger" };
    expect(reasons([stranger, inPool("luna"), ofLuna], [code])).toHaveLength(1);
  });

  test("coming back is shop by shop: a bare word names none", () => {
    const all = ["luna", "orion"];
    const bare = text(0, 6, "START", { line: POOL, asks: "come back", shops: all });
    const named = text(0, 7, "JOIN LUNA", { line: POOL, asks: "terms", shops: ["luna"] });
    const yes = text(0, 8, "YES", { line: POOL, asks: "agree", shops: all });
    const said = [inPool("luna"), inPool("orion"), ofPool, bare];
    expect(reasons(said, [from("luna")])).toHaveLength(1);
    expect(reasons([...said, named, yes], [from("luna"), from("orion")])).toEqual(["from-orion: stopped by STOP"]);
  });
});

describe("offers", () => {
  const offer = (more: Partial<Taken> = {}) => sent("offer", { isPromotion: true, ...more });
  const judged = (said: readonly Said[], message: Taken) =>
    judge(new OffersModel(), said, [message]).map(({ why }) => why);
  const agrees = (second: number) => text(0, second, "YES OFFERS", { asks: "agree", agreesToOffers: true });
  const word = (type: OnOffers["type"], second: number, more: Partial<OnOffers> = {}): OnOffers => ({
    type,
    at: 0,
    phone: PHONE,
    shop: "alba",
    written: at(second),
    known: at(second),
    inFlight: new Map(),
    by: "a word",
    ...more,
  });
  const ended = ["an offer, though a word has ended them"];
  const never = ["an offer to somebody who never agreed to offers"];

  test("go to who has agreed to offers at this shop, and to nobody for a YES to the texts", () => {
    expect(judged([agrees(1)], offer())).toEqual([]);
    expect(judged([word("offers agreed", 1)], offer())).toEqual([]);
    expect(judged([text(0, 1, "YES", { asks: "agree" })], offer())).toEqual(never);
    expect(judged([agrees(1)], offer({ shop: "brume" }))).toEqual(never);
    expect(judged([agrees(1)], offer({ phone: OTHER }))).toEqual(never);
    expect(judged([], sent("receipt"))).toEqual([]);
  });

  test("are ended until a YES OFFERS that was written in a later second, whichever comes first", () => {
    expect(judged([agrees(1), word("offers ended", 5)], offer())).toEqual(ended);
    expect(judged([word("offers ended", 5), agrees(4)], offer())).toEqual(ended);
    expect(judged([word("offers ended", 5), agrees(5)], offer())).toEqual(ended);
    expect(judged([agrees(6), word("offers ended", 5)], offer())).toEqual([]);
    expect(judged([agrees(1), word("offers ended", 5), text(0, 6, "YES", { asks: "agree" })], offer())).toEqual(ended);
    expect(judged([agrees(1), word("offers ended", 5, { at: 1 })], offer())).toEqual([]);
  });

  test("are ended by a STOP in its scope, which a YES does not undo", () => {
    const back = text(0, 6, "YES", { asks: "agree" });
    expect(judged([agrees(1), stop(0, 5), back], offer())).toEqual(["an offer, though STOP has ended them"]);
    expect(judged([agrees(1), stop(0, 5), agrees(6)], offer())).toEqual([]);
    const ofOther = stop(0, 5, { scope: { kind: "shop", line: OWN, shop: "brume" } });
    expect(judged([agrees(1), ofOther], offer())).toEqual([]);
  });

  test("wait while a doubt holds them, until the phone has written what stays", () => {
    const held = [agrees(1), word("offers held", 5)];
    expect(judged(held, offer())).toEqual(ended);
    expect(judged([...held, text(0, 6, "HELP")], offer())).toEqual(ended);
    expect(judged([...held, text(0, 6, "YES", { asks: "agree" })], offer())).toEqual([]);
  });

  test("that were being handed over may come soon; an account that moves brings its own agreement", () => {
    const inFlight = new Map([["offer", 1]]);
    expect(judged([agrees(1), word("offers ended", 5, { inFlight })], offer())).toEqual([]);
    const takenAt = at(5) + HANDED_OVER_MAX_MS + 1;
    expect(judged([agrees(1), word("offers ended", 5, { inFlight })], offer({ takenAt }))).toEqual(ended);
    const moved: Said = { type: "moved", at: 0, phone: PHONE, shop: "alba" };
    expect(judged([word("offers ended", 5), moved], offer())).toEqual([]);
    expect(judged([moved, word("offers ended", 5)], offer())).toEqual(ended);
  });
});

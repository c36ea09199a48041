// STOP and what a shop is called: its keyword or its name, alone on its number or among others.

import { expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import { readForShops } from "../../src/conversation/shop-keyword.ts";
import { membership, newConversation } from "../../src/conversation/state.ts";
import { decideOn, joined, START } from "./conversation-arbitraries.ts";

const [cafe, salon] = casts.shared.shops;
const bonjour = { ...salon, keyword: "BELLE", name: "Bonjour, la belle" };

test.each([
  "STOP CAFE",
  "stop café svp",
  "STOP Café Comptoir",
  "stop cafe comptoir",
  "ARRETEZ CAFE",
  "arrête Café Comptoir",
  "Arrêtez CAFE COMPTOIR, merci",
  "sotp cafe",
  "unsubscribe cafe",
  "STOPCAFE",
  "ArretCafé",
  "stopcafe comptoir",
])("%s leaves the shop, alone on its number or not", (text) => {
  for (const shops of [[cafe], [cafe, salon]]) {
    const { kind, doubt, argument, named } = readForShops(text, shops);
    expect([kind, doubt, argument, named]).toEqual(["stop", false, "CAFE", undefined]);
  }
});

test.each([
  ["STOP CAFE SALON", ["CAFE", "SALON"]],
  ["stop salon et café", ["SALON", "CAFE"]],
  ["STOP Salon Rivage and Café Comptoir please", ["SALON", "CAFE"]],
  ["arrêtez cafe, salon", ["CAFE", "SALON"]],
])("%s leaves both", (text, named) => {
  expect(readForShops(text, [cafe, salon])).toMatchObject({ kind: "stop", doubt: false, argument: named[0], named });
});

test.each([
  ["STOP coffee", "text", "stop"],
  ["stop comptoir", "text", "stop"],
  ["STOP CAFE tomorrow?", "text", "text"],
  ["arrête le café", "text", "text"],
  ["stopwatch", "text", "text"],
  ["Stop by the cafe", "text", "text"],
  ["Cancel cafe", "text", "text"],
  ["cafe stop", "text", "text"],
])("%s is talk on a number of its own (%s), a doubt at most on a shared one (%s)", (text, own, shared) => {
  expect(readForShops(text, [cafe]).kind).toBe(own);
  expect(readForShops(text, [cafe, salon])).toMatchObject({ kind: shared, doubt: shared === "stop" });
});

test("a name with a polite word in it is a name", () => {
  expect(readForShops("STOP Bonjour la Belle", [bonjour])).toMatchObject({ kind: "stop", argument: "BELLE" });
});

test("both that are named are left, and a third goes on", () => {
  const garage = { ...cafe, id: "garage", name: "Corner Garage", keyword: "GARAGE" };
  const three = { ...casts.shared, shops: [cafe, salon, garage] } as const;
  const members = { cafe: joined, salon: joined, garage: joined };
  const { state, events } = decideOn(three, { ...newConversation, members }, "STOP CAFE SALON", START);
  expect(Object.keys(members).map((id) => membership(state, id).consent)).toEqual([
    "opted_out",
    "opted_out",
    "subscribed",
  ]);
  const replies = events.flatMap((event) => (event.type === "ReplyQueued" ? [event.text] : []));
  expect(replies).toEqual([expect.stringMatching(/^Café Comptoir, Salon Rivage: no more texts from us/)]);
});

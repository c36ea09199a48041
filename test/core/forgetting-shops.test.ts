// Who forgets a number when one shop is asked to: the others on its lines too, but for those whose member somebody is.

import { expect, test } from "vitest";
import { type Line, whoForgets } from "../../src/merchant/forgetting-shops.ts";

const on = (senderId: string, ...shops: string[]): Line[] => shops.map((merchantId) => ({ senderId, merchantId }));
const lines = [...on("own", "cafe"), ...on("pool", "cafe", "salon", "gym"), ...on("garages", "salon", "garage")];

test.each<[string, readonly Line[], string[], string[], string[]]>([
  ["a shop on its own", on("own", "cafe"), ["cafe"], ["cafe"], ["own"]],
  ["a shop without a number", [], ["cafe"], ["cafe"], []],
  [
    "everybody who is come to, where they are a member nowhere else",
    lines,
    ["cafe"],
    ["cafe", "salon", "gym", "garage"],
    ["own", "pool", "garages"],
  ],
  ["the shop and its own line, where another of the pool has them", lines, ["cafe", "gym"], ["cafe"], ["own"]],
  ["as far as the line of a shop that has them", lines, ["cafe", "garage"], ["cafe", "salon", "gym"], ["own", "pool"]],
])("%s", (_, of, members, merchantIds, senderIds) => {
  expect(whoForgets("cafe", of, new Set(members))).toEqual({ merchantIds, senderIds });
});

// What is kept of a text that came in: what it says, without the codes and links that it brings back.

import { describe, expect, test } from "vitest";
import { asReceived, isKeptAs, mayHoldCode, type SecretsOut, tokensIn } from "../../src/messaging/received-secrets.ts";

const nothing: SecretsOut = { hasStaffCode: false, earnCode: null, proofWaits: false, counterCodes: [], tokens: [] };
const staff = { hasStaffCode: true, earnCode: "2468" };
const proof = { proofWaits: true };
const codes = { counterCodes: ["K7M42Y", "C2YTW7"] };
const LINK = "https://c.test/AayarLhFSkK9wbtn";
const tokens = { tokens: ["AayarLhFSkK9wbtn"] };

describe.each<[string, Partial<SecretsOut>, readonly (readonly [string, string])[]]>([
  [
    "the staff's code, right or wrong",
    staff,
    [
      ["2468 97531 30", "2468 •••• 30"],
      ["Code 2468, 11111, 30 please", "Code 2468, ••••, 30 please"],
      ["２４６８ ９７５３１ ３０", "２４６８ •••• ３０"],
      ["2468 97\u200b531 30", "•••• ••••\u200b•••• ••••"],
    ],
  ],
  [
    "the staff's code after the earn code, however it was read",
    { earnCode: "2468" },
    [
      ["2468 97531", "2468 ••••"],
      ["2468", "2468"],
      ["2468 30", "2468 30"],
      ["My order 97531 of 12", "My order 97531 of 12"],
    ],
  ],
  [
    "a proof that is waited for",
    proof,
    [
      ["482913", "••••"],
      ["Your code: 482-913!", "Your code: ••••!"],
      ["MOVE 514 555 0142", "MOVE 514 555 0142"],
      ["+15145550142", "+15145550142"],
    ],
  ],
  ["a proof that nobody waits for", {}, [["Order 482913", "Order 482913"]]],
  [
    "a code for the counter",
    codes,
    [
      ["k7m 42v", "••••"],
      ["the code K7M-42Y or C2YTW7?", "the code •••• or ••••?"],
      ["Why try TTT 222?", "Why try TTT 222?"],
    ],
  ],
  [
    "a link of ours, and no other",
    tokens,
    [
      [`See ${LINK} ok`, "See https://c.test/•••• ok"],
      ["https://shop.test/orders-2026-1127", "https://shop.test/orders-2026-1127"],
    ],
  ],
])("%s", (_, out, rows) => {
  test.each(rows)("%s", (text, kept) => {
    expect(asReceived(text, { ...nothing, ...out })).toBe(kept);
    expect(isKeptAs(text, kept)).toBe(true);
  });
});

test("what may be in a text is asked of it before anything is looked up", () => {
  expect(["482 913", "my code 482913", "MOVE 514 555 0142", "2468"].map(mayHoldCode)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(tokensIn(`${LINK} https://c.test/short`)).toEqual(["AayarLhFSkK9wbtn"]);
});

test.each([
  ["STOP", "••••"],
  ["ARRETE", "••••"],
  ["2468 97531 40", "2468 •••• 30"],
  ["2468 stop 30", "2468 •••• 30"],
  ["2468  30", "2468 •••• 30"],
  ["JOIN", "YES"],
  ["•••• 482913", "•••• x"],
])("%s is not the text that is kept as %s", (text, kept) => {
  expect(isKeptAs(text, kept)).toBe(false);
});

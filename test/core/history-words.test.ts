// The words of the history and of the ledger. That none is missing, the compiler sees: acts and causes are closed lists.

import { describe, expect, test } from "vitest";
import { customerWords } from "../../worker/faces/merchant/customers/customer-words.ts";
import { actInWords, HISTORY_ACTS } from "../../worker/faces/merchant/settings/history-words.ts";

describe.each(["en", "fr"] as const)("in %s", (language) => {
  const lists = {
    acts: HISTORY_ACTS.map((act) => actInWords(act, language)),
    causes: Object.values(customerWords[language].causes),
  };

  test.each(Object.entries(lists))("no two %s read the same, and each says something", (_, words) => {
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/\p{L}{2}/u);
  });
});

test("no act is left in the other language", () => {
  for (const act of HISTORY_ACTS) expect(actInWords(act, "fr")).not.toBe(actInWords(act, "en"));
});

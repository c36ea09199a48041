// May this message go out now? The ladder, one fault mended a row, and what no message ever gets past.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Consent } from "../../src/consent/consent.ts";
import {
  type MerchantFacts,
  maySend,
  type SendFacts,
  type SendingFacts,
  type SendVerdict,
} from "../../src/consent/may-send.ts";
import { nextPromotionTime } from "../../src/consent/quiet-hours.ts";
import { isSuppressed } from "../../src/consent/suppression.ts";
import { messageClasses } from "../../src/messaging/lifecycle.ts";
import { DAY_MS } from "../../src/time.ts";

const THURSDAY_2130 = Date.UTC(2026, 10, 20, 2, 30);
const FRIDAY_0900 = Date.UTC(2026, 10, 20, 14);
const UNFINISHED: MerchantFacts = {
  country: null,
  region: null,
  timeZone: "America/Toronto",
  trades: ["cafe", "cannabis"],
  transactionalOpenedAt: null,
};

/** Neither registered nor for anything. */
const NO_NUMBER: SendingFacts = { lacksRegistration: true, purposes: [] };
const GOOD_NUMBER: SendingFacts = { lacksRegistration: false, purposes: messageClasses };

interface Question {
  readonly facts: SendFacts;
  readonly now: number;
}
interface Mended extends Partial<Omit<SendFacts, "merchant">> {
  readonly merchant?: Partial<MerchantFacts> | null;
  readonly now?: number;
}
type Rung = readonly [what: string, mended: Mended, verdict: SendVerdict];

/** Each rung mends one fact more and is asked again. */
function ladder(start: Question, rungs: readonly Rung[]): [string, Question, SendVerdict][] {
  let { facts, now } = start;
  return rungs.map(([what, { merchant, now: later = now, ...mended }, verdict]) => {
    const mendedMerchant = merchant ? { ...(facts.merchant ?? UNFINISHED), ...merchant } : merchant;
    facts = { ...facts, ...mended, ...(mendedMerchant === undefined ? {} : { merchant: mendedMerchant }) };
    now = later;
    return [what, { facts, now }, verdict];
  });
}

const SOLD_TO_CANADA: Mended = {
  merchant: { trades: ["alcohol"], transactionalOpenedAt: null },
  recipientCountry: "CA",
};
const BACK = { stoppedAt: THURSDAY_2130 - 60_000, liftedAt: THURSDAY_2130 };

const NOTHING_RIGHT: Question = {
  facts: {
    class: "promotional",
    kind: "campaign",
    evenIfStopped: false,
    answersAt: null,
    stop: { stoppedAt: THURSDAY_2130, liftedAt: null },
    stopsOfOthers: [],
    expiresAt: THURSDAY_2130,
    consent: "opted_out",
    offers: "none",
    recipientCountry: null,
    sender: NO_NUMBER,
    merchant: null,
  },
  now: THURSDAY_2130,
};

describe("about points, unasked", () => {
  const complete: SendFacts = {
    ...NOTHING_RIGHT.facts,
    class: "transactional",
    expiresAt: null,
    stop: BACK,
    sender: GOOD_NUMBER,
    merchant: { ...UNFINISHED, country: "CA", region: "QC", trades: [] },
  };
  test.each(["receipt", "birthday", "expiry_warning"] as const)("%s goes to who has agreed to such texts", (kind) => {
    for (const consent of ["subscribed", "held"] as const)
      expect(maySend({ ...complete, kind, consent }, FRIDAY_0900)).toEqual({ kind: "send" });
    const cancelled = (consent: Consent) => maySend({ ...complete, kind, consent }, FRIDAY_0900);
    expect(cancelled("none")).toEqual({ kind: "cancel", reason: "no_consent" });
    expect(cancelled("opted_out")).toEqual({ kind: "cancel", reason: "opted_out" });
  });
});

describe("a promotion", () => {
  test.each(
    ladder(NOTHING_RIGHT, [
      ["nothing is right", {}, { kind: "expire" }],
      ["not too late", { expiresAt: null }, { kind: "cancel", reason: "opted_out" }],
      ["back by a text of its own", { stop: BACK }, { kind: "cancel", reason: "opted_out" }],
      ["not opted out", { consent: "held" }, { kind: "cancel", reason: "no_consent" }],
      ["for a shop", { merchant: {} }, { kind: "hold", reason: "merchant_incomplete" }],
      ["in a country", { merchant: { country: "CA" } }, { kind: "hold", reason: "merchant_incomplete" }],
      ["in a region", { merchant: { region: "QC" } }, { kind: "cancel", reason: "forbidden_trade" }],
      [
        "whose transactional texts are open",
        { merchant: { transactionalOpenedAt: 1 } },
        { kind: "cancel", reason: "forbidden_trade" },
      ],
      ["an allowed trade", { merchant: { trades: ["cafe"] } }, { kind: "hold", reason: "unregistered" }],
      [
        "from a registered number",
        { sender: { ...NO_NUMBER, lacksRegistration: false } },
        { kind: "hold", reason: "not_carried" },
      ],
      ["that carries promotions", { sender: GOOD_NUMBER }, { kind: "hold", reason: "doubtful_stop" }],
      ["no doubtful stop", { consent: "none" }, { kind: "cancel", reason: "no_consent" }],
      ["subscribed to the points' texts", { consent: "subscribed" }, { kind: "cancel", reason: "no_consent" }],
      ["who has ended the offers", { offers: "opted_out" }, { kind: "cancel", reason: "no_consent" }],
      ["and to offers", { offers: "subscribed" }, { kind: "defer", until: FRIDAY_0900 }],
      ["in the day", { now: FRIDAY_0900 }, { kind: "send" }],
    ]),
  )("%s", (_, { facts, now }, verdict) => {
    expect(maySend(facts, now)).toEqual(verdict);
  });

  test("that even answers a stop does not reach who has stopped", () => {
    const answer = { evenIfStopped: true, answersAt: FRIDAY_0900 };
    const facts = { ...NOTHING_RIGHT.facts, expiresAt: null, ...answer };
    expect(maySend(facts, FRIDAY_0900)).toEqual({ kind: "cancel", reason: "no_consent" });
    const complete = {
      ...facts,
      sender: GOOD_NUMBER,
      merchant: { ...UNFINISHED, country: "CA", region: "QC", trades: [] } as const,
    };
    expect(maySend(complete, FRIDAY_0900)).toEqual({ kind: "cancel", reason: "no_consent" });
    const agreed = { ...complete, consent: "subscribed", offers: "subscribed" } as const;
    expect(maySend(agreed, FRIDAY_0900)).toEqual({ kind: "cancel", reason: "no_consent" });
  });

  test("does not reach who has agreed to offers, and to no texts", () => {
    const facts: SendFacts = {
      ...NOTHING_RIGHT.facts,
      expiresAt: null,
      stop: BACK,
      consent: "none",
      offers: "subscribed",
      sender: GOOD_NUMBER,
      merchant: { ...UNFINISHED, country: "CA", region: "QC", trades: [] },
    };
    expect(maySend(facts, FRIDAY_0900)).toEqual({ kind: "cancel", reason: "no_consent" });
  });

  test("is sent in its last millisecond, and not after", () => {
    const facts: SendFacts = {
      ...NOTHING_RIGHT.facts,
      expiresAt: FRIDAY_0900 + 1,
      consent: "subscribed",
      offers: "subscribed",
      stop: BACK,
      sender: GOOD_NUMBER,
      merchant: { ...UNFINISHED, country: "CA", region: "QC", trades: [] },
    };
    expect(maySend(facts, FRIDAY_0900)).toEqual({ kind: "send" });
    expect(maySend(facts, FRIDAY_0900 + 1)).toEqual({ kind: "expire" });
  });
});

describe.each(["conversation", "transactional"] as const)(
  "a %s message, at night, of a trade that is forbidden here",
  (kind) => {
    test.each(
      ladder({ ...NOTHING_RIGHT, facts: { ...NOTHING_RIGHT.facts, class: kind, merchant: UNFINISHED } }, [
        ["nothing is right", {}, { kind: "expire" }],
        ["not too late", { expiresAt: null }, { kind: "cancel", reason: "opted_out" }],
        ["even if stopped, but answers nothing", { evenIfStopped: true }, { kind: "cancel", reason: "opted_out" }],
        [
          "answers a text of the STOP's second",
          { answersAt: THURSDAY_2130 + 999 },
          { kind: "cancel", reason: "opted_out" },
        ],
        ["answers a later text", { answersAt: THURSDAY_2130 + 1_000 }, { kind: "hold", reason: "merchant_incomplete" }],
        ["in a country", { merchant: { country: "US" } }, { kind: "hold", reason: "merchant_incomplete" }],
        ["in a region", { merchant: { region: "NY" } }, { kind: "cancel", reason: "forbidden_trade" }],
        [
          "that the operator has opened",
          { merchant: { transactionalOpenedAt: 1 } },
          { kind: "hold", reason: kind === "conversation" ? "not_carried" : "unregistered" },
        ],
        ["from a number for it", { sender: GOOD_NUMBER }, { kind: "send" }],
        ["selling what is forbidden where it is read", SOLD_TO_CANADA, { kind: "cancel", reason: "forbidden_trade" }],
        ["but allowed there", { recipientCountry: "US" }, { kind: "send" }],
        ["no answer, but not stopped", { evenIfStopped: false, consent: "held", stop: BACK }, { kind: "send" }],
        ["to a stranger", { consent: "none" }, { kind: "send" }],
        ["of a shared number that names no shop", { merchant: null }, { kind: "send" }],
      ]),
    )("%s", (_, { facts, now }, verdict) => {
      expect(maySend(facts, now)).toEqual(verdict);
    });
  },
);

describe("a number that is not registered, or is for something else", () => {
  const facts: SendFacts = {
    ...NOTHING_RIGHT.facts,
    expiresAt: null,
    consent: "none",
    stop: BACK,
    merchant: { ...UNFINISHED, country: "CA", region: "QC", trades: [] },
    sender: { ...GOOD_NUMBER, lacksRegistration: true },
  };

  test.each<[string, Partial<SendFacts>, SendVerdict]>([
    ["sends an answer", { class: "conversation", kind: "balance" }, { kind: "send" }],
    ["sends a person's answer", { class: "conversation", kind: "reply" }, { kind: "send" }],
    ["sends a code", { class: "transactional", kind: "sign_up_code" }, { kind: "send" }],
    ["holds a receipt", { class: "transactional", kind: "receipt" }, { kind: "hold", reason: "unregistered" }],
    ["sends HELP, whatever it is for", { class: "conversation", kind: "help", sender: NO_NUMBER }, { kind: "send" }],
    [
      "holds an answer where it is for promotions",
      { class: "conversation", kind: "balance", sender: { lacksRegistration: false, purposes: ["promotional"] } },
      { kind: "hold", reason: "not_carried" },
    ],
  ])("%s", (_, changed, verdict) => {
    expect(maySend({ ...facts, ...changed }, FRIDAY_0900)).toEqual(verdict);
  });
});

describe("the confirmation of a STOP", () => {
  const confirmation: SendFacts = {
    ...NOTHING_RIGHT.facts,
    class: "conversation",
    kind: "stop_confirmed",
    evenIfStopped: true,
    answersAt: THURSDAY_2130,
    expiresAt: null,
    merchant: { ...UNFINISHED, country: "CA", region: "QC", trades: [] },
  };

  test.each<[string, Partial<SendFacts>, SendVerdict]>([
    ["goes to who has left", {}, { kind: "send" }],
    ["goes where only the number's own STOP is left of them", { consent: "none" }, { kind: "send" }],
    ["goes from a shop that has not said where it is", { merchant: UNFINISHED }, { kind: "send" }],
    ["goes from a number that is for nothing", { sender: NO_NUMBER }, { kind: "send" }],
    ["goes where only the record says so", { stop: { stoppedAt: null, liftedAt: null } }, { kind: "send" }],
    ["is untrue to who has come back", { consent: "subscribed", stop: BACK }, { kind: "cancel", reason: "came_back" }],
  ])("%s", (_, facts, verdict) => {
    expect(maySend({ ...confirmation, ...facts }, FRIDAY_0900)).toEqual(verdict);
  });
});

test("an answer to nothing does not reach who has left on a page, whatever it may pass", () => {
  const never = { stoppedAt: null, liftedAt: null };
  const facts: SendFacts = {
    ...NOTHING_RIGHT.facts,
    class: "conversation",
    kind: "help",
    expiresAt: null,
    stop: never,
  };
  const answer = { ...facts, evenIfStopped: true };
  expect(maySend(answer, FRIDAY_0900)).toEqual({ kind: "cancel", reason: "opted_out" });
  expect(maySend({ ...answer, answersAt: FRIDAY_0900 }, FRIDAY_0900)).toEqual({ kind: "send" });
});

test.each<[string, Partial<SendFacts>]>([
  ["a shop that has not said where it is", { merchant: UNFINISHED }],
  ["a number that is for nothing", { sender: NO_NUMBER }],
  [
    "a shared number, after a STOP to another shop, to whose own device asks for it",
    { stopsOfOthers: [{ stoppedAt: THURSDAY_2130, liftedAt: null }], evenIfStopped: true, answersAt: FRIDAY_0900 },
  ],
])("a code to sign in is sent from %s", (_, changed) => {
  const code: SendFacts = {
    ...NOTHING_RIGHT.facts,
    class: "transactional",
    kind: "sign_in_code",
    expiresAt: null,
    stop: { stoppedAt: null, liftedAt: null },
    consent: "none",
  };
  expect(maySend({ ...code, ...changed }, FRIDAY_0900)).toEqual({ kind: "send" });
});

describe("what a shop of a shared number begins with", () => {
  const left = { stoppedAt: THURSDAY_2130, liftedAt: null };
  const facts: SendFacts = {
    ...NOTHING_RIGHT.facts,
    class: "transactional",
    kind: "person_invitation",
    expiresAt: null,
    stop: { stoppedAt: null, liftedAt: null },
    stopsOfOthers: [BACK, left],
    consent: "none",
    sender: GOOD_NUMBER,
    merchant: { ...UNFINISHED, country: "CA", region: "QC", trades: [] },
  };

  test.each<[string, Partial<SendFacts>, SendVerdict]>([
    ["goes to nobody who has left another of its shops", {}, { kind: "cancel", reason: "opted_out" }],
    ["nor does a code that somebody else asked for", { kind: "sign_up_code" }, { kind: "cancel", reason: "opted_out" }],
    ["to sign in neither", { kind: "sign_in_code" }, { kind: "cancel", reason: "opted_out" }],
    [
      "whatever they are to this one",
      { kind: "sign_in_code", consent: "subscribed" },
      { kind: "cancel", reason: "opted_out" },
    ],
    ["goes to who has come back to that one", { stopsOfOthers: [BACK] }, { kind: "send" }],
    ["goes to a customer of its own", { consent: "held" }, { kind: "send" }],
    ["is no beginning where a person of the shop answers by hand", { kind: "reply" }, { kind: "send" }],
  ])("%s", (_, changed, verdict) => {
    expect(maySend({ ...facts, ...changed }, FRIDAY_0900)).toEqual(verdict);
  });
});

describe("whatever the facts", () => {
  const consents: readonly Consent[] = ["none", "subscribed", "held", "opted_out"];
  const anyNow = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });
  const anyMerchant = fc.record({
    country: fc.constantFrom("CA" as const, "US" as const, "FR" as const, null),
    region: fc.constantFrom("QC", null),
    timeZone: fc.constantFrom("America/Toronto", "Europe/Paris", "America/Los_Angeles"),
    trades: fc.subarray(["cafe", "alcohol", "cannabis"]),
    transactionalOpenedAt: fc.constantFrom(null, 1),
  });
  const anyFacts: fc.Arbitrary<SendFacts> = fc.record({
    class: fc.constantFrom(...messageClasses),
    kind: fc.constantFrom("campaign", "receipt", "help", "stop_confirmed"),
    evenIfStopped: fc.boolean(),
    answersAt: fc.option(anyNow),
    stop: fc.record({ stoppedAt: fc.option(anyNow), liftedAt: fc.option(anyNow) }),
    stopsOfOthers: fc.array(fc.record({ stoppedAt: fc.option(anyNow), liftedAt: fc.option(anyNow) })),
    expiresAt: fc.option(anyNow),
    recipientCountry: fc.constantFrom("CA" as const, "US" as const, "FR" as const, null),
    sender: fc.record({ lacksRegistration: fc.boolean(), purposes: fc.subarray([...messageClasses]) }),
    consent: fc.constantFrom(...consents),
    offers: fc.constantFrom("none" as const, "subscribed" as const, "opted_out" as const),
    merchant: fc.option(anyMerchant),
  });

  test("no promotion goes out but to a subscriber, of a complete shop, within hours", () => {
    fc.assert(
      fc.property(anyFacts, anyNow, (anything, now) => {
        const facts = { ...anything, kind: "campaign", class: "promotional" } as const;
        if (maySend(facts, now).kind !== "send") return;
        expect([facts.consent, facts.offers]).toEqual(["subscribed", "subscribed"]);
        expect(facts.merchant?.region).not.toBeNull();
        const country = facts.merchant?.country ?? null;
        expect(country && nextPromotionTime(now, country, facts.merchant?.timeZone ?? "")).toBe(now);
      }),
      { numRuns: 1_000 },
    );
  });

  test("who has opted out gets nothing but the answer to their own word", () => {
    fc.assert(
      fc.property(anyFacts, anyNow, (anything, now) => {
        if (anything.consent !== "opted_out" && !isSuppressed(anything.stop)) return;
        if (maySend(anything, now).kind !== "send") return;
        if (anything.kind === "stop_confirmed") return;
        expect(anything.class).not.toBe("promotional");
        expect(anything.evenIfStopped).toBe(true);
        expect(anything.answersAt).toBeGreaterThan(anything.stop.stoppedAt ?? 0);
      }),
    );
  });

  test("what is deferred may go at the moment it is deferred to, a few days later at most", () => {
    fc.assert(
      fc.property(anyFacts, anyNow, (anything, now) => {
        const facts = { ...anything, expiresAt: null };
        const verdict = maySend(facts, now);
        if (verdict.kind !== "defer") return;
        expect(verdict.until).toBeGreaterThan(now);
        expect(verdict.until - now).toBeLessThan(5 * DAY_MS);
        expect(maySend(facts, verdict.until)).toEqual({ kind: "send" });
      }),
      { numRuns: 1_000 },
    );
  });

  test("only a promotion waits for the day", () => {
    fc.assert(
      fc.property(anyFacts, anyNow, (facts, now) => {
        if (facts.class !== "promotional") expect(maySend(facts, now).kind).not.toBe("defer");
      }),
    );
  });
});

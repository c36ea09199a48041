// The one text to a number that was typed on a kiosk: when it is sent, what it says, and that a YES to it is consent to what was shown.

import { describe, expect, test } from "vitest";
import { casts } from "../../scripts/transcript-casts.ts";
import type { MerchantFacts, SendingFacts } from "../../src/consent/may-send.ts";
import { decide } from "../../src/conversation/decide.ts";
import {
  INVITATIONS_PER_DAY_MAX,
  INVITATIONS_PER_HOUR_MAX,
  INVITATIONS_PER_MONTH_MAX,
  type InvitationRefusal,
  type InvitationsSent,
  invite,
  mayInvite,
} from "../../src/conversation/invitation.ts";
import type { Language } from "../../src/conversation/language.ts";
import { type Conversation, newConversation, type Shop } from "../../src/conversation/state.ts";
import { messageClasses } from "../../src/messaging/lifecycle.ts";
import { segment } from "../../src/messaging/segments.ts";
import { DAY_MS } from "../../src/time.ts";

const NOW = Date.parse("2026-11-22T15:00:00Z");
const PHONE = "+15145550121";
const around = {
  phone: PHONE,
  link: "https://cmptr.test/A",
  fresh: { claimId: "claim", redemptionCode: "K7M42F", moveId: "move", moveCode: "482913" },
  moves: [],
  answersWaiting: 0,
};
const [cafe] = casts.demo.shops;
const shop: Shop & MerchantFacts = {
  ...cafe,
  unit: { en: { one: "star", other: "stars" }, fr: { one: "étoile", other: "étoiles" } },
  trades: [],
  transactionalOpenedAt: null,
};
const none: InvitationsSent = {
  toNumberToday: 0,
  toNumberThisMonth: 0,
  byKioskThisHour: 0,
  byKioskThisDay: 0,
  leftAnotherShop: false,
  awaitsNo: false,
};
const asking = (shopId: string, until: number): Conversation => ({
  ...newConversation,
  dialogue: { kind: "asked_to_join", shopId, shown: "terms", until },
});

interface Row {
  readonly name: string;
  readonly conversation?: Conversation;
  readonly of?: Partial<Shop & MerchantFacts>;
  readonly phone?: string;
  readonly sent?: Partial<InvitationsSent>;
  readonly sender?: Partial<SendingFacts>;
  readonly refused: InvitationRefusal | null;
}

describe("a number is invited", () => {
  test.each<Row>([
    { name: "not by a shop that has not said where it is", of: { region: null }, refused: "merchant_incomplete" },
    {
      name: "not from a number that its carrier does not know",
      sender: { lacksRegistration: true },
      refused: "unregistered",
    },
    { name: "nor from one that is not for it", sender: { purposes: ["conversation"] }, refused: "not_carried" },
    { name: "not by a trade whose texts are off", of: { trades: ["cannabis"] }, refused: "forbidden_trade" },
    {
      name: "nor where they are off at the number that is invited",
      of: { country: "US", region: "NY", trades: ["alcohol"] },
      refused: "forbidden_trade",
    },
    {
      name: "by one that the operator has opened",
      of: { trades: ["cannabis"], transactionalOpenedAt: 1 },
      refused: null,
    },
    { name: "not while a YES would do already", conversation: asking("cafe", NOW + 1), refused: "asked_already" },
    { name: "not while it talks to another shop", conversation: asking("salon", NOW + 1), refused: "in_a_dialogue" },
    { name: "not while a NO may be to a receipt", sent: { awaitsNo: true }, refused: "in_a_dialogue" },
    { name: "not twice in a day", sent: { toNumberToday: 1 }, refused: "asked_enough" },
    {
      name: "not for ever, when it never answers",
      sent: { toNumberThisMonth: INVITATIONS_PER_MONTH_MAX },
      refused: "asked_enough",
    },
    { name: "not abroad, even with the same +1", phone: "+18765550121", refused: "abroad" },
    {
      name: "not by a kiosk that has typed too many in an hour",
      sent: { byKioskThisHour: INVITATIONS_PER_HOUR_MAX },
      refused: "kiosk_limit",
    },
    {
      name: "nor in a day",
      sent: { byKioskThisDay: INVITATIONS_PER_DAY_MAX },
      refused: "kiosk_limit",
    },
    { name: "when the wait for an answer is over", conversation: asking("cafe", NOW), refused: null },
    { name: "across the border that people cross", phone: "+12125550121", refused: null },
    { name: "otherwise", refused: null },
  ])("$name", ({ conversation = newConversation, of = {}, phone = PHONE, sent = {}, sender = {}, refused }) => {
    const from = { lacksRegistration: false, purposes: messageClasses, ...sender };
    const may = mayInvite(conversation, { ...shop, ...of }, from, phone, { ...none, ...sent }, NOW);
    expect(may.ok ? null : may.error).toBe(refused);
  });
});

describe("the text", () => {
  test("says what waits and what a YES is to", () => {
    const { shown } = invite(newConversation, shop, 1, "en", NOW);
    expect(shown).toMatch(/^Café Comptoir: 1 star waits for you\. Reply YES to keep it/);
    expect(shown).toMatch(/at most 2 offers a month.*STOP.*HELP.*rates/);
  });

  test("is in the language that the customer has texted in, else the kiosk's", () => {
    expect(invite(newConversation, shop, 3, "fr", NOW).shown).toMatch(/3 étoiles vous attendent\. Répondez OUI.*ARRET/);
    expect(invite({ ...newConversation, language: "en" }, shop, 3, "fr", NOW).shown).toContain("3 stars wait");
  });

  test.each<[Language, number, number]>([
    ["en", 1, 0],
    ["en", 1_000, 1],
    ["fr", 1, 0],
    ["fr", 1_000, 12],
  ])(
    "in %s, with %i and %i offers a month, fits two segments of GSM-7, with a long name too",
    (language, points, offers) => {
      const long = { ...shop, name: "Coiffure et beauté Les Deux Soeurs", promotionsPerMonth: offers };
      const { encoding, segments } = segment(invite(newConversation, long, points, language, NOW).shown);
      expect([encoding, segments]).toEqual(["GSM-7", 2]);
    },
  );
});

describe("after it", () => {
  const { state, shown } = invite(newConversation, shop, 1, "en", NOW);
  const answer = (text: string, now = NOW + 60_000) =>
    decide(JSON.parse(JSON.stringify(state)), { ...casts.demo, ...around, text, writtenAt: now }, now);

  test("a YES is consent, with the text as its evidence", () => {
    const { events } = answer("Yes!");
    expect(events.find(({ type }) => type === "ConsentGranted")).toMatchObject({ shopId: "cafe", shown });
  });

  test("a NO ends it, a STOP leaves, and neither is consent", () => {
    for (const text of ["no", "stop"]) {
      const { events, state: after } = answer(text);
      expect(events.some(({ type }) => type === "ConsentGranted")).toBe(false);
      expect(after.dialogue).toBeNull();
    }
  });

  test("a YES of the week after is none", () => {
    expect(answer("yes", NOW + 8 * DAY_MS).events.some(({ type }) => type === "ConsentGranted")).toBe(false);
  });
});

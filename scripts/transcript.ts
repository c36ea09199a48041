// A conversation as a file: who texts whom and when, and what the core made of each text. Replayed by the golden tests and by the chat.

import { Temporal } from "temporal-polyfill";
import { decide } from "../src/conversation/decide.ts";
import type { Language } from "../src/conversation/language.ts";
import { type Conversation, newConversation, type Shop } from "../src/conversation/state.ts";
import type { Fresh } from "../src/conversation/text-received.ts";
import { composeForSms, type Encoding, segment } from "../src/messaging/segments.ts";
import { waitingClaim } from "../src/rewards/claims.ts";
import { redemptionCode } from "../src/rewards/redemption-code.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../src/time.ts";
import { type CastName, casts } from "./transcript-casts.ts";
import { describeConsent, describeEvent, describeReading } from "./transcript-words.ts";
import {
  type Elsewhere,
  happen,
  heardElsewhere,
  type Meanwhile,
  memberWith,
  movesFor,
  shopOf,
  type World,
} from "./transcript-world.ts";

/** What is so before the first text. */
export interface Setting {
  readonly shops: CastName;
  /** `2026-11-23 10:00`, on the clock of the first shop. */
  readonly start: string;
  /** The language that the customer has chosen, if any. */
  readonly language?: Language;
  /** The shops, by keyword, where the customer is a member already, and the points there. */
  readonly memberWithPoints?: Readonly<Record<string, number>>;
  /** What waits in the wallet there: rewards, by their ids. */
  readonly wallet?: Readonly<Record<string, readonly string[]>>;
  /** Members behind other numbers, and their points, by shop. */
  readonly others?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** One text of the customer. It comes a minute after the last, unless the step says otherwise. */
export interface Step {
  readonly note?: string;
  /** `30 s`, `5 min`, `2 h`, `8 d`. */
  readonly after?: string;
  /** How long the text was on its way: it counts from when it was written. */
  readonly late?: string;
  readonly meanwhile?: Meanwhile;
  readonly customer: string;
}

export interface Reply {
  readonly text: string;
  readonly segments: number;
  readonly encoding: Encoding;
}

export interface PlayedStep extends Step {
  readonly reading: string;
  readonly events: readonly string[];
  readonly replies: readonly Reply[];
  /** Texts to other phones. */
  readonly elsewhere?: readonly Elsewhere[];
  /** What each shop may do now. */
  readonly consent: string;
}

export interface Script extends Setting {
  readonly title: string;
  readonly steps: readonly Step[];
}

export interface Transcript extends Script {
  readonly steps: readonly PlayedStep[];
}

export interface Talk {
  readonly world: World;
  readonly conversation: Conversation;
  readonly now: number;
  /** How many texts have come: what makes fresh ids and codes differ. */
  readonly texts: number;
}

const PHONE = "+15145550142";
const LINK = "https://cmptr.test/AAAAAAAAAAAAAAAA";
const BETWEEN_TEXTS = "1 min";

export function openTalk({ shops, start, language, memberWithPoints = {}, wallet = {}, others = {} }: Setting): Talk {
  const cast = casts[shops];
  const now = instantOf(start, cast.shops[0].timeZone);
  const members = Object.entries(memberWithPoints).map(([keyword, points]) => {
    const shop = shopOf(keyword, cast);
    const rewards = wallet[keyword] ?? [];
    const taken = Object.fromEntries(rewards.map((id) => [id, rewards.filter((other) => other === id).length]));
    return [
      shop.id,
      { ...memberWith(points, now), taken, claims: rewards.map((id, i) => waiting(id, i, shop)) },
    ] as const;
  });
  const conversation = { ...newConversation, language: language ?? null, members: Object.fromEntries(members) };
  return { world: { cast, others, moves: [] }, conversation, now, texts: 0 };
}

const waiting = (rewardId: string, i: number, { rewards }: Shop) => {
  const { title, cost } = rewards.find(({ id }) => id === rewardId) ?? { title: { en: "?", fr: "?" }, cost: 0 };
  return waitingClaim({ id: `waiting-${i + 1}`, rewardId, title, cost, expiresAt: null });
};

/** The state goes through JSON before each text, as it does through the database. */
export function say(talk: Talk, step: Step): { talk: Talk; step: PlayedStep } {
  const now = talk.now + durationOf(step.after ?? BETWEEN_TEXTS);
  const { world, conversation } = happen(step.meanwhile ?? {}, talk.world, talk.conversation, now);
  const before: Conversation = JSON.parse(JSON.stringify(conversation));
  const texts = talk.texts + 1;
  const moves = movesFor(world, step.customer, now);
  const writtenAt = now - durationOf(step.late ?? "0 s");
  const said = { text: step.customer, writtenAt, phone: PHONE, answersWaiting: 0 };
  const input = { ...world.cast, ...said, link: LINK, fresh: freshFor(texts), moves };
  const { state, events, reading } = decide(before, input, now);
  const heard = heardElsewhere(events, world, before, now);
  const { cast } = world;
  return {
    talk: { world: heard.world, conversation: state, now, texts },
    step: {
      ...step,
      reading: describeReading(reading),
      events: events.map((event) => describeEvent(event, cast)),
      replies: events.filter((event) => event.type === "ReplyQueued").map(({ text }) => replyOf(text)),
      ...(heard.elsewhere.length > 0 && { elsewhere: heard.elsewhere }),
      consent: cast.shops.map((shop) => describeConsent(state, shop)).join("; "),
    },
  };
}

const freshFor = (texts: number): Fresh => ({
  claimId: `claim-${texts}`,
  redemptionCode: redemptionCode(Uint8Array.of(texts, 3, 7, 11, 2)),
  moveId: `move-${texts}`,
  moveCode: String(482_913 + texts),
});

export function replay({ title, steps, ...script }: Script): Transcript {
  const { shops, start, language, memberWithPoints, wallet, others } = script;
  const setting: Setting = {
    shops,
    start,
    ...(language && { language }),
    ...(memberWithPoints && { memberWithPoints }),
    ...(wallet && { wallet }),
    ...(others && { others }),
  };
  const played: PlayedStep[] = [];
  let talk = openTalk(setting);
  for (const { note, after, late, meanwhile, customer } of steps) {
    const step = {
      ...(note && { note }),
      ...(after && { after }),
      ...(late && { late }),
      ...(meanwhile && { meanwhile }),
      customer,
    };
    const said = say(talk, step);
    talk = said.talk;
    played.push(said.step);
  }
  return { title, ...setting, steps: played };
}

export const formatTranscript = (transcript: Transcript): string => `${JSON.stringify(transcript, null, 2)}\n`;

function replyOf(text: string): Reply {
  const composed = composeForSms(text);
  const { segments, encoding } = segment(composed);
  return { text: composed, segments, encoding };
}

const DURATION = /^(\d+) ?(s|min|h|d)$/;
const UNITS_MS: Readonly<Record<string, number>> = { s: SECOND_MS, min: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

/** Milliseconds. @throws RangeError for what is not a duration. */
export function durationOf(text: string): number {
  const [, amount, unit = ""] = DURATION.exec(text) ?? [];
  const unitMs = UNITS_MS[unit];
  if (unitMs === undefined) throw new RangeError(`"${text}" is no duration. Write 30 s, 5 min, 2 h or 8 d.`);
  return Number(amount) * unitMs;
}

const instantOf = (wallClock: string, timeZone: string): number =>
  Temporal.PlainDateTime.from(wallClock).toZonedDateTime(timeZone).epochMilliseconds;

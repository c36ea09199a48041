// A conversation as a file: who texts whom and when, and what the core made of each text. Replayed by the golden tests and by the chat.

import { Temporal } from "temporal-polyfill";
import { decide } from "../src/conversation/decide.ts";
import type { ConversationEvent } from "../src/conversation/events.ts";
import type { Language } from "../src/conversation/language.ts";
import type { Reading } from "../src/conversation/reader.ts";
import { type Conversation, membership, newConversation, type Shop } from "../src/conversation/state.ts";
import { composeForSms, type Encoding, segment } from "../src/messaging/segments.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../src/time.ts";
import { type Cast, type CastName, casts } from "./transcript-casts.ts";

/** What is so before the first text. */
export interface Setting {
  readonly shops: CastName;
  /** `2026-11-23 10:00`, on the clock of the first shop. */
  readonly start: string;
  /** The language that the customer has chosen, if any. */
  readonly language?: Language;
  /** The shops, by keyword, where the customer is a member already, and the points there. */
  readonly memberWithPoints?: Readonly<Record<string, number>>;
}

/** One text of the customer. It comes a minute after the last, unless the step says otherwise. */
export interface Step {
  readonly note?: string;
  /** `30 s`, `5 min`, `2 h`, `8 d`. */
  readonly after?: string;
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
  readonly cast: Cast;
  readonly conversation: Conversation;
  readonly now: number;
}

const LINK = "https://cmptr.test/AAAAAAAAAAAAAAAA";
const BETWEEN_TEXTS = "1 min";
const MEMBER_FOR_MS = 30 * DAY_MS;

export function openTalk({ shops, start, language, memberWithPoints = {} }: Setting): Talk {
  const cast: Cast = casts[shops];
  const now = instantOf(start, cast.shops[0].timeZone);
  const members = Object.entries(memberWithPoints).map(([keyword, points]) => {
    const proof = { word: "YES", at: now - MEMBER_FOR_MS };
    return [shopOf(keyword, cast).id, { consent: "subscribed", proof, points, joinedBefore: true }] as const;
  });
  const conversation = { ...newConversation, language: language ?? null, members: Object.fromEntries(members) };
  return { cast, conversation, now };
}

/** The state goes through JSON before each text, as it does through the database. */
export function say(talk: Talk, step: Step): { talk: Talk; step: PlayedStep } {
  const { cast } = talk;
  const now = talk.now + durationOf(step.after ?? BETWEEN_TEXTS);
  const before: Conversation = JSON.parse(JSON.stringify(talk.conversation));
  const { state, events, reading } = decide(before, { ...cast, text: step.customer, link: LINK }, now);
  const replies = events.filter((event) => event.type === "ReplyQueued").map(({ text }) => replyOf(text));
  return {
    talk: { cast, conversation: state, now },
    step: {
      ...step,
      reading: describeReading(reading),
      events: events.map((event) => describeEvent(event, cast)),
      replies,
      consent: cast.shops.map((shop) => describeConsent(state, shop)).join("; "),
    },
  };
}

export function replay({ title, shops, start, language, memberWithPoints, steps }: Script): Transcript {
  const setting: Setting = {
    shops,
    start,
    ...(language && { language }),
    ...(memberWithPoints && { memberWithPoints }),
  };
  const played: PlayedStep[] = [];
  let talk = openTalk(setting);
  for (const { note, after, customer } of steps) {
    const said = say(talk, { ...(note && { note }), ...(after && { after }), customer });
    talk = said.talk;
    played.push(said.step);
  }
  return { title, ...setting, steps: played };
}

export const formatTranscript = (transcript: Transcript): string => `${JSON.stringify(transcript, null, 2)}\n`;

function describeReading({ kind, language, doubt, argument }: Reading): string {
  const words = [kind, argument].filter((word) => word !== undefined).join(" ");
  const marks = [language, doubt ? "in doubt" : null].filter((mark) => mark !== null).join(", ");
  return marks === "" ? words : `${words} (${marks})`;
}

function describeEvent(event: ConversationEvent, { shops }: Cast): string {
  const at = (shopId: string) => `${event.type} at ${shops.find((shop) => shop.id === shopId)?.keyword}`;
  switch (event.type) {
    case "CustomerAsked":
    case "ConsentHeld":
    case "ConsentResumed":
    case "ConsentWithdrawn":
      return `${at(event.shopId)} by ${event.word}`;
    case "ConsentGranted":
      return `${at(event.shopId)} by ${event.word}${event.shown === null ? "" : " to the terms shown"}`;
    case "StoppedEverywhere":
      return `${event.type} by ${event.word}`;
    case "PointsEarned":
      return `${at(event.shopId)}: ${event.points}, ${event.cause}`;
    case "LinkIssued":
      return `${at(event.shopId)}: ${event.purpose}`;
    case "ThreadOpened":
      return `${at(event.shopId)}: ${event.reason}`;
    case "LanguageChosen":
      return `${event.type}: ${event.language}`;
    case "FellSilent":
      return event.type;
    case "ReplyQueued": {
      const evenIfStopped = event.evenIfStopped ? ", even if stopped" : "";
      const lifetime = event.lifetimeMs === null ? "" : `, for ${event.lifetimeMs / MINUTE_MS} min`;
      return `${event.type}: ${event.kind}${evenIfStopped}${lifetime}`;
    }
  }
}

function describeConsent(state: Conversation, shop: Shop): string {
  const { consent, points } = membership(state, shop.id);
  return `${shop.keyword} ${consent}${points === 0 ? "" : `, points: ${points}`}`;
}

function replyOf(text: string): Reply {
  const composed = composeForSms(text);
  const { segments, encoding } = segment(composed);
  return { text: composed, segments, encoding };
}

function shopOf(keyword: string, { shops }: Cast): Shop {
  const shop = shops.find((each) => each.keyword === keyword);
  if (!shop) throw new RangeError(`No shop has the keyword ${keyword}.`);
  return shop;
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

// A reading, an event and a state in words: what a transcript says of them.

import type { ConversationEvent } from "../src/conversation/events.ts";
import type { Reading } from "../src/conversation/reader.ts";
import { type Conversation, membership, type Shop } from "../src/conversation/state.ts";
import { MINUTE_MS } from "../src/time.ts";
import type { Cast } from "./transcript-casts.ts";

export function describeReading({ kind, language, doubt, argument }: Reading): string {
  const words = [kind, argument].filter((word) => word !== undefined).join(" ");
  const marks = [language, doubt ? "in doubt" : null].filter((mark) => mark !== null).join(", ");
  return marks === "" ? words : `${words} (${marks})`;
}

export function describeEvent(event: ConversationEvent, { shops }: Cast): string {
  const at = (shopId: string) => `${event.type} at ${shops.find((shop) => shop.id === shopId)?.keyword}`;
  switch (event.type) {
    case "CustomerAsked":
    case "ConsentHeld":
    case "ConsentResumed":
    case "ConsentWithdrawn":
      return `${at(event.shopId)} by ${event.word}`;
    case "OffersWithdrawn":
      return `${at(event.shopId)} by ${event.word}`;
    case "OffersGranted":
    case "ConsentGranted":
      return `${at(event.shopId)} by ${event.word}${event.shown === null ? "" : " to the terms shown"}`;
    case "StoppedEverywhere":
      return `${event.type} by ${event.word}`;
    case "StopRepeated":
      return event.shopId === null ? event.type : at(event.shopId);
    case "AnswerWithheld":
      return `${event.type}: ${event.kind}`;
    case "PointsEarned":
      return `${at(event.shopId)}: ${event.points}, ${event.cause}`;
    case "RewardTaken":
      return `${at(event.shopId)}: ${event.rewardId} for ${event.cost}`;
    case "CouponTaken":
      return `${at(event.shopId)}: ${event.offerId}, until ${new Date(event.expiresAt).toISOString()}`;
    case "CodeIssued":
    case "RewardUsed":
      return `${at(event.shopId)}: ${event.claimId}`;
    case "BirthdayKept":
      return `${at(event.shopId)}: ${event.birthday}`;
    case "TransactionDisputed":
      return `${at(event.shopId)}: ${event.receipt.points > 0 ? event.receipt.points : "a reward"}, by ${event.receipt.by}`;
    case "MoveAsked":
      return `${at(event.shopId)}: from ${event.oldPhone}`;
    case "LinkIssued":
      return `${at(event.shopId)}: ${event.purpose}`;
    case "ThreadOpened":
      return `${at(event.shopId)}: ${event.reason}`;
    case "LanguageChosen":
      return `${event.type}: ${event.language}`;
    case "InvitationAccepted":
    case "SignInCodeSent":
    case "AccountMoved":
    case "AccountMovedBack":
      return at(event.shopId);
    case "FellSilent":
      return event.type;
    case "ReplyQueued": {
      const evenIfStopped = event.evenIfStopped ? ", even if stopped" : "";
      const lifetime = event.lifetimeMs === null ? "" : `, for ${event.lifetimeMs / MINUTE_MS} min`;
      return `${event.type}: ${event.kind}${evenIfStopped}${lifetime}`;
    }
  }
}

export function describeConsent(state: Conversation, shop: Shop): string {
  const { consent, offers, points, pointsOnHold, pointsWaiting, claims } = membership(state, shop.id);
  const wallet = claims.map(({ rewardId }) => rewardId).join(" and ");
  return [
    `${shop.keyword} ${consent}`,
    ...(offers === "none" ? [] : [`offers: ${offers}`]),
    ...(points === 0 ? [] : [`points: ${points}`]),
    ...(pointsOnHold === 0 ? [] : [`on hold: ${pointsOnHold}`]),
    ...(pointsWaiting === 0 ? [] : [`waiting: ${pointsWaiting}`]),
    ...(wallet === "" ? [] : [`wallet: ${wallet}`]),
  ].join(", ");
}

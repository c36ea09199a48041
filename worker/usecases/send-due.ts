// Sends what is due on one sender number: claim, ask again whether it may go, send at the number's pace, settle.

import { maySend, type SendVerdict } from "../../src/consent/may-send.ts";
import { BACKOFF_MAX_MS, type Settlement, settleAttempt, unsent } from "../../src/messaging/delivery.ts";
import {
  claimableFrom,
  claimSize,
  type Pace,
  PERMISSION_HOLDS_MS,
  pauseUntil,
  takeTurn,
  wakePace,
} from "../../src/messaging/pacing.ts";
import { type Country, countryOf } from "../../src/phone.ts";
import type { Context } from "../context.ts";
import { type ClaimedMessage, type Settled, settleAndClaim } from "../db/outbox-claims.ts";
import type { Carrier } from "../gateways/carrier.ts";
import { failure, log } from "../log.ts";
import { sendingFacts } from "./sending-facts.ts";
import { withdrawByCarrier } from "./withdraw-by-carrier.ts";

/** The platform lets six requests of one object wait for an answer at a time: two are left for what it receives meanwhile. */
const IN_FLIGHT_MAX = 4;
/** After this long the object gives way and is woken again at once. */
const TICK_MS = 30_000;

/** What a Line remembers between ticks. Lost with the object, it costs time, never a message. */
export interface LineMemory {
  pace: Pace | null;
  /** Outcomes that the database has not taken yet. */
  settled: readonly Settled[];
  /** Asked for and never answered. It may have been made: asked for again by its name, its messages are not lost for a lease. */
  claim: string | null;
}

/** Returns when to wake next, in Unix milliseconds; null when nothing waits. */
export async function sendDue(
  context: Context,
  carrier: Carrier,
  senderId: string,
  memory: LineMemory,
): Promise<number | null> {
  const endsAt = context.now() + TICK_MS;
  for (;;) {
    const now = context.now();
    const { settled } = memory;
    const mayClaim = now < endsAt && (memory.pace === null || now >= claimableFrom(memory.pace));
    const size = mayClaim ? claimSize(memory.pace?.segmentsPerSecond ?? 0) : 0;
    // What is claimed next is claimed with the consent that a carrier's opt-outs leave.
    for (const { message, settlement } of settled) {
      if (settlement.optedOut) await withdrawByCarrier(context, message.id, settlement.reason ?? "carrier");
    }
    memory.claim ??= context.newId();
    const claim = await settleAndClaim(context.db, { senderId, claim: memory.claim, size, settled }, now);
    memory.settled = [];
    memory.claim = null;
    if (settled.length > 0) context.nudgeRooms(...settled.map(({ message }) => message.merchantId));
    if (memory.pace?.segmentsPerSecond !== claim.paceSegmentsPerS) memory.pace = wakePace(claim.paceSegmentsPerS, now);
    if (claim.messages.length === 0) {
      return claim.nextAt === null ? null : Math.max(claim.nextAt, claimableFrom(memory.pace));
    }
    await sendClaimed(context, carrier, claim.messages, memory, memory.pace);
    logSettled(senderId, memory.settled);
  }
}

/** Looked up only where it can matter. */
const countryForTrades = ({ merchant, recipient }: ClaimedMessage): Country | null =>
  merchant !== null && merchant.trades.length > 0 ? countryOf(recipient) : null;

async function sendClaimed(
  context: Context,
  carrier: Carrier,
  messages: readonly ClaimedMessage[],
  memory: LineMemory,
  paceBefore: Pace,
): Promise<void> {
  let pace = paceBefore;
  let pausedUntil = 0;
  const permittedUntil = context.now() + PERMISSION_HOLDS_MS;
  const settled: Settled[] = [];
  const waiting = messages.values();

  /** Null when the carrier is to be asked. */
  const withheld = (message: ClaimedMessage): Settlement | null => {
    const now = context.now();
    try {
      const verdict = maySend(
        {
          ...message,
          consent: message.consent ?? "none",
          offers: message.offers ?? "none",
          recipientCountry: countryForTrades(message),
          sender: sendingFacts(context, { ...message, number: message.from }, message.merchant?.country ?? null),
        },
        now,
      );
      return verdict.kind === "send" ? null : settlementOf(verdict);
    } catch (error) {
      log("error", "check_threw", { messageId: message.id, ...failure(error) });
      return unsent(now + BACKOFF_MAX_MS, "check_threw");
    }
  };
  const settle = async (message: ClaimedMessage): Promise<Settlement> => {
    const untried = withheld(message);
    if (untried) return untried;
    const turn = takeTurn(pace, message.segments, context.now());
    if (turn.startAt > permittedUntil) return unsent(null, "permission_too_old");
    pace = turn.pace;
    const waitMs = turn.startAt - context.now();
    if (waitMs > 0 && pausedUntil === 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (pausedUntil > 0) return unsent(pausedUntil, "account_paused");
    const settlement = await attempt(carrier, message, context.now);
    if (settlement.pauseMs > 0) pausedUntil = context.now() + settlement.pauseMs;
    return settlement;
  };
  /** One phone's texts go one after the other: in flight together, the carrier may hand over the answer before the question. */
  const lastTo = new Map<string, Promise<Settled>>();
  /** Claimed together, the second cannot have known that the first would introduce the shop. */
  const introduced = new Set<string>();
  const inTurn = async (claimed: ClaimedMessage): Promise<Settled> => {
    await lastTo.get(claimed.recipient);
    const pair = `${claimed.recipient} ${claimed.merchantId}`;
    const message = introduced.has(pair) ? { ...claimed, ...claimed.queued, introduces: false } : claimed;
    const settlement = await settle(message);
    if (message.introduces && settlement.status === "submitted") introduced.add(pair);
    return { message, settlement };
  };
  const worker = async () => {
    for (const message of waiting) {
      const settling = inTurn(message);
      lastTo.set(message.recipient, settling);
      settled.push(await settling);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT_MAX }, worker));
  memory.settled = settled;
  memory.pace = pauseUntil(pace, pausedUntil);
}

/** One message, whatever happens to it, never takes the others with it. */
async function attempt(carrier: Carrier, message: ClaimedMessage, now: () => number): Promise<Settlement> {
  const { id: messageId, from, recipient: to, text, encoding } = message;
  try {
    const outcome = await carrier.send({ messageId, from, to, text, encoding });
    return settleAttempt(message, outcome, now(), Math.random());
  } catch (error) {
    log("error", "send_threw", { messageId, ...failure(error) });
    return settleAttempt(message, { kind: "unknown", code: "threw" }, now(), Math.random());
  }
}

/** A claimed message that is not tried after all. */
function settlementOf(verdict: Exclude<SendVerdict, { kind: "send" }>): Settlement {
  switch (verdict.kind) {
    case "expire":
      return { ...unsent(null, "too_late"), status: "expired" };
    case "cancel":
      return { ...unsent(null, verdict.reason), status: "cancelled" };
    case "hold":
      return { ...unsent(null, verdict.reason), status: "held" };
    case "defer":
      return unsent(verdict.until, "quiet_hours");
  }
}

function logSettled(senderId: string, settled: readonly Settled[]): void {
  const counts: Record<string, number> = {};
  for (const { settlement } of settled) counts[settlement.status] = (counts[settlement.status] ?? 0) + 1;
  log("info", "sent", { senderId, ...counts });
  for (const { message, settlement } of settled) {
    if (settlement.pauseMs > 0) log("error", "account_refused", { senderId, code: settlement.reason });
    else if (settlement.status !== "submitted") {
      const { status, reason } = settlement;
      log("warn", "not_submitted", { messageId: message.id, merchantId: message.merchantId, status, reason });
    }
  }
}

// The JSON of Vonage's two webhooks, Messages API v1; figures are strings, as they are there.

import { randomUUID } from "node:crypto";
import type { SendRequest } from "./send-request.ts";

export interface InboundMessage {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly messageId?: string | undefined;
  /** ISO 8601; now by default. */
  readonly timestamp?: string | undefined;
}

export interface AcceptedMessage {
  readonly messageUuid: string;
  readonly clientRef: string | null;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly encoding: "text" | "unicode" | "auto";
  /** Unix milliseconds. */
  readonly at: number;
}

const withoutPlus = (number: string): string => number.replace(/^\+/, "");

export function inboundPayload(message: InboundMessage): object {
  const firstWord = /^\S*/.exec(message.text)?.[0] ?? "";
  return {
    channel: "sms",
    message_uuid: message.messageId ?? randomUUID(),
    to: withoutPlus(message.to),
    from: withoutPlus(message.from),
    timestamp: message.timestamp ?? new Date().toISOString(),
    message_type: "text",
    text: message.text,
    sms: { num_messages: "1", keyword: firstWord.toUpperCase() },
    usage: { price: "0.0057", currency: "EUR" },
    origin: { network_code: "302720" },
  };
}

export function acceptedMessage(sent: SendRequest): AcceptedMessage {
  return {
    messageUuid: randomUUID(),
    clientRef: sent.client_ref ?? null,
    from: sent.from,
    to: sent.to,
    text: sent.text,
    encoding: sent.sms?.encoding_type ?? "auto",
    at: Date.now(),
  };
}

export function statusPayload(message: AcceptedMessage, status: string, errorCode: string | null): object {
  const failed = status === "rejected" || status === "undeliverable";
  return {
    channel: "sms",
    message_uuid: message.messageUuid,
    to: message.to,
    from: message.from,
    timestamp: new Date().toISOString(),
    status,
    ...(message.clientRef === null ? {} : { client_ref: message.clientRef }),
    ...(failed && errorCode !== null ? { error: errorOf(errorCode) } : {}),
    usage: { price: "0.0333", currency: "EUR" },
    destination: { network_code: "302720" },
    sms: { count_total: String(segmentsOf(message)) },
  };
}

function errorOf(code: string): object {
  const type = `https://developer.vonage.com/api-errors/messages#${code}`;
  return { type, title: code, detail: "Said by the stand-in carrier.", instance: randomUUID() };
}

/** Near enough for a receipt: extension characters are counted as one. */
function segmentsOf({ text, encoding }: AcceptedMessage): number {
  const [single, joined] = encoding === "unicode" ? [70, 67] : [160, 153];
  return text.length <= single ? 1 : Math.ceil(text.length / joined);
}

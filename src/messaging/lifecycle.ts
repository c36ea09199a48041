// The life of an outgoing message: its statuses, and the only transitions that exist. SQL compares and sets, it decides nothing.

import { kindsFor, type TextKind } from "../texts/kinds.ts";

export type MessageStatus =
  /** Waits for its time, its turn and the sender's pace. */
  | "queued"
  /** Waits for the merchant or the customer to change something. */
  | "held"
  /** Claimed by a Line; the carrier may or may not have it. */
  | "sending"
  /** The outcome of the call was lost. Waits for a status callback with its id before anything else is tried. */
  | "unconfirmed"
  /** The carrier has it. With no receipt it stays so: many handsets never send one. */
  | "submitted"
  | "delivered"
  | "undelivered"
  | "failed"
  | "expired"
  | "cancelled"
  /** A promotion whose outcome never became known: a person decides, it is not sent twice. */
  | "unknown";

export const transitions: Readonly<Record<MessageStatus, readonly MessageStatus[]>> = {
  // A receipt for what waits is late word of a try whose outcome was lost: it spares the next try.
  queued: ["sending", "held", "submitted", "delivered", "undelivered", "failed", "expired", "cancelled"],
  held: ["queued", "submitted", "delivered", "undelivered", "failed", "expired", "cancelled"],
  sending: ["queued", "held", "unconfirmed", "submitted", "delivered", "undelivered", "failed", "expired", "cancelled"],
  unconfirmed: ["queued", "unknown", "submitted", "delivered", "undelivered", "failed", "expired"],
  unknown: ["submitted", "delivered", "undelivered", "failed", "expired"],
  submitted: ["delivered", "undelivered", "failed", "expired"],
  delivered: [],
  undelivered: [],
  failed: [],
  expired: [],
  cancelled: [],
};

export const messageStatuses = Object.keys(transitions) as readonly MessageStatus[];

/** The statuses from which a message may come to `to`: what an UPDATE compares with. */
export const comingTo = (to: MessageStatus): readonly MessageStatus[] =>
  messageStatuses.filter((from) => transitions[from].includes(to));

export const isFinal = (status: MessageStatus): boolean => transitions[status].length === 0;

export const messageClasses = ["conversation", "transactional", "promotional"] as const;
export type MessageClass = (typeof messageClasses)[number];

/** Confirmations of a stop, and codes that somebody waits for with a page open. */
const urgentKinds: ReadonlySet<TextKind> = new Set([...kindsFor("stop_confirmation"), ...kindsFor("code")]);

export const priorities = { urgent: 0, conversation: 1, transactional: 2, promotional: 3 } as const;

/** Lower goes first; answers of one priority go in their order. */
export const priorityOf = (message: { readonly class: MessageClass; readonly kind: TextKind }): number =>
  urgentKinds.has(message.kind) ? priorities.urgent : priorities[message.class];

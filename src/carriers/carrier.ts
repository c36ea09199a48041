// What carriers tell us, in our own words: the codec of each carrier ends in these types and nothing else reads its JSON.

type CarrierName = "vonage" | "simulator";

/** A text from a handset. `from` and `to` are addresses as `src/carriers/address.ts` writes them. */
export interface InboundText {
  readonly carrier: CarrierName;
  readonly carrierMessageId: string;
  readonly from: string;
  readonly to: string;
  /** Empty when the handset sent no words (a picture without a caption). */
  readonly text: string;
  /** `text`, or the carrier's word for anything else: `image`, `vcard`, `audio`… */
  readonly content: string;
  /** Unix milliseconds as the carrier says, which may lie ahead of our clock; null when it says nothing readable. */
  readonly sentAt: number | null;
}

/** A text as it is handed on to be answered. */
export interface ArrivedText {
  readonly inbound: InboundText;
  /** Ours. */
  readonly messageId: string;
  /** When the person wrote it, in Unix milliseconds. */
  readonly writtenAt: number;
}

export type ReceiptStatus = "submitted" | "delivered" | "undelivered" | "failed" | "expired" | "other";

/** What became of a message that we sent. Receipts come twice and out of order. */
export interface Receipt {
  readonly carrier: CarrierName;
  readonly carrierMessageId: string;
  /** Our message id, when the carrier gives it back. */
  readonly clientRef: string | null;
  readonly status: ReceiptStatus;
  readonly rawStatus: string;
  readonly error: CarrierError | null;
  /** Unix milliseconds, or null. */
  readonly at: number | null;
  /** Segments that the carrier counted. */
  readonly segments: number | null;
  /** Amount and currency as the carrier writes them: `0.0333 EUR`. */
  readonly price: string | null;
}

/**
 * `opted_out`: the person told the carrier to stop, so they are stopped here too. `permanent`: this message will never pass.
 * `retry`: it may pass later. `account`: nothing passes until the operator mends something at the carrier.
 */
export type CarrierErrorClass = "opted_out" | "permanent" | "retry" | "account" | "unknown";

export interface CarrierError {
  readonly code: string;
  readonly class: CarrierErrorClass;
}

/** What one call to a carrier came to. Only `unknown` leaves in doubt whether a message went out. */
export type SendOutcome =
  | { readonly kind: "accepted"; readonly carrierMessageId: string }
  | { readonly kind: "retry"; readonly code: string; readonly retryAfterMs: number | null }
  | { readonly kind: "rejected"; readonly error: CarrierError }
  | { readonly kind: "account"; readonly code: string }
  | { readonly kind: "unknown"; readonly code: string };

// What the Line needs of a carrier: one message in, one outcome out. A carrier never throws.

import type { SendOutcome } from "../../src/carriers/carrier.ts";

export interface OutgoingText {
  /** Ours, at most 40 characters: the carrier gives it back in each receipt. */
  readonly messageId: string;
  /** E.164 with its plus, a short code, or a name of letters. */
  readonly from: string;
  /** E.164 with its plus, or a short code. */
  readonly to: string;
  readonly text: string;
  readonly encoding: "GSM-7" | "UCS-2";
}

export interface Carrier {
  send(message: OutgoingText): Promise<SendOutcome>;
}

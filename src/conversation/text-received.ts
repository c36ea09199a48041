// What decide() is given with each text: who wrote to whom, and what has to be made outside the core.

import type { SigningIn } from "./signing-in.ts";
import type { Membership, SenderFacts, Shop } from "./state.ts";

export interface TextReceived {
  readonly text: string;
  /** When the person wrote it, in Unix milliseconds: not after `now`, and as long before it as it was on its way. */
  readonly writtenAt: number;
  /** The customer's number, E.164. */
  readonly phone: string;
  readonly sender: SenderFacts;
  /** The shops on this number; more than one makes it a shared number. */
  readonly shops: readonly Shop[];
  /** Answers that wait for their turn on this number, as far as they are counted. */
  readonly answersWaiting: number;
  /** A short link made for this moment; used when the answer carries one. */
  readonly link: string;
  readonly fresh: Fresh;
  /** The moves that this phone is part of and that are not settled yet. */
  readonly moves: readonly Move[];
  /** Only where the text asks for a code to sign in, and its phone is somebody's at one of these shops. */
  readonly signingIn?: SigningIn | undefined;
}

/** Ids and codes made for this moment; used when something begins. */
export interface Fresh {
  readonly claimId: string;
  readonly redemptionCode: string;
  readonly moveId: string;
  /** Six digits. */
  readonly moveCode: string;
}

/** An account that is to come to this phone, or one that has changed its number and can still come back. */
export type Move =
  | {
      readonly stage: "asked";
      readonly id: string;
      readonly shopId: string;
      /** The text has the code that was sent to the old number. */
      readonly codeIsRight: boolean;
      readonly account: Membership;
    }
  | {
      readonly stage: "moved";
      readonly id: string;
      readonly shopId: string;
      /** Of the two, this phone is the one that the account has moved to. */
      readonly isNewNumber: boolean;
      /** What the other phone has now, and this one gets when the account moves back. */
      readonly other: Membership;
    };

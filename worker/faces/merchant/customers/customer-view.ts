// What the page of one customer shows.

import type { Consent, ToldChange } from "../../../../src/consent/consent.ts";
import type { Language } from "../../../../src/conversation/language.ts";
import type { EntryCause } from "../../../../src/loyalty/ledger.ts";
import type { Unit } from "../../../../src/loyalty/programme.ts";
import type { ClaimStatus } from "../../../../src/rewards/claims.ts";
import type { Clock } from "../../shared/clock.ts";
import type { FrameView } from "../frame.tsx";
import type { CorrectionError } from "./customer-words.ts";
import type { PointsFormView } from "./points-form.tsx";
import type { WaitingItem } from "./waiting.tsx";

export interface CustomerView {
  readonly frame: FrameView;
  readonly clock: Clock;
  readonly unit: Unit;
  readonly id: string;
  readonly name: string | null;
  readonly phone: string;
  readonly points: number;
  readonly consent: Consent;
  /** The language of the conversation; null before the first text. */
  readonly language: Language | null;
  /** `MM-DD` */
  readonly birthday: string | null;
  readonly email: string | null;
  readonly createdAt: number;
  readonly hasThread: boolean;
  readonly form: PointsFormView;
  readonly refused: RefusedCorrection | null;
  readonly entries: readonly EntryView[];
  readonly olderHref: string | null;
  readonly claims: readonly ClaimView[];
  readonly consents: readonly ConsentView[];
  readonly disputes: readonly DisputeView[];
  readonly move: MoveView | null;
  readonly waiting: readonly WaitingItem[];
}

/** A correction that was not made: where it stood on the page, and what was typed. */
export interface RefusedCorrection {
  readonly place: string;
  readonly reason: string;
  readonly error: CorrectionError;
}

export interface EntryView {
  readonly seq: number;
  readonly delta: number;
  readonly balance: number;
  readonly cause: EntryCause;
  /** Who, in words. */
  readonly actor: string;
  readonly reason: string | null;
  readonly at: number;
  readonly reverses: number | null;
  readonly reversedBy: number | null;
}

export interface ClaimView {
  readonly id: string;
  readonly title: string;
  readonly cost: number;
  readonly status: ClaimStatus | "expired";
  readonly takenAt: number;
  readonly usedAt: number | null;
  /** At which kiosk or by whose code, in words. */
  readonly usedWith: string | null;
  /** The ledger entry that took the points. */
  readonly paidBy: number | null;
  /** Used, and still good if it were not. */
  readonly mayPutBack: boolean;
}

interface ConsentView {
  readonly change: ToldChange;
  readonly word: string;
  /** The exact words that were answered. */
  readonly shown: string | null;
  readonly at: number;
}

interface DisputeView {
  readonly id: string;
  /** The ledger entry, or null where it is a reward that was used. */
  readonly entrySeq: number | null;
  readonly claimId: string | null;
  /** Who gave it, in words. */
  readonly givenBy: string;
  readonly openedAt: number;
}

/** A move that can still be taken back. */
interface MoveView {
  readonly id: string;
  readonly fromPhone: string;
  readonly movedAt: number;
  /** Unix milliseconds: until when it can be taken back. */
  readonly until: number;
}

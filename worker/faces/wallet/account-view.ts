// What the pages of an account show, and the proofs of what was agreed to.

import type { AccountFaults } from "../../../src/consent/account-form.ts";
import type { Consent, ToldChange } from "../../../src/consent/consent.ts";
import type { Wording } from "../../../src/consent/consent-words.ts";
import type { TypedProfile } from "../../../src/loyalty/profile.ts";
import type { WalletFrameView } from "./frame.tsx";
import type { WalletDeed, WalletError } from "./words.ts";

export interface AccountView extends WalletFrameView {
  readonly phone: string;
  /** As typed, where it was refused. */
  readonly profile: TypedProfile;
  readonly faults: AccountFaults;
  readonly consent: Consent;
  readonly proofs: Proofs;
  readonly emails: EmailsOf;
  /** Whether they were agreed to; null for who gets no texts, or of a shop that sends no offers. */
  readonly offersByText: boolean | null;
  /** The box that agrees to e-mail: empty, but where a form with it ticked was refused. */
  readonly agreement: {
    readonly ticked: boolean;
    readonly wordings: readonly Wording[];
    readonly version: string;
    /** Comes back with the form, and tells which words were read. */
    readonly wordsShown: string;
  };
  /** Opens the phone's messages with the word that comes back; null for a shop without a number. */
  readonly comeBackHref: string | null;
  readonly done: WalletDeed | null;
}

export interface LeaveView extends WalletFrameView {
  readonly error: WalletError | null;
}

export interface DeleteView extends LeaveView {
  readonly balance: string;
}

/** Where somebody said so. */
export type ProofPlace = "text" | "sign_up" | "account" | "carrier";

/** `asked`: agreed to, for an address that has not proven itself yet. */
export type EmailsOf = "none" | "asked" | "subscribed";

export type EmailChange = "asked" | "granted" | "withdrawn" | "address_changed" | "address_removed";

export interface ProofView<Change extends string> {
  readonly change: Change;
  /** The word or the address that it rests on; null where the place says it all. */
  readonly word: string | null;
  readonly place: ProofPlace;
  /** The exact words, with their version and the address of the page where there is one. */
  readonly shown: string | null;
  readonly version: string | null;
  readonly page: string | null;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Newest first, both. */
export interface Proofs {
  readonly texts: readonly ProofView<ToldChange>[];
  readonly emails: readonly ProofView<EmailChange>[];
}

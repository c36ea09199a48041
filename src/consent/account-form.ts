// The form of a customer's own account: what was typed, read into what can be kept, or refused field by field.

import { type Profile, type ProfileFaults, readProfile, type TypedProfile } from "../loyalty/profile.ts";
import { err, ok, type Result } from "../result.ts";

export interface TypedAccount extends TypedProfile {
  /** The box for offers by e-mail. */
  readonly agreesToEmail: boolean;
  /** Tells which words stood beside the box. */
  readonly wordsShown: string;
}

export interface Account extends Profile {
  readonly agreesToEmail: boolean;
}

export interface AccountFaults extends Omit<ProfileFaults, "email"> {
  readonly email?: ProfileFaults["email"] | "missing";
  /** The words are others than those that were read: another version, language or name of the shop. */
  readonly agreement?: "words_changed";
}

/** All faults at once. @param words tells the words of today, as `wordsShown` does those of the form. */
export function readAccount(
  typed: TypedAccount,
  { monthFirst, words }: { readonly monthFirst: boolean; readonly words: string },
): Result<Account, AccountFaults> {
  const { agreesToEmail } = typed;
  const profile = readProfile(typed, monthFirst);
  const lacksAddress = agreesToEmail && typed.email.trim() === "";
  const readOthers = agreesToEmail && typed.wordsShown !== words;
  if (profile.ok && !lacksAddress && !readOthers) return ok({ ...profile.value, agreesToEmail });
  return err({
    ...(profile.ok ? {} : profile.error),
    ...(lacksAddress ? { email: "missing" } : {}),
    ...(readOthers ? { agreement: "words_changed" } : {}),
  });
}

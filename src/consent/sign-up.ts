// The sign-up form: what was typed, read into what can be kept, or refused field by field.

import type { Dialogue } from "../conversation/dialogue.ts";
import type { Language } from "../conversation/language.ts";
import { type Profile, type ProfileFaults, readProfile, type TypedProfile } from "../loyalty/profile.ts";
import { FORM_TIME_MIN_MS, isServed, servedCountries } from "../messaging/pumping.ts";
import { type Country, parseTypedPhone } from "../phone.ts";
import { err, ok, type Result } from "../result.ts";
import type { Consent, OffersConsent } from "./consent.ts";
import { isOvertaken, type Suppression, wroteBefore } from "./suppression.ts";

export interface TypedSignUp extends TypedProfile {
  readonly phone: string;
  readonly country: string;
  /** For the texts. */
  readonly language: Language;
  /** The box for texts. */
  readonly agreesToSms: boolean;
  /** The box for offers by text. */
  readonly agreesToOffers: boolean;
  /** The box for offers by e-mail. */
  readonly agreesToEmail: boolean;
  /** A field that people don't see. */
  readonly trap: string;
  /** When the form was shown, in Unix milliseconds. */
  readonly shownAt: number;
}

export interface SignUp extends Profile {
  /** E.164 */
  readonly phone: string;
  readonly language: Language;
  readonly agreesToOffers: boolean;
  readonly agreesToEmail: boolean;
}

export interface SignUpErrors extends Omit<ProfileFaults, "email"> {
  readonly phone?: "not_a_mobile_number" | "not_served";
  readonly email?: ProfileFaults["email"] | "missing";
  readonly sms?: "unticked";
  /** `too_fast`, `trap`: looks like a robot. A person sends it again. `too_many`: a limit is reached. */
  readonly form?: "too_fast" | "trap" | "too_many";
}

/** All errors at once. @param country the shop's: in the United States 05/12 has the month first. @param now Unix milliseconds. */
export function readSignUp(typed: TypedSignUp, country: Country, now: number): Result<SignUp, SignUpErrors> {
  const { language, agreesToSms, agreesToOffers, agreesToEmail } = typed;
  const profile = readProfile(typed, country === "US");
  const phone = readPhone(typed, country);
  const lacksAddress = agreesToEmail && typed.email.trim() === "";
  const robot = typed.trap !== "" ? "trap" : now - typed.shownAt < FORM_TIME_MIN_MS ? "too_fast" : null;
  if (profile.ok && phone.ok && agreesToSms && !lacksAddress && robot === null) {
    return ok({ ...profile.value, phone: phone.value, language, agreesToOffers, agreesToEmail });
  }
  return err({
    ...(profile.ok ? {} : profile.error),
    ...(phone.ok ? {} : { phone: phone.error }),
    ...(lacksAddress ? { email: "missing" } : {}),
    ...(agreesToSms ? {} : { sms: "unticked" }),
    ...(robot === null ? {} : { form: robot }),
  });
}

function readPhone(typed: TypedSignUp, country: Country): Result<string, "not_a_mobile_number" | "not_served"> {
  const from = servedCountries(country).find((served) => served === typed.country) ?? country;
  const phone = parseTypedPhone(typed.phone, from);
  if (!phone.ok) return phone;
  return isServed(phone.value, country) ? phone : err("not_served");
}

/** What the number has said by other doors, as it is known when the form's code comes. */
export interface SaidElsewhere {
  readonly consent: Consent;
  /** When the texts were last agreed to, in Unix milliseconds. */
  readonly provenAt: number | null;
  readonly offers: OffersConsent;
  readonly offersSaidAt: number | null;
  readonly stop: Suppression;
}

/**
 * Which of its boxes its code still ticks, for a number that has not left. A form counts from when it was sent: what was said since
 * stands, and a no in its second. A STOP takes all that the form agrees to along, whatever they have come back to by text.
 */
export function agreedByForm(
  sentAt: number,
  { consent, provenAt, offers, offersSaidAt, stop }: SaidElsewhere,
): { readonly texts: boolean; readonly offers: boolean } {
  if (isOvertaken(stop, sentAt)) return { texts: false, offers: false };
  return {
    texts: !(consent === "subscribed" && provenAt !== null && provenAt >= sentAt),
    offers: offers !== "subscribed" && (offersSaidAt === null || wroteBefore(offersSaidAt, sentAt)),
  };
}

/** Of the number that a form names, on the line that its code goes by. */
export interface FormAsking {
  readonly consent: Consent;
  readonly dialogue: Pick<Dialogue, "until"> | null;
  /** A NO of theirs would still be to a receipt, of any shop of the number. */
  readonly awaitsNo: boolean;
}

/**
 * Is a YES of theirs, or a NO, an answer to this form? Anybody may have typed the number: a member is asked nothing, no question that
 * stands makes way for this one, and no receipt loses its NO.
 */
export const mayFormAsk = ({ consent, dialogue, awaitsNo }: FormAsking, now: number): boolean =>
  consent !== "subscribed" && consent !== "held" && !awaitsNo && (dialogue === null || now >= dialogue.until);

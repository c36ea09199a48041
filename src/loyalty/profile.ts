// What customers say of themselves on a page: name, birthday, e-mail, each of which may stay empty.

import * as v from "valibot";
import { err, ok, type Result } from "../result.ts";
import { type Birthday, parseBirthday } from "./birthday.ts";

export const NAME_LENGTH_MAX = 80;
/** RFC 5321, 4.5.3.1.3, without the angle brackets. */
export const EMAIL_LENGTH_MAX = 254;

export interface Profile {
  readonly name: string | null;
  readonly birthday: Birthday | null;
  readonly email: string | null;
}

export type TypedProfile = Readonly<Record<keyof Profile, string>>;

export interface ProfileFaults {
  readonly name?: "too_long";
  readonly birthday?: "not_a_day";
  readonly email?: "not_an_address";
}

const address = v.pipe(v.string(), v.maxLength(EMAIL_LENGTH_MAX), v.email());

/** All faults at once, so that nobody mends them one by one. @param monthFirst as parseBirthday has it. */
export function readProfile(typed: TypedProfile, monthFirst: boolean): Result<Profile, ProfileFaults> {
  const name = clean(typed.name);
  const email = clean(typed.email);
  const birthday = clean(typed.birthday);
  const day = birthday === "" ? ok(null) : parseBirthday(birthday, monthFirst);
  const faults: ProfileFaults = {
    ...([...name].length > NAME_LENGTH_MAX ? { name: "too_long" } : {}),
    ...(day.ok ? {} : { birthday: day.error }),
    ...(email === "" || v.is(address, email) ? {} : { email: "not_an_address" }),
  };
  if (!day.ok || Object.keys(faults).length > 0) return err(faults);
  return ok({ name: name || null, birthday: day.value, email: email || null });
}

/** One line, without control characters and lone surrogates; emoji and everything else stay. */
const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();

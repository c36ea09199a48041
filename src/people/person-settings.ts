// What an owner sets about somebody who works at the shop.

import * as v from "valibot";
import { choice, type FieldErrors, line, readFields, type Typed } from "../merchant/form-fields.ts";
import { type Country, parseTypedPhone } from "../phone.ts";
import { err, ok, type Result } from "../result.ts";
import { type Role, roles } from "./roles.ts";

export const PERSON_NAME_LENGTH_MAX = 40;

export interface NewPerson {
  readonly name: string;
  readonly phone: string;
  readonly role: Role;
}

const form = v.object({ name: line(PERSON_NAME_LENGTH_MAX), phone: line(40), role: choice(roles) });

/** @param country where a number without a country code is from. */
export function readNewPerson(typed: Typed, country: Country): Result<NewPerson, FieldErrors> {
  const read = readFields(form, typed);
  const phone = parseTypedPhone(typed.phone ?? "", country);
  if (!read.ok) return read;
  return phone.ok ? ok({ ...read.value, phone: phone.value }) : err({ phone: phone.error });
}

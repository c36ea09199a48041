// An e-mail address that a customer types to be known by.

import * as v from "valibot";
import { err, ok, type Result } from "../result.ts";
import { EMAIL_LENGTH_MAX } from "./profile.ts";

const address = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(EMAIL_LENGTH_MAX), v.email());

/** In lower case: people do not remember how they wrote theirs. */
export function readEmail(typed: string): Result<string, "not_an_address"> {
  const read = v.safeParse(address, typed);
  return read.success ? ok(read.output) : err("not_an_address");
}

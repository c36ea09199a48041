// What a manager types about the counter: the name of a kiosk or a till, and a staff code with its label.

import * as v from "valibot";
import { type Bounds, digits, type FieldErrors, line, readFields, type Typed } from "../merchant/form-fields.ts";
import type { Result } from "../result.ts";

export const COUNTER_LABEL_LENGTH_MAX = 40;
/** Longer than an earn code may be short: this one opens the till's side. */
export const STAFF_CODE_DIGITS: Bounds = [4, 8];

const kiosk = v.object({ name: line(COUNTER_LABEL_LENGTH_MAX) });
const till = v.object({ label: line(COUNTER_LABEL_LENGTH_MAX) });
const staffCode = v.object({ label: line(COUNTER_LABEL_LENGTH_MAX), code: digits(...STAFF_CODE_DIGITS) });

export const readKiosk = (typed: Typed): Result<{ readonly name: string }, FieldErrors> => readFields(kiosk, typed);

export const readTill = (typed: Typed): Result<{ readonly label: string }, FieldErrors> => readFields(till, typed);

export const readStaffCode = (typed: Typed): Result<{ readonly label: string; readonly code: string }, FieldErrors> =>
  readFields(staffCode, typed);

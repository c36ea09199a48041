// How a typed form becomes settings: each field is read by itself, and each one that is wrong says why.

import * as v from "valibot";
import type { PictureFault } from "../pictures/picture.ts";
import { err, ok, type Result } from "../result.ts";
import { zoned } from "../time.ts";

/** What was typed, by field. */
export type Typed = Readonly<Record<string, string>>;

export type FieldError =
  | "missing"
  | "too_long"
  | "not_a_whole_number"
  | "not_money"
  | "out_of_range"
  | "not_a_code"
  | "same_code"
  | "code_taken"
  | "not_a_date"
  | "ends_before_it_starts"
  | "not_a_place"
  | "not_a_time_zone"
  | "not_a_number_to_call"
  | "not_a_colour"
  | "not_opening_hours"
  | "not_a_choice"
  | "not_a_mobile_number"
  | "number_taken"
  | "last_owner"
  | PictureFault
  | "picture_not_kept";

export type FieldErrors = Readonly<Record<string, FieldError>>;

/** Lowest and highest, both allowed. */
export type Bounds = readonly [min: number, max: number];

const said = (error: FieldError): FieldError => error;

const text = (error: FieldError) => v.pipe(v.string(said(error)), v.normalize("NFC"), v.trim());

/** One line of text that must be there. Line breaks and other control characters become spaces. */
export const line = (lengthMax: number) =>
  v.pipe(
    text("missing"),
    v.transform((typed) => typed.replace(/[\p{Cc}\s]+/gu, " ").trim()),
    v.nonEmpty(said("missing")),
    v.maxLength(lengthMax, said("too_long")),
  );

/** Text of several lines that may be empty. A browser sends each line's end as two characters, and counts it as one. */
export const lines = (lengthMax: number) =>
  v.pipe(
    text("missing"),
    v.transform((typed) => typed.replace(/\r\n?/g, "\n")),
    v.maxLength(lengthMax, said("too_long")),
  );

/** A number as people type it: "1 000" and "1000" alike. */
export const whole = ([min, max]: Bounds) =>
  v.pipe(
    text("not_a_whole_number"),
    v.transform((typed) => typed.replace(/\s/g, "")),
    v.regex(/^\d{1,9}$/, said("not_a_whole_number")),
    v.transform(Number),
    v.minValue(min, said("out_of_range")),
    v.maxValue(max, said("out_of_range")),
  );

/** Empty is null. */
export const optional = <Schema extends v.GenericSchema<string, unknown>>(schema: Schema) =>
  v.union(
    [
      v.pipe(
        text("missing"),
        v.literal(""),
        v.transform(() => null),
      ),
      schema,
    ],
    issueOfLast,
  );

/** The digits of a code, however they were grouped. */
export const digits = (lengthMin: number, lengthMax: number) =>
  v.pipe(
    text("not_a_code"),
    v.transform((typed) => typed.replace(/\s/g, "")),
    v.regex(new RegExp(`^\\d{${lengthMin},${lengthMax}}$`), said("not_a_code")),
  );

export const choice = <const Options extends readonly string[]>(options: Options, error: FieldError = "not_a_choice") =>
  v.picklist(options, said(error));

/** A box sends nothing while it is not ticked. */
export const ticked = v.pipe(
  v.optional(v.string(), ""),
  v.transform((typed) => typed !== ""),
);

/** The first moment of a day in the shop's zone. */
export const dayStart = (timeZone: string) => day(timeZone, 0);

/** The first moment after a day: an end that is typed as a day includes it. */
export const dayEnd = (timeZone: string) => day(timeZone, 1);

function day(timeZone: string, plusDays: number) {
  return v.pipe(
    text("not_a_date"),
    v.isoDate(said("not_a_date")),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const [year = 0, month = 0, date = 0] = dataset.value.split("-").map(Number);
      const noon = Date.UTC(year, month - 1, date, 12);
      // 31 February is another day.
      if (!zoned(noon, "UTC").toPlainDate().toString().startsWith(dataset.value)) {
        addIssue({ message: said("not_a_date") });
        return NEVER;
      }
      const plain = zoned(noon, "UTC").toPlainDate().add({ days: plusDays });
      return plain.toZonedDateTime(timeZone).epochMilliseconds;
    }),
  );
}

/** Reads all fields. The errors name a field each, by the first thing that is wrong with it. */
export function readFields<Schema extends v.GenericSchema<unknown, unknown>>(
  schema: Schema,
  typed: Typed,
): Result<v.InferOutput<Schema>, FieldErrors> {
  const parsed = v.safeParse(schema, typed, { abortPipeEarly: true });
  if (parsed.success) return ok(parsed.output);
  const errors: Record<string, FieldError> = {};
  for (const issue of parsed.issues) {
    const field = String(issue.path?.[0]?.key ?? "");
    // The form itself is always an object: what is wrong with it is that a field was not sent.
    errors[field] ??= issue.type === "object" ? "missing" : (issue.message as FieldError);
  }
  return err(errors);
}

/** Of "empty, or something": what was typed is not empty, so the fault is the something's. */
function issueOfLast(issue: v.UnionIssue<v.BaseIssue<unknown>>): string {
  return issue.issues?.at(-1)?.message ?? "missing";
}

// The fields of a merchant's form: label, what was typed, a hint, and the error beside it.

import type { Child } from "hono/jsx";
import type { Language } from "../../../src/conversation/language.ts";
import type { Bounds, FieldErrors, Typed } from "../../../src/merchant/form-fields.ts";
import { errorInWords } from "./field-words.ts";

export interface FormView {
  readonly language: Language;
  readonly typed: Typed;
  readonly errors: FieldErrors;
}

interface FieldProps {
  readonly form: FormView;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

interface InputProps extends FieldProps {
  readonly type?: "text" | "date" | "time" | "tel";
  readonly lang?: Language;
  readonly lengthMax?: number;
  readonly list?: string;
  /** A word behind the field: "days", "minutes". */
  readonly unit?: string;
}

export function TextField({ form, name, label, hint, type = "text", lang, lengthMax, list, unit }: InputProps) {
  return (
    <Field form={form} name={name} label={label} hint={hint}>
      <Behind unit={unit}>
        <input
          class="field"
          {...identity(form, name, hint)}
          type={type}
          lang={lang}
          maxlength={lengthMax}
          list={list}
          value={form.typed[name] ?? ""}
          autocomplete="off"
        />
      </Behind>
    </Field>
  );
}

/** The bounds are said by the error, not enforced by the browser: its words would be in the browser's language. */
export function NumberField({ form, name, label, hint, unit, bounds }: InputProps & { bounds: Bounds }) {
  return (
    <Field form={form} name={name} label={label} hint={hint} bounds={bounds}>
      <Behind unit={unit}>
        <input
          class="field field-number"
          {...identity(form, name, hint)}
          inputmode="numeric"
          value={form.typed[name] ?? ""}
          autocomplete="off"
        />
      </Behind>
    </Field>
  );
}

/** Money as people of any of our countries type it. @param sign behind it; null where the currency is not known. */
export function MoneyField({ form, name, label, hint, sign }: FieldProps & { readonly sign: string | null }) {
  return (
    <Field form={form} name={name} label={label} hint={hint}>
      <Behind unit={sign ?? undefined}>
        <input
          class="field field-number"
          {...identity(form, name, hint)}
          inputmode="decimal"
          value={form.typed[name] ?? ""}
          autocomplete="off"
        />
      </Behind>
    </Field>
  );
}

export function TextArea({ form, name, label, hint, lang, lengthMax }: InputProps) {
  return (
    <Field form={form} name={name} label={label} hint={hint}>
      <textarea class="field" {...identity(form, name, hint)} lang={lang} maxlength={lengthMax} rows={4}>
        {form.typed[name] ?? ""}
      </textarea>
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface SelectProps extends FieldProps {
  readonly options: readonly Option[];
  readonly groups?: readonly { readonly label: string; readonly options: readonly Option[] }[];
}

export function SelectField({ form, name, label, hint, options, groups = [] }: SelectProps) {
  const chosen = form.typed[name] ?? "";
  const shown = (all: readonly Option[]) =>
    all.map(({ value, label }) => (
      <option value={value} selected={value === chosen}>
        {label}
      </option>
    ));
  return (
    <Field form={form} name={name} label={label} hint={hint}>
      <select class="field" {...identity(form, name, hint)}>
        {shown(options)}
        {groups.map((group) => (
          <optgroup label={group.label}>{shown(group.options)}</optgroup>
        ))}
      </select>
    </Field>
  );
}

export function RadioField({ form, name, label, options }: Omit<SelectProps, "hint" | "groups">) {
  const error = form.errors[name];
  return (
    <fieldset class="choices" aria-describedby={`${name}-error`}>
      <legend>{label}</legend>
      {options.map(({ value, label }) => (
        <label class="tick">
          <input type="radio" name={name} value={value} checked={form.typed[name] === value} /> <span>{label}</span>
        </label>
      ))}
      <p id={`${name}-error`} class="field-error">
        {error && errorInWords(form.language, error)}
      </p>
    </fieldset>
  );
}

export const TickField = ({ form, name, label, hint }: FieldProps) => (
  <div class="form-field">
    <label class="tick">
      <input
        type="checkbox"
        id={name}
        name={name}
        checked={(form.typed[name] ?? "") !== ""}
        aria-describedby={hint ? `${name}-hint` : undefined}
      />{" "}
      <span>{label}</span>
    </label>
    {hint && (
      <p id={`${name}-hint`} class="hint">
        {hint}
      </p>
    )}
  </div>
);

export function Field({
  form,
  name,
  label,
  hint,
  bounds,
  children,
}: FieldProps & { bounds?: Bounds; children: Child }) {
  const error = form.errors[name];
  return (
    <div class="form-field">
      <label for={name}>{label}</label>
      {children}
      <p id={`${name}-error`} class="field-error">
        {error && errorInWords(form.language, error, bounds)}
      </p>
      {hint && (
        <p id={`${name}-hint`} class="hint">
          {hint}
        </p>
      )}
    </div>
  );
}

/** Above a form that was refused: how much there is to mend, so that it is heard before the fields are. */
export const Refused = ({ form }: { form: FormView }) => {
  const count = Object.keys(form.errors).length;
  if (count === 0) return null;
  return (
    <p class="refused" role="alert">
      {errorInWords(form.language, count)}
    </p>
  );
};

export const identity = (form: FormView, name: string, hint?: string) => ({
  id: name,
  name,
  "aria-invalid": form.errors[name] ? ("true" as const) : undefined,
  "aria-describedby": `${name}-error${hint ? ` ${name}-hint` : ""}`,
});

const Behind = ({ unit, children }: { unit: string | undefined; children: Child }) => (
  <span class="field-with-unit">
    {children} {unit && <span>{unit}</span>}
  </span>
);

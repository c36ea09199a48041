// The fields of the sign-up form, with the error next to each.

import type { Child } from "hono/jsx";
import type { SignUpErrors, TypedSignUp } from "../../../src/consent/sign-up.ts";
import type { Language } from "../../../src/conversation/language.ts";
import { EMAIL_LENGTH_MAX, NAME_LENGTH_MAX } from "../../../src/loyalty/profile.ts";
import { FieldError } from "../shared/agreement-box.tsx";
import { joinWords } from "./words.ts";

export interface FieldProps {
  /** Of the control, and its name in the form. */
  readonly name: string;
  readonly label: string;
  /** Said after the label of what may be left empty. */
  readonly optional?: string;
  readonly hint?: string;
  readonly error: string | null;
  readonly value: string;
  readonly input: Readonly<Record<string, string | number | boolean>>;
  /** Stands before the control, on the same line. */
  readonly children?: Child;
}

export function Field({ name, label, optional, hint, error, value, input, children }: FieldProps) {
  const described = [...(error ? [`${name}-error`] : []), ...(hint ? [`${name}-hint`] : [])].join(" ");
  return (
    <div class="join-field">
      <label for={name}>
        {label} {optional && <span class="join-optional">{optional}</span>}
      </label>
      <div class="join-control">
        {children}
        <input
          {...input}
          id={name}
          name={name}
          class="field"
          value={value}
          aria-invalid={error ? "true" : undefined}
          aria-describedby={described || undefined}
        />
      </div>
      <FieldError id={`${name}-error`}>{error}</FieldError>
      {hint && (
        <p id={`${name}-hint`} class="hint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface ProfileFieldsProps {
  /** Of the page. */
  readonly language: Language;
  readonly typed: TypedSignUp;
  readonly errors: SignUpErrors;
}

/** Name, birthday, e-mail and language. The box for e-mail is an AgreementBox of its own. */
export function ProfileFields({ language, typed, errors }: ProfileFieldsProps) {
  const said = joinWords[language];
  return (
    <>
      <Field
        name="name"
        label={said.name}
        optional={said.optional}
        error={errors.name ? said.errors.name[errors.name] : null}
        value={typed.name}
        input={{ type: "text", autocomplete: "given-name", maxlength: NAME_LENGTH_MAX * 4, dir: "auto" }}
      />
      <Field
        name="birthday"
        label={said.birthday}
        optional={said.optional}
        hint={said.birthdayHint}
        error={errors.birthday ? said.errors.birthday[errors.birthday] : null}
        value={typed.birthday}
        input={{ type: "text", autocomplete: "off", maxlength: 40 }}
      />
      <Field
        name="email"
        label={said.email}
        optional={said.optional}
        error={errors.email ? said.errors.email[errors.email] : null}
        value={typed.email}
        input={{ type: "email", autocomplete: "email", maxlength: EMAIL_LENGTH_MAX }}
      />
      <div class="join-field">
        <label for="language">{said.language}</label>
        <select id="language" name="language" class="field">
          {(["fr", "en"] as const).map((each) => (
            <option value={each} selected={each === typed.language}>
              {said.languages[each]}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

// A box that agrees to something, with all the words beside it, and the error of a field.

import type { Child } from "hono/jsx";
import type { Wording } from "../../../src/consent/consent-words.ts";

export const FieldError = ({ id, children }: { id: string; children?: Child }) =>
  children ? (
    <p id={id} class="field-error">
      {children}
    </p>
  ) : null;

interface AgreementBoxProps {
  readonly name: "sms" | "offers" | "emailOffers";
  readonly wordings: readonly Wording[];
  readonly ticked: boolean;
  readonly error: string | null;
}

/** One question, one box, empty until the customer ticks it. */
export const AgreementBox = ({ name, wordings, ticked, error }: AgreementBoxProps) => (
  <div class="agreement">
    <input
      id={name}
      name={name}
      type="checkbox"
      value="yes"
      checked={ticked}
      aria-invalid={error ? "true" : undefined}
      aria-describedby={error ? `${name}-error` : undefined}
    />
    <label for={name}>
      {wordings.map(({ language, text }) => (
        <span lang={language}>{text}</span>
      ))}
    </label>
    <FieldError id={`${name}-error`}>{error}</FieldError>
  </div>
);

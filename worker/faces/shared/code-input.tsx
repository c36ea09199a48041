// The field for the six digits that a text has brought, which phones offer to fill in.

export const CodeInput = ({ isWrong, describedBy }: { isWrong: boolean; describedBy: string | undefined }) => (
  <input
    id="code"
    class="field field-code"
    name="code"
    inputmode="numeric"
    autocomplete="one-time-code"
    required
    maxlength={12}
    aria-invalid={isWrong ? "true" : undefined}
    aria-describedby={describedBy}
  />
);

// A button behind a second press: the first says what the act does.

interface AskedProps {
  readonly label: string;
  readonly name: string;
  readonly what: string;
  readonly action: string;
  /** What goes along with the second press. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What can't be taken back is behind a second press, which says what it does. */
export const Asked = ({ label, name, what, action, fields = {} }: AskedProps) => (
  <details class="ask row-acts">
    <summary>{label}</summary>
    <form method="post" action={action}>
      <p>{what}</p>
      {Object.entries(fields).map(([field, value]) => (
        <input type="hidden" name={field} value={value} />
      ))}
      <button type="submit" class="button-quiet" aria-label={`${label}: ${name}`}>
        {label}
      </button>
    </form>
  </details>
);

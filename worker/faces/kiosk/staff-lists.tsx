// The lists of the staff side: what was done at this kiosk last, each with its undo, and the points that wait for a YES.

import { kioskPaths } from "./addresses.ts";
import type { StaffWords } from "./staff-words.ts";

export interface LastActView {
  readonly actId: string;
  readonly hour: string;
  readonly what: string;
  readonly who: string;
  readonly undone: boolean;
}

export interface WaitingView {
  readonly id: string;
  readonly what: string;
  readonly phone: string;
  readonly until: string;
}

export function LastActs({ acts, words }: { acts: readonly LastActView[]; words: StaffWords }) {
  return (
    <section class="panel">
      <h2>{words.lastActs}</h2>
      {acts.length === 0 && <p class="hint">{words.noActs}</p>}
      <ul class="rows">
        {acts.map((act) => (
          <li class={act.undone ? "row row-undone" : "row"}>
            <span class="row-what">
              <strong>{act.what}</strong> <span class="row-who">{act.who}</span>
            </span>
            <span class="row-when">{act.hour}</span>
            {act.undone ? (
              <span class="row-end">{words.undone}</span>
            ) : (
              <form method="post" action={kioskPaths.undo()} class="row-end">
                <input type="hidden" name="id" value={act.actId} />
                <button type="submit" class="button-quiet" aria-label={`${words.undo}: ${act.what}, ${act.who}`}>
                  {words.undo}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Waiting({ waiting, words }: { waiting: readonly WaitingView[]; words: StaffWords }) {
  return (
    <section class="panel">
      <h2>{words.waitingTitle}</h2>
      {waiting.length === 0 && <p class="hint">{words.noWaiting}</p>}
      <ul class="rows">
        {waiting.map((aside) => (
          <li class="row row-waiting">
            <span class="row-what">
              <strong>{aside.what}</strong> <span class="row-who">{aside.phone}</span>
            </span>
            <span class="row-when">{words.until(aside.until)}</span>
            <details class="row-end" name="waiting">
              <summary class="button-quiet">{words.moveTo}</summary>
              <form method="post" action={kioskPaths.moveWaiting()} class="row-form">
                <input type="hidden" name="id" value={aside.id} />
                <label for={`to-${aside.id}`}>{words.rightNumber}</label>
                <div class="act-line">
                  <input
                    id={`to-${aside.id}`}
                    class="field"
                    name="phone"
                    type="tel"
                    autocomplete="off"
                    required
                    maxlength={24}
                    data-number
                  />
                  <button type="submit" class="button">
                    {words.move}
                  </button>
                  <button type="submit" class="button-quiet" formaction={kioskPaths.dropWaiting()} formnovalidate>
                    {words.drop}
                  </button>
                </div>
              </form>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

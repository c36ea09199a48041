// What staff see of an account that is to follow its owner to a new number, before they say that it is theirs.

import { kioskPaths } from "./addresses.ts";
import type { StaffWords } from "./staff-words.ts";

export interface NewNumberView {
  /** As it was typed: it goes along with the answer. */
  readonly code: string;
  readonly name: string | null;
  /** With its unit. */
  readonly points: string;
  /** As people write them. */
  readonly from: string;
  readonly to: string;
}

export function NewNumber({ view, words: { newNumber: words } }: { view: NewNumberView; words: StaffWords }) {
  const { code, name, points, from, to } = view;
  return (
    <form method="post" action={kioskPaths.moves()} class="panel act panel-asks" autocomplete="off">
      <h2>{words.title}</h2>
      <input type="hidden" name="code" value={code} />
      <p>
        <strong>{name ?? words.unnamed}</strong> · {points}
      </p>
      <p>{words.fromTo(from, to)}</p>
      <p class="hint">{words.check}</p>
      <div class="act-line">
        <button type="submit" class="button">
          {words.move}
        </button>
        <a class="button-quiet" href={kioskPaths.staff()} data-go>
          {words.leave}
        </a>
      </div>
    </form>
  );
}

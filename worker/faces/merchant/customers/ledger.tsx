// A customer's ledger and rewards, each line with what a manager can correct about it.

import { REASON_LENGTH_MAX } from "../../../../src/loyalty/points-by-hand.ts";
import { formatUnits } from "../../../../src/loyalty/programme.ts";
import { merchantPaths } from "../addresses.ts";
import type { ClaimView, CustomerView, EntryView } from "./customer-view.ts";
import { customerWords, signed } from "./customer-words.ts";

interface Props {
  readonly view: CustomerView;
  readonly mayCorrect: boolean;
}

export function Ledger({ view, mayCorrect }: Props) {
  const { frame, clock, entries, olderHref } = view;
  const said = customerWords[frame.language];
  return (
    <section class="panel">
      <h2>{said.ledger}</h2>
      {entries.length === 0 && <p class="hint">{said.noEntries}</p>}
      <ol class="rows">
        {entries.map((entry) => (
          <li class="row" id={`entry-${entry.seq}`}>
            <div class="row-main">
              {said.causes[entry.cause]}
              {entry.reason && <q class="row-reason">{entry.reason}</q>}
              <p class="row-sub">
                {entry.actor} · {clock.date(entry.at)}, {clock.hour(entry.at)}
              </p>
              <Correction entry={entry} view={view} />
            </div>
            <div class="row-figure">
              <span class={entry.delta > 0 ? "moved-up" : "moved-down"}>{signed(entry.delta)}</span>
              <span class="row-sub">{said.balance(entry.balance)}</span>
            </div>
            {mayCorrect && entry.reverses === null && entry.reversedBy === null && (
              <Undo
                view={view}
                place={`entry-${entry.seq}`}
                seq={entry.seq}
                label={said.undo}
                about={said.undoWhat(signed(-entry.delta))}
              />
            )}
          </li>
        ))}
      </ol>
      {olderHref && <a href={olderHref}>{said.older}</a>}
    </section>
  );
}

function Correction({ entry, view }: { entry: EntryView; view: CustomerView }) {
  const said = customerWords[view.frame.language];
  if (entry.reverses !== null) {
    return (
      <p class="row-sub">
        <a href={`#entry-${entry.reverses}`}>{said.reverses}</a>
      </p>
    );
  }
  if (entry.reversedBy === null) return null;
  return (
    <p class="row-sub">
      <a href={`#entry-${entry.reversedBy}`}>{said.reversed}</a>
    </p>
  );
}

export function Claims({ view, mayCorrect }: Props) {
  const { frame, claims, unit } = view;
  const said = customerWords[frame.language];
  if (claims.length === 0) return null;
  return (
    <section class="panel">
      <h2>{said.claims}</h2>
      <ul class="rows">
        {claims.map((claim) => (
          <li class="row" id={`claim-${claim.id}`}>
            <div class="row-main">
              {claim.title}
              <p class="row-sub">
                <span class={`claim-${claim.status}`}>{said.claimIs[claim.status]}</span>
                {whenOf(claim, view)}
              </p>
            </div>
            {claim.cost > 0 && <p class="row-figure">{formatUnits(claim.cost, unit, frame.language)}</p>}
            {mayCorrect && <ClaimActs claim={claim} view={view} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function whenOf(claim: ClaimView, { clock }: CustomerView): string {
  const at = claim.usedAt ?? claim.takenAt;
  return ` · ${clock.date(at)}, ${clock.hour(at)}${claim.usedWith ? ` · ${claim.usedWith}` : ""}`;
}

function ClaimActs({ claim, view }: { claim: ClaimView; view: CustomerView }) {
  const { frame, unit } = view;
  const said = customerWords[frame.language];
  const place = `claim-${claim.id}`;
  return (
    <>
      {claim.mayPutBack && (
        <form class="row-acts" method="post" action={merchantPaths.putBackClaim(view.id, claim.id)}>
          <button type="submit" class="button-quiet" aria-label={`${said.putBack}: ${claim.title}`}>
            {said.putBack}
          </button>
        </form>
      )}
      {claim.status !== "reversed" && claim.paidBy !== null && (
        <Undo
          view={view}
          place={place}
          seq={claim.paidBy}
          label={said.giveBack}
          about={said.giveBackWhat(formatUnits(claim.cost, unit, frame.language))}
        />
      )}
    </>
  );
}

interface UndoProps {
  readonly view: CustomerView;
  /** Where on the page: the same entry can be undone in the ledger and at its reward. */
  readonly place: string;
  readonly seq: number;
  readonly label: string;
  readonly about: string;
}

function Undo({ view, place, seq, label, about }: UndoProps) {
  const said = customerWords[view.frame.language];
  const refused = view.refused?.place === place ? view.refused : null;
  return (
    <details class="ask row-acts" open={refused !== null}>
      <summary>{label}</summary>
      <form method="post" action={`${merchantPaths.reverseEntry(view.id, seq)}#${place}`} novalidate>
        <input type="hidden" name="place" value={place} />
        <p>{about}</p>
        <label for={`why-${place}`}>{said.why}</label>
        <input
          class="field"
          id={`why-${place}`}
          name="reason"
          autocomplete="off"
          maxlength={REASON_LENGTH_MAX}
          value={refused?.reason ?? ""}
          aria-invalid={refused?.error === "no_reason" ? "true" : undefined}
          aria-describedby={`why-${place}-error`}
        />
        <p id={`why-${place}-error`} class="field-error" role="alert">
          {refused?.error === "no_reason" && said.errors.no_reason}
        </p>
        <button type="submit" class="button-quiet">
          {label}
        </button>
      </form>
    </details>
  );
}

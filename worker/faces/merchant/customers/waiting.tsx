// Points that wait for a number to confirm: for which, typed by whom, until when; moved to the right number, or dropped.

import type { Language } from "../../../../src/conversation/language.ts";
import { formatUnits, type Unit } from "../../../../src/loyalty/programme.ts";
import { formatPhone } from "../../../../src/phone.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { Asked } from "../asked.tsx";
import { type FrameView, MerchantPage } from "../frame.tsx";

export interface WaitingItem {
  readonly id: string;
  readonly phone: string;
  readonly points: number;
  /** Who typed the number, in words. */
  readonly actor: string;
  readonly createdAt: number;
  readonly lapsesAt: number;
  readonly customer: { readonly id: string; readonly name: string | null } | null;
}

export type MoveError = "not_a_mobile_number" | "not_waiting" | "left" | "busy";

export interface RefusedMove {
  readonly pendingId: string;
  readonly phone: string;
  readonly error: MoveError;
}

export interface WaitingView {
  readonly frame: FrameView;
  readonly clock: Clock;
  readonly unit: Unit;
  readonly waiting: readonly WaitingItem[];
  readonly refused: RefusedMove | null;
}

const en = {
  title: "Waiting points",
  lead: "Given to a number that has not said YES yet. With the YES they go into its balance; without it they lapse.",
  blank:
    "Nothing is waiting. When somebody who has not joined types their number on the kiosk, their points wait here until they reply YES.",
  typed: (who: string, date: string, hour: string) => `typed by ${who}, ${date}, ${hour}`,
  until: (date: string) => `until ${date}`,
  move: "Wrong number",
  right: "The right number",
  moveIt: "Move",
  drop: "Drop",
  dropWhat: "The points are gone and nobody is told. It stays in the history.",
  errors: {
    not_a_mobile_number: "This is not a mobile number. Type it as 514 555-0140.",
    not_waiting: "These points wait no longer: they are in a balance, they have lapsed, or they were dropped.",
    left: "This number has left your shop. Only who holds it can come back, by texting YES.",
    busy: "Somebody else is changing this number. Try again.",
  },
};

type WaitingWords = Words<typeof en>;

const fr: WaitingWords = {
  title: "Points en attente",
  lead: "Donnés à un numéro qui n’a pas encore dit OUI. Avec le OUI ils vont à son solde\u202f; sans lui ils expirent.",
  blank:
    "Rien n’attend. Quand un numéro qui n’a pas adhéré est tapé sur la tablette, ses points sont ici jusqu’à son OUI.",
  typed: (who, date, hour) => `tapé par ${who}, le ${date}, ${hour}`,
  until: (date) => `jusqu’au ${date}`,
  move: "Mauvais numéro",
  right: "Le bon numéro",
  moveIt: "Déplacer",
  drop: "Supprimer",
  dropWhat: "Les points disparaissent et personne n’est averti. Cela reste dans l’historique.",
  errors: {
    not_a_mobile_number: "Ce n’est pas un numéro mobile. Tapez-le comme 514 555-0140.",
    not_waiting: "Ces points n’attendent plus\u202f: ils sont à un solde, ils ont expiré ou ont été supprimés.",
    left: "Ce numéro a quitté votre commerce. Seule la personne qui l’a peut revenir, en envoyant OUI.",
    busy: "Quelqu’un d’autre modifie ce numéro. Réessayez.",
  },
};

const words: Readonly<Record<Language, WaitingWords>> = { en, fr };

export function WaitingPage(view: WaitingView) {
  const { frame, waiting, refused } = view;
  const said = words[frame.language];
  return (
    <MerchantPage frame={frame} title={said.title} section="customers" tab="waiting">
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      {refused && !waiting.some(({ id }) => id === refused.pendingId) && (
        <p class="refused" role="alert">
          {said.errors[refused.error]}
        </p>
      )}
      {waiting.length === 0 && <p class="blank">{said.blank}</p>}
      <WaitingList view={view} refused={refused} from={null} />
    </MerchantPage>
  );
}

interface ListProps {
  readonly view: Omit<WaitingView, "refused">;
  readonly refused: RefusedMove | null;
  /** The customer whose page this stands on, whose number needs no saying; null on the page of all. */
  readonly from: string | null;
}

export function WaitingList({ view, refused, from }: ListProps) {
  const { frame, clock, unit, waiting } = view;
  const said = words[frame.language];
  return (
    <ul class="rows">
      {waiting.map((item) => (
        <li class="row" id={`waiting-${item.id}`}>
          <div class="row-main">
            {from === null && <Whose item={item} />}
            <p class="row-sub">
              {said.typed(item.actor, clock.date(item.createdAt), clock.hour(item.createdAt))} ·{" "}
              {said.until(clock.date(item.lapsesAt))}
            </p>
          </div>
          <p class="row-figure">{formatUnits(item.points, unit, frame.language)}</p>
          <div class="row-acts">
            <Move item={item} refused={refused?.pendingId === item.id ? refused : null} said={said} />
            <Asked
              label={said.drop}
              name={formatPhone(item.phone)}
              what={said.dropWhat}
              action={merchantPaths.dropWaiting(item.id)}
              fields={from === null ? {} : { from }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Whose({ item: { phone, customer } }: { item: WaitingItem }) {
  if (customer === null) return <>{formatPhone(phone)}</>;
  return (
    <>
      <a href={merchantPaths.customer(customer.id)}>{customer.name ?? formatPhone(phone)}</a>
      {customer.name !== null && ` · ${formatPhone(phone)}`}
    </>
  );
}

interface MoveProps {
  readonly item: WaitingItem;
  readonly refused: RefusedMove | null;
  readonly said: WaitingWords;
}

function Move({ item, refused, said }: MoveProps) {
  const field = `phone-${item.id}`;
  return (
    <details class="ask" open={refused !== null}>
      <summary>{said.move}</summary>
      <form method="post" action={`${merchantPaths.moveWaiting(item.id)}#waiting-${item.id}`} novalidate>
        <label for={field}>{said.right}</label>
        <input
          class="field"
          id={field}
          name="phone"
          type="tel"
          autocomplete="off"
          maxlength={30}
          value={refused?.phone ?? ""}
          aria-invalid={refused ? "true" : undefined}
          aria-describedby={`${field}-error`}
        />
        <p id={`${field}-error`} class="field-error" role="alert">
          {refused && said.errors[refused.error]}
        </p>
        <button type="submit" class="button-quiet">
          {said.moveIt}
        </button>
      </form>
    </details>
  );
}

// The history: who did what, newest first, in words. It answers "who gave 50 points?".

import type { EntryCause } from "../../../../src/loyalty/ledger.ts";
import { formatUnits, type Unit } from "../../../../src/loyalty/programme.ts";
import { COUNTER_ACT, type HistoryAct } from "../../../../src/merchant/acts.ts";
import type { Clock } from "../../shared/clock.ts";
import { merchantPaths } from "../addresses.ts";
import { customerName } from "../customer-name.ts";
import { customerWords, signed } from "../customers/customer-words.ts";
import { type FrameView, MerchantPage } from "../frame.tsx";
import { actInWords, detailInWords, HISTORY_ACTS, historyWords } from "./history-words.ts";

export interface HistoryView {
  readonly frame: FrameView;
  readonly clock: Clock;
  readonly unit: Unit;
  readonly rows: readonly HistoryItem[];
  readonly actors: readonly { readonly value: string; readonly name: string }[];
  readonly filter: {
    readonly actor: string;
    readonly act: string;
    readonly points: string;
    readonly customer: { readonly id: string; readonly name: string } | null;
  };
  readonly moreHref: string | null;
}

export interface HistoryItem {
  readonly id: string;
  readonly at: number;
  readonly act: HistoryAct;
  /** Who, in words. */
  readonly actor: string;
  readonly subject: string;
  readonly customer: { readonly id: string; readonly name: string | null; readonly phone: string } | null;
  /** Points that waited for a number that may be no customer's. */
  readonly pending: { readonly phone: string; readonly points: number } | null;
  readonly points: number | null;
  readonly cause: EntryCause | null;
  readonly reason: string | null;
  /** A reward, an offer, a kiosk, a staff code: by its name, in the merchant's language. */
  readonly title: string | null;
  /** Whom of the shop it is about. */
  readonly person: string | null;
}

export function HistoryPage(view: HistoryView) {
  const { frame, rows, actors, filter, moreHref } = view;
  const { language } = frame;
  const said = historyWords[language];
  const isFiltered = filter.actor !== "" || filter.act !== "" || filter.points !== "" || filter.customer !== null;
  return (
    <MerchantPage frame={frame} title={said.title} section="history">
      <h1>{said.title}</h1>
      <search>
        <form class="search" method="get" action={merchantPaths.history()}>
          <div class="form-field">
            <label for="actor">{said.who}</label>
            <select class="field" id="actor" name="actor">
              <option value="">{said.anybody}</option>
              {actors.map(({ value, name }) => (
                <option value={value} selected={value === filter.actor}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <div class="form-field">
            <label for="act">{said.what}</label>
            <select class="field" id="act" name="act">
              <option value="">{said.anything}</option>
              {HISTORY_ACTS.map((act) => (
                <option value={act} selected={act === filter.act}>
                  {actInWords(act, language)}
                </option>
              ))}
            </select>
          </div>
          <div class="form-field field-short">
            <label for="points">{said.points}</label>
            <input
              class="field"
              id="points"
              name="points"
              inputmode="numeric"
              value={filter.points}
              autocomplete="off"
            />
          </div>
          {filter.customer && <input type="hidden" name="customer" value={filter.customer.id} />}
          <button type="submit" class="button">
            {said.show}
          </button>
        </form>
      </search>
      {filter.customer && (
        <p class="filter-customer">
          {said.about} <a href={merchantPaths.customer(filter.customer.id)}>{filter.customer.name}</a> ·{" "}
          <a href={merchantPaths.history()}>{said.everybody}</a>
        </p>
      )}
      {rows.length === 0 && <p class="blank">{isFiltered ? said.none : said.blank}</p>}
      <ol class="rows">
        {rows.map((row) => (
          <Row row={row} view={view} />
        ))}
      </ol>
      {moreHref && <a href={moreHref}>{said.older}</a>}
    </MerchantPage>
  );
}

function Row({ row, view }: { row: HistoryItem; view: HistoryView }) {
  const { clock, unit } = view;
  const { language } = view.frame;
  const { customer, pending, points } = row;
  const what =
    row.title ??
    row.person ??
    (pending && customer === null ? customerName({ name: null, ...pending }, language) : null);
  const details = [
    `${clock.date(row.at)}, ${clock.hour(row.at)}`,
    row.act === COUNTER_ACT && row.cause && customerWords[language].causes[row.cause],
    pending && formatUnits(pending.points, unit, language),
    detailInWords(row.act, row.subject, language),
  ];
  return (
    <li class="row">
      <div class="row-main">
        <strong>{row.actor}</strong> {actInWords(row.act, language)}
        {customer && (
          <>
            {" "}
            · <a href={merchantPaths.customer(customer.id)}>{customerName(customer, language)}</a>
          </>
        )}
        {what && ` · ${what}`}
        {row.reason && <q class="row-reason">{row.reason}</q>}
        <p class="row-sub">{details.filter(Boolean).join(" · ")}</p>
      </div>
      {points !== null && (
        <p class="row-figure">
          <span class={points > 0 ? "moved-up" : "moved-down"}>{signed(points)}</span>
        </p>
      )}
    </li>
  );
}

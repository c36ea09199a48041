// The history: who did what, newest first, in words. It answers "who gave 50 points?".

import type { Clock } from "../clock.ts";
import { customerName } from "./customer-name.ts";
import { signed } from "./customer-words.ts";
import { type FrameView, MerchantPage } from "./frame.tsx";
import { actInWords, actNames, detailInWords, historyWords } from "./history-words.ts";

export interface HistoryView {
  readonly frame: FrameView;
  readonly clock: Clock;
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
  readonly act: string;
  /** Who, in words. */
  readonly actor: string;
  readonly subject: string;
  readonly customer: { readonly id: string; readonly name: string | null; readonly phone: string } | null;
  readonly points: number | null;
  readonly reason: string | null;
  /** A reward or an offer, in the merchant's language. */
  readonly title: string | null;
  /** Whom of the shop it is about. */
  readonly person: string | null;
}

export function HistoryPage({ frame, clock, rows, actors, filter, moreHref }: HistoryView) {
  const { language } = frame;
  const said = historyWords[language];
  return (
    <MerchantPage frame={frame} title={said.title} section="history">
      <h1>{said.title}</h1>
      <search>
        <form class="search" method="get" action="/inbox/history">
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
              {actNames(language).map(([act, name]) => (
                <option value={act} selected={act === filter.act}>
                  {name}
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
          {said.about} <a href={`/inbox/customers/${filter.customer.id}`}>{filter.customer.name}</a> ·{" "}
          <a href="/inbox/history">{said.everybody}</a>
        </p>
      )}
      {rows.length === 0 && <p class="blank">{said.none}</p>}
      <ol class="rows">
        {rows.map((row) => (
          <li class="row">
            <div class="row-main">
              <strong>{row.actor}</strong> {actInWords(row.act, language)}
              {row.customer && (
                <>
                  {" "}
                  · <a href={`/inbox/customers/${row.customer.id}`}>{customerName(row.customer, language)}</a>
                </>
              )}
              {(row.title ?? row.person) && ` · ${row.title ?? row.person}`}
              {row.reason && <q class="row-reason">{row.reason}</q>}
              <p class="row-sub">
                {[`${clock.date(row.at)}, ${clock.hour(row.at)}`, detailInWords(row.act, row.subject, language)]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            {row.points !== null && (
              <p class="row-figure">
                <span class={row.points > 0 ? "moved-up" : "moved-down"}>{signed(row.points)}</span>
              </p>
            )}
          </li>
        ))}
      </ol>
      {moreHref && <a href={moreHref}>{said.older}</a>}
    </MerchantPage>
  );
}

// The customers of a shop: who they are, looked for by name, by number, by their last visit.

import type { Consent } from "../../../../src/consent/consent.ts";
import type { Language } from "../../../../src/conversation/language.ts";
import { formatUnits, type Unit } from "../../../../src/loyalty/programme.ts";
import { formatPhone } from "../../../../src/phone.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { type FrameView, MerchantPage } from "../frame.tsx";
import { inboxWords } from "../inbox/words.ts";

export const VISITS = ["any", "in30", "not30", "not90", "not365"] as const;
export type Visit = (typeof VISITS)[number];

export interface CustomersView {
  readonly frame: FrameView;
  readonly clock: Clock;
  readonly unit: Unit;
  readonly text: string;
  readonly visit: Visit;
  readonly customers: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly phone: string;
    readonly points: number;
    readonly consent: Consent;
    readonly lastVisitAt: number | null;
  }[];
  readonly moreHref: string | null;
  /** Points that wait for numbers to confirm. */
  readonly waiting: number;
}

const en = {
  title: "Customers",
  text: "Name or number",
  visit: "Last visit",
  visits: {
    any: "any time",
    in30: "in the last 30 days",
    not30: "not for 30 days",
    not90: "not for 90 days",
    not365: "not for a year",
  },
  search: "Search",
  none: "Nobody yet. Customers are here from their first text on.",
  nobody: "Nobody like this. Try a part of the name, or the last digits of the number.",
  last: (date: string) => `last visit ${date}`,
  never: "no visit yet",
  more: "More customers",
  waiting: (points: string) => `Waiting for a YES: ${points}`,
};

const fr: Words<typeof en> = {
  title: "Clients",
  text: "Nom ou numéro",
  visit: "Dernière visite",
  visits: {
    any: "peu importe",
    in30: "ces 30 derniers jours",
    not30: "pas depuis 30 jours",
    not90: "pas depuis 90 jours",
    not365: "pas depuis un an",
  },
  search: "Chercher",
  none: "Personne pour l’instant. Les clients sont ici dès leur premier SMS.",
  nobody: "Personne de tel. Essayez une partie du nom, ou les derniers chiffres du numéro.",
  last: (date: string) => `dernière visite\u202f: ${date}`,
  never: "pas encore de visite",
  more: "Plus de clients",
  waiting: (points: string) => `En attente d’un OUI\u202f: ${points}`,
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

export function CustomersPage({ frame, clock, unit, text, visit, customers, moreHref, waiting }: CustomersView) {
  const { language } = frame;
  const said = words[language];
  const searched = text !== "" || visit !== "any";
  return (
    <MerchantPage frame={frame} title={said.title} section="customers" tab="customers">
      <h1>{said.title}</h1>
      <search>
        <form class="search" method="get" action={merchantPaths.customers()}>
          <div class="form-field">
            <label for="q">{said.text}</label>
            <input class="field" id="q" name="q" type="search" value={text} autocomplete="off" maxlength={60} />
          </div>
          <div class="form-field">
            <label for="visit">{said.visit}</label>
            <select class="field" id="visit" name="visit">
              {VISITS.map((each) => (
                <option value={each} selected={each === visit}>
                  {said.visits[each]}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" class="button">
            {said.search}
          </button>
        </form>
      </search>
      {waiting > 0 && !searched && (
        <p>
          <a href={merchantPaths.waiting()}>{said.waiting(formatUnits(waiting, unit, language))}</a>
        </p>
      )}
      {customers.length === 0 && <p class="blank">{searched ? said.nobody : said.none}</p>}
      <ul class="rows">
        {customers.map((customer) => (
          <li>
            <a class="row row-link" href={merchantPaths.customer(customer.id)}>
              <span class="row-main">
                <strong>{customer.name ?? formatPhone(customer.phone)}</strong>
                {customer.consent === "opted_out" && <span class="tag">{inboxWords[language].stopped}</span>}
                <span class="row-sub">
                  {customer.name && `${formatPhone(customer.phone)} · `}
                  {customer.lastVisitAt === null ? said.never : said.last(clock.date(customer.lastVisitAt))}
                </span>
              </span>
              <span class="row-figure">{formatUnits(customer.points, unit, language)}</span>
            </a>
          </li>
        ))}
      </ul>
      {moreHref && <a href={moreHref}>{said.more}</a>}
    </MerchantPage>
  );
}

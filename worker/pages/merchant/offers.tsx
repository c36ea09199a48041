// Offers: what is on, what is to come and what is over; and the form of one.

import type { Language } from "../../../src/conversation/language.ts";
import {
  OFFER_DETAILS_LENGTH_MAX,
  OFFER_TITLE_LENGTH_MAX,
  type OfferSettings,
} from "../../../src/loyalty/offer-settings.ts";
import type { Clock } from "../clock.ts";
import { Asked } from "./asked.tsx";
import { type FormView, Refused, TextArea, TextField } from "./fields.tsx";
import { type FrameView, MerchantPage } from "./frame.tsx";

export interface OfferItem extends OfferSettings {
  readonly id: string;
  readonly withdrawnAt: number | null;
}

export interface OffersView {
  readonly frame: FrameView;
  readonly clock: Clock;
  readonly now: number;
  readonly offers: readonly OfferItem[];
}

export interface OfferView {
  readonly frame: FrameView;
  readonly form: FormView;
  readonly offerId: string;
  /** Null for an offer that is being added. */
  readonly title: string | null;
}

type State = "on" | "coming" | "over" | "withdrawn";

const words = {
  en: {
    title: "Offers",
    add: "Add an offer",
    none: "No offers yet. Customers see them in their wallet, and when they text OFFERS.",
    states: { on: "on now", coming: "to come", over: "over", withdrawn: "withdrawn" },
    days: (first: string, last: string) => (first === last ? first : `${first} to ${last}`),
    edit: "Change",
    withdraw: "Withdraw",
    withdrawWhat: "It disappears from the wallets at once.",
    past: "Over",
    newTitle: "New offer",
    titleFr: "Title in French",
    titleEn: "Title in English",
    detailsFr: "Details in French",
    detailsEn: "Details in English",
    detailsHint: "What is excluded, until when a coupon holds.",
    first: "First day",
    last: "Last day",
    save: "Save",
    back: "All offers",
  },
  fr: {
    title: "Offres",
    add: "Ajouter une offre",
    none: "Aucune offre pour l’instant. Les clients les voient sur leur carte, et en envoyant OFFRES.",
    states: { on: "en cours", coming: "à venir", over: "terminée", withdrawn: "retirée" },
    days: (first: string, last: string) => (first === last ? first : `du ${first} au ${last}`),
    edit: "Modifier",
    withdraw: "Retirer",
    withdrawWhat: "Elle disparaît aussitôt des cartes des clients.",
    past: "Terminées",
    newTitle: "Nouvelle offre",
    titleFr: "Titre en français",
    titleEn: "Titre en anglais",
    detailsFr: "Détails en français",
    detailsEn: "Détails en anglais",
    detailsHint: "Ce qui est exclu, jusqu’à quand vaut un coupon.",
    first: "Premier jour",
    last: "Dernier jour",
    save: "Enregistrer",
    back: "Toutes les offres",
  },
} as const;

export function OffersPage({ frame, clock, now, offers }: OffersView) {
  const { language } = frame;
  const said = words[language];
  const current = offers.filter((offer) => isCurrent(stateOf(offer, now)));
  const past = offers.filter((offer) => !isCurrent(stateOf(offer, now)));
  return (
    <MerchantPage frame={frame} title={said.title} section="rewards" tab="offers">
      <div class="head">
        <h1>{said.title}</h1>
        <a class="button button-link" href="/inbox/offers/new">
          {said.add}
        </a>
      </div>
      {current.length === 0 && <p class="blank">{said.none}</p>}
      <Rows offers={current} language={language} clock={clock} now={now} />
      {past.length > 0 && (
        <section>
          <h2>{said.past}</h2>
          <Rows offers={past} language={language} clock={clock} now={now} />
        </section>
      )}
    </MerchantPage>
  );
}

interface RowsProps {
  readonly offers: readonly OfferItem[];
  readonly language: Language;
  readonly clock: Clock;
  readonly now: number;
}

function Rows({ offers, language, clock, now }: RowsProps) {
  const said = words[language];
  return (
    <ul class="rows">
      {offers.map((offer) => {
        const state = stateOf(offer, now);
        const title = language === "fr" ? offer.titleFr : offer.titleEn;
        return (
          <li class={isCurrent(state) ? "row" : "row row-past"}>
            <div class="row-main">
              <strong>{title}</strong>
              <p class="row-sub">
                {said.days(clock.date(offer.startsAt), clock.date(offer.endsAt - 1))} ·{" "}
                <span class={`offer-${state}`}>{said.states[state]}</span>
              </p>
              <p class="row-text">{language === "fr" ? offer.detailsFr : offer.detailsEn}</p>
            </div>
            {isCurrent(state) && (
              <div class="row-acts">
                <a href={`/inbox/offers/${offer.id}`} aria-label={`${said.edit}: ${title}`}>
                  {said.edit}
                </a>
                <Asked
                  label={said.withdraw}
                  name={title}
                  what={said.withdrawWhat}
                  action={`/inbox/offers/${offer.id}/withdraw`}
                />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function stateOf(offer: OfferItem, now: number): State {
  if (offer.withdrawnAt !== null) return "withdrawn";
  if (offer.endsAt <= now) return "over";
  return offer.startsAt > now ? "coming" : "on";
}

const isCurrent = (state: State): boolean => state === "on" || state === "coming";

export function OfferPage({ frame, form, offerId, title }: OfferView) {
  const said = words[frame.language];
  return (
    <MerchantPage frame={frame} title={title ?? said.newTitle} section="rewards" tab="offers">
      <a class="back-link" href="/inbox/offers">
        ← {said.back}
      </a>
      <h1>{title ?? said.newTitle}</h1>
      <form class="form" method="post" action={`/inbox/offers/${offerId}`} novalidate>
        <Refused form={form} />
        <section class="panel">
          <div class="fields">
            <TextField form={form} name="titleFr" label={said.titleFr} lang="fr" lengthMax={OFFER_TITLE_LENGTH_MAX} />
            <TextField form={form} name="titleEn" label={said.titleEn} lang="en" lengthMax={OFFER_TITLE_LENGTH_MAX} />
            <TextField form={form} name="startsAt" type="date" label={said.first} />
            <TextField form={form} name="endsAt" type="date" label={said.last} />
            <TextArea
              form={form}
              name="detailsFr"
              label={said.detailsFr}
              hint={said.detailsHint}
              lang="fr"
              lengthMax={OFFER_DETAILS_LENGTH_MAX}
            />
            <TextArea
              form={form}
              name="detailsEn"
              label={said.detailsEn}
              hint={said.detailsHint}
              lang="en"
              lengthMax={OFFER_DETAILS_LENGTH_MAX}
            />
          </div>
        </section>
        <button type="submit" class="button">
          {said.save}
        </button>
      </form>
    </MerchantPage>
  );
}

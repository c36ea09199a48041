// Offers: what is on, what is to come and what is over.

import type { Language } from "../../../../src/conversation/language.ts";
import type { OfferSettings } from "../../../../src/rewards/offer-settings.ts";
import type { Clock } from "../../shared/clock.ts";
import { Picture, type PictureView } from "../../shared/picture.tsx";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { Asked } from "../asked.tsx";
import { type FrameView, MerchantPage } from "../frame.tsx";

export interface OfferItem extends OfferSettings {
  readonly id: string;
  readonly withdrawnAt: number | null;
  readonly picture: PictureView | null;
  /** Its coupons. */
  readonly taken: number;
  readonly used: number;
}

export interface OffersView {
  readonly frame: FrameView;
  readonly clock: Clock;
  readonly now: number;
  readonly offers: readonly OfferItem[];
}

type State = "on" | "coming" | "over" | "withdrawn";

const en = {
  title: "Offers",
  add: "Add an offer",
  none: "No offers yet. Customers see them in their wallet, and when they text OFFERS.",
  states: { on: "on now", coming: "to come", over: "over", withdrawn: "withdrawn" },
  days: (first: string, last: string) => (first === last ? first : `${first} to ${last}`),
  edit: "Change",
  withdraw: "Withdraw",
  withdrawWhat: "It disappears from the wallets at once. A coupon that somebody has stays good.",
  excluded: (what: string) => `Not included: ${what}`,
  coupons: (taken: number, used: number) => `Coupons: ${taken} taken, ${used} used`,
  past: "Over",
};

const fr: Words<typeof en> = {
  title: "Offres",
  add: "Ajouter une offre",
  none: "Aucune offre pour l’instant. Les clients les voient dans leur portefeuille, et en envoyant OFFRES.",
  states: { on: "en cours", coming: "à venir", over: "terminée", withdrawn: "retirée" },
  days: (first: string, last: string) => (first === last ? first : `du ${first} au ${last}`),
  edit: "Modifier",
  withdraw: "Retirer",
  withdrawWhat: "Elle disparaît aussitôt des portefeuilles des clients. Un coupon déjà obtenu reste bon.",
  excluded: (what: string) => `Exclusions\u202f: ${what}`,
  coupons: (taken: number, used: number) =>
    `Coupons\u202f: ${taken} ${taken < 2 ? "obtenu" : "obtenus"}, ${used} ${used < 2 ? "utilisé" : "utilisés"}`,
  past: "Terminées",
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

export function OffersPage({ frame, clock, now, offers }: OffersView) {
  const { language } = frame;
  const said = words[language];
  const current = offers.filter((offer) => isCurrent(stateOf(offer, now)));
  const past = offers.filter((offer) => !isCurrent(stateOf(offer, now)));
  return (
    <MerchantPage frame={frame} title={said.title} section="rewards" tab="offers">
      <div class="head">
        <h1>{said.title}</h1>
        <a class="button button-link" href={merchantPaths.newOffer()}>
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
        const details = language === "fr" ? offer.detailsFr : offer.detailsEn;
        const exclusions = language === "fr" ? offer.exclusionsFr : offer.exclusionsEn;
        return (
          <li class={isCurrent(state) ? "row" : "row row-past"}>
            <div class="row-main">
              <strong>{title}</strong>
              <p class="row-sub">
                {said.days(clock.date(offer.startsAt), clock.date(offer.endsAt - 1))} ·{" "}
                <span class={`offer-${state}`}>{said.states[state]}</span>
              </p>
              {(offer.hasCoupon || offer.taken > 0) && <p class="row-sub">{said.coupons(offer.taken, offer.used)}</p>}
              {details && <p class="row-text">{details}</p>}
              {exclusions && <p class="row-text">{said.excluded(exclusions)}</p>}
            </div>
            {offer.picture && <Picture picture={offer.picture} alt={title} />}
            {isCurrent(state) && (
              <div class="row-acts">
                <a href={merchantPaths.offer(offer.id)} aria-label={`${said.edit}: ${title}`}>
                  {said.edit}
                </a>
                <Asked
                  label={said.withdraw}
                  name={title}
                  what={said.withdrawWhat}
                  action={merchantPaths.withdrawOffer(offer.id)}
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

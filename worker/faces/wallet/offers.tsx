// What is on, in the wallet: each offer with its picture, its small print, and its coupon to get.

import type { Language } from "../../../src/conversation/language.ts";
import type { Clock } from "../shared/clock.ts";
import { Picture, type PictureView } from "../shared/picture.tsx";
import { walletPaths } from "./addresses.ts";
import { capital } from "./frame.tsx";
import { walletWords } from "./words.ts";

export interface OfferView {
  readonly id: string;
  readonly title: string;
  readonly details: string;
  readonly exclusions: string;
  readonly endsAt: number;
  readonly picture: PictureView | null;
  /** Null where there is none. `waiting` in the wallet; `had` when it was used, or has expired. */
  readonly coupon: "get" | "waiting" | "had" | null;
  /** Null for until the offer ends. */
  readonly couponDays: number | null;
}

interface Props {
  readonly offers: readonly OfferView[];
  readonly language: Language;
  readonly clock: Clock;
}

export function Offers({ offers, language, clock }: Props) {
  if (offers.length === 0) return null;
  return (
    <section>
      <h2>{walletWords[language].offers}</h2>
      <ul class="wallet-list">
        {offers.map((offer) => (
          <li class="wallet-offer">
            {offer.picture && <Picture picture={offer.picture} alt={capital(offer.title)} />}
            <Line offer={offer} language={language} clock={clock} />
            <SmallPrint offer={offer} language={language} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ offer, language, clock }: Pick<Props, "language" | "clock"> & { offer: OfferView }) {
  const { until, coupon } = walletWords[language];
  const { id, title, endsAt, couponDays } = offer;
  const days = offer.coupon === "get" && couponDays !== null ? ` · ${coupon.days(couponDays)}` : "";
  return (
    <div class="wallet-row">
      <span class="wallet-title" id={`offer-${id}`}>
        {capital(title)}
        <span class="wallet-cost">
          {until(clock.date(endsAt - 1))}
          {days}
        </span>
      </span>
      {offer.coupon === "get" ? (
        <form method="post" action={walletPaths.coupon(id)}>
          <button type="submit" class="button-quiet button-take" aria-describedby={`offer-${id}`}>
            {coupon.get}
          </button>
        </form>
      ) : (
        offer.coupon && <span class="wallet-to-go">{coupon[offer.coupon]}</span>
      )}
    </div>
  );
}

function SmallPrint({ offer: { id, details, exclusions }, language }: { offer: OfferView; language: Language }) {
  const said = walletWords[language];
  if (details === "" && exclusions === "") return null;
  return (
    <details>
      <summary aria-describedby={`offer-${id}`}>{said.details}</summary>
      {details !== "" && <p>{details}</p>}
      {exclusions !== "" && <p>{said.excluded(exclusions)}</p>}
    </details>
  );
}

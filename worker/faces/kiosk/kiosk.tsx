// The kiosk as a customer meets it: what the shop gives on the left, a number to type on the right. And a tablet that is not a kiosk, yet or any more.

import type { Child } from "hono/jsx";
import type { Language } from "../../../src/conversation/language.ts";
import { formatUnits } from "../../../src/loyalty/programme.ts";
import type { Country } from "../../../src/phone.ts";
import { Page } from "../shared/layout.tsx";
import { kioskPaths } from "./addresses.ts";
import { type VisitForm, VisitForms } from "./forms.tsx";
import { Outcome, type OutcomeShop, type OutcomeView } from "./outcome.tsx";
import { type KioskWords, kioskWords } from "./words.ts";

export interface KioskView {
  readonly language: Language;
  readonly kioskId: string;
  /** For the ids that the tablet makes: its own clock may be wrong. */
  readonly now: number;
  readonly shop: OutcomeShop & {
    readonly name: string;
    /** `#rrggbb` */
    readonly accent: string;
    readonly language: Language;
    /** How a number is written while it grows. */
    readonly country: Country | null;
    readonly pointsPerVisit: number;
  };
}

export interface CustomerView extends KioskView {
  /** The picture that changes; null where the shop has none. */
  readonly qr: { readonly href: string; readonly renewInMs: number } | null;
  /** What the form is filled with, or what came of it. */
  readonly shown: { readonly form: VisitForm } | { readonly outcome: OutcomeView };
}

const REWARDS_SHOWN_MAX = 5;
/** A longer name is written smaller, so that what the shop gives still fits below it. */
const SHORT_NAME_MAX = 24;
const REWARDS_BESIDE_QR_MAX = 3;
const other: Readonly<Record<Language, Language>> = { en: "fr", fr: "en" };

/** The frame of both sides: a band above for what the tablet itself has to say, and the side that is up. */
export function KioskFrame({ view, title, children }: { view: KioskView; title: string; children: Child }) {
  const { language, kioskId, now, shop } = view;
  return (
    <Page language={language} title={title} page="kiosk" stylesheet="kiosk" accent={shop.accent} script="kiosk">
      <p id="band" class="band" role="status" hidden />
      <div
        id="kiosk"
        class="kiosk"
        data-kiosk={kioskId}
        data-now={now}
        data-country={shop.country}
        data-socket={kioskPaths.live()}
      >
        {children}
      </div>
    </Page>
  );
}

export const homeOf = (language: Language, ofShop: Language): string =>
  language === ofShop ? kioskPaths.home() : `${kioskPaths.home()}?lang=${language}`;

export function CustomerSide({ view }: { view: CustomerView }) {
  const { language, shop, shown } = view;
  const words = kioskWords[language];
  const home = homeOf(language, shop.language);
  return (
    <KioskFrame view={view} title={shop.name}>
      <main id="side" class="side customer" data-side="customer" lang={language}>
        <Offer view={view} words={words} />
        <section class="entry">
          {"outcome" in shown ? (
            <Outcome language={language} shop={shop} outcome={shown.outcome} home={home} />
          ) : (
            <VisitForms view={{ language, shop, home, form: shown.form }} />
          )}
        </section>
        <nav class="corners">
          <a
            class="corner corner-language"
            href={homeOf(other[language], shop.language)}
            lang={other[language]}
            hreflang={other[language]}
            data-go
          >
            {words.customer.otherLanguage}
          </a>
          <a class="corner corner-staff" href={kioskPaths.staff()} data-go>
            <Lock /> {words.customer.staff}
          </a>
        </nav>
        <template id="kept">
          <div id="outcome" class="outcome" role="status">
            <div>
              <p class="outcome-who" data-whose />
              <h2 class="outcome-title">{words.kept.title}</h2>
            </div>
            <p>{words.kept.lead}</p>
            <a class="button outcome-next" href={home} data-next>
              {words.outcome.next}
            </a>
            <span class="outcome-clock" aria-hidden="true" />
          </div>
        </template>
      </main>
    </KioskFrame>
  );
}

function Offer({ view, words }: { view: CustomerView; words: KioskWords }) {
  const { language, shop, qr } = view;
  return (
    <section id="offer" class="offer" data-renew-ms={qr?.renewInMs}>
      <div>
        <h1 class={shop.name.length > SHORT_NAME_MAX ? "offer-long" : undefined}>{shop.name}</h1>
        <p class="offer-lead">{words.customer.lead(formatUnits(shop.pointsPerVisit, shop.unit, language))}</p>
      </div>
      {shop.rewards.length > 0 && (
        <ul class="offer-rewards" aria-label={words.customer.rewards}>
          {shop.rewards.slice(0, qr ? REWARDS_BESIDE_QR_MAX : REWARDS_SHOWN_MAX).map((reward) => (
            <li>
              <span class="offer-cost">{reward.cost}</span> <span>{reward.title[language]}</span>
            </li>
          ))}
        </ul>
      )}
      {qr && (
        <figure class="offer-qr">
          <img src={qr.href} width="200" height="200" alt="" />
          <figcaption>{words.customer.scan}</figcaption>
        </figure>
      )}
      {shop.text && <p class="offer-small">{words.customer.newHere}</p>}
    </section>
  );
}

export const Lock = () => (
  <svg class="lock" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <path d="M7 10V7a5 5 0 0 1 10 0v3h1a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zm2 0h6V7a3 3 0 0 0-6 0z" />
  </svg>
);

export interface PairView {
  readonly language: Language;
  readonly typed: string;
  readonly error: "not_a_code" | "no_such_code" | "too_many_tries" | null;
}

export function PairPage({ language, typed, error }: PairView) {
  const words = kioskWords[language].pair;
  return (
    <Page language={language} title={`${words.title} · Comptoir`} page="kiosk" stylesheet="kiosk">
      <main class="card">
        <a class="language-link" href={`?lang=${other[language]}`} lang={other[language]} hreflang={other[language]}>
          {kioskWords[language].customer.otherLanguage}
        </a>
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
        <form method="post" action={`${kioskPaths.pair()}?lang=${language}`}>
          <label for="code">{words.code}</label>
          <input
            id="code"
            class="field field-code"
            name="code"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
            maxlength={20}
            value={typed}
            aria-invalid={error ? "true" : undefined}
            aria-describedby="code-error"
          />
          <p id="code-error" class="field-error" role="alert">
            {error && words.errors[error]}
          </p>
          <button type="submit" class="button">
            {words.button}
          </button>
        </form>
      </main>
    </Page>
  );
}

/** For a tablet that was a kiosk: its script finds the side and shows it, and what it still holds was not taken. */
export function RevokedPage({ view }: { view: KioskView }) {
  const words = kioskWords[view.language].revoked;
  return (
    <KioskFrame view={view} title={words.title}>
      <main id="side" class="card" data-side="revoked" lang={view.language}>
        <h1 data-reason>{words.title}</h1>
        <p>{words.lead}</p>
        <p>
          <a href={kioskPaths.pair()}>{words.again}</a>
        </p>
      </main>
    </KioskFrame>
  );
}

// The sign-up page of a shop: the form, then the code that was texted, then a welcome.

import type { Child } from "hono/jsx";
import type { Wording } from "../../../src/consent/consent-words.ts";
import type { SignUpErrors, TypedSignUp } from "../../../src/consent/sign-up.ts";
import type { Language } from "../../../src/conversation/language.ts";
import type { Country } from "../../../src/phone.ts";
import { AgreementBox, FieldError } from "../shared/agreement-box.tsx";
import { CodeInput } from "../shared/code-input.tsx";
import { Page } from "../shared/layout.tsx";
import { joinPaths } from "./addresses.ts";
import { Field, ProfileFields } from "./fields.tsx";
import { type JoinWords, joinWords } from "./words.ts";

export interface JoiningShop {
  readonly slug: string;
  readonly name: string;
  /** `#rrggbb` */
  readonly accent: string;
  readonly contact: string | null;
  readonly keyword: string;
  /** As people of its country write it. */
  readonly number: string;
}

export interface JoinView {
  readonly language: Language;
  readonly shop: JoiningShop;
  /** "A free coffee" and "10 points"; null where there is no reward. */
  readonly reward: { readonly title: string; readonly cost: string } | null;
  readonly units: string;
  readonly countries: readonly Country[];
  readonly typed: TypedSignUp;
  readonly errors: SignUpErrors;
  readonly smsWords: readonly Wording[];
  /** Null for a shop that sends no offers. */
  readonly offersWords: readonly Wording[] | null;
  readonly emailWords: readonly Wording[];
}

const other = { en: "fr", fr: "en" } as const;

export function JoinPage(view: JoinView) {
  const { language, shop, reward, units, typed, errors } = view;
  const said = joinWords[language];
  const count = Object.keys(errors).length;
  return (
    <Frame language={language} shop={shop} title={said.title(shop.name)} isTwoFold>
      <p class="join-promise">{said.promise(reward?.title ?? null, reward?.cost ?? null, units)}</p>
      {count > 0 && (
        <p class="join-problems" role="alert">
          {errors.form ? said.errors.form[errors.form] : said.problems(count)}
        </p>
      )}
      <form method="post" action={`${joinPaths.form(shop.slug)}?lang=${language}`} novalidate>
        <PhoneField view={view} said={said} />
        <ProfileFields language={language} typed={typed} errors={errors} />
        <fieldset class="join-agreements">
          <legend>{said.agreement}</legend>
          <AgreementBox
            name="sms"
            wordings={view.smsWords}
            ticked={typed.agreesToSms}
            error={errors.sms ? said.errors.sms[errors.sms] : null}
          />
          {view.offersWords && (
            <AgreementBox name="offers" wordings={view.offersWords} ticked={typed.agreesToOffers} error={null} />
          )}
          <AgreementBox name="emailOffers" wordings={view.emailWords} ticked={typed.agreesToEmail} error={null} />
        </fieldset>
        <Trap said={said} />
        <input type="hidden" name="shownAt" value={typed.shownAt} />
        <button type="submit" class="button">
          {said.submit}
        </button>
      </form>
      <p>{said.byText(shop.keyword, shop.number)}</p>
      <p class="hint">{said.notice(shop.name, shop.contact)}</p>
    </Frame>
  );
}

function PhoneField({ view, said }: { view: JoinView; said: JoinWords }) {
  const { countries, typed, errors } = view;
  return (
    <Field
      name="phone"
      label={said.phone}
      hint={said.phoneHint}
      error={errors.phone ? said.errors.phone[errors.phone] : null}
      value={typed.phone}
      input={{ type: "tel", autocomplete: "tel", required: true, maxlength: 40 }}
    >
      {countries.length > 1 && (
        <select name="country" class="field join-country" aria-label={said.country}>
          {countries.map((country) => (
            <option value={country} selected={country === typed.country}>
              {said.countries[country]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Robots fill in every field; people don't see this one. It is empty again each time. */
const Trap = ({ said }: { said: JoinWords }) => (
  <div class="visually-hidden" aria-hidden="true">
    <label for="website">{said.trap}</label>
    <input id="website" name="website" type="text" tabindex={-1} autocomplete="off" />
  </div>
);

export interface JoinCodeView {
  readonly language: Language;
  readonly shop: JoiningShop;
  readonly signUpId: string;
  readonly error: keyof JoinWords["codeErrors"] | null;
  /** On a development service: where texts arrive. */
  readonly simulatorHref: string | null;
}

export function JoinCodePage({ language, shop, signUpId, error, simulatorHref }: JoinCodeView) {
  const said = joinWords[language];
  return (
    <Frame language={language} shop={shop} title={said.codeTitle} isTwoFold>
      <p>{said.codeLead(shop.number)}</p>
      <form method="post" action={joinPaths.code(shop.slug, signUpId)}>
        <div class="join-field">
          <label for="code">{said.code}</label>
          <CodeInput isWrong={error !== null} describedBy={error ? "code-error" : undefined} />
          <FieldError id="code-error">{error && said.codeErrors[error]}</FieldError>
        </div>
        <button type="submit" class="button">
          {said.confirm}
        </button>
      </form>
      <p>{said.codeByText}</p>
      {simulatorHref && (
        <p>
          <a href={simulatorHref} target="_blank" rel="noopener">
            {said.simulator}
          </a>
        </p>
      )}
      <p class="hint">{said.left(shop.number)}</p>
      <p class="hint">
        <a href={joinPaths.form(shop.slug)}>{said.again}</a>
      </p>
    </Frame>
  );
}

export interface JoinedView {
  readonly language: Language;
  readonly shop: JoiningShop;
  /** "1 point" */
  readonly balance: string;
  readonly walletUrl: string;
}

export function JoinedPage({ language, shop, balance, walletUrl }: JoinedView) {
  const said = joinWords[language];
  return (
    <Frame language={language} shop={shop} title={said.doneTitle}>
      <p class="join-promise">{said.done(balance)}</p>
      <p>
        <a class="button join-open" href={walletUrl}>
          {said.openWallet}
        </a>
      </p>
      <p class="hint">{said.doneByText(shop.number)}</p>
    </Frame>
  );
}

/** A shop that can't text anybody yet: no number, or not known where it is. */
export function JoinClosedPage({ language, shop }: Pick<JoinedView, "language" | "shop">) {
  const said = joinWords[language];
  return (
    <Frame language={language} shop={shop} title={said.closedTitle}>
      <p>{said.closed(shop.name)}</p>
    </Frame>
  );
}

interface FrameProps {
  readonly language: Language;
  readonly shop: JoiningShop;
  readonly title: string;
  /** There is an address to see the page at in the other language. */
  readonly isTwoFold?: boolean;
  readonly children?: Child;
}

const Frame = ({ language, shop, title, isTwoFold = false, children }: FrameProps) => (
  <Page
    language={language}
    title={title.includes(shop.name) ? title : `${title} · ${shop.name}`}
    page="join"
    accent={shop.accent}
    stylesheet="join"
    branded
    namesSite
  >
    <main class="join">
      <header class="join-head">
        <span>{title.includes(shop.name) ? null : shop.name}</span>
        {isTwoFold && (
          <a class="language-link" href={`?lang=${other[language]}`} lang={other[language]} hreflang={other[language]}>
            {joinWords[language].otherLanguage}
          </a>
        )}
      </header>
      <h1>{title}</h1>
      {children}
    </main>
  </Page>
);

// My account: language, what the shop knows of me, what I agreed to and when, my data, and the ways out.

import type { Consent, ConsentChange } from "../../src/consent/consent.ts";
import type { ProfileFaults, TypedProfile } from "../../src/loyalty/profile.ts";
import { type Clock, createClock } from "./clock.ts";
import { Alert, Notice, WalletFrame, type WalletFrameView, walletWords } from "./wallet-frame.tsx";
import type { WalletDeed, WalletError, WalletWords } from "./wallet-words.ts";

export interface AccountView extends WalletFrameView {
  readonly phone: string;
  /** As typed, where it was refused. */
  readonly profile: TypedProfile;
  readonly faults: ProfileFaults;
  readonly consent: Consent;
  /** Newest first, both. */
  readonly consents: readonly ConsentView[];
  readonly emails: readonly EmailConsentView[];
  readonly receivesEmail: boolean;
  readonly done: WalletDeed | null;
  readonly error: WalletError | null;
}

interface ConsentView {
  readonly change: ConsentChange;
  readonly word: string;
  readonly shown: string | null;
  readonly at: number;
}

interface EmailConsentView {
  readonly change: "granted" | "withdrawn";
  readonly email: string;
  readonly shown: string | null;
  readonly at: number;
}

export interface LeaveView extends WalletFrameView {
  readonly error: WalletError | null;
}

export interface DeleteView extends LeaveView {
  readonly balance: string;
}

export function AccountPage(view: AccountView) {
  const { language, done, error, now, timeZone, consent, number } = view;
  const said = walletWords[language];
  const clock = createClock(now, timeZone, language);
  return (
    <WalletFrame view={view} title={said.profile.title} backHref="/me">
      <main class="wallet-main wallet-account">
        <h1>{said.profile.title}</h1>
        {error && <Alert>{said.errors[error]}</Alert>}
        {done && done !== "earned" && <Notice>{said.done[done]}</Notice>}
        <ProfileForm view={view} said={said} />
        <LanguageForm view={view} said={said} />
        <section>
          <h2>{said.texts.title}</h2>
          <p>{said.texts.is[consent]}</p>
          {consent === "opted_out" && <p>{said.comeBack(number)}</p>}
          <ol class="wallet-list">
            {view.consents.map(({ change, word, shown, at }) => (
              <ConsentLine what={said.texts.change[change]} proof={word} {...{ shown, at, said, clock }} />
            ))}
          </ol>
          {consent !== "opted_out" && (
            <a class="button-quiet button-wide button-bad" href="/me/account/leave">
              {said.texts.leave}
            </a>
          )}
        </section>
        <EmailConsents view={view} said={said} clock={clock} />
        <section>
          <h2>{said.data.title}</h2>
          <p class="hint" id="download-hint">
            {said.data.downloadHint}
          </p>
          <div class="wallet-actions">
            <a class="button-quiet button-wide" href="/me/account/data.json" download aria-describedby="download-hint">
              {said.data.download}
            </a>
            <form method="post" action="/me/close">
              <button type="submit" class="button-quiet button-wide">
                {said.data.signOut}
              </button>
            </form>
            <a class="button-quiet button-wide button-bad" href="/me/account/delete">
              {said.data.remove}
            </a>
          </div>
        </section>
      </main>
    </WalletFrame>
  );
}

function ProfileForm({ view: { phone, profile, faults }, said }: { view: AccountView; said: WalletWords }) {
  const words = said.profile;
  const field = (name: keyof TypedProfile, attributes: object) => {
    const fault = faults[name];
    const described = [fault && `${name}-error`, name === "birthday" && `${name}-hint`].filter(Boolean).join(" ");
    return (
      <>
        <label for={name}>{words[name]}</label>
        <input
          id={name}
          class="field"
          name={name}
          value={profile[name]}
          aria-invalid={fault ? "true" : undefined}
          aria-describedby={described || undefined}
          {...attributes}
        />
        {fault && (
          <p id={`${name}-error`} class="field-error" role="alert">
            {words.faults[fault]}
          </p>
        )}
      </>
    );
  };
  return (
    <form class="wallet-form" method="post" action="/me/account">
      <p class="tone-quiet">
        {words.phone} <span class="wallet-phone">{phone}</span>
      </p>
      {field("name", { autocomplete: "name" })}
      {field("birthday", {})}
      <p class="hint" id="birthday-hint">
        {words.birthdayHint}
      </p>
      {field("email", { type: "email", autocomplete: "email", inputmode: "email" })}
      <p class="hint">{words.lead}</p>
      <button type="submit" class="button button-wide" formnovalidate>
        {words.save}
      </button>
    </form>
  );
}

function LanguageForm({ view: { language, here }, said }: { view: AccountView; said: WalletWords }) {
  const choices = [
    ["fr", "Français"],
    ["en", "English"],
  ] as const;
  return (
    <form class="wallet-form" method="post" action="/me/language">
      <h2>{said.profile.language}</h2>
      <p class="hint">{said.profile.languageHint}</p>
      <input type="hidden" name="back" value={here} />
      <p class="wallet-choice">
        {choices.map(([code, name]) => (
          <button
            type="submit"
            class="button-quiet"
            name="language"
            value={code}
            lang={code}
            aria-pressed={code === language ? "true" : "false"}
          >
            {name}
          </button>
        ))}
      </p>
    </form>
  );
}

function EmailConsents({ view, said, clock }: { view: AccountView; said: WalletWords; clock: Clock }) {
  if (view.emails.length === 0) return null;
  return (
    <section>
      <h2>{said.emails.title}</h2>
      <ol class="wallet-list">
        {view.emails.map(({ change, email, shown, at }) => (
          <ConsentLine what={said.emails.change[change]} proof={email} {...{ shown, at, said, clock }} />
        ))}
      </ol>
      {view.receivesEmail && (
        <form method="post" action="/me/account/leave-email">
          <p class="hint">{said.emails.what(view.shop)}</p>
          <button type="submit" class="button-quiet button-wide button-bad">
            {said.emails.leave}
          </button>
        </form>
      )}
    </section>
  );
}

interface ConsentLineView {
  readonly what: string;
  /** The word or the address that it rests on. */
  readonly proof: string;
  readonly shown: string | null;
  readonly at: number;
  readonly said: WalletWords;
  readonly clock: Clock;
}

function ConsentLine({ what, proof, shown, at, said, clock }: ConsentLineView) {
  return (
    <li class="wallet-consent">
      <p>{what}</p>
      <p class="hint">{said.texts.proof(proof, `${clock.date(at)}, ${clock.hour(at)}`)}</p>
      {shown && (
        <details>
          <summary class="hint">{said.texts.shown}</summary>
          <blockquote>{shown}</blockquote>
        </details>
      )}
    </li>
  );
}

export function LeavePage(view: LeaveView) {
  const { language, shop, error } = view;
  const { leaving, errors } = walletWords[language];
  return (
    <WalletFrame view={view} title={leaving.title} backHref="/me/account">
      <main class="wallet-ask">
        {error && <Alert>{errors[error]}</Alert>}
        <h1>{leaving.title}</h1>
        <p>{leaving.what(shop)}</p>
        <form class="wallet-actions" method="post" action="/me/account/leave">
          <button type="submit" class="button button-wide">
            {leaving.yes}
          </button>
          <a class="button-quiet button-wide" href="/me/account">
            {leaving.no}
          </a>
        </form>
      </main>
    </WalletFrame>
  );
}

export function DeletePage(view: DeleteView) {
  const { language, shop, balance, error } = view;
  const { deleting, errors } = walletWords[language];
  return (
    <WalletFrame view={view} title={deleting.title} backHref="/me/account">
      <main class="wallet-ask">
        {error && <Alert>{errors[error]}</Alert>}
        <h1>{deleting.title}</h1>
        <p>{deleting.what(shop, balance)}</p>
        <p class="tone-quiet">{deleting.keeps}</p>
        <form class="wallet-actions" method="post" action="/me/account/delete">
          <button type="submit" class="button button-wide button-danger">
            {deleting.yes}
          </button>
          <a class="button-quiet button-wide" href="/me/account">
            {deleting.no}
          </a>
        </form>
      </main>
    </WalletFrame>
  );
}

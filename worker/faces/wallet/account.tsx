// My account: language, what the shop knows of me, what I agreed to and when, my data, and the ways out.

import type { TypedProfile } from "../../../src/loyalty/profile.ts";
import { AgreementBox } from "../shared/agreement-box.tsx";
import type { AccountView, DeleteView, LeaveView } from "./account-view.ts";
import { walletPaths } from "./addresses.ts";
import { EmailConsents, TextConsents } from "./consents.tsx";
import { Alert, Notice, WalletFrame } from "./frame.tsx";
import type { WalletWords } from "./words.ts";
import { walletWords } from "./words.ts";

export function AccountPage(view: AccountView) {
  const { language, done } = view;
  const said = walletWords[language];
  return (
    <WalletFrame view={view} title={said.profile.title} backHref={walletPaths.home()}>
      <main class="wallet-main wallet-account">
        <h1>{said.profile.title}</h1>
        {done && done !== "earned" && <Notice>{said.done[done]}</Notice>}
        <ProfileForm view={view} said={said} />
        <LanguageForm view={view} said={said} />
        <TextConsents view={view} said={said} />
        <EmailConsents view={view} said={said} />
        <section>
          <h2>{said.data.title}</h2>
          <p class="hint" id="download-hint">
            {said.data.downloadHint}
          </p>
          <div class="wallet-actions">
            <a class="button-quiet button-wide" href={walletPaths.download()} download aria-describedby="download-hint">
              {said.data.download}
            </a>
            <form method="post" action={walletPaths.close()}>
              <button type="submit" class="button-quiet button-wide">
                {said.data.signOut}
              </button>
            </form>
            <a class="button-quiet button-wide button-bad" href={walletPaths.deleteAccount()}>
              {said.data.remove}
            </a>
          </div>
        </section>
      </main>
    </WalletFrame>
  );
}

function ProfileForm({ view, said }: { view: AccountView; said: WalletWords }) {
  const { phone, profile, faults, emails } = view;
  const words = said.profile;
  const hinted = { name: false, birthday: true, email: emails !== "none" };
  const field = (name: keyof TypedProfile, attributes: object) => {
    const fault = faults[name];
    const described = [fault && `${name}-error`, hinted[name] && `${name}-hint`].filter(Boolean).join(" ");
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
    <form class="wallet-form" method="post" action={walletPaths.account()}>
      <p class="tone-quiet">
        {words.phone} <span class="wallet-phone">{phone}</span>
      </p>
      <p class="hint">{words.lead}</p>
      {field("name", { autocomplete: "name" })}
      {field("birthday", {})}
      <p class="hint" id="birthday-hint">
        {words.birthdayHint}
      </p>
      {field("email", { type: "email", autocomplete: "email", inputmode: "email" })}
      {emails !== "none" ? (
        <p class="hint" id="email-hint">
          {said.emails.ends}
        </p>
      ) : (
        <Agreement view={view} said={said} />
      )}
      <button type="submit" class="button button-wide" formnovalidate>
        {words.save}
      </button>
    </form>
  );
}

/** Not for who gets e-mail already: a box can't be taken for a way out. */
function Agreement({ view: { agreement, faults }, said }: { view: AccountView; said: WalletWords }) {
  const { ticked, wordings, version, wordsShown } = agreement;
  return (
    <>
      <AgreementBox
        name="emailOffers"
        wordings={wordings}
        ticked={ticked}
        error={faults.agreement ? said.profile.faults[faults.agreement] : null}
      />
      <p class="hint">{said.proofs.version(version)}</p>
      <input type="hidden" name="wordsShown" value={wordsShown} />
    </>
  );
}

function LanguageForm({ view: { language, here }, said }: { view: AccountView; said: WalletWords }) {
  const choices = [
    ["fr", "Français"],
    ["en", "English"],
  ] as const;
  return (
    <form class="wallet-form" method="post" action={walletPaths.language()}>
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

export function LeavePage(view: LeaveView) {
  const { language, shop, error } = view;
  const { leaving, errors } = walletWords[language];
  return (
    <WalletFrame view={view} title={leaving.title} backHref={walletPaths.account()}>
      <main class="wallet-ask">
        {error && <Alert>{errors[error]}</Alert>}
        <h1>{leaving.title}</h1>
        <p>{leaving.what(shop)}</p>
        <form class="wallet-actions" method="post" action={walletPaths.leave()}>
          <button type="submit" class="button button-wide">
            {leaving.yes}
          </button>
          <a class="button-quiet button-wide" href={walletPaths.account()}>
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
    <WalletFrame view={view} title={deleting.title} backHref={walletPaths.account()}>
      <main class="wallet-ask">
        {error && <Alert>{errors[error]}</Alert>}
        <h1>{deleting.title}</h1>
        <p>{deleting.what(shop, balance)}</p>
        <p class="tone-quiet">{deleting.keeps}</p>
        <form class="wallet-actions" method="post" action={walletPaths.deleteAccount()}>
          <button type="submit" class="button button-wide button-danger">
            {deleting.yes}
          </button>
          <a class="button-quiet button-wide" href={walletPaths.account()}>
            {deleting.no}
          </a>
        </form>
      </main>
    </WalletFrame>
  );
}

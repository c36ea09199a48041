// What the customer has agreed to on their account page: each consent as it stands, its proof, and the way out of it.

import { createClock } from "../shared/clock.ts";
import type { AccountView, ProofView } from "./account-view.ts";
import { walletPaths } from "./addresses.ts";
import { capital } from "./frame.tsx";
import type { WalletWords } from "./words.ts";
import { walletWords } from "./words.ts";

interface Props {
  readonly view: AccountView;
  readonly said: WalletWords;
}

export function TextConsents({ view, said }: Props) {
  const { consent, number, comeBackHref } = view;
  return (
    <section>
      <h2>{said.texts.title}</h2>
      <p>{consent === "opted_out" ? said.comeBack(number) : said.texts.is[consent]}</p>
      {view.offersByText !== null && <OffersByText agreed={view.offersByText} said={said} />}
      <ProofList proofs={view.proofs.texts} words={said.texts.change} view={view} />
      {consent === "opted_out" ? (
        comeBackHref && (
          <a class="button-quiet button-wide" href={comeBackHref}>
            {said.texts.comeBack}
          </a>
        )
      ) : (
        <a class="button-quiet button-wide button-bad" href={walletPaths.leave()}>
          {said.texts.leave}
        </a>
      )}
    </section>
  );
}

/** The other consent: ended alone by a button, agreed to by a text of one's own. */
function OffersByText({ agreed, said }: { agreed: boolean; said: WalletWords }) {
  if (!agreed) return <p class="hint">{said.texts.offersHow}</p>;
  return (
    <form class="wallet-form" method="post" action={walletPaths.leaveOffers()}>
      <p>{said.texts.offersOn}</p>
      <button type="submit" class="button-quiet button-wide">
        {said.texts.offersEnd}
      </button>
    </form>
  );
}

export function EmailConsents({ view, said }: Props) {
  const { emails } = view.proofs;
  if (emails.length === 0) return null;
  return (
    <section>
      <h2>{said.emails.title}</h2>
      <p>{said.emails.is[view.emails]}</p>
      <ProofList proofs={emails} words={said.emails.change} view={view} />
      {view.emails !== "none" && (
        <form class="wallet-form" method="post" action={walletPaths.leaveEmail()}>
          <p class="hint">{said.emails.what(view.shop)}</p>
          <button type="submit" class="button-quiet button-wide button-bad">
            {said.emails.leave}
          </button>
        </form>
      )}
    </section>
  );
}

interface ProofListProps<Change extends string> {
  readonly proofs: readonly ProofView<Change>[];
  readonly words: Readonly<Record<Change, string>>;
  readonly view: AccountView;
}

function ProofList<Change extends string>({ proofs, words, view }: ProofListProps<Change>) {
  const { now, timeZone, language } = view;
  const { proofs: said } = walletWords[language];
  const clock = createClock(now, timeZone, language);
  return (
    <ol class="wallet-list">
      {proofs.map(({ change, word, place, shown, version, page, at }) => (
        <li class="wallet-consent">
          <p>{words[change]}</p>
          <p class="hint">
            {capital(
              [word === null ? "" : said.quoted(word), `${said.places[place]}, ${clock.date(at)}, ${clock.hour(at)}`]
                .join(" ")
                .trim(),
            )}
          </p>
          {shown && (
            <details>
              <summary class="hint">{said.shown}</summary>
              <blockquote>{shown}</blockquote>
              {version && <p class="hint">{[said.version(version), page].filter(Boolean).join(" · ")}</p>}
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}

// One customer: the balance and what can be done with it, the ledger, the rewards, the proof of each consent.

import { formatUnits } from "../../../../src/loyalty/programme.ts";
import { isDeletedCustomer } from "../../../../src/merchant/deleted-customer.ts";
import { mayDo } from "../../../../src/people/roles.ts";
import { formatPhone } from "../../../../src/phone.ts";
import { consentSource } from "../../shared/consent-source.ts";
import { merchantPaths } from "../addresses.ts";
import { customerName } from "../customer-name.ts";
import { MerchantPage } from "../frame.tsx";
import { inboxWords } from "../inbox/words.ts";
import type { CustomerView } from "./customer-view.ts";
import { customerWords } from "./customer-words.ts";
import { Claims, Ledger } from "./ledger.tsx";
import { OpenQuestions } from "./open-questions.tsx";
import { PointsForm } from "./points-form.tsx";
import { WaitingList } from "./waiting.tsx";

export function CustomerPage(view: CustomerView) {
  const { frame, unit, waiting } = view;
  const { language } = frame;
  const said = customerWords[language];
  const name = customerName(view, language);
  const isDeleted = isDeletedCustomer(view.phone);
  const mayCorrect = mayDo(frame.person.role, "correct_points");
  return (
    <MerchantPage frame={frame} title={name} section="customers">
      <a class="back-link" href={merchantPaths.customers()}>
        ← {said.back}
      </a>
      <div class="head">
        <h1>{name}</h1>
        <p class="head-figure">{formatUnits(view.points, unit, language)}</p>
      </div>
      {/* What was to be corrected may be gone from the page by now: the reason stands above all of it. */}
      {view.refused && view.refused.error !== "no_reason" && (
        <p class="refused" role="alert">
          {said.errors[view.refused.error]}
        </p>
      )}
      <Facts view={view} />
      <p class="links">
        {view.hasThread && <a href={merchantPaths.thread(view.id)}>{said.conversation}</a>}{" "}
        {mayDo(frame.person.role, "see_history") && (
          <a href={`${merchantPaths.history()}?customer=${view.id}`}>{said.historyOf}</a>
        )}
      </p>
      <div class="columns">
        <div>
          {mayCorrect && <OpenQuestions view={view} />}
          {!isDeleted && (
            <PointsForm form={view.form} customerId={view.id} name={name} unit={unit} language={language} />
          )}
          {waiting.length > 0 && (
            <section class="panel">
              <h2>{said.waiting}</h2>
              <p class="hint">{said.waitingHint}</p>
              <WaitingList view={view} refused={null} from={view.id} />
            </section>
          )}
          <Claims view={view} mayCorrect={mayCorrect} />
        </div>
        <div>
          <Ledger view={view} mayCorrect={mayCorrect} />
          <Consents view={view} />
        </div>
      </div>
    </MerchantPage>
  );
}

function Facts({ view }: { view: CustomerView }) {
  const { frame, clock, consent, birthday, email } = view;
  const said = customerWords[frame.language];
  return (
    <dl class="customer-facts">
      {!isDeletedCustomer(view.phone) && (
        <div>
          <dt>{said.phone}</dt>
          <dd>
            <a href={`tel:${view.phone}`}>{formatPhone(view.phone)}</a>
          </dd>
        </div>
      )}
      <div>
        <dt>{said.texts}</dt>
        <dd class={`consent-${consent}`}>{inboxWords[frame.language].consentIs[consent]}</dd>
      </div>
      {view.language && (
        <div>
          <dt>{said.language}</dt>
          <dd>{said.languages[view.language]}</dd>
        </div>
      )}
      {birthday && (
        <div>
          <dt>{said.birthday}</dt>
          <dd>{said.dayOf(birthday)}</dd>
        </div>
      )}
      {email && (
        <div>
          <dt>{said.email}</dt>
          <dd>
            <a href={`mailto:${email}`}>{email}</a>
          </dd>
        </div>
      )}
      <div>
        <dt>{said.since}</dt>
        <dd>{clock.date(view.createdAt)}</dd>
      </div>
    </dl>
  );
}

function Consents({ view }: { view: CustomerView }) {
  const { frame, clock, consents } = view;
  const said = customerWords[frame.language];
  return (
    <section class="panel">
      <h2>{said.consents}</h2>
      {consents.length === 0 && <p class="hint">{said.noConsents}</p>}
      <ul class="rows">
        {consents.map(({ change, word, shown, at }) => (
          <li class="row">
            <div class="row-main">
              {inboxWords[frame.language].change[change](consentSource(word, frame.language))}
              <p class="row-sub">
                {clock.date(at)}, {clock.hour(at)}
              </p>
              {shown && (
                <details class="proof">
                  <summary>{said.shown}</summary>
                  <blockquote>{shown}</blockquote>
                </details>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

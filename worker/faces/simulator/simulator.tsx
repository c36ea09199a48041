// The phone in the browser: phones on a desk, the open one's messages, and what each text made happen behind.

import type { JournalEvent } from "../../../src/conversation/events.ts";
import type { Language } from "../../../src/conversation/language.ts";
import type { MessageStatus } from "../../../src/messaging/lifecycle.ts";
import type { Encoding } from "../../../src/messaging/segments.ts";
import { formatPhone } from "../../../src/phone.ts";
import { merchantPaths } from "../merchant/addresses.ts";
import { Bubble, dotted, LinkedText, Log, StatusWord, Time } from "../shared/bubbles.tsx";
import { type Clock, createClock } from "../shared/clock.ts";
import { isTrouble, reasonInWords } from "../shared/delivery-words.ts";
import { Page } from "../shared/layout.tsx";
import { simulatorHref, simulatorPaths } from "./addresses.ts";
import { type SimulatorWords, simulatorWords } from "./words.ts";

export interface SimulatorView {
  readonly language: Language;
  readonly now: number;
  readonly timeZone: string;
  /** `#rrggbb` */
  readonly accent: string;
  /** The numbers that can be texted; none before a shop is seeded. */
  readonly numbers: readonly SimulatedNumber[];
  /** The one that the open phone texts; null when there is none. */
  readonly to: SimulatedNumber | null;
  readonly phones: readonly SimulatedPhone[];
  readonly phone: SimulatedPhone;
  /** The number of the phone that "Add a phone" opens. */
  readonly nextPhone: string;
  readonly texts: readonly SimulatedText[];
  readonly suggestions: readonly string[];
  readonly behind: readonly HappenedBehind[];
}

interface SimulatedNumber {
  /** E.164 */
  readonly number: string;
  /** The shops that share it. */
  readonly shops: string;
}

interface SimulatedPhone {
  /** E.164 */
  readonly number: string;
  /** The shop whose owner's phone this is. */
  readonly ownerOf: string | null;
  readonly excerpt: string | null;
}

/** `sent` by this phone, or `received` on it. */
type SimulatedText = {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly segments: number;
  readonly encoding: Encoding;
} & (
  | { readonly direction: "sent" }
  | {
      readonly direction: "received";
      readonly status: MessageStatus;
      readonly reason: string | null;
    }
);

type HappenedBehind = { readonly id: string; readonly at: number } & (
  | { readonly kind: "turn"; readonly said: string; readonly events: readonly JournalEvent[] }
  | { readonly kind: "inbox_reply" | "sign_in_code" }
);

interface Props {
  readonly view: SimulatorView;
  readonly words: SimulatorWords;
  readonly clock: Clock;
}

const otherLanguage = { en: "fr", fr: "en" } as const;

export function SimulatorPage(view: SimulatorView) {
  const { language, accent } = view;
  const words = simulatorWords[language];
  const props = { view, words, clock: createClock(view.now, view.timeZone, language) };
  return (
    <Page
      language={language}
      title={`${words.title} · Comptoir`}
      page="simulator"
      accent={accent}
      script="simulator"
      stylesheet="simulator"
    >
      <main class="desk" data-socket={simulatorPaths.live()}>
        <header class="desk-head">
          <h1>{words.title}</h1>
          <p class="desk-lead">{words.lead}</p>
          <p class="desk-links">
            <a href={merchantPaths.inbox()} target="_blank" rel="noopener">
              {words.openInbox}
            </a>
            <a
              href={`${simulatorHref(view.phone.number, view.to?.number ?? null)}&lang=${otherLanguage[language]}`}
              lang={otherLanguage[language]}
              hreflang={otherLanguage[language]}
            >
              {words.otherLanguage}
            </a>
          </p>
        </header>
        <Phones {...props} />
        <OpenPhone {...props} />
        <Behind {...props} />
      </main>
    </Page>
  );
}

function Phones({ view, words }: Props) {
  const to = view.to?.number ?? null;
  return (
    <nav class="phones" aria-label={words.phones} id="phones" data-live>
      {view.phones.map(({ number, ownerOf, excerpt }) => (
        <a
          id={`phone-${number}`}
          class="phone-link"
          href={simulatorHref(number, to)}
          aria-current={number === view.phone.number ? "page" : undefined}
        >
          <span class="phone-owner">{ownerOf === null ? words.customer : words.owner(ownerOf)}</span>
          <span class="phone-number">{formatPhone(number)}</span>
          <span class="phone-excerpt" dir="auto">
            {excerpt ?? words.notUsed}
          </span>
        </a>
      ))}
      <a id="add-phone" class="phone-add" href={simulatorHref(view.nextPhone, to)}>
        + {words.addPhone}
      </a>
    </nav>
  );
}

function OpenPhone({ view, words, clock }: Props) {
  const { phone, to, texts } = view;
  const blank = phone.ownerOf === null ? words.blank : words.blankOwner;
  return (
    <section class="phone" aria-label={formatPhone(phone.number)}>
      <div class="phone-top">{formatPhone(phone.number)}</div>
      <div class="phone-contact">
        <strong>{to?.shops ?? "–"}</strong>
        {to && <span>{formatPhone(to.number)}</span>}
        {view.numbers.length > 1 && <NumberChoice view={view} words={words} />}
      </div>
      <Log label={words.messages}>
        {texts.length === 0 && (
          <li id="blank" class="system-line">
            {phone.ownerOf === null && <span class="blank-lead">{words.lead}</span>}
            {to ? blank : words.noSender}
          </li>
        )}
        {texts.map((text) => (
          <SimulatedBubble text={text} language={view.language} clock={clock} />
        ))}
      </Log>
      {to && <Keyboard from={phone.number} to={to.number} suggestions={view.suggestions} words={words} />}
    </section>
  );
}

function NumberChoice({ view, words }: { view: SimulatorView; words: SimulatorWords }) {
  return (
    <form method="get" action={simulatorPaths.home()} class="number-choice">
      <input type="hidden" name="phone" value={view.phone.number} />
      <label class="visually-hidden" for="to">
        {words.texting}
      </label>
      <select id="to" name="to">
        {view.numbers.map(({ number, shops }) => (
          <option value={number} selected={number === view.to?.number}>
            {formatPhone(number)} {shops}
          </option>
        ))}
      </select>
      <button type="submit" class="button-quiet">
        {words.switchNumber}
      </button>
    </form>
  );
}

function SimulatedBubble({ text, language, clock }: { text: SimulatedText; language: Language; clock: Clock }) {
  const size = `${text.segments}\u00a0SMS`;
  const time = <Time at={text.at}>{clock.hour(text.at)}</Time>;
  if (text.direction === "sent") {
    return (
      <Bubble id={text.id} side="right" footer={dotted([time, size, text.encoding])}>
        {text.text}
      </Bubble>
    );
  }
  const status = <StatusWord status={text.status} language={language} />;
  const reason = isTrouble(text.status) ? reasonInWords(text.reason, language) : null;
  return (
    <Bubble id={text.id} side="left" footer={dotted([time, size, text.encoding, status, reason])}>
      <LinkedText text={text.text} />
    </Bubble>
  );
}

interface KeyboardProps {
  readonly from: string;
  readonly to: string;
  readonly suggestions: readonly string[];
  readonly words: SimulatorWords;
}

function Keyboard({ from, to, suggestions, words }: KeyboardProps) {
  const pair = (
    <>
      <input type="hidden" name="from" value={from} />
      <input type="hidden" name="to" value={to} />
    </>
  );
  return (
    <div class="keyboard">
      <form method="post" action={simulatorPaths.messages()} class="suggestions" aria-label={words.suggestions}>
        {pair}
        <div id="suggestions" class="suggestions-row" data-live>
          {suggestions.map((text) => (
            <button id={`suggest-${text}`} type="submit" name="text" value={text} class="suggestion">
              {text}
            </button>
          ))}
        </div>
      </form>
      <form id="text-form" method="post" action={simulatorPaths.messages()} class="text-form">
        {pair}
        <label class="visually-hidden" for="text">
          {words.message}
        </label>
        <input id="text" name="text" class="field" placeholder={words.message} autocomplete="off" maxlength={2000} />
        <button type="submit" class="button">
          {words.send}
        </button>
      </form>
      <noscript>
        <a href={simulatorHref(from, to)}>{words.reload}</a>
      </noscript>
    </div>
  );
}

function Behind({ view, words, clock }: Props) {
  const latest = view.behind.at(-1);
  return (
    <details class="behind" id="behind-fold">
      <summary>
        <h2>{words.behind}</h2>
        <span id="behind-latest" class="behind-latest" data-live>
          {latest && headline(latest, words)}
        </span>
      </summary>
      <section class="behind-scroll" data-scroll="end" tabindex={0} aria-label={words.behind}>
        <ol id="behind" class="behind-list" data-live>
          {view.behind.length === 0 && (
            <li id="behind-blank" class="behind-blank">
              {words.behindBlank}
            </li>
          )}
          {view.behind.map((happened) => (
            <li id={`behind-${happened.id}`} class="behind-turn">
              <Time at={happened.at}>{clock.hour(happened.at)}</Time>
              {happened.kind === "turn" ? <Turn turn={happened} words={words} /> : <p>{headline(happened, words)}</p>}
            </li>
          ))}
        </ol>
      </section>
    </details>
  );
}

function Turn({ turn, words }: { turn: Extract<HappenedBehind, { kind: "turn" }>; words: SimulatorWords }) {
  return (
    <>
      {turn.said === "" ? (
        <span class="behind-said">{words.noText}</span>
      ) : (
        <q class="behind-said" dir="auto">
          {turn.said}
        </q>
      )}
      <ul>
        {turn.events.length === 0 && <li>{words.nothing}</li>}
        {turn.events.map((event) => (
          <li class={`happened-${event.type}`}>{words.event(event)}</li>
        ))}
      </ul>
    </>
  );
}

function headline(happened: HappenedBehind, words: SimulatorWords): string {
  switch (happened.kind) {
    case "turn":
      return happened.events[0] ? words.event(happened.events[0]) : words.nothing;
    case "inbox_reply":
      return words.inboxReply;
    case "sign_in_code":
      return words.signInCode;
  }
}

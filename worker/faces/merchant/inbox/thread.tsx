// One conversation of the inbox: who it is with, what was said, and where to answer.

import type { Consent, ToldChange } from "../../../../src/consent/consent.ts";
import { type Writer, wayOut } from "../../../../src/consent/first-text.ts";
import type { ReplyError, ReplyRefusal } from "../../../../src/consent/may-reply.ts";
import type { Language } from "../../../../src/conversation/language.ts";
import type { MessageStatus } from "../../../../src/messaging/lifecycle.ts";
import { formatPhone } from "../../../../src/phone.ts";
import { Bubble, dotted, Log, StatusWord, SystemLine, Time } from "../../shared/bubbles.tsx";
import type { Clock } from "../../shared/clock.ts";
import { consentSource } from "../../shared/consent-source.ts";
import { isTrouble, reasonInWords } from "../../shared/delivery-words.ts";
import { merchantPaths } from "../addresses.ts";
import { type InboxWords, inboxWords } from "./words.ts";

export interface ThreadView {
  readonly customerId: string;
  /** The name, or the number where there is none. */
  readonly name: string;
  /** E.164 */
  readonly phone: string;
  readonly consent: Consent;
  /** The word that made the consent what it is, and when. */
  readonly consentProof: { readonly word: string; readonly at: number } | null;
  /** "3 points" */
  readonly balance: string;
  /** The last times at the counter, newest first. */
  readonly visits: readonly number[];
  readonly unread: boolean;
  /** The newest message on this page: what reading it has read up to. */
  readonly lastAt: number;
  readonly items: readonly ThreadEntry[];
  /** There are earlier messages. */
  readonly cut: boolean;
  readonly refusal: ReplyRefusal | null;
  /** What is added to the first text; null where it is not the first. */
  readonly introduction: Writer | null;
  readonly draft: Draft;
  /** Whoever reads may settle what the customer has said NO to. */
  readonly maySettle: boolean;
}

/** What nobody has written, and a person should see all the same. */
export type Notice = "loop" | "wrong_codes";

export interface Draft {
  readonly text: string;
  /** Makes a form that is sent twice one reply. */
  readonly key: string;
  readonly error: ReplyError | null;
}

export type ThreadEntry = { readonly id: string; readonly at: number } & (
  | { readonly kind: "received"; readonly text: string }
  | {
      readonly kind: "sent";
      readonly text: string;
      /** Who wrote it; null for an automatic answer. */
      readonly author: string | null;
      readonly status: MessageStatus;
      readonly reason: string | null;
    }
  | { readonly kind: "consent"; readonly change: ToldChange; readonly word: string }
  | {
      readonly kind: "dispute";
      /** The points, or the reward. */
      readonly what: string;
      readonly by: string;
      readonly settled: boolean;
    }
  | { readonly kind: "notice"; readonly notice: Notice }
);

interface Props {
  readonly thread: ThreadView;
  readonly language: Language;
  readonly clock: Clock;
}

export function Thread({ thread, language, clock }: Props) {
  const words = inboxWords[language];
  return (
    <>
      <section class="conversation" aria-label={words.conversation}>
        <header class="conversation-head">
          <a class="back" href={merchantPaths.inbox()} aria-label={words.back}>
            ←
          </a>
          <h1 id="conversation-name" data-live>
            {thread.name}
          </h1>
          <div id="mark-read" class="no-script" data-live>
            {thread.unread && <MarkRead thread={thread} words={words} />}
          </div>
        </header>
        <Log label={words.conversation}>
          {thread.cut && <SystemLine id="cut">{words.cut}</SystemLine>}
          <Entries thread={thread} language={language} clock={clock} words={words} />
        </Log>
        <div id="composer" class="composer" data-live="when-changed">
          <Composer thread={thread} words={words} />
        </div>
      </section>
      <aside class="person" aria-label={words.customer} id="person" data-live>
        <Person thread={thread} language={language} clock={clock} words={words} />
      </aside>
    </>
  );
}

/** Opening a thread changes nothing by itself: reading is a POST, by the script or by this button. */
function MarkRead({ thread, words }: { thread: ThreadView; words: InboxWords }) {
  return (
    <form id="mark-read-form" method="post" action={merchantPaths.markRead(thread.customerId)}>
      <input type="hidden" name="upTo" value={thread.lastAt} />
      <button type="submit" class="button-quiet">
        {words.markRead}
      </button>
    </form>
  );
}

function Entries({ thread, language, clock, words }: Props & { words: InboxWords }) {
  const { items: entries } = thread;
  // Whether the last word of the shop arrived, and the last that a person wrote.
  const lastSent = entries.findLast((entry) => entry.kind === "sent");
  const lastWritten = entries.findLast((entry) => entry.kind === "sent" && entry.author !== null);
  return (
    <>
      {entries.map((entry, i) => {
        const dayChanged = clock.dayKey(entry.at) !== clock.dayKey(entries[i - 1]?.at ?? 0);
        return (
          <>
            {dayChanged && (
              <li id={`day-${clock.dayKey(entry.at)}`} class="day-line">
                {clock.day(entry.at)}
              </li>
            )}
            <Entry
              entry={entry}
              thread={thread}
              saysStatus={entry === lastSent || entry === lastWritten}
              language={language}
              clock={clock}
              words={words}
            />
          </>
        );
      })}
    </>
  );
}

interface EntryProps extends Props {
  readonly entry: ThreadEntry;
  readonly saysStatus: boolean;
  readonly words: InboxWords;
}

function Entry({ entry, thread, saysStatus, language, clock, words }: EntryProps) {
  const time = <Time at={entry.at}>{clock.hour(entry.at)}</Time>;
  switch (entry.kind) {
    case "received":
      return (
        <Bubble id={entry.id} side="left" footer={time}>
          {entry.text === "" ? <em>{words.noWords}</em> : entry.text}
        </Bubble>
      );
    case "sent": {
      const shown = saysStatus || isTrouble(entry.status);
      const status = shown ? <StatusWord status={entry.status} language={language} /> : null;
      const reason = shown ? reasonInWords(entry.reason, language) : null;
      const footer = dotted([entry.author ?? words.automatic, time, status, reason]);
      return (
        <Bubble id={entry.id} side="right" automatic={entry.author === null} footer={footer}>
          {entry.text}
        </Bubble>
      );
    }
    case "consent":
      return (
        <SystemLine id={entry.id}>
          {words.change[entry.change](consentSource(entry.word, language))} · {time}
        </SystemLine>
      );
    case "dispute":
      return (
        <SystemLine id={entry.id}>
          {words.saidNo(entry.what, entry.by)} · {time} · <Settling entry={entry} thread={thread} words={words} />
        </SystemLine>
      );
    case "notice":
      return (
        <SystemLine id={entry.id}>
          {words.notice[entry.notice]} · {time}
        </SystemLine>
      );
  }
}

interface SettlingProps {
  readonly entry: { readonly settled: boolean };
  readonly thread: ThreadView;
  readonly words: InboxWords;
}

function Settling({ entry, thread, words }: SettlingProps) {
  if (entry.settled) return <>{words.settled}</>;
  if (!thread.maySettle) return <>{words.unsettled}</>;
  return <a href={`${merchantPaths.customer(thread.customerId)}#disputes`}>{words.settle}</a>;
}

function Composer({ thread, words }: { thread: ThreadView; words: InboxWords }) {
  const { draft, refusal, introduction } = thread;
  if (refusal !== null) return <p id={`refused-${refusal}`}>{words.refused[refusal]}</p>;
  return (
    <form
      id={`reply-${thread.customerId}`}
      class="composer-form"
      method="post"
      action={merchantPaths.replies(thread.customerId)}
    >
      <input type="hidden" name="idempotencyKey" value={draft.key} />
      <label class="visually-hidden" for="reply-text">
        {words.yourText}
      </label>
      <div class="composer-field">
        <div id="reply-mirror" class="composer-mirror" aria-hidden="true" />
        <textarea
          id="reply-text"
          name="text"
          rows={2}
          placeholder={words.yourText}
          aria-invalid={draft.error ? "true" : undefined}
          aria-describedby={`reply-error reply-count${introduction ? " reply-first" : ""}`}
        >
          {draft.text}
        </textarea>
      </div>
      <button type="submit" class="button">
        {words.send}
      </button>
      <p id="reply-error" class="field-error" role="alert">
        {draft.error && words.refused[draft.error]}
      </p>
      {introduction && (
        <p id="reply-first" class="composer-first" data-writer={JSON.stringify(introduction)}>
          {words.first(introduction.shop?.name ?? "", wayOut(introduction))}
        </p>
      )}
      <p id="reply-count" class="composer-count" />
      <div id="reply-dear" class="composer-dear" />
    </form>
  );
}

function Person({ thread, language, clock, words }: Props & { words: InboxWords }) {
  const { consent, consentProof: proof } = thread;
  return (
    <dl class="facts">
      <div id="fact-balance" class="fact-balance">
        <dt>{words.balance}</dt>
        <dd>{thread.balance}</dd>
      </div>
      <div id="fact-consent">
        <dt>{words.consent}</dt>
        <dd>
          <span class={`consent-${consent}`}>{words.consentIs[consent]}</span>
          {proof && (
            <span class="fact-proof">{words.byWord(consentSource(proof.word, language), clock.date(proof.at))}</span>
          )}
        </dd>
      </div>
      <div id="fact-phone">
        <dt>{words.phone}</dt>
        <dd>
          <a href={`tel:${thread.phone}`}>{formatPhone(thread.phone)}</a>
        </dd>
      </div>
      {thread.visits.length > 0 && (
        <div id="fact-visits" class="fact-visits">
          <dt>{words.visits}</dt>
          <dd>
            {thread.visits.map((at) => (
              <span>
                {clock.date(at)}, {clock.hour(at)}
              </span>
            ))}
          </dd>
        </div>
      )}
      <div id="fact-page">
        <dt>{words.customer}</dt>
        <dd>
          <a href={merchantPaths.customer(thread.customerId)}>{words.page}</a>
        </dd>
      </div>
    </dl>
  );
}

// The inbox: conversations, the one that is open, and who it is with. Regions marked `data-live` are renewed in place.

import type { Language } from "../../../../src/conversation/language.ts";
import type { Role } from "../../../../src/people/roles.ts";
import { Time } from "../../shared/bubbles.tsx";
import { type Clock, createClock } from "../../shared/clock.ts";
import { Page } from "../../shared/layout.tsx";
import { merchantPaths } from "../addresses.ts";
import { Bar } from "../bar.tsx";
import { IncompleteShop } from "../incomplete-shop.tsx";
import { UnregisteredNumber } from "../unregistered-number.tsx";
import { Thread, type ThreadView } from "./thread.tsx";
import { type InboxWords, inboxWords } from "./words.ts";

export interface InboxView {
  readonly language: Language;
  readonly now: number;
  readonly timeZone: string;
  readonly shop: {
    readonly name: string;
    /** `#rrggbb` */
    readonly accent: string;
    /** As people write it; null when the shop has no sender number. */
    readonly number: string | null;
    /** Country and region are set. */
    readonly complete: boolean;
    /** A number that carriers don't know yet. */
    readonly unregistered: string | null;
  };
  readonly person: { readonly name: string; readonly role: Role };
  readonly threads: readonly ThreadItem[];
  readonly olderHref: string | null;
  /** Set when the list does not begin with the newest. */
  readonly newestHref: string | null;
  readonly thread: ThreadView | null;
  /** Where a customer can be played, on a development service. */
  readonly simulatorHref: string | null;
}

interface ThreadItem {
  readonly customerId: string;
  readonly name: string;
  /** First line of the last message. */
  readonly excerpt: string;
  readonly fromShop: boolean;
  readonly at: number;
  readonly unread: boolean;
  readonly stopped: boolean;
}

export function InboxPage(view: InboxView) {
  const { language, shop, person, thread, threads } = view;
  const words = inboxWords[language];
  const clock = createClock(view.now, view.timeZone, language);
  const unread = threads.filter((item) => item.unread).length;
  const title = [unread > 0 ? `(${unread}) ${words.inbox}` : words.inbox, thread?.name, shop.name];
  return (
    <Page
      language={language}
      title={title.filter(Boolean).join(" · ")}
      page="inbox"
      accent={shop.accent}
      script="inbox"
      stylesheet="merchant"
    >
      <Bar language={language} shopName={shop.name} person={person} section="conversations" />
      <div id="banner" data-live>
        {!shop.complete && <IncompleteShop language={language} role={person.role} />}
        {shop.unregistered && <UnregisteredNumber language={language} number={shop.unregistered} />}
      </div>
      <main class={thread ? "inbox inbox-open" : "inbox"} data-socket={merchantPaths.live()}>
        <nav class="threads" aria-label={words.conversations} id="threads" data-live>
          <ThreadList view={view} words={words} clock={clock} />
        </nav>
        {!thread && <h1 class="visually-hidden">{words.inbox}</h1>}
        {thread ? (
          <Thread thread={thread} language={language} clock={clock} />
        ) : (
          <NothingOpen view={view} words={words} />
        )}
      </main>
    </Page>
  );
}

function ThreadList({ view, words, clock }: { view: InboxView; words: InboxWords; clock: Clock }) {
  const { threads, olderHref, newestHref } = view;
  return (
    <>
      {newestHref && (
        <a id="newest" class="threads-more" href={newestHref}>
          {words.newest}
        </a>
      )}
      {threads.map((item) => (
        <ThreadLink item={item} open={item.customerId === view.thread?.customerId} words={words} clock={clock} />
      ))}
      {threads.length === 0 && <Teaching view={view} words={words} />}
      {olderHref && (
        <a id="older" class="threads-more" href={olderHref}>
          {words.older}
        </a>
      )}
    </>
  );
}

function ThreadLink({
  item,
  open,
  words,
  clock,
}: {
  item: ThreadItem;
  open: boolean;
  words: InboxWords;
  clock: Clock;
}) {
  return (
    <a
      id={`thread-${item.customerId}`}
      class={item.unread ? "thread-link thread-unread" : "thread-link"}
      href={merchantPaths.thread(item.customerId)}
      aria-current={open ? "page" : undefined}
    >
      <span class="thread-name">{item.name}</span>
      <span class="thread-age">
        {item.unread && <span class="dot" role="img" aria-label={words.unread} />}
        <Time at={item.at}>{clock.age(item.at)}</Time>
      </span>
      <span class="thread-line">
        <span class="thread-excerpt" dir="auto">
          {item.fromShop ? words.fromYou(item.excerpt) : item.excerpt}
        </span>
        {item.stopped && <span class="tag">{words.stopped}</span>}
      </span>
    </a>
  );
}

function Teaching({ view, words }: { view: InboxView; words: InboxWords }) {
  return (
    <div id="teaching" class="teaching">
      <p class="teaching-title">{words.emptyTitle}</p>
      <p>{words.empty(view.shop.number)}</p>
      {view.simulatorHref && (
        <p>
          <a href={view.simulatorHref} target="_blank" rel="noopener">
            {words.tryIt}
          </a>
        </p>
      )}
    </div>
  );
}

function NothingOpen({ view, words }: { view: InboxView; words: InboxWords }) {
  return (
    <section class="nothing-open" aria-label={words.conversation}>
      {view.threads.length > 0 && (
        <>
          <p>{words.choose}</p>
          <dl class="keys">
            {words.keys.map(([keys, does]) => (
              <div>
                <dt>
                  {keys.map((key) => (
                    <kbd>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

// A reward on its way out of the wallet: taken after a second thought, used at the counter within five minutes, shown as used.

import { formatUnits } from "../../../src/loyalty/programme.ts";
import { CODE_LIFETIME_MS } from "../../../src/rewards/claims.ts";
import { spacedCode } from "../../../src/rewards/redemption-code.ts";
import { createClock } from "../shared/clock.ts";
import { walletPaths } from "./addresses.ts";
import { Alert, capital, WalletFrame, type WalletFrameView } from "./frame.tsx";
import type { WalletError } from "./words.ts";
import { walletWords } from "./words.ts";

export interface TakeView extends WalletFrameView {
  readonly reward: { readonly id: string; readonly title: string; readonly cost: number };
  readonly points: number;
  /** Made with the form: sent twice, it takes once. */
  readonly idempotencyKey: string;
  readonly error: WalletError | null;
}

export interface ClaimView extends WalletFrameView {
  readonly claim: { readonly id: string; readonly title: string };
  /** Whether staff type a code, or look at the screen. */
  readonly mode: "code" | "show";
}

export interface CounterView extends ClaimView {
  readonly error: WalletError | null;
}

export interface SheetView extends ClaimView {
  /** Null where the screen is the proof. */
  readonly code: string | null;
  /** Unix milliseconds. */
  readonly until: number;
}

export interface UsedView extends ClaimView {
  readonly usedAt: number;
}

export function TakePage(view: TakeView) {
  const { language, unit, reward, points, idempotencyKey, error } = view;
  const { sure, errors } = walletWords[language];
  const amount = (n: number) => formatUnits(n, unit, language);
  return (
    <WalletFrame view={view} title={sure.title} backHref={walletPaths.home()}>
      <main class="wallet-ask">
        {error && <Alert>{errors[error]}</Alert>}
        <p class="wallet-subject">{capital(reward.title)}</p>
        <h1>{sure.title}</h1>
        <p>{sure.leaves(amount(reward.cost), amount(points - reward.cost))}</p>
        <p class="tone-quiet">{sure.keeps}</p>
        <form class="wallet-actions" method="post" action={walletPaths.reward(reward.id)}>
          <input type="hidden" name="key" value={idempotencyKey} />
          <input type="hidden" name="cost" value={String(reward.cost)} />
          <button type="submit" class="button button-wide">
            {sure.yes}
          </button>
          <a class="button-quiet button-wide" href={walletPaths.home()}>
            {sure.no}
          </a>
        </form>
      </main>
    </WalletFrame>
  );
}

export function CounterPage(view: CounterView) {
  const { language, claim, mode, error } = view;
  const { counter, errors } = walletWords[language];
  return (
    <WalletFrame view={view} title={counter.title} backHref={walletPaths.home()}>
      <main class="wallet-ask">
        {error && <Alert>{errors[error]}</Alert>}
        <p class="wallet-subject">{capital(claim.title)}</p>
        <h1>{counter.title}</h1>
        <p>{counter[mode]}</p>
        {mode === "show" ? (
          <div class="wallet-actions">
            <a class="button button-wide" href={walletPaths.showClaim(claim.id)}>
              {counter.yes}
            </a>
            <a class="button-quiet button-wide" href={walletPaths.home()}>
              {counter.no}
            </a>
          </div>
        ) : (
          <form class="wallet-actions" method="post" action={walletPaths.useClaim(claim.id)}>
            <button type="submit" class="button button-wide">
              {counter.yes}
            </button>
            <a class="button-quiet button-wide" href={walletPaths.home()}>
              {counter.no}
            </a>
          </form>
        )}
      </main>
    </WalletFrame>
  );
}

/** The whole screen, to be read at arm's length across a counter. */
export function SheetPage(view: SheetView) {
  const { language, shop, claim, code, until, now, timeZone } = view;
  const { sheet } = walletWords[language];
  const clock = createClock(now, timeZone, language);
  return (
    <WalletFrame view={view} title={capital(claim.title)} backHref={null} sheet>
      <main class="sheet" data-claim={code === null ? undefined : claim.id}>
        <p class="sheet-shop">{shop}</p>
        <h1>{capital(claim.title)}</h1>
        {code !== null && (
          <p class="sheet-code">
            <span class="visually-hidden">{sheet.codeLabel} </span>
            {spacedCode(code)}
          </p>
        )}
        <p class="sheet-lead">{code === null ? sheet.showThis : sheet.typeThis}</p>
        <Ring remainingMs={until - now} fallback={clock.hour(until)} />
        <p class="tone-quiet">{code === null ? sheet.shownUntil(clock.hour(until)) : sheet.until(clock.hour(until))}</p>
        <div class="wallet-actions">
          <a class="button-quiet button-wide" href={walletPaths.home()}>
            {code === null ? sheet.closeShown : sheet.close}
          </a>
        </div>
      </main>
    </WalletFrame>
  );
}

/** Drawn as it stands now; the script lets it run. Without one the end is said in its middle. */
function Ring({ remainingMs, fallback }: { remainingMs: number; fallback: string }) {
  const gone = Math.round(100 - (100 * Math.max(0, remainingMs)) / CODE_LIFETIME_MS);
  return (
    <div class="ring" data-remaining-ms={remainingMs} data-lifetime-ms={CODE_LIFETIME_MS}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle class="ring-track" cx="60" cy="60" r="54" />
        <circle
          class="ring-left"
          cx="60"
          cy="60"
          r="54"
          pathLength="100"
          stroke-dasharray="100"
          stroke-dashoffset={String(gone)}
          transform="rotate(-90 60 60)"
        />
      </svg>
      <p class="ring-time" role="timer" aria-live="off">
        {fallback}
      </p>
    </div>
  );
}

/** The second warning: from this press on the reward is used. */
export function ShowPage(view: ClaimView) {
  const { language, claim } = view;
  const { last } = walletWords[language];
  return (
    <WalletFrame view={view} title={last.title} backHref={walletPaths.claim(claim.id)}>
      <main class="wallet-ask">
        <p class="wallet-subject">{capital(claim.title)}</p>
        <h1>{last.title}</h1>
        <p>{last.warning}</p>
        <form class="wallet-actions" method="post" action={walletPaths.showClaim(claim.id)}>
          <button type="submit" class="button button-wide">
            {last.yes}
          </button>
          <a class="button-quiet button-wide" href={walletPaths.home()}>
            {last.no}
          </a>
        </form>
      </main>
    </WalletFrame>
  );
}

export function UsedPage(view: UsedView) {
  const { language, shop, claim, usedAt, now, timeZone } = view;
  const said = walletWords[language];
  const clock = createClock(now, timeZone, language);
  return (
    <WalletFrame view={view} title={said.used(clock.hour(usedAt))} backHref={null} sheet>
      <main class="sheet">
        <p class="sheet-shop">{shop}</p>
        <svg class="tick" viewBox="0 0 120 120" aria-hidden="true">
          <circle cx="60" cy="60" r="54" />
          <path d="M36 62l17 17 32-36" />
        </svg>
        <h1>{said.used(clock.hour(usedAt))}</h1>
        <p>{capital(claim.title)}</p>
        <p class="tone-quiet">{clock.day(usedAt)}</p>
        <div class="wallet-actions">
          <a class="button-quiet button-wide" href={walletPaths.home()}>
            {said.back}
          </a>
        </div>
      </main>
    </WalletFrame>
  );
}

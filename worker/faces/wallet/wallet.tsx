// The wallet's first page: the balance, what is ready, what can be had, what is on.

import { formatUnits } from "../../../src/loyalty/programme.ts";
import type { TakeRefusal } from "../../../src/rewards/claims.ts";
import { type Clock, createClock } from "../shared/clock.ts";
import { walletPaths } from "./addresses.ts";
import { Alert, capital, Notice, WalletFrame, type WalletFrameView } from "./frame.tsx";
import { Offers, type OfferView } from "./offers.tsx";
import type { WalletDeed, WalletError, WalletWords } from "./words.ts";
import { walletWords } from "./words.ts";

export interface WalletView extends WalletFrameView {
  readonly points: number;
  /** Less than the balance while points are disputed. */
  readonly spendable: number;
  /** The cheapest reward still out of reach; null when all are within reach, or there are none. */
  readonly next: { readonly title: string; readonly missing: number } | null;
  /** The dearest reward within reach. */
  readonly affordable: string | null;
  readonly claims: readonly ClaimView[];
  readonly rewards: readonly RewardView[];
  readonly offers: readonly OfferView[];
  readonly hasLeft: boolean;
  readonly isNamed: boolean;
  readonly stopWord: string;
  readonly done: WalletDeed | null;
  readonly error: WalletError | null;
  /** What has just come in; null when nothing has. */
  readonly earned: number | null;
}

interface ClaimView {
  readonly id: string;
  readonly title: string;
  readonly inUse: boolean;
  /** A coupon's. */
  readonly expiresAt: number | null;
}

interface RewardView {
  readonly id: string;
  readonly title: string;
  readonly cost: number;
  /** Null where it can be taken now. */
  readonly refusal: TakeRefusal | null;
  readonly missing: number;
}

/** Up to this cost progress is drawn as one dot a point, above it as a bar. */
const DOTS_MAX = 12;

export function WalletPage(view: WalletView) {
  const { language, shop, unit, points, done, error, now, timeZone, number } = view;
  const said = walletWords[language];
  const clock = createClock(now, timeZone, language);
  return (
    <WalletFrame view={view} title={shop} backHref={null}>
      <main class="wallet-main wallet-home">
        <p class="wallet-as-of wallet-notice">{said.asOf(clock.hour(now))}</p>
        {error && <Alert>{said.errors[error]}</Alert>}
        {done && done !== "earned" && <Notice>{said.done[done]}</Notice>}
        {view.earned !== null && <Notice>{said.done.earned(formatUnits(view.earned, unit, language))}</Notice>}
        <div class="wallet-side">
          <section class="wallet-balance" aria-label={formatUnits(points, unit, language)}>
            <p>
              <strong class="wallet-figure">{points}</strong> {unitName(view)}
            </p>
            <Progress view={view} said={said} />
          </section>
          <p class="wallet-sticky">
            <a class="button button-wide" href={walletPaths.earn()}>
              {said.earn(unit[language].other)}
            </a>
          </p>
        </div>
        {view.hasLeft && <p class="wallet-notice">{said.comeBack(number)}</p>}
        <Ready claims={view.claims} said={said} clock={clock} />
        <Rewards view={view} said={said} />
        <Offers offers={view.offers} language={language} clock={clock} />
        <footer class="wallet-foot">
          {!view.isNamed && <a href={walletPaths.account()}>{said.complete}</a>}
          <a href={walletPaths.account()}>{said.account}</a>
          {!view.hasLeft && <p>{said.stopAnyTime(view.stopWord, number)}</p>}
        </footer>
      </main>
    </WalletFrame>
  );
}

function unitName({ points, unit, language }: WalletView): string {
  return formatUnits(points, unit, language).slice(String(points).length + 1);
}

function Progress({ view: { spendable: points, next, affordable }, said }: { view: WalletView; said: WalletWords }) {
  if (next === null) return affordable === null ? null : <p>{said.within(affordable)}</p>;
  const cost = points + next.missing;
  return (
    <>
      {cost > DOTS_MAX ? (
        <progress class="wallet-progress" value={points} max={cost} aria-hidden="true" />
      ) : (
        <svg class="wallet-dots" viewBox={`0 0 ${cost * 20} 20`} aria-hidden="true">
          {Array.from({ length: cost }, (_, i) => (
            <circle key={i} class={i < points ? "dot-filled" : "dot-empty"} cx={i * 20 + 10} cy={10} r={7.5} />
          ))}
        </svg>
      )}
      <p>{said.missing(next.missing, next.title)}</p>
    </>
  );
}

interface ReadyProps {
  readonly claims: WalletView["claims"];
  readonly said: WalletWords;
  readonly clock: Clock;
}

function Ready({ claims, said, clock }: ReadyProps) {
  if (claims.length === 0) return null;
  return (
    <section>
      <h2>{said.ready}</h2>
      <ul class="wallet-list wallet-ready">
        {claims.map(({ id, title, inUse, expiresAt }) => (
          <li class="wallet-row">
            <span class="wallet-title" id={`claim-${id}`}>
              {capital(title)}
              {expiresAt !== null && <span class="wallet-cost">{said.until(clock.date(expiresAt - 1))}</span>}
            </span>
            <a class="button button-small" href={walletPaths.claim(id)} aria-describedby={`claim-${id}`}>
              {inUse ? said.showCode : said.use}
            </a>
          </li>
        ))}
      </ul>
      <p class="hint">{said.readyHint}</p>
    </section>
  );
}

function Rewards({ view: { rewards, unit, language }, said }: { view: WalletView; said: WalletWords }) {
  return (
    <section>
      <h2>{said.rewards}</h2>
      {rewards.length === 0 && <p class="tone-quiet">{said.noRewards}</p>}
      <ul class="wallet-list">
        {rewards.map(({ id, title, cost, refusal, missing }) => (
          <li class="wallet-row">
            <span class="wallet-title" id={`reward-${id}`}>
              {capital(title)}
              <span class="wallet-cost">{formatUnits(cost, unit, language)}</span>
            </span>
            {refusal === null ? (
              <a class="button-quiet button-take" href={walletPaths.reward(id)} aria-describedby={`reward-${id}`}>
                {said.take}
              </a>
            ) : (
              <span class="wallet-to-go">
                {refusal === "out_of_stock" || refusal === "limit_reached" ? said.notNow[refusal] : said.toGo(missing)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

// What a short link shows for now: what the customer has, and what is missing to the next reward.

import type { Language } from "../../src/conversation/language.ts";
import type { Unit } from "../../src/loyalty/programme.ts";
import { Page } from "./layout.tsx";

export interface WalletView {
  readonly shop: string;
  /** `#rrggbb` */
  readonly accent: string;
  readonly language: Language;
  readonly points: number;
  readonly unit: Unit;
  /** The cheapest reward still out of reach; null when all are within reach, or there are none. */
  readonly next: { readonly title: string; readonly missing: number } | null;
}

/** Up to this cost progress is drawn as one dot a point, above it as a bar. */
const DOTS_MAX = 12;

const words = {
  en: { missing: (missing: number, reward: string) => `${missing} more: ${reward}` },
  fr: { missing: (missing: number, reward: string) => `encore ${missing}\u00a0: ${reward}` },
};

export function WalletPage({ shop, accent, language, points, unit, next }: WalletView) {
  const singular = language === "fr" ? points < 2 : points === 1;
  return (
    <Page language={language} title={shop} page="wallet" accent={accent} branded>
      <main class="wallet">
        <h1>{shop}</h1>
        <p class="balance">
          <strong class="balance-figure">{points}</strong> {singular ? unit[language].one : unit[language].other}
        </p>
        {next && (
          <>
            <Progress points={points} cost={points + next.missing} />
            <p>{words[language].missing(next.missing, next.title)}</p>
          </>
        )}
      </main>
    </Page>
  );
}

function Progress({ points, cost }: { points: number; cost: number }) {
  if (cost > DOTS_MAX) return <progress class="progress" value={points} max={cost} aria-hidden="true" />;
  return (
    <svg class="dots" viewBox={`0 0 ${cost * 20} 16`} aria-hidden="true">
      {Array.from({ length: cost }, (_, i) => (
        <circle key={i} class={i < points ? "dot-filled" : "dot-empty"} cx={i * 20 + 10} cy={8} r={7} />
      ))}
    </svg>
  );
}

// What a customer reads after typing a number: what they got, how far it goes, what is ready. It is gone after a few seconds.

import type { Language } from "../../../src/conversation/language.ts";
import type { Unit } from "../../../src/loyalty/programme.ts";
import { formatUnits, progress } from "../../../src/loyalty/programme.ts";
import { type KioskWords, kioskWords } from "./words.ts";

export interface OutcomeReward {
  readonly id: string;
  readonly cost: number;
  readonly title: Readonly<Record<Language, string>>;
}

/** What the act came to, and what the screen may say of whose number it was. */
export interface OutcomeView {
  readonly what:
    | { readonly kind: "earned"; readonly points: number }
    | { readonly kind: "put_aside"; readonly points: number; readonly invited: boolean }
    | { readonly kind: "daily_limit" | "left" | "too_old" | "key_reused" | "not_an_amount" }
    | { readonly kind: "too_soon"; readonly hour: string };
  /** Null where nothing may be said of the number. */
  readonly whose: {
    /** The given name; null for a number that has told none. */
    readonly name: string | null;
    readonly lastDigits: string;
    /** Masked, where it was typed in the number's place: then neither name nor digits are told. */
    readonly email: string | null;
    /** Null for a number without an account. */
    readonly points: number | null;
    readonly waiting: number;
    readonly keepBy: "yes" | "keyword";
    readonly taken: readonly Readonly<Record<Language, string>>[];
  } | null;
}

export interface OutcomeShop {
  readonly unit: Unit;
  readonly rewards: readonly OutcomeReward[];
  readonly pendingDays: number;
  /** The number to text, as people write it, and the words for it; null when the shop has none. */
  readonly text: { readonly number: string; readonly keyword: string; readonly comeBack: string } | null;
}

/** Up to this cost progress is drawn as dots, above it as a bar. */
const DOTS_MAX = 12;
const READY_SHOWN_MAX = 3;

export function Outcome({
  language,
  shop,
  outcome,
  home,
}: {
  language: Language;
  shop: OutcomeShop;
  outcome: OutcomeView;
  home: string;
}) {
  const words = kioskWords[language];
  const { what, whose } = outcome;
  const given = what.kind === "earned" || what.kind === "put_aside" ? what.points : null;
  return (
    <div id="outcome" class={given === null ? "outcome" : "outcome outcome-good"} role="status">
      {given !== null && <p class="outcome-gain">+{given}</p>}
      <div>
        {whose && <p class="outcome-who">{whose.email ?? whose.name ?? words.outcome.endingIn(whose.lastDigits)}</p>}
        <h2 class="outcome-title" data-reason>
          {titleOf(outcome, shop, language, words)}
        </h2>
        {given === null && whose !== null && whose.points !== null && (
          <p class="outcome-balance">{words.outcome.balance(formatUnits(whose.points, shop.unit, language))}</p>
        )}
      </div>
      <Advice outcome={outcome} shop={shop} words={words} />
      {whose !== null && whose.points !== null && (
        <Balance language={language} shop={shop} points={whose.points} taken={whose.taken} words={words} />
      )}
      <a class="button outcome-next" href={home} data-next>
        {words.outcome.next}
      </a>
      <span class="outcome-clock" aria-hidden="true" />
    </div>
  );
}

function titleOf({ what, whose }: OutcomeView, { unit }: OutcomeShop, language: Language, words: KioskWords): string {
  const said = words.outcome;
  switch (what.kind) {
    case "earned":
      return formatUnits(whose?.points ?? what.points, unit, language);
    case "put_aside": {
      const waiting = whose?.waiting ?? what.points;
      return said.waits(formatUnits(waiting, unit, language), waiting > 1);
    }
    case "daily_limit":
      return (whose?.points === null ? said.waitsToday : said.hadToday)(unit[language].one);
    case "too_soon":
      return said.tooSoon(what.hour);
    case "left":
      return said.left;
    case "too_old":
      return said.tooOld;
    case "key_reused":
      return said.keyReused;
    case "not_an_amount":
      return said.notAnAmount;
  }
}

/** How to keep what waits, or how to come back. */
function Advice({ outcome, shop, words }: { outcome: OutcomeView; shop: OutcomeShop; words: KioskWords }) {
  const { what, whose } = outcome;
  const said = words.outcome;
  if (whose === null || whose.points !== null) return null;
  if (what.kind === "left") {
    return (
      <p>
        {said.stays} {shop.text && said.comeBack(shop.text.comeBack, shop.text.number)}
      </p>
    );
  }
  if (whose.waiting === 0) return null;
  const line = keepingLine(outcome, shop, words);
  return (
    line && (
      <p>
        {line} <span class="tone-quiet">{said.lapses(shop.pendingDays)}</span>
      </p>
    )
  );
}

function keepingLine(
  { what, whose }: OutcomeView,
  { text }: OutcomeShop,
  { outcome: said }: KioskWords,
): string | null {
  const several = (whose?.waiting ?? 0) > 1;
  if (what.kind === "put_aside" && what.invited) return said.texted(several);
  if (whose?.keepBy === "yes") return said.sayYes(several);
  return text && said.textKeyword(text.keyword, text.number, several);
}

function Balance({
  language,
  shop,
  points,
  taken,
  words,
}: {
  language: Language;
  shop: OutcomeShop;
  points: number;
  taken: readonly Readonly<Record<Language, string>>[];
  words: KioskWords;
}) {
  const said = words.outcome;
  const { next } = progress(points, shop.rewards);
  const ready = shop.rewards.filter(({ cost }) => cost <= points);
  return (
    <>
      {next && (
        <div>
          <Progress points={points} cost={next.reward.cost} />
          <p>{said.missing(next.missing, next.reward.title[language])}</p>
        </div>
      )}
      {ready.length + taken.length > 0 && (
        <div class="ready">
          <h3>{said.ready}</h3>
          <ul>
            {taken.slice(0, READY_SHOWN_MAX).map((title) => (
              <li>{title[language]}</li>
            ))}
            {ready.slice(-READY_SHOWN_MAX).map(({ title }) => (
              <li>{title[language]}</li>
            ))}
          </ul>
          <p class="tone-quiet">
            {taken.length > 0 ? said.taken(shop.text?.number ?? null) : shop.text && said.redeem(shop.text.number)}
          </p>
        </div>
      )}
    </>
  );
}

function Progress({ points, cost }: { points: number; cost: number }) {
  if (cost > DOTS_MAX) return <progress class="outcome-progress" value={points} max={cost} aria-hidden="true" />;
  return (
    <svg class="outcome-dots" viewBox={`0 0 ${cost * 20} 20`} preserveAspectRatio="xMinYMid" aria-hidden="true">
      {Array.from({ length: cost }, (_, i) => (
        <circle class={i < points ? "dot-filled" : "dot-empty"} cx={i * 20 + 10} cy={10} r={7} />
      ))}
    </svg>
  );
}

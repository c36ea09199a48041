// The catalogue: what there is to take, how often it was taken and used, and the form of one reward.

import type { Child } from "hono/jsx";
import type { Language } from "../../../../src/conversation/language.ts";
import { formatUnits, type Unit } from "../../../../src/loyalty/programme.ts";
import { REWARD_TITLE_LENGTH_MAX, type RewardSettings, rewardBounds } from "../../../../src/rewards/reward-settings.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { Asked } from "../asked.tsx";
import { type FormView, NumberField, Refused, TextField } from "../fields.tsx";
import { type FrameView, MerchantPage } from "../frame.tsx";
import { ownLanguageFirst } from "../own-language-first.ts";

export interface RewardItem extends RewardSettings {
  readonly id: string;
  readonly withdrawnAt: number | null;
  /** Reversed ones aside. */
  readonly taken: number;
  readonly used: number;
}

export interface RewardsView {
  readonly frame: FrameView;
  readonly clock: Clock;
  readonly now: number;
  readonly unit: Unit;
  readonly rewards: readonly RewardItem[];
}

export interface RewardView {
  readonly frame: FrameView;
  readonly form: FormView;
  readonly unit: Unit;
  readonly rewardId: string;
  /** Null for a reward that is being added. */
  readonly title: string | null;
}

const en = {
  title: "Rewards",
  add: "Add a reward",
  none: "No rewards yet. The first one is often a free coffee at 10 points.",
  counts: (taken: number, used: number) => `taken ${taken}, used ${used}`,
  left: (stock: number) => (stock === 0 ? "none left" : `${stock} left`),
  perCustomer: (max: number) => `${max} a customer`,
  from: (date: string) => `from ${date}`,
  until: (date: string) => `until ${date}`,
  over: "over",
  edit: "Change",
  withdraw: "Withdraw",
  withdrawWhat: "It leaves the catalogue. Who has taken it keeps it.",
  withdrawn: "Withdrawn",
  newTitle: "New reward",
  titleFr: "Name in French",
  titleEn: "Name in English",
  titleHint: "As it stands in a text: “a free coffee”.",
  cost: "Cost",
  max: "For one customer, at most",
  maxHint: "Empty: as many as they have points for.",
  stock: "In stock",
  stockHint: "Goes down by one when taken. Empty: not counted.",
  first: "First day",
  last: "Last day",
  dayHint: "Empty: no limit.",
  save: "Save",
  back: "All rewards",
};

const fr: Words<typeof en> = {
  title: "Récompenses",
  add: "Ajouter une récompense",
  none: "Aucune récompense pour l’instant. La première est souvent un café offert à 10 points.",
  counts: (taken: number, used: number) => `prise ${taken} fois, utilisée ${used}`,
  left: (stock: number) => (stock === 0 ? "épuisée" : `il en reste ${stock}`),
  perCustomer: (max: number) => `${max} par client`,
  from: (date: string) => `à partir du ${date}`,
  until: (date: string) => `jusqu’au ${date}`,
  over: "terminée",
  edit: "Modifier",
  withdraw: "Retirer",
  withdrawWhat: "Elle quitte le catalogue. Qui l’a prise la garde.",
  withdrawn: "Retirées",
  newTitle: "Nouvelle récompense",
  titleFr: "Nom en français",
  titleEn: "Nom en anglais",
  titleHint: "Tel qu’on le lit dans un SMS\u202f: «\u202fun café offert\u202f».",
  cost: "Coût",
  max: "Au plus, pour un client",
  maxHint: "Vide\u202f: autant que de points le permettent.",
  stock: "En stock",
  stockHint: "Diminue d’un à chaque prise. Vide\u202f: non compté.",
  first: "Premier jour",
  last: "Dernier jour",
  dayHint: "Vide\u202f: pas de limite.",
  save: "Enregistrer",
  back: "Toutes les récompenses",
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

export function RewardsPage(view: RewardsView) {
  const { frame, rewards } = view;
  const said = words[frame.language];
  const offered = rewards.filter((reward) => reward.withdrawnAt === null);
  const withdrawn = rewards.filter((reward) => reward.withdrawnAt !== null);
  return (
    <MerchantPage frame={frame} title={said.title} section="rewards" tab="rewards">
      <div class="head">
        <h1>{said.title}</h1>
        <a class="button button-link" href={merchantPaths.newReward()}>
          {said.add}
        </a>
      </div>
      {offered.length === 0 && <p class="blank">{said.none}</p>}
      <ul class="rows">
        {offered.map((reward) => (
          <Row view={view} reward={reward}>
            <a href={merchantPaths.reward(reward.id)} aria-label={`${said.edit}: ${titleIn(reward, frame.language)}`}>
              {said.edit}
            </a>
            <Asked
              label={said.withdraw}
              name={titleIn(reward, frame.language)}
              what={said.withdrawWhat}
              action={merchantPaths.withdrawReward(reward.id)}
            />
          </Row>
        ))}
      </ul>
      {withdrawn.length > 0 && (
        <section>
          <h2>{said.withdrawn}</h2>
          <ul class="rows rows-past">
            {withdrawn.map((reward) => (
              <Row view={view} reward={reward} />
            ))}
          </ul>
        </section>
      )}
    </MerchantPage>
  );
}

function Row({ view, reward, children }: { view: RewardsView; reward: RewardItem; children?: Child }) {
  const { frame, clock, now, unit } = view;
  const { startsAt, endsAt, stock, perCustomerMax } = reward;
  const said = words[frame.language];
  const facts = [
    said.counts(reward.taken, reward.used),
    stock !== null && said.left(stock),
    perCustomerMax !== null && said.perCustomer(perCustomerMax),
    startsAt !== null && startsAt > now && said.from(clock.date(startsAt)),
    endsAt !== null && (endsAt <= now ? said.over : said.until(clock.date(endsAt - 1))),
  ];
  return (
    <li class="row">
      <div class="row-main">
        <strong>{titleIn(reward, frame.language)}</strong>
        <p class="row-sub" lang={frame.language === "fr" ? "en" : "fr"}>
          {titleIn(reward, frame.language === "fr" ? "en" : "fr")}
        </p>
        <p class="row-sub">{facts.filter(Boolean).join(" · ")}</p>
      </div>
      <p class="row-figure">{formatUnits(reward.cost, unit, frame.language)}</p>
      {children && <div class="row-acts">{children}</div>}
    </li>
  );
}

const titleIn = (reward: RewardItem, language: Language): string =>
  language === "fr" ? reward.titleFr : reward.titleEn;

export function RewardPage({ frame, form, unit, rewardId, title }: RewardView) {
  const said = words[frame.language];
  return (
    <MerchantPage frame={frame} title={title ?? said.newTitle} section="rewards" tab="rewards">
      <a class="back-link" href={merchantPaths.rewards()}>
        ← {said.back}
      </a>
      <h1>{title ?? said.newTitle}</h1>
      <form class="form" method="post" action={merchantPaths.reward(rewardId)} novalidate>
        <Refused form={form} />
        <section class="panel">
          <div class="fields">
            {ownLanguageFirst(frame.language).map((lang) => {
              const name = lang === "fr" ? "titleFr" : "titleEn";
              return (
                <TextField form={form} name={name} label={said[name]} lang={lang} lengthMax={REWARD_TITLE_LENGTH_MAX} />
              );
            })}
            <NumberField
              form={form}
              name="cost"
              label={said.cost}
              unit={unit[frame.language].other}
              bounds={rewardBounds.cost}
            />
            <NumberField
              form={form}
              name="perCustomerMax"
              label={said.max}
              hint={said.maxHint}
              bounds={rewardBounds.perCustomerMax}
            />
            <NumberField
              form={form}
              name="stock"
              label={said.stock}
              hint={said.stockHint}
              bounds={rewardBounds.stock}
            />
          </div>
          <div class="fields">
            <TextField form={form} name="startsAt" type="date" label={said.first} hint={said.dayHint} />
            <TextField form={form} name="endsAt" type="date" label={said.last} hint={said.dayHint} />
          </div>
        </section>
        <button type="submit" class="button">
          {said.save}
        </button>
      </form>
    </MerchantPage>
  );
}

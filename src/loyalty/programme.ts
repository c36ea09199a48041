// What a merchant offers for loyalty: the unit, the rewards, and which reward is next.

import type { Language } from "../conversation/language.ts";

/** The name of what is collected, in both languages and both numbers: "point / points", "étoile / étoiles". */
export type Unit = Readonly<Record<Language, { readonly one: string; readonly other: string }>>;

export interface Reward {
  readonly id: string;
  readonly cost: number;
  readonly title: Readonly<Record<Language, string>>;
}

export interface Progress {
  /** The dearest reward within reach, if any. */
  readonly affordable: Reward | null;
  /** The cheapest reward still out of reach, if any, and what is missing to it. */
  readonly next: { readonly reward: Reward; readonly missing: number } | null;
}

export function progress(points: number, rewards: readonly Reward[]): Progress {
  let affordable: Reward | null = null;
  let next: Reward | null = null;
  for (const reward of rewards) {
    if (reward.cost <= points) {
      if (affordable === null || reward.cost > affordable.cost) affordable = reward;
    } else if (next === null || reward.cost < next.cost) next = reward;
  }
  return { affordable, next: next && { reward: next, missing: next.cost - points } };
}

/** "1 point", "3 points"; in French zero is singular. */
export function formatUnits(amount: number, unit: Unit, language: Language): string {
  const singular = language === "fr" ? Math.abs(amount) < 2 : Math.abs(amount) === 1;
  return `${amount} ${singular ? unit[language].one : unit[language].other}`;
}

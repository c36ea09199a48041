// The load of the kiosk's bench: all counters of the shop at once.

import { Counter, type CounterPlan, type Done } from "./counter.ts";
import { answerParent } from "./processes.ts";

export interface Opening {
  readonly url: string;
  readonly plan: CounterPlan;
}

export interface Serving {
  /** How often each counter serves its customer. */
  readonly times: number;
  /** Taken in turns. */
  readonly rewardIds: readonly string[];
}

const counters: Counter[] = [];
const done: Done[] = [];

const handlers = {
  async open({ url, plan }: Opening): Promise<void> {
    const counter = new Counter(url, plan, done);
    await counter.open();
    counters.push(counter);
  },

  async serve({ times, rewardIds }: Serving): Promise<readonly Done[]> {
    done.length = 0;
    await Promise.all(
      counters.map(async (counter, i) => {
        for (let n = 0; n < times; n++) await counter.serve(rewardIds[(i + n) % rewardIds.length] ?? "");
      }),
    );
    return done;
  },
};

export type CountersProcess = typeof handlers;

answerParent(handlers);

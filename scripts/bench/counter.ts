// One counter of a busy shop: a tablet, and the phone of whoever stands before it. What is done there goes through pages alone.

import { randomBytes, randomUUID } from "node:crypto";
import { UUID_RANDOM_BYTES, uuidv7 } from "../../src/ids.ts";
import { Browser } from "./browser.ts";
import type { Answer } from "./http-connection.ts";

export const ACTS = ["visit", "take", "use", "redeem"] as const;
export type Act = (typeof ACTS)[number];

export interface CounterPlan {
  /** Makes the tablet a kiosk. */
  readonly pairingCode: string;
  readonly staffCode: string;
  readonly phone: string;
  /** The path of the customer's short link. */
  readonly link: string;
}

export interface Done {
  readonly act: Act;
  /** From the first sending to the answer, however often it was sent. */
  readonly ms: number;
  readonly resent: number;
  /** Null when it was done, else why not, as the page words it. */
  readonly refusal: string | null;
}

/** What an answer comes to; `busy` asks to send the same again. */
type Outcome = "done" | "busy" | { readonly refusal: string };

const RESENT_MAX = 20;

export class Counter {
  readonly #plan: CounterPlan;
  readonly #tablet: Browser;
  readonly #phone: Browser;
  readonly #done: Done[];

  /** @param done gets what was done here. */
  constructor(url: string, plan: CounterPlan, done: Done[]) {
    this.#plan = plan;
    this.#tablet = new Browser(url);
    this.#phone = new Browser(url);
    this.#done = done;
  }

  async open(): Promise<void> {
    const { pairingCode, staffCode, link } = this.#plan;
    wants(303, await this.#tablet.post("/kiosk/pair", { code: pairingCode }));
    wants(200, await this.#tablet.post("/kiosk/staff/open", { code: staffCode }));
    wants(303, await this.#phone.post(link, {}));
  }

  /** Two visits are worth one reward. The customer takes it, asks for the code of the first one that waits, and staff type that. */
  async serve(rewardId: string): Promise<void> {
    await this.#visit();
    await this.#visit();
    await this.#take(rewardId);
    const claim = /\/me\/claims\/[\w-]+/.exec(wants(200, await this.#phone.get("/me")).text())?.[0];
    if (claim === undefined) return;
    const code = await this.#use(claim);
    if (code !== null) await this.#redeem(code);
  }

  async #visit(): Promise<void> {
    const form = { id: newActId(), phone: this.#plan.phone, age: "0", lang: "en" };
    await this.#act("visit", async () => outcomeOf(200, await this.#tablet.post("/kiosk/visits", form)));
  }

  async #take(rewardId: string): Promise<void> {
    const form = { key: randomUUID() };
    await this.#act("take", async () => outcomeOf(303, await this.#phone.post(`/me/rewards/${rewardId}`, form)));
  }

  /** The code; null when another counter was quicker. */
  async #use(claim: string): Promise<string | null> {
    let code: string | null = null;
    await this.#act("use", async () => {
      const outcome = outcomeOf(303, await this.#phone.post(`${claim}/use`, {}));
      if (outcome !== "done") return outcome;
      const page = await this.#phone.get(claim);
      code = codeOn(page.text());
      return code === null ? { refusal: "No code: the reward has left the wallet." } : "done";
    });
    return code;
  }

  async #redeem(code: string): Promise<void> {
    const form = { id: newActId(), code };
    await this.#act("redeem", async () => outcomeOf(200, await this.#tablet.post("/kiosk/staff/codes?lang=en", form)));
  }

  async #act(act: Act, send: () => Promise<Outcome>): Promise<void> {
    const start = performance.now();
    let outcome = await send();
    let resent = 0;
    for (; outcome === "busy"; resent++) {
      if (resent === RESENT_MAX) throw new Error(`An act was told busy ${RESENT_MAX} times.`);
      outcome = await send();
    }
    const refusal = outcome === "done" ? null : outcome.refusal;
    this.#done.push({ act, ms: performance.now() - start, resent, refusal });
  }
}

/** As the tablet makes them. */
const newActId = (): string => uuidv7(Date.now(), randomBytes(UUID_RANDOM_BYTES));

/** The wallet says in words alone that somebody else was writing. */
const BUSY = "Something else was happening";
const REASON = /<[^>]+(?:role="alert"|data-reason)[^>]*>([^<]+)</;

function outcomeOf(statusWhenDone: number, answer: Answer): Outcome {
  if (answer.status === statusWhenDone) return "done";
  if (answer.status === 503) return "busy";
  const reason = REASON.exec(wants(409, answer).text())?.[1]?.trim() ?? "no reason given";
  if (reason.startsWith(BUSY)) return "busy";
  // Without the hour, which makes no difference.
  return { refusal: reason.replace(/\d+:\d+(\s[AP]M)?/g, "…") };
}

const codeOn = (page: string): string | null =>
  /class="sheet-code".*?([A-Z0-9]{3}\s[A-Z0-9]{3})</s.exec(page)?.[1] ?? null;

function wants(status: number, answer: Answer): Answer {
  if (answer.status === status) return answer;
  throw new Error(`A counter was answered ${answer.status} instead of ${status}.`);
}

// Posts webhooks as Vonage does: signed, and tried again after 429, a 5xx or no answer; any other answer is the last word.

import { Agent, request } from "node:http";
import type { SignWebhook } from "./signature.ts";

/** Vonage goes on for 24 hours; a dozen tries are enough here. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000, 900_000, 900_000, 900_000,
];

const ANSWER_TIMEOUT_MS = 15_000;
const CONNECTIONS_MAX = 32;

export interface WebhookCounts {
  /** Posts, each try counted. */
  readonly posts: number;
  readonly acknowledged: number;
  /** Refused for ever, or given up after the last try. */
  readonly lost: number;
  /** Not at their end yet: waiting for their time, in flight, or behind another one. */
  readonly pending: number;
  /** Those of them that wait for their time. */
  readonly waiting: number;
}

export class Webhooks {
  baseUrl: string | null;
  readonly #sign: SignWebhook;
  readonly #retryDelaysMs: readonly number[];
  readonly #onChange: () => void;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX });
  readonly #waiting = new Set<() => void>();
  readonly #counts = { posts: 0, acknowledged: 0, lost: 0, pending: 0 };
  #closed = false;

  constructor(options: {
    baseUrl: string | null;
    sign: SignWebhook;
    retryDelaysMs: readonly number[];
    onChange: () => void;
  }) {
    this.baseUrl = options.baseUrl;
    this.#sign = options.sign;
    this.#retryDelaysMs = options.retryDelaysMs;
    this.#onChange = options.onChange;
  }

  get counts(): WebhookCounts {
    return { ...this.#counts, waiting: this.#waiting.size };
  }

  /** The status of the first answer, 0 for none; the tries after it go on by themselves. */
  async deliver(path: string, payload: object): Promise<number> {
    const [status = 0] = await this.deliverInTurn(path, [payload], 0);
    return status;
  }

  /** Each waits for the first answer to the one before, and for `delayMs` on top. */
  async deliverInTurn(path: string, payloads: readonly object[], delayMs: number): Promise<number[]> {
    if (this.baseUrl === null) return [];
    const url = new URL(path, this.baseUrl);
    const statuses: number[] = [];
    this.#count("pending", payloads.length);
    for (const payload of payloads) {
      if (delayMs > 0) await this.#wait(delayMs);
      statuses.push(await this.#try(url, JSON.stringify(payload), 0));
    }
    return statuses;
  }

  /** Whatever waits for its time goes now. */
  hurry(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  close(): void {
    this.#closed = true;
    this.hurry();
    this.#agent.destroy();
  }

  async #try(url: URL, body: string, attempt: number): Promise<number> {
    if (this.#closed) return 0;
    this.#count("posts", 1);
    const status = await this.#post(url, body);
    if (status >= 200 && status < 300) {
      this.#finish("acknowledged");
      return status;
    }
    const delayMs = this.#retryDelaysMs[attempt];
    const worthARetry = status === 0 || status === 429 || status >= 500;
    if (!worthARetry || delayMs === undefined) this.#finish("lost");
    else this.#wait(delayMs).then(() => this.#try(url, body, attempt + 1));
    return status;
  }

  #finish(end: "acknowledged" | "lost"): void {
    this.#counts.pending -= 1;
    this.#count(end, 1);
  }

  #count(what: Exclude<keyof WebhookCounts, "waiting">, by: number): void {
    this.#counts[what] += by;
    this.#onChange();
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
      this.#onChange();
    });
  }

  #post(url: URL, body: string): Promise<number> {
    const headers = { ...this.#sign(body), "content-length": String(Buffer.byteLength(body)) };
    const options = { method: "POST", headers, agent: this.#agent, timeout: ANSWER_TIMEOUT_MS };
    return new Promise((resolve) => {
      let late = false;
      const outgoing = request(url, options, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
        answer.on("error", () => resolve(0));
      });
      outgoing.on("timeout", () => {
        late = true;
        outgoing.destroy();
      });
      outgoing.on("error", () => {
        // A kept connection that the other side closed just then says nothing about the webhook: a fresh one decides.
        if (outgoing.reusedSocket && !late && !this.#closed) resolve(this.#post(url, body));
        else resolve(0);
      });
      outgoing.end(body);
    });
  }
}

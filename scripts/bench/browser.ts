// A browser as a bench needs one: it keeps its connection and its cookies, and sends forms as our own pages do.

import { type Answer, HttpConnection, writeRequest } from "./http-connection.ts";

/** A server closes a connection on which nobody asks anything: workerd after five seconds. */
const IDLE_MAX_MS = 3_000;

export class Browser {
  readonly #origin: URL;
  readonly #cookies = new Map<string, string>();
  #connection: HttpConnection;
  #usedAt = performance.now();

  constructor(url: string) {
    this.#origin = new URL(url);
    this.#connection = new HttpConnection(this.#origin);
  }

  get(path: string): Promise<Answer> {
    return this.#send(path);
  }

  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    return this.#send(path, new URLSearchParams(fields).toString());
  }

  async #send(path: string, body?: string): Promise<Answer> {
    const headers = {
      cookie: Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join("; "),
      "accept-language": "en",
      ...(body === undefined
        ? {}
        : { "content-type": "application/x-www-form-urlencoded", origin: this.#origin.origin }),
      "sec-fetch-site": "same-origin",
    };
    if (performance.now() - this.#usedAt > IDLE_MAX_MS) this.#connect();
    const answer = await this.#connection.send(writeRequest(new URL(path, this.#origin), headers, body));
    this.#usedAt = performance.now();
    for (const cookie of answer.headers("set-cookie")) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }

  #connect(): void {
    this.#connection.close();
    this.#connection = new HttpConnection(this.#origin);
  }
}

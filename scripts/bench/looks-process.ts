// The load of looking: asks for pages, several at a time, each waiting for its answer.

import { HttpConnection, writeRequest } from "./http-connection.ts";
import { answerParent } from "./processes.ts";

export interface Looks {
  readonly url: string;
  /** Looked at in turns. */
  readonly paths: readonly string[];
  readonly count: number;
  readonly concurrency: number;
  /** Of somebody who is signed in. */
  readonly cookie?: string;
  /** That each answer must have. */
  readonly status: number;
}

/** What the browser of a telephone sends along. */
const HEADERS = {
  "user-agent":
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "accept-language": "fr-CA,fr;q=0.9,en;q=0.8",
};

let requests: Buffer[] = [];
let connections: HttpConnection[] = [];
let wanted = 0;

const handlers = {
  prepare({ url, paths, count, concurrency, cookie, status }: Looks): void {
    const written = paths.map((path) =>
      writeRequest(new URL(path, url), { ...HEADERS, ...(cookie ? { cookie } : {}) }),
    );
    requests = Array.from({ length: count }, (_, i) => written[i % written.length] ?? Buffer.alloc(0));
    wanted = status;
    for (const connection of connections) connection.close();
    connections = Array.from({ length: concurrency }, () => new HttpConnection(new URL(url)));
  },

  /** Returns how long each answer took, in milliseconds. */
  async run(): Promise<readonly number[]> {
    const latenciesMs: number[] = [];
    const waiting = requests.values();
    await Promise.all(
      connections.map(async (connection) => {
        for (const request of waiting) {
          const sentAt = performance.now();
          const { status } = await connection.send(request);
          latenciesMs.push(performance.now() - sentAt);
          if (status !== wanted) throw new Error(`A look was answered ${status} instead of ${wanted}.`);
        }
      }),
    );
    return latenciesMs;
  },
};

export type LooksProcess = typeof handlers;

answerParent(handlers);

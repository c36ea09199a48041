// One kept HTTP connection that posts requests written beforehand: the load must cost little beside what it loads.

import { connect, type Socket } from "node:net";

const ANSWER_TIMEOUT_MS = 30_000;

export class HttpConnection {
  readonly #socket: Socket;
  #received = "";
  #answer: PromiseWithResolvers<number> | undefined;

  constructor({ hostname, port }: URL) {
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.setTimeout(ANSWER_TIMEOUT_MS, () => this.#socket.destroy(new Error("no answer in time")));
    this.#socket.on("data", (chunk) => this.#read(chunk));
    this.#socket.on("error", (error) => this.#answer?.reject(error));
    this.#socket.on("close", () => this.#answer?.reject(new Error("the connection was closed")));
  }

  /** Returns the status. One request at a time. */
  post(request: Buffer): Promise<number> {
    this.#answer = Promise.withResolvers<number>();
    this.#socket.write(request);
    return this.#answer.promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#received += chunk.toString("latin1");
    const headEnd = this.#received.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const head = this.#received.slice(0, headEnd);
    const bodyStart = headEnd + 4;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    const chunked = /\r\ntransfer-encoding: *chunked/i.test(head);
    const isWhole = chunked ? this.#received.endsWith("0\r\n\r\n") : this.#received.length >= bodyStart + length;
    if (!isWhole) return;
    const status = Number(head.slice("HTTP/1.1 ".length, "HTTP/1.1 200".length));
    this.#received = "";
    this.#answer?.resolve(status);
    this.#answer = undefined;
  }
}

export function writeRequest(url: URL, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const lines = Object.entries({ host: url.host, "content-length": String(Buffer.byteLength(body)), ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.from(`POST ${url.pathname} HTTP/1.1\r\n${head}\r\n${body}`);
}

// One kept HTTP connection that sends requests written beforehand: the load must cost little beside what it loads.

import { connect, type Socket } from "node:net";

export interface Answer {
  readonly status: number;
  /** All of this name. */
  headers(name: string): readonly string[];
  text(): string;
}

const ANSWER_TIMEOUT_MS = 30_000;

export class HttpConnection {
  readonly #socket: Socket;
  #received = "";
  #answer: PromiseWithResolvers<Answer> | undefined;

  constructor({ hostname, port }: URL) {
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.setTimeout(ANSWER_TIMEOUT_MS, () => this.#socket.destroy(new Error("no answer in time")));
    this.#socket.on("data", (chunk) => this.#read(chunk));
    this.#socket.on("error", (error) => this.#answer?.reject(error));
    this.#socket.on("close", () => this.#answer?.reject(new Error("the connection was closed")));
  }

  /** One request at a time. */
  send(request: Buffer): Promise<Answer> {
    this.#answer = Promise.withResolvers<Answer>();
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
    const body = this.#received.slice(headEnd + 4);
    const chunked = /\r\ntransfer-encoding: *chunked/i.test(head);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    const isWhole = chunked ? body.endsWith("0\r\n\r\n") : body.length >= length;
    if (!isWhole) return;
    this.#received = "";
    this.#answer?.resolve({
      status: Number(head.slice("HTTP/1.1 ".length, "HTTP/1.1 200".length)),
      headers: (name) => headersOf(head, name),
      text: () => Buffer.from(chunked ? joinChunks(body) : body, "latin1").toString(),
    });
    this.#answer = undefined;
  }
}

/** With a body it is a POST, else a GET. */
export function writeRequest(url: URL, headers: Readonly<Record<string, string>>, body?: string): Buffer {
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const lines = Object.entries({ host: url.host, ...length, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const method = body === undefined ? "GET" : "POST";
  return Buffer.from(`${method} ${url.pathname}${url.search} HTTP/1.1\r\n${head}\r\n${body ?? ""}`);
}

const headersOf = (head: string, name: string): readonly string[] =>
  Array.from(head.matchAll(new RegExp(`\\r\\n${name}: *([^\\r]*)`, "gi")), ([, value = ""]) => value);

function joinChunks(body: string): string {
  let joined = "";
  for (let at = 0; ; ) {
    const sizeEnd = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.slice(at, sizeEnd), 16);
    if (!(size > 0)) return joined;
    joined += body.slice(sizeEnd + 2, sizeEnd + 2 + size);
    at = sizeEnd + 2 + size + 2;
  }
}

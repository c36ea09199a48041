// The stand-in carrier itself: takes sends over HTTP, remembers them, calls back, and misbehaves on command.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { err } from "../../src/result.ts";
import { Behaviour, type ReceiptPlan, type SendFault } from "./behaviour.ts";
import {
  type AcceptedMessage,
  acceptedMessage,
  type InboundMessage,
  inboundPayload,
  statusPayload,
} from "./callbacks.ts";
import { runControl } from "./control.ts";
import { isAuthorized, type Refusal, readSendRequest, refusal, type SendCredentials } from "./send-request.ts";
import { createWebhookSigner, type SignWebhook } from "./signature.ts";
import { RETRY_DELAYS_MS, type WebhookCounts, Webhooks } from "./webhooks.ts";

export interface FakeVonageOptions extends SendCredentials {
  readonly signatureSecret: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Can be set later, by `callBack`. Without it nobody is called. */
  readonly webhookBaseUrl?: string | undefined;
  readonly retryDelaysMs?: readonly number[];
}

export interface FakeVonageCounts {
  /** Calls of `POST /v1/messages` that were read to their end. */
  readonly sends: number;
  readonly accepted: number;
  readonly webhooks: WebhookCounts;
}

const HOST = "127.0.0.1";
const BODY_BYTES_MAX = 64 * 1024;
const KEEP_ALIVE_MS = 120_000;

export class FakeVonage {
  readonly signedHeaders: SignWebhook;
  readonly #options: FakeVonageOptions;
  readonly #behaviour = new Behaviour();
  readonly #webhooks: Webhooks;
  readonly #accepted: AcceptedMessage[] = [];
  readonly #watchers = new Set<() => void>();
  #server: Server | null = null;
  #port: number;
  #sends = 0;
  #closed = false;

  constructor(options: FakeVonageOptions) {
    this.#options = options;
    this.#port = options.port ?? 0;
    this.signedHeaders = createWebhookSigner(options);
    this.#webhooks = new Webhooks({
      baseUrl: options.webhookBaseUrl ?? null,
      sign: this.signedHeaders,
      retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
      onChange: () => this.#changed(),
    });
  }

  /** What `VONAGE_API_URL` should be. */
  get url(): string {
    return `http://${HOST}:${this.#port}`;
  }

  /** In the order in which they were taken; one that was sent twice is here twice. */
  get accepted(): readonly AcceptedMessage[] {
    return this.#accepted;
  }

  get counts(): FakeVonageCounts {
    return { sends: this.#sends, accepted: this.#accepted.length, webhooks: this.#webhooks.counts };
  }

  callBack(webhookBaseUrl: string): void {
    this.#webhooks.baseUrl = webhookBaseUrl;
  }

  /** The next `times` sends meet the fault; all of them by default. */
  fail(fault: SendFault, times?: number): void {
    this.#behaviour.fail(fault, times);
  }

  /** Every send to one number meets the fault; null ends it. @param to without a plus. */
  failTo(to: string, fault: SendFault | null): void {
    this.#behaviour.failTo(to, fault);
  }

  /** Every answer to a send waits so long. */
  slow(latencyMs: number): void {
    this.#behaviour.latencyMs = latencyMs;
  }

  /** What is sent to one number is taken, so slowly, whatever else goes wrong; null ends it. @param to without a plus. */
  slowTo(to: string, latencyMs: number | null): void {
    this.#behaviour.slowTo(to, latencyMs);
  }

  planReceipts(plan: Partial<ReceiptPlan>): void {
    this.#behaviour.planReceipts(plan);
  }

  /** Behaves again as at the start; a carrier that is down stays down. */
  recover(): void {
    this.#behaviour.recover();
  }

  /** Posts a text from a handset. Returns the status of the first answer, 0 for none; like Vonage, it goes on trying. */
  sendInbound(message: InboundMessage): Promise<number> {
    return this.#webhooks.deliver("/webhooks/vonage/inbound", inboundPayload(message));
  }

  /** Receipts and retries that wait for their time go now. */
  hurry(): void {
    this.#webhooks.hurry();
  }

  /** Hurries until every webhook is acknowledged or lost. */
  async settle(): Promise<void> {
    while (this.#webhooks.counts.pending > 0) {
      this.hurry();
      await this.until(({ counts: { webhooks } }) => webhooks.pending === 0 || webhooks.waiting > 0);
    }
  }

  /** Resolves when the condition holds, looked at after each send and each webhook. */
  until(condition: (carrier: FakeVonage) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition(this)) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** Nobody listens on the port: connections are refused until `comeBack`. */
  async goDown(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async comeBack(): Promise<void> {
    if (this.#server !== null || this.#closed) return;
    const server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    // An idle connection that closes by itself just as it is used again would look like a fault that nobody asked for.
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, HOST, resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#webhooks.close();
    await this.goDown();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const route = `${request.method} ${request.url}`;
    if (body === null) return answerJson(response, 413, refusal(413).problem);
    if (route === "POST /v1/messages") return this.#send(request, body, response);
    if (route === "GET /control") return answerJson(response, 200, this.counts);
    if (route === "POST /control") {
      const { status, answer } = await runControl(this, body);
      return answerJson(response, status, answer);
    }
    answerJson(response, 404, refusal(404).problem);
  }

  async #send(request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    this.#sends += 1;
    const to = recipientOf(body);
    const fault = this.#behaviour.takeFault(to);
    const latencyMs = this.#behaviour.latencyOf(to);
    if (latencyMs > 0) await delay(latencyMs);
    if (fault?.kind === "reset") request.socket.resetAndDestroy();
    else if (fault?.kind === "answer") answerRefusal(response, refusal(fault.status, fault.code));
    else this.#take(request, body, response, fault);
    this.#changed();
  }

  #take(request: IncomingMessage, body: string, response: ServerResponse, fault: SendFault | null): void {
    const sent = isAuthorized(request.headers.authorization, this.#options) ? readSendRequest(body) : err(refusal(401));
    if (!sent.ok) {
      answerRefusal(response, sent.error);
      return;
    }
    const message = acceptedMessage(sent.value);
    this.#accepted.push(message);
    if (fault === null) answerJson(response, 202, { message_uuid: message.messageUuid });
    if (fault?.kind === "accept_then_reset") request.socket.resetAndDestroy();
    const { statuses, copies, delayMs, errorCode } = this.#behaviour.receipts;
    const payloads = statuses.flatMap((status) => Array(copies).fill(statusPayload(message, status, errorCode)));
    void this.#webhooks.deliverInTurn("/webhooks/vonage/status", payloads, delayMs);
  }

  #changed(): void {
    for (const look of [...this.#watchers]) look();
  }
}

export async function startFakeVonage(options: FakeVonageOptions): Promise<FakeVonage> {
  const carrier = new FakeVonage(options);
  await carrier.comeBack();
  return carrier;
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Null for what can't be read: it is refused later, for what it is. */
function recipientOf(body: string): string | null {
  const read = readSendRequest(body);
  return read.ok ? read.value.to : null;
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function answerRefusal(response: ServerResponse, { status, problem }: Refusal): void {
  answerJson(response, status, problem, "application/problem+json");
}

function answerJson(response: ServerResponse, status: number, body: object, type = "application/json"): void {
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
}

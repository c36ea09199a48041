// The load generator: signed inbound webhooks of whole conversations, several phones at a time, each waiting for its answer.

import { inboundPayload } from "../fake-vonage/callbacks.ts";
import { createWebhookSigner, type SigningAccount } from "../fake-vonage/signature.ts";
import { conversationAt } from "./conversations.ts";
import { HttpConnection, writeRequest } from "./http-connection.ts";
import { answerParent } from "./processes.ts";

export interface Load {
  readonly url: string;
  readonly shopNumber: string;
  readonly account: SigningAccount;
  /** Index of the first phone; the next ones follow. */
  readonly firstPhone: number;
  readonly phones: number;
  readonly concurrency: number;
}

let conversations: Buffer[][] = [];
let connections: HttpConnection[] = [];

const handlers = {
  /** Builds and signs everything, so that a run only sends. */
  prepare({ url, shopNumber, account, firstPhone, phones, concurrency }: Load): void {
    const target = new URL("/webhooks/vonage/inbound", url);
    const sign = createWebhookSigner(account);
    conversations = Array.from({ length: phones }, (_, i) =>
      conversationAt(firstPhone + i).map((text) => {
        const body = JSON.stringify(inboundPayload({ ...text, to: shopNumber }));
        return writeRequest(target, sign(body), body);
      }),
    );
    for (const connection of connections) connection.close();
    connections = Array.from({ length: concurrency }, () => new HttpConnection(target));
  },

  /** Returns how long each answer took, in milliseconds. */
  async run(): Promise<readonly number[]> {
    const latenciesMs: number[] = [];
    const waiting = conversations.values();
    await Promise.all(
      connections.map(async (connection) => {
        for (const conversation of waiting) {
          for (const request of conversation) {
            const sentAt = performance.now();
            const { status } = await connection.send(request);
            latenciesMs.push(performance.now() - sentAt);
            if (status !== 200) throw new Error(`A webhook was answered ${status}.`);
          }
        }
      }),
    );
    return latenciesMs;
  },
};

export type LoadProcess = typeof handlers;

answerParent(handlers);

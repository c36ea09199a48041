// The stand-in carrier in a process of its own. It calls nobody back, and tells how often it accepted each message.

import { type FakeVonage, startFakeVonage } from "../fake-vonage/server.ts";
import { answerParent } from "./processes.ts";

export interface Tally {
  readonly accepted: number;
  /** Different messages among them, by the reference that the service gave. */
  readonly distinct: number;
}

type Account = { readonly apiKey: string; readonly apiSecret: string; readonly signatureSecret: string };

let carrier: FakeVonage | undefined;

const handlers = {
  async start(account: Account): Promise<string> {
    carrier = await startFakeVonage(account);
    return carrier.url;
  },
  answerAfter: (latencyMs: number): void => carrier?.slow(latencyMs),
  tally(): Tally {
    const accepted = carrier?.accepted ?? [];
    return { accepted: accepted.length, distinct: new Set(accepted.map(({ clientRef }) => clientRef)).size };
  },
};

export type CarrierProcess = typeof handlers;

answerParent(handlers);

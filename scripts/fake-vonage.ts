// A stand-in for Vonage's Messages API, for tests, benches and a developer without an account. It logs no text and no number.

import { parseArgs } from "node:util";
import { type FakeVonage, startFakeVonage } from "./fake-vonage/server.ts";

export type { ReceiptPlan, SendFault } from "./fake-vonage/behaviour.ts";
export type { AcceptedMessage, InboundMessage } from "./fake-vonage/callbacks.ts";
export { FakeVonage, type FakeVonageOptions, startFakeVonage } from "./fake-vonage/server.ts";
export { createWebhookSigner } from "./fake-vonage/signature.ts";

const USAGE =
  "usage: node scripts/fake-vonage.ts --secret SIGNATURE_SECRET [--port 8899] [--webhooks URL] [--api-key KEY]";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      secret: { type: "string" },
      port: { type: "string", default: "8899" },
      webhooks: { type: "string" },
      "api-key": { type: "string", default: "fake-key" },
    },
  });
  if (values.secret === undefined) throw new Error("--secret is missing");
  const carrier = await startFakeVonage({
    signatureSecret: values.secret,
    port: Number(values.port),
    webhookBaseUrl: values.webhooks,
    apiKey: values["api-key"],
  });
  console.log(JSON.stringify({ event: "listening", url: carrier.url, control: `${carrier.url}/control` }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(carrier));
}

async function stop(carrier: FakeVonage): Promise<void> {
  await carrier.close();
  console.log(JSON.stringify({ event: "stopped", ...carrier.counts }));
}

if (import.meta.main) {
  main().catch((error: Error) => {
    console.error(`${error.message}\n${USAGE}`);
    process.exitCode = 1;
  });
}

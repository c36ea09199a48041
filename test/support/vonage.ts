// The carrier's gateways in a real workerd, built as `wrangler deploy` builds them, and tokens signed by hand.

import { execFile } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Miniflare } from "miniflare";
import type { SendOutcome } from "../../src/carriers/carrier.ts";
import type { Result } from "../../src/result.ts";
import type { OutgoingText } from "../../worker/gateways/carrier.ts";
import type { VonageConfig } from "../../worker/gateways/vonage.ts";
import type { SignatureSecrets, VerifiedWebhook, WebhookRefusal } from "../../worker/gateways/webhook-signature.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const COMPATIBILITY = { compatibility_date: "2026-07-01", compatibility_flags: ["nodejs_compat"] };

// One carrier for each configuration, kept from call to call as a Line keeps its own.
const WORKER = `
import { createVonageCarrier } from ${JSON.stringify(join(ROOT, "worker/gateways/vonage.ts"))};
import { createWebhookVerifier } from ${JSON.stringify(join(ROOT, "worker/gateways/webhook-signature.ts"))};

const carriers = new Map();

export default {
  async fetch(request) {
    const url = new URL(request.url);
    const query = Object.fromEntries(url.searchParams);
    if (url.pathname === "/verify") {
      const verify = createWebhookVerifier(JSON.parse(query.secrets));
      const body = new Uint8Array(await request.arrayBuffer());
      return Response.json(await verify(request.headers.get("authorization"), body, Number(query.now)));
    }
    if (!carriers.has(query.config)) carriers.set(query.config, createVonageCarrier(JSON.parse(query.config)));
    return Response.json(await carriers.get(query.config).send(await request.json()));
  },
};
`;

export interface GatewayWorker {
  send(config: VonageConfig, message: OutgoingText): Promise<SendOutcome>;
  verify(webhook: {
    authorization: string | null;
    body: string;
    secrets: SignatureSecrets;
    now: number;
  }): Promise<Result<VerifiedWebhook, WebhookRefusal>>;
  close(): Promise<void>;
}

export async function startGatewayWorker(): Promise<GatewayWorker> {
  const directory = await mkdtemp(join(tmpdir(), "comptoir-gateways-"));
  await writeFile(join(directory, "gateways.js"), WORKER);
  const config = { name: "gateways", main: "gateways.js", ...COMPATIBILITY };
  await writeFile(join(directory, "wrangler.json"), JSON.stringify(config));
  await promisify(execFile)(
    process.execPath,
    [join(ROOT, "node_modules/wrangler/bin/wrangler.js"), "deploy", "--dry-run", "--outdir", "built"],
    { cwd: directory, env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_WRITE_LOGS: "false" } },
  );
  const miniflare = new Miniflare({
    modules: true,
    modulesRoot: directory,
    scriptPath: join(directory, "built/gateways.js"),
    compatibilityDate: COMPATIBILITY.compatibility_date,
    compatibilityFlags: COMPATIBILITY.compatibility_flags,
  });
  await miniflare.ready;

  async function call<T>(path: string, query: Record<string, string>, body: string, headers = {}): Promise<T> {
    const url = `http://gateways/${path}?${new URLSearchParams(query)}`;
    const response = await miniflare.dispatchFetch(url, { method: "POST", body, headers });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as T;
  }

  return {
    send: (carrierConfig, message) => call("send", { config: JSON.stringify(carrierConfig) }, JSON.stringify(message)),
    verify: ({ authorization, body, secrets, now }) =>
      call(
        "verify",
        { secrets: JSON.stringify(secrets), now: String(now) },
        body,
        authorization === null ? {} : { authorization },
      ),
    close: async () => {
      await miniflare.dispose();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export const sha256Hex = (body: string): string => createHash("sha256").update(body).digest("hex");

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token with any header and claims, its third part an HMAC with the secret whatever the header says. */
export function tokenOf(header: object, claims: object, secret: string): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

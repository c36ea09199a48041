// What an isolate keeps between requests: the configuration as read, and the imported keys. No connection, no client.

import { ok, type Result } from "../src/result.ts";
import { type Config, readConfig } from "./config.ts";
import type { Env } from "./env.ts";
import { createLinkSigner, type LinkSigner } from "./gateways/link-signer.ts";
import { createWebhookVerifier, type SignatureSecrets, type VerifyWebhook } from "./gateways/webhook-signature.ts";

export interface Service {
  readonly config: Config;
  readonly links: LinkSigner;
  readonly verifyWebhook: VerifyWebhook;
}

const services = new WeakMap<Env, Result<Service, string>>();

/** The error is a sentence for the operator; it names variables, never their values. */
export function serviceOf(env: Env): Result<Service, string> {
  const known = services.get(env);
  if (known !== undefined) return known;
  const service = openService(env);
  services.set(env, service);
  return service;
}

function openService(env: Env): Result<Service, string> {
  const config = readConfig(env);
  if (!config.ok) return config;
  const { LINK_SIGNING_KEYS, LINK_BASE_URL } = config.value;
  return ok({
    config: config.value,
    links: createLinkSigner(LINK_SIGNING_KEYS, LINK_BASE_URL),
    verifyWebhook: createWebhookVerifier(signatureSecrets(config.value)),
  });
}

function signatureSecrets({ VONAGE_API_KEY, VONAGE_SIGNATURE_SECRET }: Config): SignatureSecrets {
  if (VONAGE_SIGNATURE_SECRET === undefined) return {};
  return VONAGE_API_KEY === undefined ? VONAGE_SIGNATURE_SECRET : { [VONAGE_API_KEY]: VONAGE_SIGNATURE_SECRET };
}

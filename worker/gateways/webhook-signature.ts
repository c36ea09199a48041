// Proves that a webhook is Vonage's: a JWT signed with the account's signature secret, over the hash of the raw body.
// Vonage's own `verifySignature` leaves out the hash, the issuer and the age, and takes RS256 too; hence this one.

import { decodeBase64Url } from "hono/utils/encode";
import { decode } from "hono/utils/jwt/jwt";
import { err, ok, type Result } from "../../src/result.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/time.ts";

/** One secret for every account, or the secret of each account by its API key. */
export type SignatureSecrets = string | Readonly<Record<string, string>>;

export interface VerifiedWebhook {
  /** Unix milliseconds. */
  readonly issuedAt: number;
  /** Up to 25 hours for something that Vonage tried before, a little below zero when our clock is late. */
  readonly ageMs: number;
  readonly applicationId: string | null;
}

/**
 * `unsigned` may be Vonage's own after a fault of theirs, and `early` may be a fault of our clock: both are worth another try (503).
 * `forged` and `stale` are not (401).
 */
export interface WebhookRefusal {
  readonly kind: "unsigned" | "forged" | "stale" | "early";
  readonly reason:
    | "no_authorization"
    | "not_bearer"
    | "not_a_token"
    | "not_hs256"
    | "unknown_api_key"
    | "wrong_signature"
    | "wrong_issuer"
    | "wrong_payload_hash"
    | "no_issue_time"
    | "too_old"
    | "in_the_future";
}

/** @param now Unix milliseconds. */
export type VerifyWebhook = (
  authorization: string | null | undefined,
  rawBody: Uint8Array<ArrayBuffer>,
  now: number,
) => Promise<Result<VerifiedWebhook, WebhookRefusal>>;

/** Vonage tries for 24 hours, and a late STOP is still a STOP. */
const AGE_MAX_MS = 25 * HOUR_MS;
const CLOCK_SKEW_MAX_MS = 5 * MINUTE_MS;
const TOKEN_LENGTH_MAX = 4_096;

const TOKEN = /^([\w-]+\.[\w-]+)\.([\w-]+)$/;
const SHA256_HEX = /^[0-9a-f]{64}$/;

const HMAC = { name: "HMAC", hash: "SHA-256" } as const;
const utf8 = new TextEncoder();

type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Keep what it returns for as long as the secrets live: it remembers the imported keys. */
export function createWebhookVerifier(secrets: SignatureSecrets): VerifyWebhook {
  const secretOf = (apiKey: unknown): string | undefined => {
    if (typeof secrets === "string") return secrets;
    return typeof apiKey === "string" && Object.hasOwn(secrets, apiKey) ? secrets[apiKey] : undefined;
  };

  // The key itself and not its promise: in workerd a request must not wait for a promise that another request made.
  const keys = new Map<string, HmacKey>();
  async function importedKey(secret: string): Promise<HmacKey> {
    const known = keys.get(secret);
    if (known !== undefined) return known;
    const key = await crypto.subtle.importKey("raw", utf8.encode(secret), HMAC, false, ["verify"]);
    keys.set(secret, key);
    return key;
  }

  return async function verifyWebhook(authorization, rawBody, now) {
    if (!authorization) return err({ kind: "unsigned", reason: "no_authorization" });
    const bearer = /^Bearer +/i.exec(authorization);
    if (bearer === null) return forged("not_bearer");

    const token = authorization.slice(bearer[0].length).trim();
    const parsed = parse(token.slice(0, TOKEN_LENGTH_MAX));
    if (parsed === null) return forged("not_a_token");
    const { head, claims, signed, mac } = parsed;
    if (head.alg !== "HS256") return forged("not_hs256");

    const secret = secretOf(claims.api_key);
    if (secret === undefined) return forged("unknown_api_key");
    const key = await importedKey(secret);
    const [isSigned, digest] = await Promise.all([
      crypto.subtle.verify(HMAC, key, mac, utf8.encode(signed)),
      crypto.subtle.digest("SHA-256", rawBody),
    ]);
    if (!isSigned) return forged("wrong_signature");
    if (claims.iss !== "Vonage") return forged("wrong_issuer");
    if (!isHashOf(claims.payload_hash, new Uint8Array(digest))) return forged("wrong_payload_hash");

    if (typeof claims.iat !== "number") return forged("no_issue_time");
    const issuedAt = claims.iat * SECOND_MS;
    const ageMs = now - issuedAt;
    if (ageMs > AGE_MAX_MS) return err({ kind: "stale", reason: "too_old" });
    if (ageMs < -CLOCK_SKEW_MAX_MS) return err({ kind: "early", reason: "in_the_future" });
    const applicationId = typeof claims.application_id === "string" ? claims.application_id : null;
    return ok({ issuedAt, ageMs, applicationId });
  };
}

const forged = (reason: WebhookRefusal["reason"]) => err({ kind: "forged" as const, reason });

interface Parsed {
  readonly head: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  /** What the signature is of. */
  readonly signed: string;
  readonly mac: Uint8Array<ArrayBuffer>;
}

/** Hono's own `verify` would import the secret for each webhook, and knows no clock but its own. */
function parse(token: string): Parsed | null {
  const [, signed = "", signature = ""] = TOKEN.exec(token) ?? [];
  try {
    const { header, payload }: { header: unknown; payload: unknown } = decode(token);
    const mac = decodeBase64Url(signature);
    return signature !== "" && isObject(header) && isObject(payload)
      ? { head: header, claims: payload, signed, mac }
      : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** In constant time: how much of a guessed hash is right must not show. */
function isHashOf(claim: unknown, digest: Uint8Array): boolean {
  if (typeof claim !== "string" || !SHA256_HEX.test(claim)) return false;
  let difference = 0;
  for (let i = 0; i < digest.length; i++) {
    difference |= (digest[i] ?? 0) ^ Number.parseInt(claim.slice(2 * i, 2 * i + 2), 16);
  }
  return difference === 0;
}

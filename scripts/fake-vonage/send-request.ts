// Reads `POST /v1/messages` as strictly as Vonage does, and writes its refusals as Vonage does (RFC 7807).

import { randomUUID, verify } from "node:crypto";
import * as v from "valibot";
import { err, ok, type Result } from "../../src/result.ts";

export interface SendCredentials {
  readonly apiKey: string;
  /** Without it any secret will do. */
  readonly apiSecret?: string | undefined;
  readonly applicationId?: string | undefined;
  /** PEM. Without it the signature of a JWT is not looked at. */
  readonly applicationPublicKey?: string | undefined;
}

const SendRequest = v.object({
  channel: v.literal("sms"),
  message_type: v.literal("text"),
  from: v.pipe(v.string(), v.regex(/^(\d{3,15}|[\w ]{1,11})$/)),
  to: v.pipe(v.string(), v.regex(/^[1-9]\d{6,14}$/)),
  text: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1_000)),
  client_ref: v.optional(v.pipe(v.string(), v.maxLength(40))),
  sms: v.optional(v.object({ encoding_type: v.optional(v.picklist(["text", "unicode", "auto"])) })),
});

export type SendRequest = v.InferOutput<typeof SendRequest>;

export interface Refusal {
  readonly status: number;
  readonly problem: Readonly<Record<string, unknown>>;
}

export function readSendRequest(body: string): Result<SendRequest, Refusal> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return err(refusal(422, "invalid-json"));
  }
  const parsed = v.safeParse(SendRequest, json);
  if (parsed.success) return ok(parsed.output);
  const invalid_parameters = parsed.issues.map((issue) => ({ name: v.getDotPath(issue), reason: "Invalid value" }));
  const { status, problem } = refusal(422, "1150");
  return err({ status, problem: { ...problem, invalid_parameters } });
}

const TITLES: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  422: "Invalid params",
  429: "Rate Limit Hit",
  500: "Internal Error",
};

export function refusal(status: number, code?: string): Refusal {
  const isFigure = code !== undefined && /^\d+$/.test(code);
  const type = `https://developer.vonage.com/api-errors${isFigure ? "/messages" : ""}${code === undefined ? "" : `#${code}`}`;
  const title = TITLES[status] ?? `Error ${status}`;
  return { status, problem: { type, title, detail: "Said by the stand-in carrier.", instance: randomUUID() } };
}

export function isAuthorized(authorization: string | undefined, credentials: SendCredentials): boolean {
  const [scheme, value = ""] = authorization?.split(" ") ?? [];
  if (scheme === "Basic") return isBasic(value, credentials);
  return scheme === "Bearer" && isApplicationToken(value, credentials);
}

function isBasic(value: string, { apiKey, apiSecret }: SendCredentials): boolean {
  const [key, ...secret] = Buffer.from(value, "base64").toString().split(":");
  const given = secret.join(":");
  return key === apiKey && given !== "" && (apiSecret === undefined || given === apiSecret);
}

function isApplicationToken(token: string, { applicationId, applicationPublicKey }: SendCredentials): boolean {
  const [header = "", payload = "", signature = ""] = token.split(".");
  try {
    const head = JSON.parse(Buffer.from(header, "base64url").toString());
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    const nowSeconds = Date.now() / 1_000;
    if (head.alg !== "RS256" || claims.application_id !== applicationId) return false;
    if (typeof claims.jti !== "string" || !(claims.iat <= nowSeconds + 60) || !(claims.exp > nowSeconds)) return false;
    if (applicationPublicKey === undefined) return true;
    const signed = Buffer.from(`${header}.${payload}`);
    return verify("sha256", signed, applicationPublicKey, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}

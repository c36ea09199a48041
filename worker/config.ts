// The configuration, read from the environment once and strictly.

import * as v from "valibot";
import { err, ok, type Result } from "../src/result.ts";

const url = v.pipe(v.string(), v.url());
const text = v.pipe(v.string(), v.nonEmpty());

export const variables = {
  DATABASE_URL: url,
  DATABASE_AUTH_TOKEN: v.optional(v.string()),
  APP_BASE_URL: url,
  LINK_BASE_URL: url,
  /** `id:base64url`, newest first, two at most: the second only verifies. */
  LINK_SIGNING_KEYS: v.pipe(
    v.string(),
    v.regex(/^\d{1,3}:[\w-]{22,}(,\d{1,3}:[\w-]{22,})?$/, "wants id:base64url[,id:base64url]"),
    v.check((keys) => keys.split(",").every((key) => Number.parseInt(key, 10) <= 255), "wants key ids of one byte"),
  ),
  /** `id:base64url` of 32 bytes. It can't be rotated: the numbers that it hashed are gone. */
  NUMBER_HASH_KEY: v.pipe(v.string(), v.regex(/^\d{1,3}:[\w-]{43}$/, "wants id:base64url of 32 bytes")),
  CARRIER: v.picklist(["simulator", "vonage"]),
  VONAGE_API_KEY: v.optional(text),
  VONAGE_API_SECRET: v.optional(text),
  VONAGE_APPLICATION_ID: v.optional(text),
  VONAGE_PRIVATE_KEY: v.optional(text),
  VONAGE_SIGNATURE_SECRET: v.optional(text),
  VONAGE_API_URL: v.optional(url),
};

const schema = v.pipe(
  v.object(variables),
  v.check(
    (env) => env.CARRIER !== "vonage" || env.VONAGE_SIGNATURE_SECRET !== undefined,
    "CARRIER=vonage needs VONAGE_SIGNATURE_SECRET: without it anybody could write in a customer's name",
  ),
  v.check(
    (env) =>
      env.CARRIER !== "vonage" ||
      (env.VONAGE_API_KEY !== undefined && env.VONAGE_API_SECRET !== undefined) ||
      (env.VONAGE_APPLICATION_ID !== undefined && env.VONAGE_PRIVATE_KEY !== undefined),
    "CARRIER=vonage needs VONAGE_API_KEY and VONAGE_API_SECRET, or VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY",
  ),
);

export type Config = v.InferOutput<typeof schema>;

/** Reads the configuration. The error is one sentence that names each wrong variable and never its value. */
export function readConfig(env: object): Result<Config, string> {
  const parsed = v.safeParse(schema, env, { abortPipeEarly: true });
  if (parsed.success) return ok(parsed.output);
  const reasons = parsed.issues.map((issue) => {
    const name = issue.path?.map((item) => String(item.key)).join(".");
    if (name === undefined) return issue.message;
    return issue.kind === "schema" ? `${name} is missing or malformed` : `${name} is malformed`;
  });
  return err(reasons.join("; "));
}

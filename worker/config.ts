// The configuration, read from the environment once and strictly. `npm start` reads it by the same rules before it hands it on.

import * as v from "valibot";
import { err, ok, type Result } from "../src/result.ts";
import { isRsaPrivateKey, KEY_ID_MAX, readKey } from "./gateways/configured-keys.ts";

const text = v.pipe(v.string(), v.nonEmpty("is empty"));

/** A name of letters, figures and hyphens, or a number of the network: an address can be written with more, and nothing answers there. */
const HOST = /^(?:\[[\da-f:.]+\]|[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*)$/i;

/** @param protocols with their colon. What is no address has none of them. */
const address = (protocols: readonly string[], fault: string) =>
  v.pipe(
    v.string(),
    v.check((given) => protocols.some((protocol) => given.startsWith(`${protocol}//`)) && URL.canParse(given), fault),
    v.check((given) => HOST.test(new URL(given).hostname), "has a host that is no name"),
  );

const WEB = ["http:", "https:"];

/** Nothing stands behind the host: paths are the service's own. */
const origin = v.pipe(
  address(WEB, "is not an address that begins with http:// or https://"),
  v.check((given) => {
    const { pathname, search, hash, username, password } = new URL(given);
    return pathname === "/" && `${search}${hash}${username}${password}` === "";
  }, "has more than a host: leave path, query and sign-in out"),
  v.transform((given) => new URL(given).origin),
);

const keysIn = (written: string) => written.split(",").map(readKey);
const haveOwnIds = (written: string): boolean => {
  const ids = keysIn(written).map((key) => key?.id);
  return new Set(ids).size === ids.length;
};

/** What was written is decoded, and stays as it was. */
const keys = (form: RegExp, fault: string) =>
  v.pipe(
    v.string(),
    v.regex(form, fault),
    v.check(
      (written) => !keysIn(written).includes(null),
      "has a key that is cut off: it is not whole bytes in base64url",
    ),
    v.check(
      (written) => keysIn(written).every((key) => key && key.id <= KEY_ID_MAX),
      `has a key id above ${KEY_ID_MAX}`,
    ),
    v.check(haveOwnIds, "has two keys with one id"),
  );

export const variables = {
  DATABASE_URL: address(["libsql:", ...WEB], "is not an address that begins with libsql://, https:// or http://"),
  DATABASE_AUTH_TOKEN: v.optional(v.string()),
  APP_BASE_URL: origin,
  LINK_BASE_URL: origin,
  /** `id:base64url`, newest first, two at most: the second only verifies. */
  LINK_SIGNING_KEYS: keys(
    /^\d{1,3}:[\w-]{22,}(,\d{1,3}:[\w-]{22,})?$/,
    "is not id:base64url or two of them with a comma",
  ),
  /** `id:base64url` of 32 bytes. It can't be rotated: the numbers that it hashed are gone. */
  NUMBER_HASH_KEY: keys(/^\d{1,3}:[\w-]{43}$/, "is not id:base64url of 32 bytes"),
  CARRIER: v.picklist(["simulator", "vonage"], "is not simulator or vonage"),
  VONAGE_API_KEY: v.optional(text),
  VONAGE_API_SECRET: v.optional(text),
  VONAGE_APPLICATION_ID: v.optional(text),
  VONAGE_PRIVATE_KEY: v.optional(v.pipe(v.string(), v.check(isRsaPrivateKey, "is not an RSA private key in PEM"))),
  VONAGE_SIGNATURE_SECRET: v.optional(text),
  VONAGE_API_URL: v.optional(address(WEB, "is not an address that begins with http:// or https://")),
};

const schema = v.object(variables);

export type Config = v.InferOutput<typeof schema>;
export type Variables = Readonly<Partial<Record<keyof typeof variables, unknown>>>;

/** The error is one sentence without its full stop. It names each variable that is wrong, and never its value. */
export function readConfig(env: object): Result<Config, string> {
  const parsed = v.safeParse(schema, env, { abortPipeEarly: true });
  const needs = needsOfCarrier(env);
  if (parsed.success && needs.length === 0) return ok(parsed.output);
  const faults = (parsed.issues ?? []).map(({ path, input, message }) => {
    const name = path?.map((item) => String(item.key)).join(".");
    return `${name} ${input === undefined ? "is missing" : message}`;
  });
  return err([...faults, ...needs].join("; "));
}

function needsOfCarrier(env: Variables): string[] {
  if (env.CARRIER !== "vonage") return [];
  const canSend =
    (env.VONAGE_API_KEY && env.VONAGE_API_SECRET) || (env.VONAGE_APPLICATION_ID && env.VONAGE_PRIVATE_KEY);
  return [
    env.VONAGE_SIGNATURE_SECRET
      ? []
      : ["CARRIER=vonage needs VONAGE_SIGNATURE_SECRET: without it anybody could write in a customer's name"],
    canSend
      ? []
      : ["CARRIER=vonage needs VONAGE_API_KEY and VONAGE_API_SECRET, or VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY"],
  ].flat();
}

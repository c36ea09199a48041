// Whether a webhook is the carrier's, with no library: what every reference of the inbound bench has to find out too.

const HMAC = { name: "HMAC", hash: "SHA-256" };

let key;

export async function isGenuine(authorization, body, env) {
  const [header, payload, signature] = authorization.replace(/^Bearer /, "").split(".");
  if (signature === undefined || JSON.parse(text(header)).alg !== "HS256") return false;
  const claims = JSON.parse(text(payload));
  key ??= await crypto.subtle.importKey("raw", bytes(env.VONAGE_SIGNATURE_SECRET), HMAC, false, ["verify"]);
  const [signed, digest] = await Promise.all([
    crypto.subtle.verify(HMAC, key, bytes(text(signature)), bytes(`${header}.${payload}`)),
    crypto.subtle.digest("SHA-256", body),
  ]);
  const isFresh = Math.abs(Date.now() / 1_000 - claims.iat) < 25 * 3_600;
  return signed && isFresh && claims.iss === "Vonage" && claims.payload_hash === hex(digest);
}

const text = (base64url) => atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
const bytes = (latin1) => Uint8Array.from(latin1, (character) => character.charCodeAt(0));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

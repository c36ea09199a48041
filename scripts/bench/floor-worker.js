// The floor: the least that a Worker can do for an inbound text. It checks the signature and replays the two recorded requests to the
// database that the service makes for the same text; it decides nothing, reads no result and needs no library.

export default {
  async fetch(request, env) {
    const body = await request.arrayBuffer();
    if (!(await isGenuine(request.headers.get("authorization") ?? "", body, env)))
      return new Response(null, { status: 401 });
    const { from, text } = JSON.parse(utf8.decode(body));
    recordings ??= JSON.parse(env.RECORDINGS);
    const { read, write } = recordings[text];
    for (const template of [read, write]) {
      if (!(await pipeline(env, template.replaceAll("{phone}", from)))) return new Response(null, { status: 500 });
    }
    return new Response(null, { status: 200 });
  },
};

let recordings;
let key;

const utf8 = new TextDecoder();
const HMAC = { name: "HMAC", hash: "SHA-256" };

async function pipeline(env, body) {
  const response = await fetch(`${env.DATABASE_URL}/v2/pipeline`, { method: "POST", body });
  const { results } = await response.json();
  return results.every(
    ({ type, response }) => type === "ok" && !response.result?.step_errors.some((error) => error !== null),
  );
}

async function isGenuine(authorization, body, env) {
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

// The runner of the service binds both.
export class Line {}
export class Room {}

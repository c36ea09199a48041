// The reference for a valid link: a bare Worker that checks the token's signature, reads the link's row in one round trip and redirects.
// It has no router, no library and no page, but refuses what is forged, expired or revoked.

export default {
  async fetch(request, env) {
    const link = await linkIdIn(new URL(request.url).pathname.slice(1), env);
    const row = link === null ? undefined : await read(env, link);
    if (row === undefined) return new Response(null, { status: 404 });
    const [expiresAt, revokedAt] = row;
    const isOver = revokedAt.type !== "null" || Number(expiresAt.value) <= Date.now();
    return isOver ? new Response(null, { status: 410 }) : Response.redirect(`${env.APP_BASE_URL}/me`, 302);
  },
};

const HMAC = { name: "HMAC", hash: "SHA-256" };
/** A token is a key's id, the link's id and the beginning of the HMAC of both. */
const SIGNED_BYTES = 7;

let key;

async function linkIdIn(token, env) {
  if (!/^[\w-]{16}$/.test(token)) return null;
  const bytes = bytesOf(token);
  key ??= await crypto.subtle.importKey("raw", bytesOf(env.LINK_SIGNING_KEYS.split(":")[1]), HMAC, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign(HMAC, key, bytes.subarray(0, SIGNED_BYTES)));
  let difference = 0;
  for (let i = SIGNED_BYTES; i < bytes.length; i++) difference |= bytes[i] ^ mac[i - SIGNED_BYTES];
  return difference === 0 ? hex(bytes.subarray(1, SIGNED_BYTES)) : null;
}

async function read(env, link) {
  const stmt = { sql: "SELECT expires_at, revoked_at FROM links WHERE id = ?", args: [{ type: "text", value: link }] };
  const body = JSON.stringify({ requests: [{ type: "execute", stmt }, { type: "close" }] });
  const response = await fetch(`${env.DATABASE_URL}/v2/pipeline`, { method: "POST", body });
  return (await response.json()).results[0].response.result.rows[0];
}

const bytesOf = (base64url) =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// The runner of the service binds both.
export class Line {}
export class Room {}
